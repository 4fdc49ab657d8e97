"""Many journeys counted together, in words: for the page and for the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.labs.enums import ActorKind
from hlab.stats.suppression import at_least
from journeys import frames, linked, recurring
from journeys.analysis import rollup
from journeys.enums import GAP_MEANINGS, GapKind
from journeys.models import Journey, Remedy
from journeys.queries.remedies import remedies_of

AT_FIRST = 6
"""So many gaps are told on the page before the table of all."""


@dataclass(frozen=True)
class Counted:
    """What was counted of a lab's maps. again: sorts of gaps that may have come again, with what had been done."""

    whole: rollup.Whole
    gaps: tuple[rollup.SameGap, ...]
    lows: rollup.Lows
    touched: tuple[rollup.Touched, ...]
    titles: Mapping[str, linked.Linked]
    again: Mapping[rollup.Sort, list[Remedy]]


def counted(lab, rows: QuerySet[Journey]) -> Counted:
    """Count these maps of the lab together. Seven queries, and those of the rooms that tie parts to målbilder."""
    journeys, gaps = frames.journey_frame(rows), frames.gap_frame(rows)
    steps, people = frames.step_frame(rows), frames.people_frame(rows)
    remedies, links = list(remedies_of(lab.pk)), linked.linked(lab)
    again: dict[rollup.Sort, list[Remedy]] = {}
    for pk, found in recurring.among(remedies, journeys, gaps).items():
        if found.came_again:
            remedy = next(remedy for remedy in remedies if remedy.pk == pk)
            again.setdefault(recurring.sort_of(remedy), []).append(remedy)
    return Counted(
        rollup.whole(journeys, steps, gaps, people),
        rollup.same_gaps(journeys, gaps, people),
        rollup.low_points(journeys, steps, gaps),
        rollup.touched(journeys, steps, gaps, ((row.part, row.key) for row in links)),
        {row.key: row for row in links},
        again,
    )


def on_page(lab, found: Counted, county: str) -> dict[str, Any]:
    """What `journeys/rollup.html` shows."""
    gaps = [_gap(lab, row, found.again.get(row.sort, []), county) for row in found.gaps]
    return {
        "whole": found.whole,
        "whole_people": people_words(found.whole.people),
        "border": stat(found.whole.border_told, found.whole.border_observed),
        "carried": stat(found.whole.carried_told, found.whole.carried_observed),
        "gaps": gaps,
        "first": [row for row in gaps if not row["only_guessed"]][:AT_FIRST],
        "gap_title": _gap_title(found.gaps),
        "table": _table(found.gaps, gaps),
        "lows": [_low(row) for row in found.lows.rows],
        "low_title": _low_title(found.lows),
        "touched": [_touched(row, found.titles[row.key]) for row in found.touched],
    }


def share(of: rollup.Share, source: str = rollup.TOLD) -> str:
    """ "3 av 9 berättelser"; blank where there are none to count among."""
    if not of.m:
        return ""
    if source == rollup.TOLD:
        words = ngettext("%(n)s av %(m)s berättelse", "%(n)s av %(m)s berättelser", of.m)
    else:
        words = ngettext("%(n)s av %(m)s observerad resa", "%(n)s av %(m)s observerade resor", of.m)
    return words % {"n": of.n, "m": of.m}


def both(told: rollup.Share, observed: rollup.Share) -> str:
    """Told and observed beside each other, never added up."""
    return " · ".join(filter(None, [share(told), share(observed, rollup.OBSERVED)]))


def stat(told: rollup.Share, observed: rollup.Share) -> tuple[str, str]:
    """A large number and the line below it: "6 av 7" and "berättelser · 0 av 1 observerad resa"."""
    number = _("%(n)s av %(m)s")
    if not told.m:
        words = ngettext("observerad resa", "observerade resor", observed.m)
        return number % {"n": observed.n, "m": observed.m}, words
    words = ngettext("berättelse", "berättelser", told.m)
    return number % {"n": told.n, "m": told.m}, " · ".join(filter(None, [words, share(observed, rollup.OBSERVED)]))


def people_words(n: int) -> str:
    """How many persons are behind, in broad steps; that it is hidden, where they are few."""
    if not n:
        return _("Inga röster är kopplade.")
    least = at_least(n)
    return _("Minst %(n)s personer bakom.") % {"n": least} if least else _("Antal personer: dolt, för de är få.")


def pair_words(from_kind: str, to_kind: str) -> str:
    """ "från Region till Kommun", as far as it is said."""
    if not from_kind and not to_kind:
        return _("inte sagt mellan vilka")
    unsaid = _("inte sagt")
    ends = {"one": actor_words(from_kind) or unsaid, "other": actor_words(to_kind) or unsaid}
    return _("från %(one)s till %(other)s") % ends


def actor_words(kind: str) -> str:
    """A kind of actor in a sentence; blank for none."""
    return ActorKind(kind).label.lower() if kind else ""


def met_words(what: str) -> str:
    """Whom a person met: "kommun och region"."""
    kinds = [actor_words(kind) for kind in what.split("+") if kind]
    if not kinds:
        return _("Ett steg där ingen annan är med")
    named = kinds[0] if len(kinds) == 1 else _("%(first)s och %(last)s") % {
        "first": ", ".join(kinds[:-1]), "last": kinds[-1],
    }  # fmt: skip
    return _("Ett steg med %(who)s") % {"who": named}


