"""What a journey shows besides its map: how it felt, and its gaps. For pages of staff and of anyone alike.

The headings are made of what the map says and say no more than that: one map is one way, and no measure of how common
anything is.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.stats.suppression import DEFAULT_K
from journeys.analysis import curve, timeline
from journeys.analysis.document import Document, Gap, crosses, tellers
from journeys.enums import AS_IT_IS, Feeling, FeelingWord, Grade
from journeys.words import bare, days_words, gap_title, quoted, signed

FEWEST = 2
NAMED = 12
"""So many parts are all named in the text that stands for the picture; of more, the turning points are."""


def feeling_curve(document: Document) -> dict | None:
    """What `journeys/_curve.html` draws; None where fewer than two parts say how it felt."""
    parts = [part for _phase, part in document.parts()]
    said = [part for part in parts if part.feeling is not None]
    if len(said) < FEWEST:
        return None
    marks = curve.labelled(curve.marks_of(document), [_felt(part) for part in parts])
    guesses = sum(part.grade == Grade.ASSUMED for part in said)
    return {
        "title": _curve_title(document, marks),
        "note": _curve_note(document, guesses, len(said)),
        "text": _curve_text(marks),
        "reading": _curve_reading(document, len(parts) - len(said)),
        "tracks": sorted({mark.track for mark in marks if mark.track and mark.value is not None}),
        "wide": curve.wide(marks),
        "narrow": curve.narrow(marks),
        "rows": [
            {
                "title": gap_title(part.title) if isinstance(part, Gap) else part.title,
                "value": signed(part.feeling) if part.feeling is not None else _("Inte sagt"),
                "word": FeelingWord(part.word).label if part.word else "",
                "grade": Grade(part.grade).label,
            }
            for part in parts
        ],
    }


def gaps_told(document: Document) -> dict | None:
    """What `journeys/_gaps.html` shows: the gaps as a table and on a line of time; None where there are none."""
    if not document.gaps:
        return None
    everyone = len(tellers(document))
    rows = [_gap_row(document, gap, everyone) for _phase, gap in document.parts() if isinstance(gap, Gap)]
    shown = timeline.drawn(document)
    without = sum(all(number.days is None for number in timeline.days_of(gap)) for gap in document.gaps)
    sources = [gap.measured_source for gap in document.gaps if gap.measured_source]
    told = [(gap.title, [_both_texts(one) for one in timeline.days_of(gap) if one.is_said]) for gap in shown]
    return {
        "rows": rows,
        "sources": list(dict.fromkeys(sources)),
        "medians": any(one.n is not None for gap in document.gaps for one in timeline.days_of(gap)),
        "hidden": any(one.few for gap in document.gaps for one in timeline.days_of(gap)),
        "picture": {
            "title": _gaps_title(document),
            "note": _gaps_note(len(shown), len(document.gaps) - without),
            "text": _gaps_text(told),
            "without": without,
            "wide": timeline.wide(told),
            "narrow": timeline.narrow(told),
        } if shown else None,
    }  # fmt: skip


# --- How it felt --------------------------------------------------------------------------------


def _felt(part: Any) -> str:
    if part.feeling is None:
        return ""
    return str(FeelingWord(part.word).label if part.word else Feeling(part.feeling).label)


def _where(marks: list[curve.Mark]) -> str:
    """One place, or how many there are and the first of them."""
    mark = marks[0]
    place = _("i mellanrummet ”%(title)s”") if mark.is_gap else _("vid ”%(title)s”")
    place %= {"title": bare(mark.title)}
    return place if len(marks) == 1 else _("på %(n)s ställen, först %(place)s") % {"n": len(marks), "place": place}


def _curve_title(document: Document, marks: list[curve.Mark]) -> str:
    """Where it is heaviest and where it is best, in one sentence. "Best" is said of nothing that is not good."""
    found = curve.extremes(marks)
    if found is None:
        return ""
    is_now = document.kind in AS_IT_IS
    low, high = found.lows[0].value or 0, found.highs[0].value or 0
    told = {"low": _where(found.lows), "high": _where(found.highs), "how": str(Feeling(low).label).lower()}
    if low == high:
        words = _("Det är markerat lika överallt: %(how)s")
    elif low >= 0:
        words = _("Inget är markerat som tungt. Bäst var det %(high)s") if is_now else _(
            "Inget är tänkt som tungt. Bäst är det tänkt %(high)s"
        )  # fmt: skip
    elif high <= 0:
        words = _("Det var som tyngst %(low)s") if is_now else _("Det är tänkt som tyngst %(low)s")
    else:
        words = _("Det var som tyngst %(low)s, och som bäst %(high)s") if is_now else _(
            "Det är tänkt som tyngst %(low)s, och som bäst %(high)s"
        )  # fmt: skip
    return words % told


def _curve_note(document: Document, guesses: int, said: int) -> str:
    """What is drawn, and how far it is known."""
    words = [_("Så som det är markerat i kartan, från mycket tungt till mycket bra.")]
    if document.gaps:
        words.append(_("Ockra fält är mellanrum."))
    if guesses:
        words.append(
            ngettext(
                "Prickad ring är ett antagande: %(n)s av %(m)s markeringar.",
                "Prickade ringar är antaganden: %(n)s av %(m)s markeringar.",
                guesses,
            )
            % {"n": guesses, "m": said}
        )
    return " ".join(words)


def _curve_text(marks: list[curve.Mark]) -> str:
    """What the picture shows, in words: part by part, or its turning points where there are many."""
    said = [mark for mark in marks if mark.value is not None]
    found = curve.extremes(said)
    lead = _("Känslokurva över %(n)s delar av resan, från mycket tungt till mycket bra.") % {"n": len(marks)}
    if found is None:
        return lead
    named = said if len(said) <= NAMED else [said[0], found.lows[0], found.highs[0], said[-1]]
    told = dict.fromkeys(
        f"{gap_title(mark.title) if mark.is_gap else mark.title}: {str(Feeling(mark.value).label).lower()}"
        for mark in named
    )
    rest = "" if len(said) <= NAMED else " " + _("Tabellen nedanför har alla.")
    return f"{lead} {'; '.join(told)}.{rest}"


def _curve_reading(document: Document, unsaid: int) -> str:
    """How many of the steps, and of the gaps, are marked as heavy: parts of this one way, not people."""
    steps = [step.feeling for step in document.steps if step.feeling is not None]
    gaps = [gap.feeling for gap in document.gaps if gap.feeling is not None]
    words = []
    if steps and gaps:
        words.append(
            _("Tungt eller mycket tungt: %(s)s av %(steps)s steg och %(g)s av %(gaps)s mellanrum som är markerade.")
            % {"s": sum(v < 0 for v in steps), "steps": len(steps), "g": sum(v < 0 for v in gaps), "gaps": len(gaps)}
        )
    if unsaid:
        words.append(
            ngettext(
                "För %(n)s del är det inte sagt hur det kändes. Där är linjen streckad eller slut.",
                "För %(n)s delar är det inte sagt hur det kändes. Där är linjen streckad eller slut.",
                unsaid,
            )
            % {"n": unsaid}
        )
    return " ".join(words)


# --- The gaps -----------------------------------------------------------------------------------


def _gap_row(document: Document, gap: Gap, everyone: int) -> dict:
    planned, told, measured = timeline.days_of(gap)
    n = len(tellers(document, gap))
    return {
        "title": gap.title,
        "border": _border(document, gap),
        "planned": days_words(planned),
        "told": days_words(told),
        "measured": days_words(measured),
        "few": measured.few,
        "bridge": gap.bridge,
        "tellers": {"n": n, "m": everyone} if n >= DEFAULT_K else None,
    }


def _border(document: Document, gap: Gap) -> str:
    """Between whom, and whether that is a border between huvudmän, where that can be told."""
    one, other = document.actor(gap.from_actor), document.actor(gap.to_actor)
    if one is None or other is None:
        return _("Inte sagt mellan vilka")
    names = {"one": one.name, "other": other.name}
    is_border = crosses(document, gap)
    if is_border:
        return _("%(one)s till %(other)s, olika huvudmän") % names
    if is_border is None or any(actor.is_person or actor.kind == "person" for actor in (one, other)):
        return _("%(one)s till %(other)s") % names
    return _("%(one)s till %(other)s, samma huvudman") % names


def _both_texts(number: timeline.Days) -> tuple[timeline.Days, str, str]:
    """(the number, all there is to say of it, the same shorter) for the picture."""
    kinds = {"planned": _("Planerat"), "told": _("Berättat"), "measured": _("Uppmätt")}
    kind, days = kinds[number.kind], number.days
    if number.few:
        return number, _("%(kind)s: visas inte, för få personer") % {"kind": kind}, _("%(kind)s: dolt") % {"kind": kind}
    if days is None:
        told = f"{kind} {quoted(number.words)}"
        return number, told, told
    short = ngettext("%(kind)s %(n)s dag", "%(kind)s %(n)s dagar", days) % {"kind": kind, "n": days}
    if number.words:
        return number, f"{short}, {quoted(number.words)}", short
    if number.n is not None:
        return number, _("%(days)s, median (n = %(n)s)") % {"days": short, "n": number.n}, short
    return number, short, short


def _gaps_title(document: Document) -> str:
    """The gap furthest beyond its plan, else the longest one; each number by its own name."""
    over = timeline.furthest_from_plan(document)
    if over is not None:
        told = {"title": bare(over.gap.title), "planned": over.planned, "took": over.took}
        if over.by == "measured":
            return _("”%(title)s”: %(planned)s dagar var planerat, %(took)s är uppmätt") % told
        return _("”%(title)s”: %(planned)s dagar var planerat, %(took)s är berättat") % told
    found = timeline.longest(document)
    if found is None:
        return ""
    gap, number = found
    told = {"title": bare(gap.title), "n": number.days}
    return {
        "measured": _("Längst uppmätt mellanrum: ”%(title)s”, %(n)s dagar"),
        "told": _("Längst berättat mellanrum: ”%(title)s”, %(n)s dagar"),
        "planned": _("Längst planerat mellanrum: ”%(title)s”, %(n)s dagar"),
    }[number.kind] % told


def _gaps_note(shown: int, lengths: int) -> str:
    words = [_("Dagar i varje mellanrum, på samma skala.")]
    if shown < lengths:
        words.append(
            _("%(n)s av %(m)s är ritade, i resans ordning: det i rubriken och de längsta. Tabellen har alla.")
            % {"n": shown, "m": lengths}
        )
    return " ".join(words)


def _gaps_text(told: timeline.Told) -> str:
    """The picture in words."""
    return " ".join(f"{title}: {', '.join(whole for _number, whole, _short in rows)}." for title, rows in told)
