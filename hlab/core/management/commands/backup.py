"""Take a backup of database and media."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from hlab.core.backups import backup


class Command(BaseCommand):
    help = "Tar en säkerhetskopia av databas och filer medan webbplatsen är i gång. Nycklarna ingår inte."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.DATA_DIR / "backups", help="mapp för kopian")

    def handle(self, *, to: Path, **options):
        self.stdout.write(str(backup(to, timezone.now())))
