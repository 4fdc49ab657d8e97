"""What those who contributed to the example lab are told, put right, and still waiting for."""

from __future__ import annotations

from datetime import timedelta

from followup.actions.finishing import finish
from followup.actions.reacting import react
from followup.actions.reporting import change_duty, plan_reports, publish_report, tell_why_not, write_report
from followup.models import Indicator, ReportBack
from followup.queries.reports import thing_of
from goals.models import Goal
from hlab.accounts.models import Receipt, User
from hlab.cms.demo import reports as content
from hlab.cms.demo.acts import MINUTE
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab

OWED, TOLD, HEARD, DONE = moment(11, 11, 8), moment(11, 18, 10), moment(11, 19, 18), moment(11, 25, 9)
A_DAY = timedelta(days=1)


def build_reports(*, lab: Lab, lead: User, receipts: dict[int, Receipt]) -> None:
    """From what is owed to what has been heard about it."""
    plan_reports(OWED)
    owed = {thing_of(report).title: report for report in ReportBack.objects.filter(lab=lab)}
    for title, row in content.REPORTS.items():
        _tell(owed[title], row, lead, receipts)
    for title, why in content.NONE.items():
        tell_why_not(report=owed[title], reason=why, by=lead, at=TOLD)
    for title, day in content.LATE.items():
        late = owed[title]
        change_duty(
            report=late, row_version=late.row_version, due_on=day, owner=lead, owner_name=late.owner_name, by=lead,
            at=OWED + MINUTE,
        )  # fmt: skip


def _tell(report: ReportBack, row: dict, lead: User, receipts: dict[int, Receipt]) -> None:
    goals = list(Goal.objects.filter(lab=report.lab, slug__in=row["goals"]).values_list("pk", flat=True))
    measures = list(Indicator.objects.filter(key__in=row["indicators"]).values_list("pk", flat=True))
    words: dict[str, str] = {}
    for order, version in enumerate(row["versions"]):
        words |= version
        at = TOLD + order * A_DAY
        draft = write_report(report=report, row_version=0, goals=goals, indicators=measures, by=lead, at=at, **words)
        told = publish_report(version=draft, row_version=draft.row_version, by=lead, at=at + MINUTE)
    for number in range(1, row["agree"] + 1):
        react(version=told, agrees=True, words="", by=receipts[number], at=HEARD + number * MINUTE)
    if row["against"]:
        react(version=told, agrees=False, words=row["against"], by=receipts[row["agree"] + 1], at=HEARD)
    if row["finish"]:
        report.refresh_from_db()
        finish(report=report, by=lead, at=DONE)
