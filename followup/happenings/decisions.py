"""See `followup.happenings`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from followup.enums import DecisionKind

ACTS: dict[str, Any] = {
    "decision.made": gettext_lazy("Ett beslut om ett diagram fattades: %(decision_kind)s (%(unit)s)"),
    "decision.withdrawn": gettext_lazy("Ett beslut om ett diagram togs tillbaka: %(decision_kind)s (%(unit)s)"),
}
TITLES: dict[str, Any] = {}
FACTS: dict[str, Any] = {"decision_kind": dict(DecisionKind.choices)}
