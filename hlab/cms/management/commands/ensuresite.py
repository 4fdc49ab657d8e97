"""Make what is missing of the public pages, the reference organisations and the units of figures. Safe at each
deploy."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from followup.actions.units import sync_units
from hlab.accounts.actions.organisations import ensure_reference
from hlab.cms.actions.site import ensure_site


class Command(BaseCommand):
    help = "Skapar det som saknas av webbplatsens egna sidor och av listorna över huvudmän och enheter."

    def handle(self, **options):
        now = timezone.now()
        ensure_reference()
        sync_units(by=None, at=now)
        ensure_site(at=now)
        self.stdout.write("Webbplatsens sidor finns.")
