"""How people stand in a målbild with their own words, what they say of it, and who of them has been asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from goals.enums import GoalStatus, OwnView
from goals.models import Evidence, Goal, GoalVersion, Judgement, Representation
from goals.queries.judged import KIND, tried_in
from workshops.enums import LIVE_STATES, ExerciseState, Speaker
from workshops.models import Exercise, Pace, Participation

VIEWS = "own_view"


def not_refused() -> QuerySet[Evidence]:
    """Ids of the voices whose owners have not refused to stand in that målbild, in whichever version they said so."""
    refused = Representation.objects.filter(
        evidence__contribution=OuterRef("contribution"),
        evidence__version__goal=OuterRef("version__goal"),
        answer=OwnView.REFUSE,
    )
    return Evidence.objects.filter(~Exists(refused)).values("pk")


def refused_in(goal: Goal) -> QuerySet[Evidence]:
    """Ids of the notes whose owners refuse to stand in a målbild."""
    rows = Evidence.objects.filter(version__goal=goal, own_view__answer=OwnView.REFUSE)
    return rows.values("contribution")


def own_voices() -> QuerySet[Evidence]:
    """Voices in the wordings that stand in public, with version, note and what the person says of it."""
    published = Evidence.objects.filter(version__published_at__isnull=False, version__hidden_at__isnull=True)
    return (
        published.exclude(version__status=GoalStatus.REPLACED)
        .filter(contribution__withdrawn_at__isnull=True)
        .select_related(
            "version__goal__lab", "contribution__participation", "contribution__exercise__workshop", "excerpt", VIEWS
        )
    )


def represented(contribution_ids: Iterable) -> dict:
    """{note id: [voices of `own_voices` that rest on it]}. One query.

    Each voice has `.quoted`: whether the words themselves stand there, and `.said`: what the person says of it, or None.
    """
    ids = list(contribution_ids)
    out: dict = {pk: [] for pk in ids}
    for voice in own_voices().filter(contribution__in=ids).order_by("version__published_at", "pk"):
        voice.quoted, voice.said = quoted(voice), view_of(voice)
        out[voice.contribution_id].append(voice)
    return out


def quoted(voice: Evidence) -> bool:
    """Whether the words stand in the målbild as they were said."""
    note, view = voice.contribution, view_of(voice)
    agreed = note.consent_analysis and note.consent_quote and not note.hold
    refused = view is not None and view.answer == OwnView.REFUSE
    return voice.quote and agreed and voice.quoted_version == note.row_version and not refused


def view_of(voice: Evidence) -> Representation | None:
    """What the person says of how they stand there."""
    return getattr(voice, VIEWS, None)


def views_of(version: GoalVersion) -> list[Representation]:
    """What people say of how they stand in a version: those that wait for an answer first. Each has `.waits`."""
    rows = Representation.objects.filter(evidence__version=version).select_related("evidence__contribution__participation")
    found = list(rows.order_by("-at"))
    for view in found:
        view.waits = view.answer == OwnView.CORRECT and (view.replied_at is None or view.replied_at < view.at)
    return sorted(found, key=lambda view: not view.waits)


def views() -> QuerySet[Representation]:
    return Representation.objects.select_related("evidence__version__goal__lab", "evidence__contribution__participation")


def asked_of_those_behind(version: GoalVersion) -> dict[str, int]:
    """{"people", "answered", "asked", "not_asked", "unreachable"} of the persons behind a version (S05-R5).

    asked: have a place in a session that tries this målbild, answered or not. unreachable: left no code, so that only
    whoever wrote down what they said can ask them.
    """
    behind = Participation.objects.filter(contributions__evidence__version=version, voice=Speaker.PERSON)
    people = {receipt or place: receipt for place, receipt in behind.values_list("pk", "receipt")}
    receipts = {receipt for receipt in people.values() if receipt}
    versions = set(GoalVersion.objects.filter(goal=version.goal_id).values_list("pk", flat=True))
    steps = Exercise.objects.filter(
        kind=KIND, workshop__lab=version.goal.lab_id, workshop__rehearsal_of__isnull=True, paces__opened_at__isnull=False
    ).distinct()
    sessions = {
        workshop for workshop, settings in steps.values_list("workshop", "settings")
        if not settings.get("versions") or versions & set(settings["versions"])
    }  # fmt: skip
    asked = set(
        Participation.objects.filter(workshop__in=sessions, receipt__in=receipts).values_list("receipt", flat=True)
    )
    answered = set(
        Judgement.objects.filter(version__in=versions, participation__receipt__in=receipts).values_list(
            "participation__receipt", flat=True
        )
    )
    return {
        "people": len(people),
        "answered": len(answered),
        "asked": len(asked | answered),
        "not_asked": len(receipts - asked - answered),
        "unreachable": len(people) - len(receipts),
    }


def invitations(receipt, contribution_ids: Iterable, now) -> list[dict]:
    """[{"version", "site", "mine": whether the person has a place there, "until"}]: sessions open over time where a
    målbild that rests on what the person has said is tried just now. Two queries where nothing is tried."""
    ids = list(contribution_ids)
    paces = (
        Pace.objects.filter(
            exercise__kind=KIND, state=ExerciseState.OPEN, exercise__open_until__isnull=False, ends_at__gt=now,
            site__state__in=LIVE_STATES, site__current=F("exercise"),
            exercise__workshop__rehearsal_of__isnull=True,
        )
        .filter(exercise__workshop__lab__goals__versions__evidence__contribution__in=ids)
        .select_related("exercise__workshop__lab", "site__workshop")
        .distinct()
    )  # fmt: skip
    open_now = list(paces) if ids else []
    if not open_now:
        return []
    own = set(Evidence.objects.filter(contribution__in=ids).values_list("version__goal", flat=True))
    places = set(Participation.objects.filter(receipt=receipt).values_list("workshop", flat=True))
    out, told = [], set()
    for pace in sorted(open_now, key=lambda pace: (pace.site.workshop_id not in places, pace.site.position)):
        for version in tried_in(pace.exercise):
            if version.goal_id in own and (version.pk, pace.exercise_id) not in told:
                told.add((version.pk, pace.exercise_id))
                mine = pace.site.workshop_id in places
                out.append({"version": version, "site": pace.site, "mine": mine, "until": pace.ends_at})
    return out

