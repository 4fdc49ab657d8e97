"""How many people stand behind a version, and how much of that may be shown."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import GoalVersion
from hlab.labs.enums import LIVED_PERSPECTIVES, Perspective
from hlab.stats.suppression import DEFAULT_K, suppress, total_of
from workshops.queries import people_behind, usable_contributions

TOTAL, LIVED, OTHERS = "_total", "_lived", "_others"
MOST_HIDDEN = 0.3


def people_behind_version(version: GoalVersion) -> tuple[int, dict[str, int]]:
    """(people, {perspective: people}): as written down when the words were frozen, before that as it stands now."""
    if not version.is_open:
        return version.people_count, version.people_by_perspective
    return people_behind(usable_contributions(version.goal.lab).filter(evidence__version=version))


def shown_people(version: GoalVersion) -> dict:
    """What the public page says about how many people a frozen version rests on.

    {"line": sentence, "parts": [{"label", "value": people or None, "text"}], "hides": whether a count is hidden,
    "k": the threshold}. A hidden part is never 0: its text says that it is hidden. Total and parts are one
    system, hidden together so that no part can be worked out from the rest; which of them is the small one is
    not told, because that alone would narrow it down. Where more than MOST_HIDDEN of the perspectives would be
    hidden, two wider groups are shown instead; where not even they can be, there are no parts, and the page
    says that.
    """
    counts = {key: n for key, n in version.people_by_perspective.items() if n}
    if not counts:
        return {"line": _("Ingen röst är kopplad till den här versionen."), "parts": [], "hides": False, "k": DEFAULT_K}
    total = sum(counts.values())
    line = _("Bygger på berättelser från %(n)s personer.") % {"n": total}
    if total < DEFAULT_K:
        line = _("Bygger på berättelser från färre än %(k)s personer.") % {"k": DEFAULT_K}
    labels = [(role.value, role.label) for role in Perspective if role.value in counts]
    shown = parts = _parts(counts, labels)
    if _hidden(parts) > MOST_HIDDEN * len(parts):
        lived = sum(n for key, n in counts.items() if key in LIVED_PERSPECTIVES)
        wider = {key: n for key, n in ((LIVED, lived), (OTHERS, total - lived)) if n}
        names = [(LIVED, _("Egen erfarenhet eller närstående")), (OTHERS, _("Övriga perspektiv"))]
        wide = _parts(wider, [(key, label) for key, label in names if key in wider])
        shown = wide if not _hidden(wide) else [] if _hidden(parts) == len(parts) else parts
    return {"line": line, "parts": shown, "hides": not shown or bool(_hidden(shown)), "k": DEFAULT_K}


def _parts(counts: dict[str, int], labels: list[tuple[str, Any]]) -> list[dict]:
    """Each part as it may be shown beside the total, which the sentence above has already told if it is large."""
    total = sum(counts.values())
    known = {TOTAL} if total >= DEFAULT_K else set()
    cells = suppress(counts | {TOTAL: total}, [total_of(TOTAL, counts)], published=known, wide=True)
    parts = []
    for key, label in labels:
        n = cells[key].value
        text = _("Visas inte – för få personer")
        if n is not None:
            text = ngettext("%(n)s person", "%(n)s personer", n) % {"n": n}
        parts.append({"label": label, "value": n, "text": text})
    return parts


def _hidden(parts: list[dict]) -> int:
    return sum(part["value"] is None for part in parts)
