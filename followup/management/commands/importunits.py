"""`manage.py importunits FILE --lab LAB`: services that figures are of, from a table of code, name and part of."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from followup.actions.services import add_services
from hlab.core.errors import RuleBroken
from hlab.core.sheets import Unreadable, decode
from hlab.labs.commands import lab_called


class Command(BaseCommand):
    help = "Lägger in verksamheter: en rad för varje, med kod, namn och vad den är en del av. Allt eller ingenting."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FIL", help="CSV: kod; namn; del av (kod eller namn)")
        parser.add_argument("--lab", required=True, help="labbets adressnamn")
        parser.add_argument("--rename", action="store_true", help="byt namn på dem som finns")
        parser.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, ändra inget")

    def handle(self, *, path: Path, lab: str, rename: bool, dry_run: bool, **options):
        try:
            text = decode(path.read_bytes())
            with transaction.atomic():
                added, renamed = add_services(lab=lab_called(lab), text=text, by=None, at=timezone.now(), rename=rename)
                transaction.set_rollback(dry_run)
        except OSError as error:
            raise CommandError(f"{path} går inte att läsa: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(f"{path} är inte en tabell som text. Spara den som CSV.") from error
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(f"{added} nya verksamheter, {renamed} med nytt namn.")
        if dry_run:
            self.stdout.write("Torrkörning: inget är ändrat.")
