"""Which of a lab's maps there are to find, and which are counted together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from journeys.enums import AS_IT_IS, Grade, TellerSays
from journeys.models import Cell, Gap, Journey, JourneyActor, Step, Voice
from journeys.queries.journeys import journeys_of, with_last_said
from journeys.queries.voices import MADE_OF, USABLE

THERE = Q(gone_at__isnull=True)
GAP_WORDS = ("told_words", "life", "consequence", "bridge")
OURS = Q(journey=OuterRef("pk")) & THERE


def with_counts(rows: QuerySet[Journey]) -> QuerySet[Journey]:
    """Each with `n_steps` and `n_gaps`, `n_assumed` of them that nobody has told, observed or measured, and
    `last_said`."""
    steps, gaps = Step.objects.filter(OURS), Gap.objects.filter(OURS)
    guesses = _count(steps.filter(grade=Grade.ASSUMED)) + _count(gaps.filter(grade=Grade.ASSUMED))
    return with_last_said(rows).annotate(n_steps=_count(steps), n_gaps=_count(gaps), n_assumed=guesses)


def counted_of(lab) -> QuerySet[Journey]:
    """The maps that are counted together: of how it is, with something in them, neither laid aside nor refused by the
    one whose way it is."""
    return (
        journeys_of(lab)
        .filter(Exists(Step.objects.filter(OURS)), kind__in=AS_IT_IS, archived_at__isnull=True)
        .exclude(teller_says=TellerSays.NO)
    )


def is_counted(journey: Journey) -> bool:
    """The same of one map that has something in it."""
    return journey.kind in AS_IT_IS and journey.archived_at is None and journey.teller_says != TellerSays.NO


def left_out_of(lab) -> dict[str, int]:
    """{"refused", "empty", "other"}: maps that are not counted together, by why; each once, and none laid aside.
    other: of how it was meant to be or could be."""
    has_steps = Exists(Step.objects.filter(OURS))
    why = Case(
        When(teller_says=TellerSays.NO, then=Value("refused")),
        When(~Q(kind__in=AS_IT_IS), then=Value("other")),
        When(~has_steps, then=Value("empty")),
        default=Value(""),
    )
    rows = journeys_of(lab).filter(archived_at__isnull=True).order_by().annotate(why=why)
    found = dict(rows.values_list("why").annotate(n=Count("pk")))
    return {name: found.get(name, 0) for name in ("refused", "empty", "other")}


# --- Finding ----------------------------------------------------------------------------------


def saying(words: str) -> Q:
    """Condition: the map's own words, or those of a step, of what its lanes say, or of a gap in it, hold the words; not
    those of a part that was made of what has been taken back."""
    inside = Q(title__icontains=words)
    of_step, of_gap = (
        Voice.objects.filter(MADE_OF, **{name: OuterRef("pk")}).exclude(USABLE) for name in ("step", "gap")
    )
    in_gap = inside
    for name in GAP_WORDS:
        in_gap |= Q(**{f"{name}__icontains": words})
    lanes = Cell.objects.filter(step=OuterRef("pk"), text__icontains=words)
    return (
        inside | Q(question__icontains=words) | Q(person__icontains=words) | Q(place__icontains=words)
        | Q(about__icontains=words)
        | Exists(Step.objects.filter(OURS & (inside | Exists(lanes)), ~Exists(of_step)))
        | Exists(Gap.objects.filter(OURS & in_gap, ~Exists(of_gap)))
    )  # fmt: skip


def with_gap(**marks: str) -> Exists:
    """Condition: the map has one gap with all of these: kind, from_actor__kind, to_actor__kind."""
    return Exists(Gap.objects.filter(OURS, **marks))


def with_actor(kind: str) -> Exists:
    """Condition: somebody of that kind is there along the way, besides the person."""
    return Exists(JourneyActor.objects.filter(OURS, kind=kind, is_person=False))


def with_grade(grade: str) -> Q:
    """Condition: a step or a gap of the map is known in that way."""
    return Q(Exists(Step.objects.filter(OURS, grade=grade)) | Exists(Gap.objects.filter(OURS, grade=grade)))


def only_assumed() -> Q:
    """Condition: the map says something, and nothing in it is more than an assumption."""
    known = Q(Exists(Step.objects.filter(OURS).exclude(grade=Grade.ASSUMED))) | Q(
        Exists(Gap.objects.filter(OURS).exclude(grade=Grade.ASSUMED))
    )
    return Q(Exists(Step.objects.filter(OURS))) & ~known


def due(today: date) -> Q:
    """Condition: the day by which it was to be looked at again has come."""
    return Q(review_on__lte=today, archived_at__isnull=True)


UNOWNED = Q(owner=None) | Q(review_on=None)
"""Condition: nobody looks after the map, or it is not said when it is to be looked at again (S18-R7)."""


def these(ids: Iterable[int]) -> Q:
    """Condition: one of these maps."""
    return Q(pk__in=list(ids))


def counties_of(lab) -> list[str]:
    """Codes of the counties that the lab's maps are about."""
    rows = journeys_of(lab).exclude(county="").order_by("county")
    return list(rows.values_list("county", flat=True).distinct())


def totals(lab, today: date) -> dict[str, int]:
    """{"journeys", "told", "due", "unowned", "archived"} of the lab. One query."""
    here = Q(archived_at__isnull=True)
    return (
        journeys_of(lab)
        .order_by()
        .aggregate(
            journeys=Count("pk", filter=here),
            told=Count("pk", filter=here & Q(kind__in=AS_IT_IS)),
            due=Count("pk", filter=due(today)),
            unowned=Count("pk", filter=here & UNOWNED),
            archived=Count("pk", filter=~here),
        )
    )


def latest_of(lab, most: int) -> list[Journey]:
    """The lab's maps that are in use, those changed last first. One query."""
    return list(journeys_of(lab).filter(archived_at__isnull=True).order_by("-changed_at", "pk")[:most])


def counts_by_lab(lab_ids: Iterable[int], today: date) -> dict[int, tuple[int, int]]:
    """{lab id: (maps, those to look at again)} of labs that have any. One query."""
    rows = Journey.objects.filter(
        lab__in=list(lab_ids), archived_at__isnull=True, exercise__workshop__rehearsal_of=None
    ).order_by()
    found = rows.values_list("lab_id").annotate(n=Count("pk"), late=Count("pk", filter=due(today)))
    return {lab: (n, late) for lab, n, late in found}


def _count(rows: QuerySet) -> Coalesce:
    """How many rows there are for each outer row."""
    numbers = rows.order_by().values("journey").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)
