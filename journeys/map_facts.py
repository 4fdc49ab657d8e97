"""The facts of a map, and what it should be asked, in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journeys.analysis.document import Document
from journeys.analysis.facts import Facts, Waited, facts
from journeys.analysis.review import MANY_STEPS, questions
from journeys.enums import Carrier
from journeys.map_words import days, label, principal


def facts_told(document: Document) -> list[dict]:
    """[{"label", "value", "words"}] of what can be told, at most four. What nobody has said is left out."""
    found = facts(document)
    rows = (_days(found), _retold(document, found), _borders(document, found), _held(found))
    return [row for row in rows if row is not None]


def _days(found: Facts) -> dict | None:
    span, waited = found.span, found.waited
    if span is None:
        if waited is None:
            return None
        return {"label": _("Dagar i mellanrum"), "value": _at_least(waited), "words": _source(waited)}
    words = ""
    if waited is not None and waited.source == "steps":
        words = _("varav %(days)s i mellanrum") % {"days": _at_least(waited).lower()}
    elif waited is not None:
        words = _("i mellanrum: %(days)s, %(source)s") % {"days": _at_least(waited).lower(), "source": _source(waited)}
    title = _("Från ”%(first)s” till ”%(last)s”") % {"first": span.first, "last": span.last}
    return {"label": title, "value": days(span.days), "words": words}


def _at_least(waited: Waited) -> str:
    told = days(waited.days)
    return told if waited.known == waited.of else _("Minst %(days)s") % {"days": told}


def _source(waited: Waited) -> str:
    how = {"measured": _("uppmätt"), "told": _("berättat"), "planned": _("planerat")}[waited.source]
    if waited.known == waited.of:
        return how
    return _("%(how)s i %(n)s av %(all)s mellanrum") % {"how": how, "n": waited.known, "all": waited.of}


def _retold(document: Document, found: Facts) -> dict | None:
    if found.retold is None:
        return None
    times = found.retold.times
    value = _("Minst %(n)s") % {"n": times} if found.retold.least and times else str(times)
    words = _("så långt vi vet") if found.retold.least and not times else ""
    return {
        "label": _("Gånger %(person)s fick berätta allt igen") % {"person": document.person},
        "value": value, "words": words,
    }  # fmt: skip


def _borders(document: Document, found: Facts) -> dict | None:
    if found.borders is None:
        return None
    pairs = [[document.actor(key) for key in pair] for pair in found.borders.pairs]
    told = [
        _("%(one)s till %(other)s") % {"one": principal(one), "other": principal(other)}
        for one, other in pairs
        if one is not None and other is not None
    ]
    words = ", ".join(dict.fromkeys(told))
    if found.borders.unsaid:
        unsaid = ngettext(
            "i %(n)s mellanrum är det inte sagt", "i %(n)s mellanrum är det inte sagt", found.borders.unsaid
        ) % {"n": found.borders.unsaid}
        words = f"{words}; {unsaid}" if words else unsaid
    return {"label": _("Gränser mellan huvudmän"), "value": str(found.borders.crossed), "words": words}


def _held(found: Facts) -> dict | None:
    held = found.held
    if held is None:
        return None
    several = len(held.who) > 1
    value = _("Olika") if several else label(Carrier, held.who[0])
    where = _("i %(n)s av %(all)s mellanrum") % {"n": held.times, "all": held.of}
    if several:
        names = ", ".join(label(Carrier, who).lower() for who in held.who)
        where = _("%(who)s, var och en i %(n)s av %(all)s mellanrum") % {
            "who": names, "n": held.times, "all": held.of,
        }  # fmt: skip
    return {"label": _("Vem höll ihop det?"), "value": value, "words": where}


def asked(document: Document, *, owned: bool, review_on: date | None, today: date) -> list[dict]:
    """[{"words", "steps": [(key, title)]}]: what whoever looks the map over should be asked."""
    words = {
        "backstage": _("Något var tungt, men inget är sagt om vad bakom scenen som gjorde det så:"),
        "assumed": _("Allt i kartan är antaganden. Vem kan berätta, eller var går det att se?"),
        "order": _("Dagarna säger en annan ordning än kartan. Vad är rätt för:"),
        "long": _("Kartan har fler än %(n)s steg. Går det att se vägen, eller är det två kartor?") % {"n": MANY_STEPS},
        "no_owner": _("Ingen äger kartan. Vem ser efter den?"),
        "no_review": _("Det finns inget datum när kartan ska ses över."),
        "overdue": _("Datumet då kartan skulle ses över har gått."),
    }
    return [
        {"about": found.about, "words": words[found.about], "steps": [(step.key, step.title) for step in found.steps]}
        for found in questions(document, owned=owned, review_on=review_on, today=today)
    ]
