"""Make the embedded site ready to serve: database, translations, pages, and the example lab the first time."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from hlab.core import health
from hlab.core.translations import compile_catalogues


class Command(BaseCommand):
    help = "Förbereder den inbäddade webbplatsen och skriver exempelinloggningar som JSON på sista raden."
    requires_system_checks = []

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            compile_catalogues(Path(folder))
        if health.migrations() is not True:
            call_command("migrate", verbosity=0)
        call_command("housekeeping", stdout=self.stderr)
        call_command("seed", if_empty=True, facts=True, stdout=self.stdout)
