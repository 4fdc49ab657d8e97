"""`manage.py syncunits`: the country, its regions and its municipalities as units that figures are of."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from followup.actions.units import sync_units


class Command(BaseCommand):
    help = "Lägger in riket, regionerna och kommunerna som enheter. Går att köra om."

    def handle(self, **options):
        added, changed = sync_units(by=None, at=timezone.now())
        self.stdout.write(f"{added} nya enheter, {changed} ändrade.")
