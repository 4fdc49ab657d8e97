"""What a map that is looked at again should be asked about: questions, never verdicts. Pure. Rules: S09-R2, S18-R2,
S18-R7 and the two signs of a poor map (S18: it mirrors the organisation chart; 300 touchpoints)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from journeys.analysis.document import Document, Step

MANY_STEPS = 40


@dataclass(frozen=True)
class Question:
    """about: "backstage" (something hurts and nothing is said of why), "order" (the days say another order than the
    map), "long", "assumed", "overdue", "no_review" or "no_owner". steps: which ones, where it is about steps."""

    about: str
    steps: tuple[Step, ...] = ()


def hurts(step: Step) -> bool:
    """A step that was heavy, or the worst of the way."""
    return step.moment == "worst" or (step.feeling is not None and step.feeling < 0)


def out_of_order(document: Document) -> tuple[Step, ...]:
    """Steps that begin on an earlier day than one that stands before them on the same track."""
    last: dict[str, int] = {}
    found = []
    for step in document.steps:
        if step.from_day is None:
            continue
        if step.from_day < last.get(step.track, step.from_day):
            found.append(step)
        last[step.track] = step.from_day
    return tuple(found)


def questions(document: Document, *, owned: bool, review_on: date | None, today: date) -> tuple[Question, ...]:
    """What to ask of the map, the person's own way first. owned: somebody looks after it."""
    steps, out = document.steps, []
    unexplained = tuple(step for step in steps if hurts(step) and not {"back", "support"} & step.cells.keys())
    if unexplained:
        out.append(Question("backstage", unexplained))
    if steps and all(part.grade == "assumed" for part in document.everything):
        out.append(Question("assumed"))
    if early := out_of_order(document):
        out.append(Question("order", early))
    if len(steps) > MANY_STEPS:
        out.append(Question("long"))
    if not owned:
        out.append(Question("no_owner"))
    if review_on is None:
        out.append(Question("no_review"))
    elif review_on < today:
        out.append(Question("overdue"))
    return tuple(out)
