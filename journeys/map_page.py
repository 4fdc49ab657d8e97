"""A document as the page `journeys/_map.html` draws it: the same for staff, for anyone and on paper."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from journeys.analysis.bands import Band, Stretch, bands
from journeys.analysis.document import Document, Gap, Link, Step, crosses
from journeys.analysis.timeline import days_of
from journeys.enums import Carrier, Contact, GapKind, Grade, Lane
from journeys.map_words import days, did, felt, label, named, plans, retold, told_by, when, who

ALWAYS = frozenset({"person", "front", "back", "support"})
"""Lanes that are drawn even where nothing is said in them: an empty one is a question too."""
LANES_FROM = 4
"""The rows of the grid before the lanes are the phase, the step's title and the huvudman."""
MOST_AT_ONCE = 300
"""Steps of one page; a larger map is shown one phase at a time."""
MANY_PHASES = 6
"""From here on the page has a list of the phases to jump to."""
BESIDE_THE_PERSON = ("felt", "did", "quotes", "told_by")
"""What of a step is drawn in the person's own lane."""
MARKS = {"assumed": "guess", "told": "told", "observed": "seen", "measured": "data"}


def on_page(document: Document, *, phase: str = "", exact: bool = False, editing: bool = False) -> dict:
    """What `journeys/_map.html` finds as `map`.

    phase: key of the one that is shown, where the map is so large that it is shown one phase at a time; blank for the
    first. exact: how many people a part rests on is told as it is, for staff; else as anyone may read it. editing: with
    ways to the pages where the map is changed.
    """
    shown, steps = bands(document), document.steps
    choice = _one_phase(document, phase) if len(steps) > MOST_AT_ONCE else None
    if choice:
        shown = tuple(
            Band(kept)
            for band in shown
            if (kept := tuple(part for part in band.stretches if part.phase.key == choice["key"]))
        )
    drawn = _Drawn(document, exact=exact)
    return {
        "bands": [drawn.band(band, editing=editing) for band in shown],
        "choice": choice,
        "jumps": [] if choice or len(document.phases) < MANY_PHASES else [(p.key, p.title) for p in document.phases],
        "steps": len(steps),
        "editing": editing,
        "grades": [(MARKS[code], words) for code, words in Grade.choices if code in drawn.grades],
    }


def _one_phase(document: Document, key: str) -> dict:
    """Which phase is shown, and the ways to the others."""
    keys = [phase.key for phase in document.phases]
    at = keys.index(key) if key in keys else 0
    return {
        "key": keys[at],
        "phases": [(phase.key, phase.title, len(phase.steps)) for phase in document.phases],
        "before": keys[at - 1] if at else "",
        "next": keys[at + 1] if at + 1 < len(keys) else "",
    }


