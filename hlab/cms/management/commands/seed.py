"""The example lab: invented, marked, and the same each time."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from followup.actions.units import sync_units
from hlab.accounts.actions.organisations import ensure_reference
from hlab.accounts.queries import receipt_by_code
from hlab.cms.actions.site import ensure_site
from hlab.cms.demo import lab as content
from hlab.cms.demo.build import build
from hlab.labs.models import Lab
from workshops.enums import LIVE_STATES
from workshops.models import Workshop

REFUSAL = (
    "Det här är en riktig webbplats. Exempellabbet är påhittat och hör inte hemma bland riktiga labb. "
    "Vill du ändå lägga in det, kör: manage.py seed --yes-example-data"
)


class Command(BaseCommand):
    help = (
        "Lägger in exempellabbet och det som hör till webbplatsen från början. Kan köras hur många gånger som helst: "
        "det som finns rörs inte."
    )

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="exempellabbet läggs in bara om inget labb finns")
        parser.add_argument("--facts", action="store_true", help="skriv inloggningar och koder som JSON på sista raden")
        parser.add_argument(
            "--yes-example-data", action="store_true", help="även på en riktig webbplats, men utan lösenord"
        )

    def handle(self, *, if_empty: bool, facts: bool, yes_example_data: bool, **options):
        embedded = is_embedded()
        there = Lab.objects.filter(slug=content.LAB["slug"], is_demo=True).exists()
        wanted = not there and not (if_empty and Lab.objects.exists())
        if wanted and not embedded and not yes_example_data:
            raise CommandError(REFUSAL)
        with transaction.atomic():
            now = timezone.now()
            ensure_reference()
            sync_units(by=None, at=now)
            ensure_site(at=now)
            if wanted:
                build(now=now, known_keys=embedded)
        if facts:
            self.stdout.write(json.dumps(example_facts(embedded)))
        elif wanted:
            self.stdout.write(f"Exempellabbet ”{content.LAB['name']}” finns nu på webbplatsen.")
        else:
            self.stdout.write("Inget nytt att lägga in.")


def is_embedded() -> bool:
    """Whether this is a site on one's own machine: cookies go without a certificate only there."""
    return not settings.SESSION_COOKIE_SECURE


def example_facts(embedded: bool) -> dict:
    """What a newcomer needs: log-ins, the running session and one participant's receipt code.

    Only what is true of this database: nothing where there is no example lab, no keys where none are known.
    """
    lab = Lab.objects.filter(slug=content.LAB["slug"], is_demo=True).first()
    if lab is None:
        return {
            "logins": [], "other_logins": [], "join_code": "", "workshop": "", "workshop_id": None, "site_id": None,
            "receipt_code": "",
        }  # fmt: skip
    real = Workshop.objects.filter(lab=lab, is_demo=True, rehearsal_of__isnull=True)
    session = real.filter(state__in=LIVE_STATES).order_by("created_at").first()
    known = embedded and receipt_by_code(content.RECEIPT_CODE) is not None
    logins = [
        {"role": role, "email": email, "password": content.PASSWORD} for role, email, *_rest in content.LOGINS if known
    ]
    return {
        "logins": logins[: content.PRINTED],
        "other_logins": logins[content.PRINTED :],
        "join_code": session.site.join_code if session else "",
        "workshop": session.title if session else "",
        "workshop_id": session.pk if session else None,
        "site_id": session.site.pk if session else None,
        "receipt_code": content.RECEIPT_CODE if known else "",
    }
