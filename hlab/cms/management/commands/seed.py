"""The example lab: invented, marked, and the same each time."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from hlab.accounts.actions.organisations import ensure_reference
from hlab.cms.actions.site import ensure_site
from hlab.cms.demo import lab as content
from hlab.cms.demo.build import build
from hlab.labs.models import Lab
from workshops.enums import LIVE_STATES
from workshops.models import Workshop


class Command(BaseCommand):
    help = "Lägger in exempellabbet, en gång. Två gånger ändrar inget."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="bara om det inte finns något labb")
        parser.add_argument("--facts", action="store_true", help="skriv inloggningar och kod som JSON")
        parser.add_argument("--yes-example-data", action="store_true", help="även på en riktig webbplats")

    def handle(self, *, if_empty: bool, facts: bool, yes_example_data: bool, **options):
        there = Lab.objects.filter(slug=content.LAB["slug"]).exists()
        if not there and not (if_empty and Lab.objects.exists()):
            if settings.SESSION_COOKIE_SECURE and not yes_example_data:
                raise CommandError(
                    "Det här ser ut som en riktig webbplats. Exempeldata har kända lösenord och läggs inte in här. "
                    "Vill du ändå, lägg till --yes-example-data."
                )
            with transaction.atomic():
                ensure_reference()
                ensure_site()
                build(timezone.now())
            there = True
        if facts:
            self.stdout.write(json.dumps(self._facts() if there else {}))

    def _facts(self) -> dict:
        session = Workshop.objects.filter(lab__slug=content.LAB["slug"], state__in=LIVE_STATES).first()
        return {
            "logins": [
                {"role": role, "email": email, "password": content.PASSWORD}
                for role, email, *_rest in content.LOGINS[:3]
            ],
            "join_code": session.join_code if session else "",
            "workshop": session.title if session else "",
        }
