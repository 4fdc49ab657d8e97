"""Compile .po to .mo with Babel, so that no gettext is needed."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from hlab.core.translations import compile_catalogues


class Command(BaseCommand):
    help = "Kompilerar översättningarna."
    requires_system_checks = []

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for mo in compile_catalogues(Path(folder)):
                self.stdout.write(f"{mo.parent.parent.name}: klart")
