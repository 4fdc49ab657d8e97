"""Scenes drafted from maps of how it is and how it could be. Pure.

A step hurts where it was heavy, was the worst moment, has something in its way or is followed by a space; where nothing
of a map does, each of its steps is drawn. The steps of two maps are matched as when they are compared (see
`journeys.analysis.compare`); a step that only the map of how it could be has is drawn too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from journeys.analysis.compare import compare
from journeys.analysis.document import Document, Gap, Step

TODAY, PROPOSED = "today", "proposed"
LONGEST_TEXT, LONGEST_BACK = 1200, 800
ON_STAGE, BEHIND = ("person", "life", "front"), ("back", "support", "barrier")
HEAVY = -1
OF_A_GAP = {
    "wait": "night", "handover": "houses", "responsibility": "houses", "burden": "phone", "access": "closed_door",
    "relapse": "closed_door", "continuity": "doors", "participation": "doors",
}  # fmt: skip
OF_A_CHANNEL = {"phone": "phone", "video": "phone", "digital": "phone", "letter": "letter", "meeting": "table",
                "home": "open_door", "none": "night"}  # fmt: skip


@dataclass(frozen=True)
class Half:
    """What is seen and said, and what makes it so behind the stage; blank for what no map tells."""

    text: str = ""
    back: str = ""
    drawing: str = ""


@dataclass(frozen=True)
class Draft:
    """parts: (side, whether it is a gap, key) of what of the maps it tells."""

    title: str
    halves: Mapping[str, Half]
    parts: tuple[tuple[str, bool, str], ...] = field(default=())


def drafts(maps: Mapping[str, Document], veiled: Collection[str]) -> list[Draft]:
    """A scene for each step that hurts. maps: {side: its map}, one or two. veiled: keys of parts whose words may not
    stand here; nothing is told of them."""
    today, proposed = maps.get(TODAY), maps.get(PROPOSED)
    pairs: Iterable[tuple[Step | None, Step | None]]
    if today is not None and proposed is not None:
        pairs = [(pair.a, pair.b) for pair in compare(today, proposed).steps]
    elif today is not None:
        pairs = [(step, None) for step in today.steps]
    else:
        pairs = [(None, step) for step in (proposed.steps if proposed else ())]
    open_pairs = [
        (None if a is None or a.key in veiled else a, None if b is None or b.key in veiled else b) for a, b in pairs
    ]
    there = [pair for pair in open_pairs if any(pair)]
    hurting = [(a, b) for a, b in there if (a is not None and today is not None and hurts(today, a)) or b is not None]
    return [_draft(today, a, proposed, b, veiled) for a, b in hurting or there]


def hurts(document: Document, step: Step) -> bool:
    """Whether something was hard in a step, or a space follows it."""
    heavy = step.feeling is not None and step.feeling <= HEAVY
    return bool(heavy or step.moment == "worst" or step.cells.get("barrier") or document.gaps_after(step.key))


def _draft(
    today: Document | None, a: Step | None, proposed: Document | None, b: Step | None, veiled: Collection[str]
) -> Draft:
    halves, parts = {TODAY: Half(), PROPOSED: Half()}, []
    for side, document, step in ((TODAY, today, a), (PROPOSED, proposed, b)):
        if document is None or step is None:
            continue
        gaps = [gap for gap in document.gaps_after(step.key) if gap.key not in veiled]
        halves[side] = _half(step, gaps, side)
        parts += [(side, False, step.key), *((side, True, gap.key) for gap in gaps)]
    named = a or b
    return Draft(named.title if named else "", halves, tuple(parts))


def _half(step: Step, gaps: list[Gap], side: str) -> Half:
    said = [step.title, *(step.cells.get(lane, "") for lane in ON_STAGE)]
    for gap in gaps:
        said += [gap.title, gap.life, gap.consequence]
    behind = [step.cells.get(lane, "") for lane in BEHIND]
    drawing = OF_A_GAP.get(gaps[0].kind, "") if gaps and side == TODAY else ""
    return Half(_told(said, LONGEST_TEXT), _told(behind, LONGEST_BACK), drawing or OF_A_CHANNEL.get(step.channel, ""))


def _told(texts: Iterable[str], most: int) -> str:
    """The texts as sentences after one another, ended at a word where they are longer than there is room for."""
    bare = [text.strip() for text in texts if text.strip()]
    whole = " ".join(text if text[-1] in ".!?…" else f"{text}." for text in dict.fromkeys(bare))
    if len(whole) <= most:
        return whole
    return whole[: most - 2].rsplit(" ", 1)[0] + " …"
