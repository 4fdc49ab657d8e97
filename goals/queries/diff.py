"""Two published versions of a målbild, word by word."""

from __future__ import annotations

from itertools import pairwise

from goals.analysis.words import word_diff
from goals.models import Goal, GoalVersion
from goals.queries.public import hidden_words, veiled
from goals.queries.remarks import told_causes
from hlab.labs.enums import FocusShift


def changes_data(goal: Goal, first: int, second: int) -> dict | None:
    """What differs between two published versions. None unless both are published and the second is the later.

    {"goal", "before", "after", "parts": [{"name", "segments"}], "causes", "others", "is_demo"}; where one of them is
    hidden no part is told, and "hidden" says so. segments: `goals.analysis.words.Segment`. name: "title",
    "statement", "easy_read" or "marks". causes: of every version after the first up to the second. others: [(first,
    second)] of every two that follow on each other.
    """
    published = list(
        GoalVersion.objects.filter(goal=goal, published_at__isnull=False)
        .select_related("goal__lab", "goal__reused_from")
        .order_by("number")
    )
    by_number = {row.number: row for row in published}
    before, after = by_number.get(first), by_number.get(second)
    if before is None or after is None or first >= second:
        return None
    base = {
        "goal": after.goal,
        "before": veiled(before),
        "after": veiled(after),
        "others": [(one.number, two.number) for one, two in pairwise(published)],
        "is_demo": goal.is_demo,
    }
    if before.is_hidden or after.is_hidden:
        return base | {"hidden": [hidden_words(row) for row in (before, after) if row.is_hidden]}
    between = [row for row in published if first < row.number <= second and not row.is_hidden]
    return base | {
        "parts": _parts(before, after),
        "told": [row for row in between if row.what_changed or row.why_changed],
        "causes": [cause for row in between for cause in told_causes(row)],
    }


def _parts(before: GoalVersion, after: GoalVersion) -> list[dict]:
    texts = [(name, getattr(before, name), getattr(after, name)) for name in ("title", "statement", "easy_read")]
    texts.append(("marks", _marks(before), _marks(after)))
    return [{"name": name, "segments": word_diff(old, new)} for name, old, new in texts if old or new]


def _marks(version: GoalVersion) -> str:
    level = [version.get_level_display()] if version.level else []
    return "\n".join(map(str, [*level, *(FocusShift(shift).label for shift in version.shifts)]))
