"""A whole journey made of a document: a new map, one that is read in, or one made of what somebody told."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hlab.accounts.models import Organisation
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from journeys.actions.editing import ROOM, changing
from journeys.analysis.document import Document
from journeys.enums import EditAct, PersonKind, Template
from journeys.models import Cell, Gap, Journey, JourneyActor, Link, Phase, Step, StepActor, Voice
from journeys.queries.document import GAP_FIELDS, JOURNEY_FIELDS, STEP_FIELDS
from workshops.queries import usable_contributions

MOST_STEPS = 800
MOST_PHASES = 40


@transaction.atomic
def make_journey(
    *, lab, document: Document, by, at: datetime, template: str = Template.EMPTY, act: EditAct = EditAct.MADE,
    owner=None, teller=None, exercise=None, site=None, as_is: Journey | None = None, review_on=None,
    quoted: Mapping[str, int] | None = None, client_key: uuid.UUID | None = None,
) -> Journey:  # fmt: skip
    """A new journey with everything that the document says.

    The document's words are taken as they are: whoever made it has checked and told what did not fit. teller: then it
    is that person's own way. quoted: {note id: row version that was read} of the quotes; without it a quote is left
    unchosen. Voices of notes that are not the lab's, or may not be used, are left out.
    Raises RuleBroken for what no map can hold.
    """
    ensure_fits(document)
    fields: dict[str, Any] = {name: getattr(document, name) for name in JOURNEY_FIELDS}
    fields["person_kind"] = PersonKind.TELLER if teller is not None else PersonKind.PERSONA
    journey = Journey.objects.create(
        lab=lab, slug=free_slug(document.title), template=template, teller=teller, exercise=exercise, site=site,
        as_is=as_is, owner=owner, review_on=review_on, is_demo=lab.is_demo, created_by=user_of(by), created_at=at,
        changed_at=at, **fields,
    )  # fmt: skip
    with changing(journey, act, by=by, at=at, about=journey.title, client_key=client_key) as change:
        change._remember(change.journey, None)
    put_parts(journey, document, by=by, at=at, quoted=quoted or {})
    return journey


def ensure_fits(document: Document) -> None:
    """RuleBroken when there is more than a map can hold."""
    if len(document.phases) > MOST_PHASES:
        raise RuleBroken(
            _("En karta rymmer högst %(most)s faser, och här är %(n)s. Dela upp den i flera.")
            % {"most": MOST_PHASES, "n": len(document.phases)}
        )
    if len(document.steps) > MOST_STEPS:
        raise RuleBroken(
            _("En karta rymmer högst %(most)s steg, och här är %(n)s. Dela upp den i flera.")
            % {"most": MOST_STEPS, "n": len(document.steps)}
        )


def free_slug(title: str) -> str:
    """An address that no journey has."""
    base = slugify(title)[:70].strip("-") or "resa"
    taken = set(Journey.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def put_parts(journey: Journey, document: Document, *, by, at: datetime, quoted: Mapping[str, int]) -> None:
    """The document's parts as new rows of an empty journey."""
    codes = {actor.code for actor in document.actors if actor.code}
    named = {actor.organisation for actor in document.actors if actor.organisation}
    by_code = {row.code: row for row in Organisation.objects.filter(code__in=codes)} if codes else {}
    by_name = {row.name: row for row in Organisation.objects.filter(name__in=named)} if named else {}
    actors = {
        actor.key: JourneyActor(
            journey=journey, place=n * ROOM, name=actor.name, kind=actor.kind, is_person=actor.is_person,
            organisation=by_code.get(actor.code) or by_name.get(actor.organisation),
        )
        for n, actor in enumerate(document.actors, start=1)
    }  # fmt: skip
    JourneyActor.objects.bulk_create(actors.values())
    phases, steps, cells, there = [], {}, [], []
    for n, phase in enumerate(document.phases, start=1):
        row = Phase(journey=journey, place=n * ROOM, title=phase.title)
        phases.append(row)
        for m, step in enumerate(phase.steps, start=1):
            steps[step.key] = made = Step(
                journey=journey, phase=row, place=m * ROOM, **{name: getattr(step, name) for name in STEP_FIELDS}
            )
            cells += [Cell(step=made, lane=lane, text=text) for lane, text in step.cells.items() if text]
            there += [StepActor(step=made, actor=actors[key]) for key in dict.fromkeys(step.actors) if key in actors]
    Phase.objects.bulk_create(phases)
    Step.objects.bulk_create(steps.values())
    Cell.objects.bulk_create(cells)
    StepActor.objects.bulk_create(there)
    gaps = {
        gap.key: Gap(
            journey=journey, after=steps[gap.after], before=steps.get(gap.before),
            from_actor=actors.get(gap.from_actor), to_actor=actors.get(gap.to_actor),
            **{name: getattr(gap, name) for name in GAP_FIELDS},
        )
        for gap in document.gaps
    }  # fmt: skip
    Gap.objects.bulk_create(gaps.values())
    Link.objects.bulk_create(
        Link(journey=journey, source=steps[link.source], target=steps[link.target], kind=link.kind, words=link.words)
        for link in document.links
    )
    _put_voices(journey, document, steps, gaps, by=by, at=at, quoted=quoted)


def _put_voices(journey: Journey, document: Document, steps, gaps, *, by, at: datetime, quoted) -> None:
    parts = [(voice, {"step": steps[step.key]}) for step in document.steps for voice in step.voices]
    parts += [(voice, {"gap": gaps[gap.key]}) for gap in document.gaps for voice in gap.voices]
    wanted = {voice.contribution for voice, _part in parts}
    there = {str(note.pk): note for note in usable_contributions(journey.lab).filter(pk__in=wanted)} if wanted else {}
    Voice.objects.bulk_create(
        Voice(
            journey=journey, contribution=there[voice.contribution], words=voice.words, added_by=user_of(by),
            added_at=at, quote=voice.quote and voice.contribution in quoted,
            quoted_version=quoted.get(voice.contribution) if voice.quote else None, **part,
        )
        for voice, part in parts
        if voice.contribution in there
    )  # fmt: skip
