"""Make what is missing of the public pages and the reference organisations. Safe at each deploy."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from hlab.accounts.actions.organisations import ensure_reference
from hlab.cms.actions.site import ensure_site


class Command(BaseCommand):
    help = "Skapar webbplatsens egna sidor och listan över huvudmän där de saknas. Ändrar inget som finns."

    def handle(self, **options):
        ensure_reference()
        ensure_site(at=timezone.now())
        self.stdout.write("Webbplatsens sidor finns.")
