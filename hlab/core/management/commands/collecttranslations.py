"""Bring the .po files up to date with what the site says, and tell what is left to translate."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from hlab.core.translations import untranslated, update


class Command(BaseCommand):
    help = "Samlar texter som ska översättas och visar vad som saknar översättning. Behöver inte gettext."
    requires_system_checks = []

    def handle(self, **options):
        for folder in settings.LOCALE_PATHS:
            for po in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                if po.parent.parent.name == settings.LANGUAGE_CODE:
                    continue  # our own sentences are in it already; it holds only others' words, kept by hand
                left = untranslated(update(settings.BASE_DIR, po))
                self.stdout.write(f"{po.parent.parent.name}: {len(left)} texter saknar översättning")
                for text in left:
                    self.stdout.write(f"  {text}")
