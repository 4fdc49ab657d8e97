"""How a version is being tried and what has come of it: steps, remarks, objections. For those who work in the lab, and
what anyone may see of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from goals.models import ChangeCause, Dissent, Goal, GoalVersion, Judgement
from goals.queries.checks import shown_checks
from goals.queries.judged import KIND, answers_in, counted, everything_in
from goals.queries.shown_tables import table_data
from hlab.core.text import fold, tidy
from workshops.enums import ExerciseState, HoldReason
from workshops.models import Exercise, Pace
from workshops.queries import is_shown

PARTS = ("missing", "wording")


def steps_that_try(version: GoalVersion) -> list[Exercise]:
    """The steps of the lab's sessions that ask about a version, the latest first, no rehearsals.

    Each has `.told` (`table_data` of every number), `.closed`: at all sites that have begun, `.until`: when it is open
    over time, and `.record`: the check that was made of its answers, or None.
    """
    judged = Judgement.objects.filter(exercise=OuterRef("pk"), version=version)
    rows = (
        Exercise.objects.filter(kind=KIND, workshop__lab=version.goal.lab_id, workshop__rehearsal_of__isnull=True)
        .annotate(is_judged=Exists(judged))
        .select_related("workshop")
        .prefetch_related("paces")
        .order_by("-workshop__starts_at", "-pk")
    )
    steps: list[Any] = [row for row in rows if row.is_judged or _asks(row, version)]
    answers = answers_in(steps)
    records = {check.exercise_id: check for check in version.checks.all()}
    for step in steps:
        begun = [pace for pace in step.paces.all() if pace.state != ExerciseState.PENDING]
        step.told = table_data(everything_in(answers.get((step.pk, version.pk), {})))
        step.closed = bool(begun) and all(pace.state == ExerciseState.CLOSED for pace in begun)
        step.until = _until(step, begun)
        step.record = records.get(step.pk)
    return steps


def _asks(step: Exercise, version: GoalVersion) -> bool:
    chosen = step.settings.get("versions")
    return version.pk in chosen if chosen else not version.is_open


def _until(step: Exercise, begun: list[Pace]):
    ends = [pace.ends_at for pace in begun if pace.state == ExerciseState.OPEN and pace.ends_at]
    return max(ends) if step.open_until and ends else None


def remarks_of(
    version: GoalVersion,
    *,
    everything: bool,
    but_shown_at: Collection[int] = (),
    part: str = "",
    answer: str = "",
    perspective: str = "",
    note=None,
) -> tuple[list[dict], int]:
    """([{"text", "part", "answer", "who", "note", "judgement", "causes"}] of what people say is missing or would write
    otherwise, the latest first, how many more wait to be shown).

    everything=False: only what has been shown to all. but_shown_at: ids of sites of which only that is read in any
    case. note: only the remark in the note with this id. causes: what it has led to, in later versions. Notes that are
    held, taken back, or not to be used are not read here.
    """
    rows = counted().filter(version=version)
    rows = rows.filter(answer=answer) if answer else rows
    rows = rows.filter(participation__perspective=perspective) if perspective else rows
    parts = [part] if part in PARTS else PARTS
    if note is not None:
        rows = rows.filter(Q(missing=note) | Q(wording=note))
    found = rows.filter(_any(parts)).select_related("missing", "wording", "participation").order_by("-at", "-pk")
    for name in parts:
        found = found.annotate(**{f"{name}_shown": ExpressionWrapper(is_shown(f"{name}__"), BooleanField())})
    causes = ChangeCause.objects.select_related("version")
    out, waiting = [], 0
    for row in found.prefetch_related(Prefetch("caused", causes)):
        for name in parts:
            said = getattr(row, name)
            if said is None or said.withdrawn_at or said.hold != HoldReason.NONE or not said.consent_analysis:
                continue
            reads_all = everything and said.site_id not in but_shown_at
            if not reads_all and not getattr(row, f"{name}_shown"):
                waiting += 1
                continue
            out.append({
                "text": said.text, "part": name, "answer": row.get_answer_display(), "note": said, "judgement": row,
                "who": row.participation.speaks_as, "causes": list(row.caused.all()),
            })  # fmt: skip
    return out, waiting


def _any(parts) -> Q:
    found = Q()
    for name in parts:
        found |= Q(**{f"{name}__isnull": False})
    return found


def remark(version: GoalVersion, note_id, *, everything: bool, but_shown_at: Collection[int] = ()):
    """One remark about a version by its note, as `remarks_of` reads it; None when it may not be read."""
    try:
        wanted = UUID(str(note_id))
    except ValueError:
        return None
    rows, _waiting = remarks_of(version, everything=everything, but_shown_at=but_shown_at, note=wanted)
    return next((row for row in rows if row["note"].pk == wanted), None)


def dissents_by(version: GoalVersion) -> list[dict]:
    """[{"text", "by", "met", "from": number of the version it was first written on, "carried": from an earlier one}] of
    the views that were not adopted: those that stand first. What was written in a record of how it was tried, and
    nowhere else, is among them."""
    rows = list(version.dissents.select_related("note", "carried_from__version", "carried_from__carried_from__version"))
    out = [
        {
            "text": _("(återtaget)") if _taken_back(row) else row.text,
            "by": row.group,
            "met": row.met,
            "from": _first(row),
            "carried": row.carried_from is not None,
        }
        for row in rows
    ]
    known = {tidy(row.text) for row in rows}
    for check in version.checks.all():
        if check.dissent and tidy(check.dissent) not in known:
            known.add(tidy(check.dissent))
            out.append(
                {"text": check.dissent, "by": "", "met": "", "from": version.number, "pk": None, "carried": False}
            )
    return sorted(out, key=lambda row: bool(row["met"]))


def _taken_back(row: Dissent) -> bool:
    """Whether a view stands word by word as a person said it who has taken it back, or does not want to be quoted."""
    note = row.note
    if note is None or fold(row.text) != fold(note.text):
        return False
    return note.withdrawn_at is not None or note.hold != HoldReason.NONE or not note.consent_quote


def _first(row: Dissent) -> int:
    """Number of the version where a view stood first. The way back is as long as the view is old: a few steps."""
    while row.carried_from is not None:
        row = row.carried_from
    return row.version.number


def carried_by(draft: GoalVersion) -> QuerySet[Dissent]:
    """The views that a draft has from the version before."""
    return draft.dissents.filter(carried_from__isnull=False).select_related("version__goal__lab").order_by("pk")


def public_validation(goal: Goal, version: GoalVersion) -> dict:
    """What anyone may see of how a published version was tried: {"checks": `shown_checks`, "dissents": `dissents_by`,
    "tried"}. Shown by `goals/_public_validation.html`. A hidden version tells nothing."""
    if version.is_hidden:
        return {"checks": shown_checks([]), "dissents": [], "tried": False}
    checks = list(version.checks.all())
    return {"checks": shown_checks(checks) | {"dissents": []}, "dissents": dissents_by(version), "tried": bool(checks)}
