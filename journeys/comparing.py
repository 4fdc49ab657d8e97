"""Two journeys side by side and as a list of differences, for pages of staff and of anyone alike.

`on_page` makes what `journeys/_differences.html` and `journeys/_side_by_side.html` find as `found`. Nothing here tells
how common anything is: each map is one way. Numbers of gaps and steps are parts of the maps, never people.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.labs.enums import ActorKind
from journeys.analysis.compare import Comparison, GapPair, StepPair, compare
from journeys.analysis.document import Document, Gap, Step
from journeys.analysis.timeline import days_of
from journeys.charts import feeling_curve
from journeys.compared_steps import limits, step_differences
from journeys.enums import Feeling, FeelingWord, GapKind, Lane
from journeys.words import bare, days_words, gap_title

PER_PAGE = 25


def on_page(a: Document, b: Document, *, page: str = "") -> dict:
    """Everything the two parts of a comparison show. page: which page of the side by side."""
    found = compare(a, b)
    names = _names(a, b)
    rows = _side_by_side(found)
    return {
        "names": names,
        "title": _title(found, names),
        "matched": _matched_words(found),
        "only_a": [pair.a.title for pair in found.steps if pair.a is not None and pair.b is None],
        "only_b": [pair.b.title for pair in found.steps if pair.b is not None and pair.a is None],
        "steps": step_differences(found),
        "kinds": [
            {
                "kind": GapKind(row.kind).label,
                "between": _between(row.from_kind, row.to_kind),
                "a": row.a,
                "b": row.b,
            }
            for row in found.kinds
        ],
        "days": [_days_row(pair) for pair in found.gaps],
        "actors": _actors(found),
        "limits": limits(found, names),
        "rows": Paginator(rows, PER_PAGE).get_page(page),
        "curves": [
            {**drawn, "name": name} for document, name in ((a, names[0]), (b, names[1]))
            if (drawn := feeling_curve(document))
        ],
    }  # fmt: skip


def _names(a: Document, b: Document) -> tuple[str, str]:
    """What the two are called in headings; the same title twice is told apart by order."""
    if a.title != b.title:
        return bare(a.title), bare(b.title)
    return _("%(title)s (första)") % {"title": bare(a.title)}, _("%(title)s (andra)") % {"title": bare(b.title)}


def _title(found: Comparison, names: tuple[str, str]) -> str:
    """The first of these that is so: nothing could be matched, the numbers of gaps differ, steps that only one has,
    other differences, none."""
    n, m = len(found.a.gaps), len(found.b.gaps)
    said = {"a": names[0], "b": names[1], "n": n, "m": m}
    if not found.matched:
        return _("Inga steg liknar varandra så mycket att de går att para ihop")
    if n != m:
        return _("”%(a)s” har %(n)s mellanrum, ”%(b)s” har %(m)s") % said
    only_a = sum(pair.b is None for pair in found.steps)
    only_b = sum(pair.a is None for pair in found.steps)
    if only_a or only_b:
        return _("Lika många mellanrum, men inte samma steg: %(n)s finns bara i den ena, %(m)s bara i den andra") % {
            "n": only_a, "m": only_b,
        }  # fmt: skip
    if step_differences(found):
        return _("Samma steg och lika många mellanrum, men något skiljer i stegen")
    return _("Samma steg, och lika många mellanrum")


def _matched_words(found: Comparison) -> str:
    """How many steps both have, and how sure that is."""
    words = ngettext("%(n)s steg finns i båda.", "%(n)s steg finns i båda.", found.matched) % {"n": found.matched}
    if found.unsure:
        words += " " + ngettext(
            "%(n)s av dem är troligen samma. Titta själv om det stämmer.",
            "%(n)s av dem är troligen samma. Titta själva om det stämmer.",
            found.unsure,
        ) % {"n": found.unsure}  # fmt: skip
    return words


def _between(one: str, other: str) -> str:
    """The kinds of actors on both sides of a gap."""
    if not one or not other:
        return _("Inte sagt mellan vilka")
    return _("%(one)s till %(other)s") % {"one": ActorKind(one).label, "other": ActorKind(other).label}


def _days_row(pair: GapPair) -> dict:
    """A gap with its three numbers for both, each number beside the same number of the other."""
    gap = pair.a or pair.b
    assert gap is not None  # noqa: S101  (a pair has one of them)
    both = [days_of(side) if side is not None else None for side in (pair.a, pair.b)]
    numbers = []
    for at, label in enumerate((_("Planerat"), _("Berättat"), _("Uppmätt"))):
        for side in both:
            number = side[at] if side is not None else None
            numbers.append(
                {
                    "label": label,
                    "few": number is not None and number.few,
                    "text": _("Finns inte") if number is None else days_words(number) or _("Inte sagt"),
                }
            )
    other = pair.b if pair.a is not None and pair.b is not None and pair.b.title != pair.a.title else None
    return {
        "title": gap.title,
        "other": other.title if other is not None else "",
        "both": pair.a is not None and pair.b is not None,
        "sure": pair.sure,
        "numbers": numbers,
    }


def _actors(found: Comparison) -> dict:
    """Who is only in one, and who is likely the same under another name."""
    return {
        "only_a": [pair.a.name for pair in found.actors if pair.a is not None and pair.b is None],
        "only_b": [pair.b.name for pair in found.actors if pair.b is not None and pair.a is None],
        "likely": [(pair.a.name, pair.b.name) for pair in found.actors if pair.a and pair.b and not pair.sure],
    }


# --- Side by side -------------------------------------------------------------------------------


def _side_by_side(found: Comparison) -> list[dict]:
    """Steps in the order of the first map, each followed by the gaps after it."""
    after_a: dict[str, list[GapPair]] = {}
    after_b: dict[str, list[GapPair]] = {}
    for pair in found.gaps:
        if pair.a is not None:
            after_a.setdefault(pair.a.after, []).append(pair)
        elif pair.b is not None:
            after_b.setdefault(pair.b.after, []).append(pair)
    rows = []
    for step in found.steps:
        rows.append(_step_row(found, step))
        gaps = after_a.get(step.a.key, []) if step.a else []
        gaps = [*gaps, *(after_b.get(step.b.key, []) if step.b else [])]
        rows += [
            {
                "is_gap": True,
                "a": _gap_cell(pair.a),
                "b": _gap_cell(pair.b),
                "certainty": _certainty(pair.a is not None and pair.b is not None, pair.sure, False),
            }
            for pair in gaps
        ]
    return rows


def _step_row(found: Comparison, pair: StepPair) -> dict:
    return {
        "is_gap": False,
        "a": _step_cell(found.a, pair.a, pair.phase_a),
        "b": _step_cell(found.b, pair.b, pair.phase_b),
        "certainty": _certainty(pair.both, pair.sure, pair.moved),
    }


def _certainty(both: bool, sure: bool, moved: bool) -> str:
    """In words how surely the two are the same; blank where only one map has it, which its empty cell says."""
    if not both:
        return ""
    if moved:
        return _("Samma, på en annan plats") if sure else _("Troligen samma, på en annan plats")
    return _("Samma") if sure else _("Troligen samma")


def _step_cell(document: Document, step: Step | None, phase: str) -> dict | None:
    if step is None:
        return None
    there = [actor.name for key in step.actors if (actor := document.actor(key))]
    lines: list[tuple[Any, str]] = [(_("Fas"), phase)]
    if there:
        lines.append((_("Med"), ", ".join(there)))
    if step.feeling is not None:
        lines.append((_("Känsla"), felt(step)))
    lines += [(Lane(lane).label, text) for lane, text in step.cells.items()]
    return {"title": step.title, "lines": lines}


def _gap_cell(gap: Gap | None) -> dict | None:
    if gap is None:
        return None
    lines: list[tuple[Any, str]] = [(_("Slag"), str(GapKind(gap.kind).label))]
    for number, label in zip(days_of(gap), (_("Planerat"), _("Berättat"), _("Uppmätt")), strict=True):
        if number.is_said:
            lines.append((label, _("dolt, för få personer") if number.few else days_words(number)))
    if gap.feeling is not None:
        lines.append((_("Känsla"), felt(gap)))
    for label, text in ((_("Livet emellan"), gap.life), (_("Vad som bar"), gap.bridge)):
        if text:
            lines.append((label, text))
    return {"title": gap_title(gap.title), "lines": lines}


def felt(part: Step | Gap) -> str:
    """ "Tungt, orolig": the mark, and the word that was chosen beside it."""
    label = str(Feeling(part.feeling).label)
    return f"{label}, {str(FeelingWord(part.word).label).lower()}" if part.word else label
