"""What is owed to those who contributed, and what they have been told: for those who answer for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from feedback.enums import RoundState
from feedback.models import Response, Round
from followup.models import Indicator, ReportBack, ReportReaction, ReportVersion
from goals.models import GoalVersion
from goals.queries import published_goals
from hlab.accounts.models import User
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab, Membership
from hlab.stats.suppression import DEFAULT_K, at_least
from workshops.enums import WorkshopState
from workshops.models import Participation, Workshop

OVER = (RoundState.COUNTED, RoundState.ANSWERED)
USUAL = timedelta(days=30)
LATEST = (F("on").desc(), "-pk")  # of `reports`
AHEAD = timedelta(days=7)  # the first reminder comes this long before the day
AGAIN = timedelta(days=7)  # and the next this long after the one before
PLANNED, LATE, TOLD, CORRECTED, NONE = "planned", "late", "told", "corrected", "none"
STATES = {
    PLANNED: _("Planerad"),
    LATE: _("Försenad"),
    TOLD: _("Publicerad"),
    CORRECTED: _("Rättad efter synpunkt"),
    NONE: _("Blir ingen, med skäl"),
}
CHIPS = {PLANNED: "wait", LATE: "no", TOLD: "done", CORRECTED: "done", NONE: "unk"}


# --- What is owed -----------------------------------------------------------------------------


def workshops_owing() -> QuerySet[Workshop]:
    """Sessions that are over and of which no report is planned. The session of a round is told of with its round, and
    a rehearsal is nobody's."""
    return (
        Workshop.objects.filter(
            state=WorkshopState.CLOSED, rehearsal_of=None, report_back__isnull=True, feedback_round__isnull=True
        )
        .select_related("lab", "declaration")
        .order_by("pk")
    )


def rounds_owing() -> QuerySet[Round]:
    """Rounds that have been counted and of which no report is planned."""
    return Round.objects.filter(state__in=OVER, report_back__isnull=True).select_related("lab").order_by("pk")


def due_for_workshop(workshop: Workshop) -> date:
    """The day that people were told when the session opened, where it lies after the session; else a month after it."""
    over = localtime(workshop.closed_at or workshop.starts_at).date()
    declared = workshop.declaration.decision_by if hasattr(workshop, "declaration") else None
    return declared if declared is not None and declared > over else over + USUAL


def leads_of(labs) -> dict[int, User]:
    """{lab id: who has led it the longest}. One query."""
    rows = (
        Membership.objects.filter(lab__in=labs, role=LabRole.LEAD).select_related("user").order_by("-added_at", "-pk")
    )
    return {row.lab_id: row.user for row in rows}


def owners_in(lab: Lab) -> list[User]:
    """Who in a lab may be given a report to answer for, by name."""
    rows = User.objects.filter(pk__in=lab.memberships.exclude(role=LabRole.LISTENER).values("user"), is_active=True)
    return sorted(rows, key=lambda user: (str(user).casefold(), user.pk))


def to_remind(now: datetime) -> QuerySet[ReportBack]:
    """Reports that are due or soon are, with an owner who can be reached and has not heard of it for a while."""
    today = localtime(now).date()
    return (
        ReportBack.objects.filter(no_report_at=None, due_on__lte=today + AHEAD, owner__is_active=True)
        .exclude(owner__email="")
        .exclude(Exists(_told()))
        .filter(Q(reminded_at=None) | Q(reminded_at__lte=now - AGAIN))
        .select_related("owner", "lab")
        .order_by("pk")
    )


def _told() -> QuerySet[ReportVersion]:
    return ReportVersion.objects.filter(report=OuterRef("pk"), published_at__isnull=False)


# --- Reports ----------------------------------------------------------------------------------


def reports() -> QuerySet[ReportBack]:
    """Reports with what they are about, when they were last told, and whether something is being written.

    `.told_at`: the last time, None where nothing has been told. `.told_count`: versions. `.on`: the day a list goes by.
    """
    told = Q(versions__published_at__isnull=False)
    return ReportBack.objects.select_related("lab", "workshop", "round__workshop", "owner").annotate(
        told_at=Max("versions__published_at", filter=told),
        told_count=Count("versions", filter=told),
        drafts=Count("versions", filter=~told & Q(versions__isnull=False)),
        on=Coalesce(
            Max("versions__published_at__date", filter=told), "no_report_at__date", "due_on", output_field=DateField()
        ),
    )


def of_lab(lab: Lab) -> QuerySet[ReportBack]:
    """A lab's reports: those that are owed first, the one that has waited longest at the top; then what is told."""
    owed = Case(When(Q(told_count=0, no_report_at=None), then=0), default=1)
    waits = Case(When(Q(told_count=0, no_report_at=None), then=F("due_on")), output_field=DateField())
    return reports().annotate(owed=owed, waits=waits).order_by("owed", "waits", *LATEST)


def in_lab(lab: Lab, *, state: str = "", today: date) -> QuerySet[ReportBack]:
    """The same, only one lab's and in one state."""
    return in_state(of_lab(lab).filter(lab=lab), state, today)