class _Drawn:
    """What the parts of one document have in common while they are drawn."""

    def __init__(self, document: Document, *, exact: bool):
        self.document, self.exact = document, exact
        self.titles = {step.key: step.title for step in document.steps}
        order = [step.key for step in document.steps]
        self.following = dict(pairwise([*order, ""]))
        self.out = defaultdict[str, list[Link]](list)
        place = {key: n for n, key in enumerate(order)}
        for link in sorted(document.links, key=lambda link: (link.kind == "branch", place[link.target])):
            self.out[link.source].append(link)
        self.grades: set[str] = set()

    def band(self, band: Band, *, editing: bool) -> dict:
        """{"columns", "rows", "lanes": [{"words", "row", "code"}], "acts": row of the ways on or 0, "stretches"}."""
        used = {lane for step in band.steps for lane in step.cells} | ALWAYS
        rows = {lane: LANES_FROM + n for n, lane in enumerate(lane for lane in Lane.values if lane in used)}
        acts = LANES_FROM + len(rows) if editing else 0
        lanes = [{"words": Lane(lane).label, "row": row, "code": lane} for lane, row in rows.items()]
        return {
            "columns": band.columns,
            "rows": acts or LANES_FROM + len(rows) - 1,
            "lanes": lanes,
            "acts": acts,
            "stretches": [self.stretch(stretch, rows) for stretch in band.stretches],
        }

    def stretch(self, stretch: Stretch, rows: dict[str, int]) -> dict:
        """A phase, or what the band has of it."""
        return {
            "key": stretch.phase.key,
            "title": stretch.phase.title,
            "number": stretch.number,
            "columns": stretch.columns,
            "goes_on": stretch.goes_on,
            "parts": [self.gap(part) if isinstance(part, Gap) else self.step(part, rows) for part in stretch.parts],
        }

    def _part(self, part: Step | Gap) -> dict[str, Any]:
        self.grades.add(part.grade)
        return {
            "key": part.key,
            "title": part.title,
            "felt": felt(part),
            "grade": label(Grade, part.grade),
            "mark": MARKS[part.grade],
            "told_by": told_by(part, self.document, exact=self.exact),
            "quotes": [voice.text for voice in part.voices if voice.quote and voice.text],
        }

    def step(self, step: Step, rows: dict[str, int]) -> dict:
        """A step with what its lanes say."""
        principals, names = who(self.document, step)
        said = self._part(step) | {"did": did(step)}
        return said | {
            "is_gap": False,
            "principals": principals,
            "actors": names,
            "alone": bool(step.actors) and not principals,
            "when": when(step),
            "channel": label(Contact, step.channel),
            "moment": {"best": _("Bästa stunden"), "worst": _("Tyngsta stunden")}.get(step.moment, ""),
            "is_best": step.moment == "best",
            "track": step.track,
            "cells": [
                {"words": Lane(lane).label, "text": step.cells.get(lane, ""), "row": row, "code": lane,
                 "out_of_sight": lane == Lane.BACK}
                for lane, row in rows.items()
                if lane in step.cells or (lane == Lane.PERSON and any(said[name] for name in BESIDE_THE_PERSON))
            ],
            "ways": [self.way(link) for link in self.out[step.key]],
        }  # fmt: skip

    def way(self, link: Link) -> dict:
        """Another way on than to the next step."""
        lead = _("Tillbaka till") if link.kind == "loop" else _("Eller till")
        return {
            "lead": lead, "target": link.target, "title": self.titles[link.target], "words": link.words,
            "is_loop": link.kind == "loop",
        }  # fmt: skip

    def gap(self, gap: Gap) -> dict:
        """A gap with its border, its days and what it meant."""
        ends = [named(actor) if actor else "" for actor in map(self.document.actor, (gap.from_actor, gap.to_actor))]
        until = ""
        if not gap.before:
            until = _("Sedan kom inget mer.")
        elif gap.before != self.following.get(gap.after):
            until = _("Det tog slut med ”%(step)s”.") % {"step": self.titles[gap.before]}
        return self._part(gap) | {
            "is_gap": True,
            "kind": label(GapKind, gap.kind),
            "from": ends[0],
            "to": ends[1],
            "crosses": crosses(self.document, gap),
            "days": _days(gap),
            "until": until,
            "life": gap.life,
            "consequence": gap.consequence,
            "bridge": gap.bridge,
            "held": label(Carrier, gap.carried_by),
            "plans": plans(gap),
            "retold": retold(gap),
        }


def _days(gap: Gap) -> list[dict]:
    """The three numbers, those that are known: {"label", "days" or None, "words"}. Never made into one; a median of few
    persons is hidden (`days_of`)."""
    planned, told, measured = days_of(gap)
    behind = _("median av %(n)s") % {"n": measured.n} if measured.n else ""
    found = [
        {"label": _("Planerat"), "days": planned.days, "words": ""},
        {"label": _("Berättat"), "days": told.days, "words": f"”{told.words}”" if told.words else ""},
        {"label": _("Uppmätt"), "days": measured.days,
         "words": _("visas inte, för få personer") if measured.few else behind},
    ]  # fmt: skip
    return [
        row | {"unit": days(row["days"]).partition(" ")[2] if row["days"] is not None else ""}
        for row in found
        if row["days"] is not None or row["words"]
    ]
