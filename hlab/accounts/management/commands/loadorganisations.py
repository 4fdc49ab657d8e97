from django.core.management.base import BaseCommand

from hlab.accounts.actions.organisations import ensure_reference


class Command(BaseCommand):
    help = (
        "Lägger in de 21 regionerna, 290 kommunerna och de nationella aktörerna. Kan köras hur många gånger som helst."
    )

    def handle(self, **options):
        added, renamed = ensure_reference()
        self.stdout.write(f"{added} organisationer lades till, {renamed} bytte namn.")