def in_state(rows: QuerySet[ReportBack], state: str, today: date) -> QuerySet[ReportBack]:
    """Of `reports`, those in one of STATES; any other word leaves them all."""
    owed = Q(told_count=0, no_report_at=None)
    chosen = {
        PLANNED: owed & Q(due_on__gte=today),
        LATE: owed & Q(due_on__lt=today),
        TOLD: Q(told_count__gte=1),
        CORRECTED: Q(told_count__gte=2),
        NONE: Q(told_count=0, no_report_at__isnull=False),
    }.get(state)
    return rows if chosen is None else rows.filter(chosen)


def state_of(report: ReportBack, today: date) -> str:
    """Which of STATES. report: of `reports`."""
    if report.told_count:
        return CORRECTED if report.told_count > 1 else TOLD
    if report.no_report_at:
        return NONE
    return LATE if report.due_on < today else PLANNED


def thing_of(report: ReportBack) -> Workshop | Round:
    """The session or the round that it is about."""
    found = report.workshop or report.round
    if found is None:  # the database refuses such a row
        raise ValueError(report.pk)
    return found


def report_of(thing: Workshop | Round) -> ReportBack | None:
    """The report of a session or a round, where one is planned."""
    by = {"round": thing} if isinstance(thing, Round) else {"workshop": thing}
    return reports().filter(**by).first()


# --- Versions ---------------------------------------------------------------------------------


def versions_of(report: ReportBack) -> list[ReportVersion]:
    """Everything that has been written for a report, the latest first, with its målbilder and indicators."""
    return list(_with_parts().filter(report=report).order_by("-number"))


def told_versions(receipt=None) -> Prefetch:
    """`.told`: what has been published, the latest first. receipt: with `.own_agrees` and `.own_words` of whoever has
    it, None where they have said nothing; without the målbilder."""
    rows = _with_parts(goals=receipt is None).filter(published_at__isnull=False).order_by("-number")
    if receipt is not None:
        mine = FilteredRelation("reactions", condition=Q(reactions__receipt=receipt))
        rows = rows.annotate(mine=mine, own_agrees=F("mine__agrees"), own_words=F("mine__words"))
    return Prefetch("versions", rows, to_attr="told")


def _with_parts(*, goals: bool = True) -> QuerySet[ReportVersion]:
    indicators = Prefetch("indicators", Indicator.objects.select_related("lab"), to_attr="chosen_indicators")
    rows = ReportVersion.objects.prefetch_related(indicators)
    return rows.prefetch_related(Prefetch("goals", to_attr="chosen_goals")) if goals else rows


def choosable_goals(lab: Lab) -> QuerySet[GoalVersion]:
    """Målbilder that a report may point at: those of the lab that are published."""
    return published_goals().filter(goal__lab=lab).order_by("title", "pk")


def choosable_indicators(lab: Lab) -> QuerySet[Indicator]:
    """Indicators that a report may point at: those of the lab with a published version."""
    return Indicator.objects.filter(lab=lab, versions__published_at__isnull=False).distinct().order_by("key")


def current_goals(ids) -> list[GoalVersion]:
    """The wordings that these målbilder show now, by title. One query."""
    return sorted(published_goals().filter(goal__in=list(ids)), key=lambda row: (row.title, row.pk))


# --- Those who contributed --------------------------------------------------------------------


def took_part(receipt, report: ReportBack) -> bool:
    """Whether whoever has this receipt was there, or answered."""
    if report.workshop_id:
        return Participation.objects.filter(receipt=receipt, workshop=report.workshop_id).exists()
    if report.round is not None and report.round.workshop_id:
        joined = Participation.objects.filter(receipt=receipt, workshop=report.round.workshop_id)
        return joined.exists() or Response.objects.filter(receipt=receipt, round=report.round_id).exists()
    return False


@dataclass(frozen=True)
class Heard:
    """How many of those who contributed say that it is right, in broad steps; 0 for too few to be told. people: all
    who have answered; none of it is told while they are fewer than `k`."""

    people: int
    agree: int
    disagree: int
    k: int = DEFAULT_K


def heard(version: ReportVersion) -> Heard:
    """What those who contributed say of one version. The counts grow while people read, so they are told in steps that
    one more person does not move by one."""
    n = ReportReaction.objects.filter(version=version).aggregate(
        people=Count("pk"), agree=Count("pk", filter=Q(agrees=True)), disagree=Count("pk", filter=Q(agrees=False))
    )
    people = at_least(n["people"])
    return Heard(people, *(at_least(n[name]) if people else 0 for name in ("agree", "disagree")))


def words_on(version: ReportVersion) -> list[str]:
    """What people say is not right, for those who read remarks in the lab, in an order that tells nothing of when."""
    rows = ReportReaction.objects.filter(version=version, agrees=False).exclude(words="")
    return sorted(rows.values_list("words", flat=True), key=lambda words: (len(words), words))
