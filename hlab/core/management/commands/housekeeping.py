"""Clear away what has had its time: old events of the wire, files that were never read in, ended jobs and log-ins."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from hlab.core import housekeeping


class Command(BaseCommand):
    help = "Städar: gamla händelser, ej inlästa filer, avslutade jobb och inloggningar. Kan köras hur ofta som helst."

    def handle(self, **options):
        for name, removed in housekeeping.run(timezone.now()).items():
            self.stdout.write(f"{name}: {'gick inte, se loggen' if removed is None else removed}")
