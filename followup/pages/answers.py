"""What several measures come to, in plain words: no sum and no mark, only how many say what, and why not more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.analysis.together import Together
from followup.enums import Heading, Logic, Position, WhyUnknown
from followup.models import Unit, Verdict
from followup.queries.goal_page import GoalPage, Line
from followup.queries.measures import Measure
from followup.words.verdicts import Words, aim_words, why_words, words

CANNOT = (Position.UNKNOWN, Heading.UNKNOWN)


@dataclass(frozen=True)
class Answer:
    """One of the answers: a few words, and why. can_tell: it could be told."""

    title: str
    because: str
    can_tell: bool


@dataclass(frozen=True)
class Both:
    """Where it is and which way it goes, as two answers."""

    position: Answer
    heading: Answer


def both(answer: Together, measures: Sequence[Measure], unit: Unit | None) -> Both:
    """The two answers of a målbild for one unit. One single measure of value for the person speaks for itself."""
    service = [measure for measure in measures if measure.is_service]
    judged = [(measure, verdict) for measure in service if (verdict := measure.of(unit))]
    if not judged:
        return _nothing(measures)
    if len(service) == 1:
        measure, verdict = judged[0]
        told = words(verdict, measure.version)
        return Both(
            Answer(told.position, told.position_because, told.can_tell_position),
            Answer(told.heading, told.heading_because, told.can_tell_heading),
        )
    verdicts = [verdict for _measure, verdict in judged]
    return Both(
        Answer(_position(answer), _positions(answer, verdicts, len(service)), answer.position not in CANNOT),
        Answer(_heading(answer), _headings(answer, verdicts, len(service)), answer.heading not in CANNOT),
    )


def spoken(line: Line) -> Words:
    """The two answers of one series."""
    return words(line.verdict, line.measure.version)


def people_say(measures: Sequence[Measure], unit: Unit | None) -> str:
    """The first of the measures that people tell themselves, with what is aimed at: their words stand before what the
    measures come to. Blank where none is told, and where a single measure speaks for itself."""
    if sum(measure.is_service for measure in measures) < 2:
        return ""
    for measure in measures:
        verdict = measure.of(unit)
        if measure.is_service and measure.is_experience and verdict is not None:
            now = words(verdict, measure.version).now
            if now:
                aim = aim_words(verdict.facts, measure.version)
                return f"{measure.version.short_title}: {now}. {aim}".strip()
    return ""


def when_known(page: GoalPage, today: date) -> Answer:
    """When the next figure of value for the person ought to come, and when people meet to read it."""
    nexts = sorted(row.next_on for row in page.interpretations if row.next_on and row.next_on >= today)
    meet = _("Nästa träff om siffrorna är %(day)s.") % {"day": _day(nexts[0])} if nexts else ""
    line = page.next_figure
    if line is None or line.due is None:
        why = _("Ingen av serierna har börjat, eller så kommer det inga fler värden.")
        return Answer(_("Ingen dag är känd"), f"{why} {meet}".strip(), False)
    said = {"name": line.measure.version.short_title, "owner": line.measure.indicator.owner}
    month = date_format(line.due, "F Y")
    if line.due < today:
        late = _("Nästa värde för ”%(name)s” skulle ha kommit då, men saknas. %(owner)s svarar för måttet.") % said
        return Answer(month[:1].upper() + month[1:], f"{late} {meet}".strip(), False)
    coming = _("Då väntas nästa värde för ”%(name)s”.") % said
    return Answer(month[:1].upper() + month[1:], f"{coming} {meet}".strip(), True)


def followed_by(measures: Iterable[Measure]) -> str:
    """ "2 av 3 mått visar om personer får nytta": always as n of m."""
    rows = list({measure.indicator.pk: measure.version.logic for measure in measures}.values())
    if not rows:
        return ""
    said = {"n": sum(one == Logic.SERVICE for one in rows), "m": len(rows)}
    return _("%(n)s av %(m)s mått visar om personer får nytta.") % said


# --- Inner parts ------------------------------------------------------------------------------


def _nothing(measures: Sequence[Measure]) -> Both:
    if not measures:
        why = _("Ingen har bestämt vad målbilden ska följas med.")
    elif not any(measure.is_service for measure in measures):
        why = _("Inget av måtten visar om personer får nytta. Därför säger de inget om målbilden är nådd.")
    else:
        why = _("Inget av måtten har några värden ännu.")
    unknown = Answer(str(Position.UNKNOWN.label), why, False)
    return Both(unknown, unknown)


def _position(answer: Together) -> str:
    return str(Position(answer.position).label)


def _heading(answer: Together) -> str:
    return str(Heading(answer.heading).label)


def _positions(answer: Together, verdicts: Sequence[Verdict], m: int) -> str:
    """m: how many measures there are; one that tells nothing of the unit cannot be judged."""
    reached = sum(row.position == Position.REACHED for row in verdicts)
    missed = sum(row.position == Position.NOT_REACHED for row in verdicts)
    if not reached and not missed:
        return _none_of(m, answer.position_why)
    if not reached:
        said = ngettext("%(n)s av %(m)s mått når inte sitt mål.", "%(n)s av %(m)s mått når inte sina mål.", missed) % {
            "n": missed, "m": m,
        }  # fmt: skip
        return (_("Inget av %(m)s mått når sitt mål.") % {"m": m} if missed == m else said) + _rest(m - missed)
    said = ngettext("%(n)s av %(m)s mått når sitt mål.", "%(n)s av %(m)s mått når sina mål.", reached) % {
        "n": reached, "m": m,
    }  # fmt: skip
    if missed:
        said += " " + ngettext("%(n)s når inte sitt mål.", "%(n)s når inte sina mål.", missed) % {"n": missed}
    return said + _rest(m - reached - missed)


def _headings(answer: Together, verdicts: Sequence[Verdict], m: int) -> str:
    ways = {way: sum(row.heading == way for row in verdicts) for way in Heading}
    known = ways[Heading.BETTER] + ways[Heading.WORSE] + ways[Heading.NO_SIGN]
    if not known:
        return _none_of(m, answer.heading_why)
    parts = []
    if ways[Heading.BETTER]:
        parts.append(
            ngettext("%(n)s förbättras", "%(n)s förbättras", ways[Heading.BETTER]) % {"n": ways[Heading.BETTER]}
        )
    if ways[Heading.WORSE]:
        parts.append(ngettext("%(n)s försämras", "%(n)s försämras", ways[Heading.WORSE]) % {"n": ways[Heading.WORSE]})
    if ways[Heading.NO_SIGN]:
        parts.append(
            ngettext("%(n)s visar ingen säker förändring", "%(n)s visar ingen säker förändring", ways[Heading.NO_SIGN])
            % {"n": ways[Heading.NO_SIGN]}
        )
    said = _("Av %(m)s mått: %(parts)s.") % {"m": m, "parts": ", ".join(parts)}
    apart = " " + _("Måtten pekar åt olika håll.") if answer.heading_why == WhyUnknown.APART else ""
    return said + apart + _rest(m - known)


def _none_of(m: int, why: str) -> str:
    said = _("Inget av %(m)s mått går att bedöma ännu.") % {"m": m}
    return f"{said} {why_words(why or WhyUnknown.NO_DATA, {}, {}, None)}".strip()  # type: ignore[arg-type]  # a code


def _rest(n: int) -> str:
    if not n:
        return ""
    return " " + ngettext("%(n)s går inte att bedöma.", "%(n)s går inte att bedöma.", n) % {"n": n}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
