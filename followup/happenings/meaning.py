"""See `followup.happenings`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from followup.models import Interpretation

ACTS: dict[str, Any] = {
    "interpretation.written": gettext_lazy("Vad siffror betyder tolkades tillsammans och skrevs ner (%(openness)s)"),
    "interpretation.replaced": gettext_lazy("En ny gemensam tolkning ersatte en tidigare (%(openness)s)"),
    "interpretation.shown": gettext_lazy("En gemensam tolkning började visas på webbplatsen"),
    "interpretation.hidden": gettext_lazy("En gemensam tolkning slutade visas på webbplatsen"),
}
TITLES: dict[str, Any] = {Interpretation: "question"}
FACTS: dict[str, Any] = {
    "openness": {"open": gettext_lazy("visas på webbplatsen"), "lab": gettext_lazy("bara för labbet")},
}
