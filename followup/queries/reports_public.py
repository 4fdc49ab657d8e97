"""What those who contributed, and anyone else, may read of what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from feedback.models import Response
from followup.enums import UnitKind
from followup.models import Indicator, IndicatorVersion, ReportBack, ReportReaction, ReportVersion, Verdict
from followup.queries.published import current_versions, standing_releases, verdicts_told
from followup.queries.reports import (
    LATE,
    LATEST,
    TOLD,
    current_goals,
    in_state,
    reports,
    state_of,
    thing_of,
    told_versions,
)
from followup.words.names import by_name
from goals.models import GoalVersion
from hlab.core.actors import actor_ref
from hlab.core.models import AuditEvent
from hlab.core.stems import holds, stems
from hlab.labs.models import Lab
from workshops.models import Participation

MOST_LETTERS = 200
UNITS_TOLD = 4  # of so many units each is told by name; of more only how many they are


@dataclass(frozen=True)
class Followed:
    """One indicator that a report points at, and what its published figures come to. verdicts: of the units that are
    told of; none where there is nothing to judge yet, or too many units (`units`) to tell of each. as_of: what was
    known when they were made."""

    indicator: Indicator
    version: IndicatorVersion
    as_of: datetime | None
    verdicts: list[Verdict]
    units: int


@dataclass(frozen=True)
class Report:
    """A report as it is read. version: what is told now; None while it is owed, or will not be. state: see
    `reports.STATES`. goals, followed: what the version points at."""

    report: ReportBack
    state: str
    version: ReportVersion | None
    goals: list[GoalVersion]
    followed: list[Followed]


def readable() -> QuerySet[ReportBack]:
    """Reports with all that a page about one shows."""
    return reports().prefetch_related(told_versions())


def public_reports(*, state: str = "", search: str = "", lab: Lab | None = None, today: date) -> QuerySet[ReportBack]:
    """Reports of labs that anyone may see, the latest first: told, owed, late, and those that will not be."""
    rows = in_state(reports().filter(lab__is_public=True), state, today)
    if lab is not None:
        rows = rows.filter(lab=lab)
    for word in search.split():
        rows = rows.filter(
            Q(workshop__title__icontains=word) | Q(round__title__icontains=word) | Q(lab__name__icontains=word)
        )
    return rows.order_by(*LATEST)


def found_reports(query: str, *, every: bool) -> list[ReportVersion]:
    """What has been told, in public labs, as it reads now: what holds every word of a query, or with every=False
    some of them, the latest first. One query."""
    wanted = list(stems(query[:MOST_LETTERS]))
    if not wanted:
        return []
    return [row for row in _told_now() if holds(" ".join([*_names(row), *_parts(row)]), wanted, every=every)]


def reports_in_map() -> list[tuple[int, datetime]]:
    """[(pk, when it was told last)] of what a search engine may list. One query."""
    return [(row.report_id, row.published_at) for row in _told_now().order_by("report") if row.published_at]


def _told_now() -> QuerySet[ReportVersion]:
    """The latest published version of each report of a public lab."""
    told = ReportVersion.objects.filter(published_at__isnull=False)
    later = told.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    rows = told.filter(~Exists(later), report__lab__is_public=True)
    return rows.select_related("report__lab", "report__workshop", "report__round").order_by("-published_at", "-pk")


def _names(row: ReportVersion) -> tuple[str, str]:
    return thing_of(row.report).title, row.report.lab.name


def _parts(row: ReportVersion) -> list[str]:
    return [row.said, row.did, row.did_not, row.because, row.follows]


def late_count(today: date) -> int:
    """How many reports of public labs are late."""
    return public_reports(state=LATE, today=today).count()


def labs_with_reports() -> list[Lab]:
    """Public labs that owe, or have given, a report; by name."""
    return list(Lab.objects.filter(is_public=True, report_backs__isnull=False).distinct().order_by("name", "pk"))


def of_lab_for_public(lab: Lab, today: date, most: int = 5) -> list[ReportBack]:
    """What a lab's public page shows: what is late, and what has been told last, `.state` with each. One query."""
    rows = list(public_reports(lab=lab, today=today))
    for row in rows:
        row.state = state_of(row, today)
    late = [row for row in rows if row.state == LATE]
    return sorted(late, key=lambda row: row.due_on) + [row for row in rows if row.told_count][:most]


