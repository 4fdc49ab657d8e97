"""Put a backup back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hlab.core import health
from hlab.core.backups import is_empty, restore
from hlab.core.dumps import row_counts


class Command(BaseCommand):
    help = "Återställer en säkerhetskopia. Det som finns i databasen och bland filerna ersätts."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="ersätt det som finns")

    def handle(self, *, file: Path, yes: bool, **options):
        if not yes and not is_empty():
            raise CommandError("Databasen är inte tom. Lägg till --yes om allt i den ska ersättas av kopian.")
        manifest = restore(file)
        after = row_counts()
        wrong = [table for table, rows in manifest["rows"].items() if after.get(table) != rows]
        if wrong:
            raise CommandError(
                f"Kopian är inlagd, men antalet rader skiljer sig i {', '.join(wrong)}. "
                "Skrev någon samtidigt? Stäng webbplatsen och kör igen."
            )
        total = sum(manifest["rows"].values())
        self.stdout.write(f"Återställd: {total} rader och {len(manifest['media'])} filer från {manifest['taken_at']}.")
        if not manifest["same_keys"]:
            self.stdout.write(
                "Obs: kopian är tagen med en annan RECEIPT_KEY. Kvittokoderna gäller inte förrän den är densamma."
            )
        if health.migrations() is not True:
            self.stdout.write("Kopian är från en äldre version. Kör: manage.py migrate")
