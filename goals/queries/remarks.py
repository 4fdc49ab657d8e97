"""What was said of the version before when it was tried: what a new version may be changed because of."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from goals.models import GoalVersion, Judgement, MemberCheck
from goals.queries.judged import counted
from hlab.core.text import whole_number
from workshops.enums import HoldReason
from workshops.queries import is_shown


def version_before(version: GoalVersion) -> GoalVersion | None:
    """The version that this one was begun from."""
    rows = GoalVersion.objects.filter(goal_id=version.goal_id, number__lt=version.number)
    return rows.select_related("goal__lab").order_by("-number").first()


def judgement_remarks(
    before: GoalVersion | None, *, everything: bool, but_shown_at: Collection[int] = ()
) -> QuerySet[Judgement]:
    """Answers with something missing or another wording, that may be used, in the order they came; no rehearsals.

    everything=False: only where what was said is shown to all. but_shown_at: ids of sites of which only that is read in
    any case.
    """
    if before is None:
        return Judgement.objects.none()
    said = _usable("missing", everything, but_shown_at) | _usable("wording", everything, but_shown_at)
    rows = counted().filter(said, version=before)
    return rows.select_related("missing", "wording", "participation").order_by("at", "pk")


def remarks_told(rows: Iterable[Judgement], *, everything: bool, but_shown_at: Collection[int] = ()) -> list[dict]:
    """[{"key", "title", "missing", "wording"}] of a page of `judgement_remarks`, each text blank unless it may be
    read."""
    rows = list(rows)
    readable = {
        name: set(
            Judgement.objects.filter(
                _usable(name, everything, but_shown_at), pk__in=[row.pk for row in rows]
            ).values_list("pk", flat=True)
        )
        for name in ("missing", "wording")
    }
    return [
        {
            "key": f"answer-{row.pk}",
            "title": _("%(answer)s. %(who)s")
            % {"answer": row.get_answer_display(), "who": row.participation.speaks_as},
            "missing": row.missing.text if row.missing and row.pk in readable["missing"] else "",
            "wording": row.wording.text if row.wording and row.pk in readable["wording"] else "",
        }
        for row in rows
    ]


def remark_keys(version: GoalVersion, keys: Iterable[str]) -> set[str]:
    """Those of the keys ("check-3", "answer-7") that are remarks on the version before this one."""
    before = version_before(version)
    if before is None:
        return set()
    asked: dict[str, list[int]] = {"check": [], "answer": []}
    for key in keys:
        kind, _dash, pk = key.partition("-")
        if kind in asked:
            asked[kind].append(whole_number(pk))
    checks = MemberCheck.objects.filter(version=before, pk__in=asked["check"]).values_list("pk", flat=True)
    answers = counted().filter(version=before, pk__in=asked["answer"]).values_list("pk", flat=True)
    return {f"check-{pk}" for pk in checks} | {f"answer-{pk}" for pk in answers}


def causes_written(version: GoalVersion) -> list[list[str]]:
    """[[what changed, "answer", "check" or "" for nobody's remark]], as a frozen version keeps it."""
    return [[cause.text, cause.remark_key.partition("-")[0]] for cause in version.causes.all()]


def told_causes(version: GoalVersion) -> list[dict]:
    """[{"text", "why"}] of a frozen version as anyone may read them: that a remark caused it, never its words."""
    remark = _("Efter en synpunkt när version %(number)s prövades.") % {"number": version.number - 1}
    return [
        {"text": text, "why": remark if kind else _("Redaktionell ändring.")}
        for text, kind in version.written.get("causes", ())
    ]


def _usable(name: str, everything: bool, but_shown_at: Collection[int]) -> Q:
    note = f"{name}__"
    may = Q(
        **{f"{name}__isnull": False, f"{note}withdrawn_at": None, f"{note}consent_analysis": True,
           f"{note}hold": HoldReason.NONE}
    )  # fmt: skip
    if everything and not but_shown_at:
        return may
    shown = is_shown(note)
    return may & (shown | ~Q(**{f"{note}site__in": list(but_shown_at)}) if everything else shown)
