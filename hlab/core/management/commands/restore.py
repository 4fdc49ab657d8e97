"""Put a backup back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hlab.core.backups import restore, row_counts


class Command(BaseCommand):
    help = "Återställer en säkerhetskopia. Det som finns i databasen ersätts."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="ersätt det som finns")

    def handle(self, *, file: Path, yes: bool, **options):
        if not yes and row_counts().get("labs_lab"):
            raise CommandError("Databasen är inte tom. Lägg till --yes om allt i den ska ersättas av kopian.")
        manifest = restore(file)
        after = row_counts()
        wrong = [table for table, rows in manifest["rows"].items() if after.get(table) != rows]
        if wrong:
            raise CommandError(f"Antalet rader stämmer inte i: {', '.join(wrong)}.")
        self.stdout.write(f"Återställd: {sum(after.values())} rader från {manifest['taken_at']}.")
