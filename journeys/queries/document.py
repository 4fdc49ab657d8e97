"""A journey's rows as one `Document`, in nine queries however large it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, Value

from journeys.analysis import document as doc
from journeys.models import Cell, Gap, Journey, JourneyActor, Link, Phase, Step, StepActor, Voice
from journeys.queries.voices import MADE_OF, USABLE, empty_chair, person_key

GAP_FIELDS = (
    "kind", "title", "days_planned", "days_told", "told_words", "days_measured", "measured_n", "measured_source",
    "carried_by", "sip", "named_contact", "contract", "retold", "retold_times", "feeling", "word", "life",
    "consequence", "bridge", "grade",
)  # fmt: skip
STEP_FIELDS = (
    "title", "channel", "track", "feeling", "word", "grade", "who_did", "wanted", "moment", "from_day", "to_day",
)  # fmt: skip
JOURNEY_FIELDS = (
    "title", "question", "kind", "person", "person_kind", "about", "county", "place", "happened_in", "day_zero",
)  # fmt: skip


def document(journey: Journey, *, readable: Any = None) -> doc.Document:
    """The map as it is now. readable: a condition (path "contribution__") on the voices whose words may be told to
    whoever reads; without it no words are told."""
    return documents([journey], readable=readable)[journey.pk]


def documents(journeys: Iterable[Journey], *, readable: Any = None) -> dict[int, doc.Document]:
    """{journey id: its document} of several, in the same number of queries.

    A map that was made of what people told in a step has their own words in its titles: what has been taken back since
    is an empty chair at once."""
    journeys = list(journeys)
    ids = [journey.pk for journey in journeys]
    here = Q(journey__in=ids, gone_at__isnull=True)
    phases, steps = _by(Phase.objects.filter(here), "journey_id"), _by(Step.objects.filter(here), "phase_id")
    actors = _by(JourneyActor.objects.filter(here).select_related("organisation"), "journey_id")
    gaps, links = _by(Gap.objects.filter(here), "journey_id"), _by(Link.objects.filter(here), "journey_id")
    live = Q(step__journey__in=ids, step__gone_at__isnull=True)
    cells = _by(Cell.objects.filter(live), "step_id")
    there = StepActor.objects.filter(live, actor__gone_at__isnull=True).order_by("actor__place", "actor_id")
    in_step = _by(there, "step_id")
    voices, taken = _voices(Voice.objects.filter(journey__in=ids), readable)
    out = {}
    for journey in journeys:
        told_phases = tuple(
            doc.Phase(str(phase.pk), phase.title, tuple(
                _step(step, cells[step.pk], in_step[step.pk], voices[step.pk]) for step in steps[phase.pk]
            ), phase.row_version)
            for phase in phases[journey.pk]
        )  # fmt: skip
        order = {step.key: n for n, step in enumerate(step for phase in told_phases for step in phase.steps)}
        found = doc.Document(
            **{name: getattr(journey, name) for name in JOURNEY_FIELDS},
            actors=tuple(map(_actor, actors[journey.pk])),
            phases=told_phases,
            gaps=tuple(sorted(
                (_gap(gap, order, voices[gap.pk]) for gap in gaps[journey.pk] if str(gap.after_id) in order),
                key=lambda gap: order[gap.after],
            )),
            links=tuple(
                doc.Link(str(link.pk), str(link.source_id), str(link.target_id), link.kind, link.words,
                         link.row_version)
                for link in links[journey.pk]
                if str(link.source_id) in order and str(link.target_id) in order
            ),
        )  # fmt: skip
        out[journey.pk] = doc.emptied(found, taken[journey.pk], title=empty_chair())
    return out


def _by(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _actor(row: JourneyActor) -> doc.Actor:
    organisation = row.organisation
    return doc.Actor(
        str(row.pk), row.name, row.kind, organisation.name if organisation else "",
        organisation.code if organisation else "", row.is_person,
    )  # fmt: skip


def _step(row: Step, cells: list[Any], there: list[Any], voices: list[doc.Voice]) -> doc.Step:
    written = {cell.lane: cell for cell in cells}
    return doc.Step(
        key=str(row.pk),
        **{name: getattr(row, name) for name in STEP_FIELDS},
        actors=tuple(str(one.actor_id) for one in there),
        cells={lane: written[lane].text for lane in doc.LANES if lane in written and written[lane].text},
        versions={lane: cell.row_version for lane, cell in written.items()},
        voices=tuple(voices),
        row_version=row.row_version,
    )


def _gap(row: Gap, order: dict[str, int], voices: list[doc.Voice]) -> doc.Gap:
    before = str(row.before_id or "")
    return doc.Gap(
        key=str(row.pk),
        after=str(row.after_id),
        before=before if before in order else "",
        **{name: getattr(row, name) for name in GAP_FIELDS},
        from_actor=str(row.from_actor_id or ""),
        to_actor=str(row.to_actor_id or ""),
        voices=tuple(voices),
        row_version=row.row_version,
    )


def _voices(rows: Any, readable: Any) -> tuple[dict[Any, list[doc.Voice]], dict[Any, frozenset[str]]]:
    """({step or gap id: its voices}, {journey id: ids of the notes that it was made of and that may not be used any
    more}). The voices are of notes that may still be used, and of those."""
    told = Value(False) if readable is None else ExpressionWrapper(readable, output_field=BooleanField())
    usable = ExpressionWrapper(USABLE, output_field=BooleanField())
    there = Q(USABLE, gone_at__isnull=True)  # a part is made of its note also where somebody has taken the voice out
    rows = rows.filter(there | MADE_OF).annotate(usable=usable, is_told=told)
    out: dict[Any, list[doc.Voice]] = defaultdict(list)
    taken: dict[Any, frozenset[str]] = defaultdict(frozenset)
    for row in rows.select_related("contribution__participation"):
        note = row.contribution
        if not row.usable:
            taken[row.journey_id] |= {str(note.pk)}
        elif row.gone_at is not None:
            continue
        out[row.step_id or row.gap_id].append(
            doc.Voice(
                str(note.pk),
                row.words,
                row.quote,
                person_key(note.participation),
                (row.words or note.text) if row.usable and row.is_told else "",
            )
        )
    return out, taken