# --- Inner parts ------------------------------------------------------------------------------


def _gap(lab, row: rollup.SameGap, remedies: list[Remedy], county: str) -> dict[str, Any]:
    guessed = row.told.guessed + row.observed.guessed
    days = ((_("Planerat"), row.planned), (_("Berättat"), row.told_days), (_("Uppmätt"), row.measured))
    marks = {"mellanrum": row.kind, "fran": row.from_kind, "till": row.to_kind, "lan": county}
    new = {"slag": row.kind, "fran": row.from_kind, "till": row.to_kind}
    return {
        "kind": GapKind(row.kind).label,
        "meaning": GAP_MEANINGS[GapKind(row.kind)],
        "pair": pair_words(row.from_kind, row.to_kind),
        "told": share(row.told),
        "observed": share(row.observed, rollup.OBSERVED),
        "has_told": bool(row.told.n),
        "has_observed": bool(row.observed.n),
        "only_guessed": not row.told.n and not row.observed.n,
        "guessed": ngettext("Antas i %(n)s resa till.", "Antas i %(n)s resor till.", guessed) % {"n": guessed}
        if guessed
        else "",
        "people": people_words(row.people) if row.people else "",
        "days": [(label, days_words(found)) for label, found in days if found],
        "planned": days_words(row.planned),
        "told_days": days_words(row.told_days),
        "measured": days_words(row.measured),
        "url": f"{reverse('journeys:list', args=[lab.pk])}?{urlencode({k: v for k, v in marks.items() if v})}",
        "new_remedy": f"{reverse('journeys:new_remedy', args=[lab.pk])}?{urlencode(new)}" if all(new.values()) else "",
        "remedies": remedies,
    }


def days_words(found: rollup.Range | None) -> str:
    """ "14 till 47 dagar, i 3 mellanrum"; blank where nobody has said."""
    if found is None:
        return ""
    days = {"low": found.low, "high": found.high}
    if found.low == found.high:
        said = ngettext("%(high)s dag", "%(high)s dagar", found.high) % days
    else:
        said = _("%(low)s till %(high)s dagar") % days
    return ngettext("%(days)s, i %(n)s mellanrum", "%(days)s, i %(n)s mellanrum", found.n) % {
        "days": said, "n": found.n,
    }  # fmt: skip


def _gap_title(gaps: Iterable[rollup.SameGap]) -> str:
    """What the told journeys say most often, as a sentence; blank where fewer than two tell the same thing."""
    gaps = list(gaps)
    most = max((row.told.n for row in gaps), default=0)
    if most < 2:
        return ""
    top = [row for row in gaps if row.told.n == most]
    words = {"share": share(top[0].told), "n": len(top)}
    if len(top) > 1:
        return _("%(n)s slags mellanrum finns i lika många: %(share)s") % words
    words |= {"kind": GapKind(top[0].kind).label, "pair": pair_words(top[0].from_kind, top[0].to_kind)}
    return _("%(kind)s, %(pair)s, finns i %(share)s") % words


def _low_title(lows: rollup.Lows) -> str:
    """Where it was heaviest, as a sentence; blank where fewer than two told journeys say how it felt."""
    if lows.in_gap.m < 2 or not (lows.in_gap.n or lows.in_step.n):
        return ""
    if lows.in_gap.n == lows.in_step.n:
        return _("Det tyngsta är lika ofta ett mellanrum som ett steg: i %(share)s") % {"share": share(lows.in_gap)}
    if lows.in_gap.n > lows.in_step.n:
        return _("Det tyngsta är oftare ett mellanrum än ett steg: i %(share)s") % {"share": share(lows.in_gap)}
    return _("Det tyngsta är oftare ett steg än ett mellanrum: i %(share)s") % {"share": share(lows.in_step)}


def _low(row: rollup.Low) -> dict[str, Any]:
    where = _("Mellanrum: %(kind)s") % {"kind": GapKind(row.what).label.lower()} if row.is_gap else met_words(row.what)
    return {"where": where, "is_gap": row.is_gap, "told": share(row.told),
            "observed": share(row.observed, rollup.OBSERVED)}  # fmt: skip


def _touched(row: rollup.Touched, goal: linked.Linked) -> dict[str, Any]:
    return {
        "title": goal.title,
        "url": goal.url,
        "parts": _("%(steps)s steg och %(gaps)s mellanrum") % {"steps": row.steps, "gaps": row.gaps},
        "told": share(row.told),
        "observed": share(row.observed, rollup.OBSERVED),
    }


def _table(gaps: Iterable[rollup.SameGap], told: Iterable[dict]) -> dict[str, Any]:
    """Pairs of actors by kinds of gaps: {"kinds": [label], "rows": [{"pair", "cells": [(kind label, a gap as told by
    `_gap`, or None)]}]}. Kinds and pairs that no map has are left out."""
    by_sort = {row.sort: words for row, words in zip(gaps, told, strict=True)}
    kinds = [kind for kind in GapKind if any(sort[0] == kind for sort in by_sort)]
    pairs = dict.fromkeys(sort[1:] for sort in by_sort)
    return {
        "kinds": [kind.label for kind in kinds],
        "rows": [
            {"pair": pair_words(*pair), "cells": [(kind.label, by_sort.get((str(kind), *pair))) for kind in kinds]}
            for pair in pairs
        ],
    }