def as_read(rows: Iterable[ReportBack], today: date, number: int | None = None) -> list[Report]:
    """Reports of `readable` as they are read. number: another version than the latest. Four queries, however many."""
    rows = list(rows)
    return _with_points([(row, _shown(row, number), state_of(row, today)) for row in rows])


def draft_as_read(report: ReportBack, draft: ReportVersion) -> Report:
    """What is being written, as it will be read. draft: of `reports.versions_of`."""
    return _with_points([(report, draft, TOLD)])[0]


def reaction_of(version: ReportVersion, receipt) -> ReportReaction | None:
    """What the person has said of this version."""
    return ReportReaction.objects.filter(version=version, receipt=receipt).first()


def _shown(row: ReportBack, number: int | None) -> ReportVersion | None:
    if number is None:
        return row.told[0] if row.told else None
    return next((version for version in row.told if version.number == number), None)


def _with_points(rows: list[tuple[ReportBack, ReportVersion | None, str]]) -> list[Report]:
    """Each with the målbilder as they are worded now, and what its indicators come to now."""
    versions = [version for _row, version, _state in rows if version is not None]
    followed = follow_up({one.pk: one for version in versions for one in version.chosen_indicators}.values())
    ids = {goal.pk for version in versions for goal in _goals_of(version)}
    goals = current_goals(ids) if ids else []
    out = []
    for row, version, state in rows:
        pictures = {goal.pk for goal in _goals_of(version)} if version else set()
        points = {one.pk for one in version.chosen_indicators} if version else set()
        shown = sorted((followed[pk] for pk in points if pk in followed), key=_title)
        out.append(Report(row, state, version, [goal for goal in goals if goal.goal_id in pictures], shown))
    return out


def _goals_of(version: ReportVersion) -> list:
    return getattr(version, "chosen_goals", [])


def _title(followed: Followed) -> tuple[str, int]:
    return followed.version.title, followed.indicator.pk


def follow_up(indicators: Iterable[Indicator]) -> dict[int, Followed]:
    """{indicator id: what its published figures come to}; one that is published no longer is left out. Three queries.

    Where the country is told of, it stands for all; else each unit, as long as they are few. No unit is picked out of
    many, and they are never put in order of how it goes.
    """
    known = {one.pk: one for one in indicators}
    if not known:
        return {}
    versions = current_versions(list(known.values()))
    releases = standing_releases(versions.values())
    versions = {pk: releases[row.pk].version if row.pk in releases else row for pk, row in versions.items()}
    verdicts: dict[int, list[Verdict]] = {}
    for (of, _unit), row in (verdicts_told(list(releases.values())) if releases else {}).items():
        verdicts.setdefault(of, []).append(row)
    out = {}
    for pk, version in versions.items():
        every = sorted(verdicts.get(version.pk, []), key=lambda row: by_name(row.unit))
        told = [row for row in every if row.unit.kind == UnitKind.COUNTRY] or every
        shown = told if len(told) <= UNITS_TOLD else []
        out[pk] = Followed(known[pk], version, every[0].release.as_of if every else None, shown, len(every))
    return out


def moved_days(report: ReportBack) -> list[tuple[date, date, date]]:
    """[(the day as it was, as it became, when it was changed)], the latest first."""
    events = AuditEvent.objects.filter(subject=actor_ref(report), act="report.moved").order_by("-pk")
    return [
        (
            date.fromisoformat(event.facts["before"]),
            date.fromisoformat(event.facts["after"]),
            localtime(event.at).date(),
        )
        for event in events
    ]


# --- By receipt -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Own:
    """A report to somebody who was there. agrees, words: what they have said of it, None where they have not. changed:
    they answered on a version that has been corrected since."""

    read: Report
    agrees: bool | None
    words: str
    changed: bool


def own_reports(receipt, now: datetime) -> list[Own]:
    """The reports of every session and round that the person took part in, the latest first. Six queries, however
    many; one where there is nothing."""
    sessions = Participation.objects.filter(receipt=receipt).values("workshop")
    rounds = Response.objects.filter(receipt=receipt).values("round")
    rows = (
        reports()
        .prefetch_related(told_versions(receipt))
        .filter(Q(workshop__in=sessions) | Q(round__in=rounds) | Q(round__workshop__in=sessions))
        .order_by(*LATEST)
    )
    return [_own(read) for read in as_read(rows, localtime(now).date())]


def _own(read: Report) -> Own:
    said = [version for version in read.report.told if version.own_agrees is not None]
    now = read.version if read.version in said else None
    return Own(read, now.own_agrees if now else None, now.own_words if now else "", changed=bool(said) and now is None)
