"""The example's journeys: made of what the forty told, of the routines and of what could be; and one person's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hlab.accounts.models import User
from hlab.cms.demo import journeys_today, journeys_wished
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from journeys.actions.putting import make_journey
from journeys.analysis.document import Document, Gap, Step
from journeys.enums import Template
from journeys.models import Journey
from workshops.models import Contribution

MADE, WISHED = moment(5, 18, 10), moment(5, 20, 15)
REVIEW_ON = date(2027, 3, 1)


def build_journeys(
    *, lab: Lab, by: User, owner: User, notes: dict[str, Contribution], versions: dict[str, int]
) -> dict[str, Journey]:
    """{name: journey}. notes: by their names. versions: {note id: row version} of the words as they were read."""
    made: dict[str, Journey] = {}
    for name, document, template in (
        ("norrdal", journeys_today.NORRDAL, Template.BLUEPRINT),
        ("vastmark", journeys_today.VASTMARK, Template.BLUEPRINT),
        ("planned", journeys_wished.PLANNED, Template.SERVICE),
    ):
        made[name] = make_journey(
            lab=lab, document=_tied(document, notes), by=by, at=MADE, owner=owner, review_on=REVIEW_ON,
            template=template, quoted=versions,
        )  # fmt: skip
    made["to_be"] = make_journey(
        lab=lab, document=journeys_wished.TO_BE, by=by, at=WISHED, owner=owner, review_on=REVIEW_ON,
        template=Template.GOAL, as_is=made["norrdal"],
    )  # fmt: skip
    teller = notes[f"s{journeys_wished.OWN_PERSON:02}-scene"].participation
    made["own"] = make_journey(
        lab=lab, document=_tied(journeys_wished.OWN, notes), by=by, at=WISHED, owner=owner, review_on=REVIEW_ON,
        teller=teller, quoted=versions,
    )  # fmt: skip
    return made


def _tied(document: Document, notes: dict[str, Contribution]) -> Document:
    """The same with the ids of notes for their names."""

    def voices(part: Step | Gap):
        return tuple(replace(voice, contribution=str(notes[voice.contribution].pk)) for voice in part.voices)

    return replace(
        document,
        phases=tuple(
            replace(phase, steps=tuple(replace(step, voices=voices(step)) for step in phase.steps))
            for phase in document.phases
        ),
        gaps=tuple(replace(gap, voices=voices(gap)) for gap in document.gaps),
    )
