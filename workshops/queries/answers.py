"""Scales, orders, check-outs and opening voices."""

from __future__ import annotations

from django.db.models import (
    Count,
    Q,
    QuerySet,
)  # fmt: skip

from workshops.models import (
    CheckOut,
    Exercise,
    Participation,
    Preference,
    ScaleAnswer,
    Voice,
)
from workshops.queries.themes import themes_of


def scale_counts(exercise: Exercise) -> dict[int | None, int]:
    """{point from 1, None for "vet inte": persons} of everyone whose answer counts."""
    answers = ScaleAnswer.objects.filter(exercise=exercise, participation__site=exercise.here.site_id, counted=True)
    return dict(answers.order_by().values_list("point").annotate(Count("pk")))


def scale_answer_of(exercise: Exercise, participation: Participation) -> ScaleAnswer | None:
    """What one person answered on the scale."""
    return ScaleAnswer.objects.filter(exercise=exercise, participation=participation).first()


def rank_options(exercise: Exercise) -> list[tuple[str, str]]:
    """[(key, text)] of what is put in order: "o1" the step's own first alternative, "c7" the theme with id 7."""
    if exercise.source is None:
        return [(f"o{i}", text) for i, text in enumerate(exercise.settings.get("options", []), start=1)]
    themes = themes_of(exercise.source).order_by("position", "pk")
    return [(f"c{pk}", title) for pk, title in themes.values_list("pk", "title")]


def rankings(exercise: Exercise) -> list[list[str]]:
    """Each person's order, best first, as keys of `rank_options`; of everyone whose order counts."""
    rows = Preference.objects.filter(
        exercise=exercise, participation__site=exercise.here.site_id, counted=True
    ).order_by("participation", "place")
    orders: dict = {}
    for person, cluster, option in rows.values_list("participation", "cluster", "option"):
        orders.setdefault(person, []).append(f"c{cluster}" if option is None else f"o{option}")
    return list(orders.values())


def ranking_of(exercise: Exercise, participation: Participation) -> dict[str, int]:
    """{key of `rank_options`: place} of one person."""
    rows = Preference.objects.filter(exercise=exercise, participation=participation)
    return {row.key: row.place for row in rows}


def check_out_of(exercise: Exercise, participation: Participation) -> CheckOut | None:
    """One person's own last words, with the note when they let the group see it."""
    return CheckOut.objects.filter(exercise=exercise, participation=participation).select_related("note").first()


def private_words_of(receipt) -> QuerySet[CheckOut]:
    """What a person has kept to themselves: theirs to read, nobody else's."""
    mine = CheckOut.objects.filter(participation__receipt=receipt).select_related("exercise__workshop")
    return mine.filter(Q(note__isnull=True) | Q(note__withdrawn_at__isnull=False)).order_by("created_at")


def voice_of(exercise: Exercise) -> Voice | None:
    """The opening voice of a step, when there is one in writing or as sound."""
    return Voice.objects.filter(exercise=exercise).first()
