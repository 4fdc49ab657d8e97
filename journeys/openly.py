"""A published map as a file for anyone: for its page and for the open API alike."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from journeys.analysis.document import without_voices
from journeys.analysis.native import as_file
from journeys.models import Journey
from journeys.queries.shown import Shown


def public_file(journey: Journey, told: Shown) -> dict[str, Any]:
    """The map in our own format, without anybody's voices, and with where it comes from; invented content says so."""
    source = f"{settings.SITE_URL.rstrip('/')}{journey.address}"
    if journey.is_demo:
        source = f"{_('Exempelinnehåll – påhittat')}. {source}"
    return as_file(without_voices(told.document), source=source)
