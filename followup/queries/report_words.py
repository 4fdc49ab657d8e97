"""Reports in words: what state one is in, and what the figures it points at come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.enums import Heading, Position, WhyUnknown
from followup.models import ReportBack, Verdict
from followup.queries.reports import CHIPS, LATE, NONE, PLANNED, STATES, state_of, thing_of
from followup.queries.reports_public import Followed, Report, of_lab_for_public, own_reports
from followup.words.verdicts import now_words
from hlab.labs.models import Lab


@dataclass(frozen=True)
class Line:
    """One indicator in words. answers: [(unit, the last value that is shown, where it is, which way it
    goes)]. instead: the sentence where there are
    no answers to tell."""

    title: str
    question: str
    url: str
    answers: list[tuple[str, str, str, str]]
    instead: str
    as_of: date | None


def chip_of(state: str) -> tuple[str, str]:
    """(kind, word) of the chip."""
    return CHIPS[state], str(STATES[state])


def described(report: ReportBack, today: date) -> dict:
    """What a list says of one report: what it is about, its state and when. report: of `queries.reports.reports`."""
    state = state_of(report, today)
    return {"report": report, "title": thing_of(report).title, "state": state, "chip": chip_of(state),
            "when": when_of(report, state, today)}  # fmt: skip


def when_of(report: ReportBack, state: str, today: date) -> str:
    """The day that matters now, as a sentence."""
    if state == PLANNED:
        return _("Kommer senast %(day)s.") % {"day": _day(report.due_on)}
    if state == LATE:
        late = (today - report.due_on).days
        words = ngettext(
            "Skulle ha kommit senast %(day)s. %(n)d dag sen.", "Skulle ha kommit senast %(day)s. %(n)d dagar sen.", late
        )
        return words % {"day": _day(report.due_on), "n": late}
    if state == NONE:
        return _("Det blir ingen återkoppling. Skälet publicerades %(day)s.") % {"day": _day(report.no_report_at)}
    if report.told_count > 1:
        return _("Version %(n)d, %(day)s.") % {"n": report.told_count, "day": _day(report.told_at)}
    return _("Publicerad %(day)s.") % {"day": _day(report.told_at)}


def of_lab(lab: Lab, today: date) -> list[dict]:
    """What a lab's public page says of its reports: what is late, then what was told last."""
    return [described(row, today) for row in of_lab_for_public(lab, today)]


def lines_of(read: Report) -> list[Line]:
    """Every indicator that the report points at, in words."""
    return [line_of(followed) for followed in read.followed]


def line_of(followed: Followed) -> Line:
    """One indicator with its two answers, or why there are none."""
    version = followed.version
    answers = [
        (row.unit.name, now_words(row.facts, version), position_of(row), heading_of(row)) for row in followed.verdicts
    ]
    instead = ""
    if not followed.units:
        instead = _("Det finns inga siffror att bedöma ännu. %(who)s svarar för dem.") % {
            "who": followed.indicator.owner
        }
    elif not answers:
        instead = _("Siffror finns för %(n)d enheter. Läs dem på måttets egen sida.") % {"n": followed.units}
    return Line(version.title, version.question, _page_of(followed), answers, instead,
                followed.as_of.date() if followed.as_of else None)  # fmt: skip


def position_of(verdict: Verdict) -> str:
    """Where it is, with the reason where that cannot be told."""
    return _because(str(Position(verdict.position).label), verdict.position == Position.UNKNOWN, verdict.position_why)


def heading_of(verdict: Verdict) -> str:
    """Which way it goes, with the reason where that cannot be told."""
    return _because(str(Heading(verdict.heading).label), verdict.heading == Heading.UNKNOWN, verdict.heading_why)


def in_short(line: Line) -> str:
    """All of it in a sentence, for paper."""
    if line.instead:
        return line.instead
    told = [
        _("%(unit)s: %(answers)s.") % {"unit": unit, "answers": ". ".join(part for part in answers if part)}
        for unit, *answers in line.answers
    ]
    return " ".join(told)


def own_words(receipt, now: datetime) -> list[dict]:
    """What became of every session and round that the person took part in, in words for their own page."""
    today = localtime(now).date()
    told = []
    for own in own_reports(receipt, now):
        figures = [(line, in_short(line)) for line in lines_of(own.read)]
        more = {"version": own.read.version, "figures": figures, "agrees": own.agrees, "words": own.words}
        told.append(described(own.read.report, today) | more | {"changed": own.changed})
    return told


def goals_in_words(read: Report) -> str:
    """The målbilder that the report points at, as a list in a sentence; "" for none."""
    return get_text_list([f"”{goal.title}”" for goal in read.goals], _("och")) if read.goals else ""


def _because(answer: str, unknown: bool, why: str) -> str:
    if not unknown:
        return answer
    reason = str(WhyUnknown(why).label)
    return _("%(answer)s: %(why)s") % {"answer": answer, "why": reason[:1].lower() + reason[1:]}


def _page_of(followed: Followed) -> str:
    if not followed.indicator.lab.is_public:
        return ""
    try:
        return reverse("followup:indicator", args=[followed.indicator.key])
    except NoReverseMatch:
        return ""


def _day(when) -> str:
    return date_format(when, "j F Y")
