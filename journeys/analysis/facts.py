"""The few numbers that a journey is summed up in. Pure. Each is a value or None: what nobody has said is never filled
in, and days that are planned, told and measured are never added to each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from journeys.analysis.document import Document, Gap, Step, crosses
from journeys.analysis.timeline import days_of

MEASURES = ("measured", "told", "planned")
"""Which days of the gaps are summed, the best known first."""
CARRIERS = ("person", "relative", "service", "nobody")


@dataclass(frozen=True)
class Span:
    """Days between the first and the last step that say their day. first, last: their titles."""

    days: int
    first: str
    last: str


@dataclass(frozen=True)
class Waited:
    """Days in gaps. source: "steps" (between the days of the steps around them; what two gaps share counts once) or one
    of MEASURES, then summed. known: how many of the gaps have such a number, out of `of`; fewer makes it a least."""

    days: int
    source: str
    known: int
    of: int


@dataclass(frozen=True)
class Retold:
    """Times that the person had to tell their story again. least: somewhere it is not said whether, or how often."""

    times: int
    least: bool


@dataclass(frozen=True)
class Borders:
    """Gaps between two huvudmän. pairs: (from, to), keys of actors, one for each crossing. unsaid: gaps that do not say
    between whom."""

    crossed: int
    pairs: tuple[tuple[str, str], ...]
    unsaid: int


@dataclass(frozen=True)
class Held:
    """Who held it together in most gaps. who: codes of `Carrier`, several where they were equal. times: gaps of each,
    out of `of` that say who."""

    who: tuple[str, ...]
    times: int
    of: int


@dataclass(frozen=True)
class Facts:
    """All of them, each None where it cannot be told."""

    span: Span | None
    waited: Waited | None
    retold: Retold | None
    borders: Borders | None
    held: Held | None


def facts(document: Document) -> Facts:
    """The numbers of one map."""
    span = _span(document)
    return Facts(span, _waited(document, span), _retold(document), _borders(document), _held(document))


def _last_day(step: Step) -> int | None:
    return step.from_day if step.to_day is None else step.to_day


def _span(document: Document) -> Span | None:
    timed = [step for step in document.steps if step.from_day is not None]
    if len(timed) < 2:
        return None
    first = min(timed, key=lambda step: step.from_day or 0)
    last = max(timed, key=lambda step: _last_day(step) or 0)
    days = (_last_day(last) or 0) - (first.from_day or 0)
    return Span(days, first.title, last.title) if days > 0 and first is not last else None


def _waited(document: Document, span: Span | None) -> Waited | None:
    """By the same days as the span, where there is one and any gap has them; else by the numbers of the gaps."""
    gaps = document.gaps
    if span is not None:
        steps = {step.key: step for step in document.steps}
        between = [days for days in (_between(steps, gap) for gap in gaps) if days is not None]
        if between:
            return Waited(_covered(between), "steps", len(between), len(gaps))
    best = None
    known = [{number.kind: number.days for number in days_of(gap)} for gap in gaps]
    for measure in MEASURES:
        said = [days for one in known if (days := one[measure]) is not None]
        if said and (best is None or len(said) > best.known):
            best = Waited(sum(said), measure, len(said), len(gaps))
    return best


def _between(steps: dict[str, Step], gap: Gap) -> tuple[int, int] | None:
    after, before = steps.get(gap.after), steps.get(gap.before)
    start = _last_day(after) if after else None
    end = before.from_day if before else None
    return None if start is None or end is None or end < start else (start, end)


def _covered(stretches: list[tuple[int, int]]) -> int:
    """Days that lie in at least one of the stretches."""
    total, reached = 0, -1
    for start, end in sorted(stretches):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _retold(document: Document) -> Retold | None:
    if not any(gap.retold in ("yes", "no") for gap in document.gaps):
        return None
    yes = [gap for gap in document.gaps if gap.retold == "yes"]
    unsure = any(gap.retold not in ("yes", "no") for gap in document.gaps)
    return Retold(sum(gap.retold_times or 1 for gap in yes), unsure or any(gap.retold_times is None for gap in yes))


def _borders(document: Document) -> Borders | None:
    asked = [(gap, crosses(document, gap)) for gap in document.gaps]
    if all(answer is None for _gap, answer in asked):
        return None
    pairs = tuple((gap.from_actor, gap.to_actor) for gap, answer in asked if answer)
    return Borders(len(pairs), pairs, sum(answer is None for _gap, answer in asked))


def _held(document: Document) -> Held | None:
    said = Counter(gap.carried_by for gap in document.gaps if gap.carried_by in CARRIERS)
    if not said:
        return None
    most = max(said.values())
    return Held(tuple(who for who in CARRIERS if said[who] == most), most, sum(said.values()))
