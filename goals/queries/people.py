"""How many people stand behind a version, and how much of that may be shown."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import GoalVersion
from hlab.labs.enums import Perspective
from hlab.stats.suppression import DEFAULT_K, suppress, total_of
from workshops.queries import people_behind, usable_contributions

TOTAL = "_total"


def people_behind_version(version: GoalVersion) -> tuple[int, dict[str, int]]:
    """(people, {perspective: people}): as written down when the words were frozen, before that as it stands now."""
    if not version.is_open:
        return version.people_count, version.people_by_perspective
    return people_behind(usable_contributions(version.goal.lab).filter(evidence__version=version))


def shown_people(version: GoalVersion) -> dict:
    """What the public page says about how many people a frozen version rests on.

    {"line": sentence, "parts": [{"label", "value": people or None, "text"}], "hides": whether a count is hidden,
    "k": the threshold}. A hidden part is never 0 and never left out: its text says that it is hidden. Total and
    parts are one system, hidden together so that no part can be worked out from the rest; which of them is the
    small one is not told, because that alone would narrow it down.
    """
    counts = {key: n for key, n in version.people_by_perspective.items() if n}
    if not counts:
        return {"line": _("Ingen röst är kopplad till den här versionen."), "parts": [], "hides": False, "k": DEFAULT_K}
    total = sum(counts.values())
    known = {TOTAL} if total >= DEFAULT_K else set()  # the total stands in the sentence above, so it is out
    cells = suppress(counts | {TOTAL: total}, [total_of(TOTAL, counts)], published=known, wide=True)
    parts = []
    for key in [perspective.value for perspective in Perspective if perspective.value in counts]:
        n = cells[key].value
        text = _("Visas inte – för få personer")
        if n is not None:
            text = ngettext("%(n)s person", "%(n)s personer", n) % {"n": n}
        parts.append({"label": Perspective(key).label, "value": n, "text": text})
    if cells[TOTAL].is_hidden:
        line = _("Bygger på berättelser från färre än %(k)s personer.") % {"k": DEFAULT_K}
    else:
        line = _("Bygger på berättelser från %(n)s personer.") % {"n": total}
    return {
        "line": line,
        "parts": parts,
        "hides": any(cell.is_hidden for cell in cells.values()),
        "k": DEFAULT_K,
    }
