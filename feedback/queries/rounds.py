"""Rounds: which there are, what is missing before one opens, how it goes, and what anyone reads of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.enums import RoundState
from feedback.models import ProposalVersion, Response, Round, RoundVersion
from hlab.accounts.reference.counties import counties_of
from hlab.core.actors import actor_ref
from hlab.core.models import AuditEvent
from hlab.core.text import whole_number
from hlab.labs.enums import Level, Perspective
from hlab.labs.queries import missing as missing_in_lab
from hlab.stats.suppression import at_least
from workshops.enums import Channel
from workshops.models import Exercise
from workshops.queries import step_at, steps_at

KIND = "try_prototype"
MOVED = {
    "closes_at": gettext_lazy("Sista tiden att svara"),
    "paper_until": gettext_lazy("Sista dag för papper"),
    "answer_by": gettext_lazy("Dagen för svar"),
}
"""The days that can move once people have read them, as they are told."""
ASKS = Prefetch("asks", RoundVersion.objects.select_related("version__proposal"))
BEGUN = (RoundState.OPEN, RoundState.CLOSED, RoundState.COUNTED, RoundState.ANSWERED)
WAITS_FOR_ANSWERS = (RoundState.OPEN, RoundState.CLOSED, RoundState.COUNTED)


def rounds() -> QuerySet[Round]:
    """Rounds with lab, session and the versions that they ask about."""
    return Round.objects.select_related("lab", "workshop").prefetch_related(ASKS)


def rounds_of(lab) -> QuerySet[Round]:
    """A lab's rounds, the latest first."""
    return rounds().filter(lab=lab).order_by("-opens_on", "-pk")


def rounds_about(proposal) -> QuerySet[Round]:
    """The rounds that ask, or have asked, about any version of a proposal, the latest first."""
    asked = RoundVersion.objects.filter(version__proposal=proposal).values("round")
    return rounds().filter(pk__in=asked).order_by("-opens_on", "-pk")


def open_round_for(version: ProposalVersion) -> Round | None:
    """The round in which a version can be answered now, with lab and session; None when there is none."""
    found = Round.objects.select_related("lab", "workshop")
    return found.filter(state=RoundState.OPEN, asks__version=version).order_by("pk").first()


def step_of(round: Round) -> Exercise:
    """The step of the round's own session where people answer, with where it stands (`here`). One that has not opened
    has none: Exercise.DoesNotExist."""
    site = round.workshop.site if round.workshop is not None else None
    for step in steps_at(site) if site is not None else ():
        found = step_at(step.here.site_id, step.pk) if step.kind == KIND else None
        if found is not None and found.settings.get("round") == round.pk:
            return found
    raise Exercise.DoesNotExist


def choosable_versions(lab) -> QuerySet[ProposalVersion]:
    """The versions that a new round may ask about: of each of the lab's proposals the latest, and the public one."""
    latest = ProposalVersion.objects.filter(proposal=OuterRef("proposal")).order_by("-number").values("number")[:1]
    return (
        ProposalVersion.objects.filter(proposal__lab=lab)
        .annotate(latest=Subquery(latest))
        .filter(Q(number=F("latest")) | Q(published_at__isnull=False, replaced_at__isnull=True))
        .select_related("proposal")
        .order_by("proposal__number", "number")
    )


def missing(round: Round, now: datetime) -> list[tuple[str, str]]:
    """[(part, whole sentence)] about what must be in place before the round opens; empty when all is.

    part: "frame", "actors" or "principals" of the lab, "versions" or "days" of the round.
    """
    found = list(missing_in_lab(round.lab))
    versions = [row.version for row in round.asks.select_related("version__proposal")]
    if not versions:
        found.append(("versions", _("Välj minst ett förslag som rundan frågar om.")))
    before = _asked_before(round, versions)
    for version in versions:
        said = {"number": version.citation, "title": version.title}
        if version.pk in before:
            words = _("%(number)s ”%(title)s” har redan varit ute i rundan ”%(round)s”. Frys en ny version.")
            found.append(("versions", words % (said | {"round": before[version.pk]})))
        elif not version.is_current:
            words = _("Publicera %(number)s ”%(title)s”, så att alla kan läsa det som det frågas om.")
            found.append(("versions", words % said))
    if round.closes_at <= now:
        found.append(("days", _("Sista tiden att svara har redan varit. Välj en dag längre fram.")))
    return found


def _asked_before(round: Round, versions: Iterable[ProposalVersion]) -> dict[int, str]:
    """{version id: title of another round that has begun with it}. One person has one answer about a version, and two
    counts of the same could be compared."""
    rows = RoundVersion.objects.filter(version__in=list(versions), round__state__in=BEGUN).exclude(round=round)
    return dict(rows.order_by("round_id").values_list("version", "round__title"))


def rounds_out_of_time(now: datetime) -> QuerySet[Round]:
    """Rounds that are open though their time has passed."""
    return Round.objects.filter(state=RoundState.OPEN, closes_at__lte=now).order_by("pk")


def rounds_to_count(today: date) -> QuerySet[Round]:
    """Closed rounds to which no more paper comes."""
    return Round.objects.filter(state=RoundState.CLOSED, paper_until__lt=today).order_by("pk")


# --- How it goes ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Going:
    """How a round goes, told so that nobody is exposed. versions, channels: people as the largest of
    `suppression.BROAD_STEPS` that is no more, 0 for too few to be told. voices: [(kind of group, labels of the groups
    that somebody has answered from, labels of those that nobody has)]; none while those who have answered are too few,
    since it would tell from where each of them speaks."""

    versions: list[tuple[ProposalVersion, int]]
    channels: list[tuple[str, int]]
    voices: list[tuple[str, list[str], list[str]]]


def how_it_goes(round: Round) -> Going:
    """Who has answered so far, in broad steps. Staff's own answers and those that were taken back are left out."""
    rows = Response.objects.filter(round=round, counted=True, withdrawn_at__isnull=True).order_by()
    by_version, by_channel = _people(rows, "version"), _people(rows, "participation__channel")
    perspectives = [(code, label) for code, label in Perspective.choices if code != Perspective.UNSAID]
    groups = (
        (_("Perspektiv"), "participation__perspective", perspectives),
        (_("Nivå"), "level", Level.choices),
        (_("Län"), "county", list(counties_of(is_demo=round.is_demo).items())),
    )
    people = rows.aggregate(n=Count("participation", distinct=True))["n"]
    return Going(
        versions=[(row.version, at_least(by_version.get(row.version_id, 0))) for row in round.asks.all()],
        channels=[(str(label), at_least(by_channel.get(code, 0))) for code, label in Channel.choices],
        voices=[(kind, *_heard(rows, name, choices)) for kind, name, choices in groups if people >= round.k],
    )


def _heard(rows: QuerySet[Response], name: str, choices: Iterable[tuple[str, Any]]) -> tuple[list[str], list[str]]:
    known = set(rows.values_list(name, flat=True).distinct())
    told = [(str(label), code in known) for code, label in choices]
    return [label for label, some in told if some], [label for label, some in told if not some]


def _people(rows: QuerySet[Response], by: str) -> dict[Any, int]:
    return {row[by]: row["people"] for row in rows.values(by).annotate(people=Count("participation", distinct=True))}


# --- What anyone reads ------------------------------------------------------------------------


def public_round(pk: int) -> Round | None:
    """A round that anyone may read of: it has opened, and what it asks about is published."""
    found = rounds().filter(pk=whole_number(str(pk)), state__in=BEGUN).first()
    return found if found is not None and all(row.version.published_at for row in found.asks.all()) else None


@dataclass(frozen=True)
class Facts:
    """What belongs to a round and changes with the days. moved: [(which day, as it was, as it is, when it was
    changed)], the latest first. is_late: the answers should have come. takes_answers, takes_paper, waits: where it
    stands."""

    moved: list[tuple[str, str, str, date]]
    is_late: bool
    takes_answers: bool
    takes_paper: bool
    waits: bool


def facts_of(round: Round, now: datetime) -> Facts:
    """Whether answers are late, and which days have been moved since people began to read them. One query."""
    today = localtime(now).date()
    begun = round.state in WAITS_FOR_ANSWERS
    return Facts(
        moved=_moved(round) if round.state in BEGUN else [],
        is_late=begun and round.answer_by < today,
        takes_answers=round.state == RoundState.OPEN and round.closes_at > now,
        takes_paper=round.state in (RoundState.OPEN, RoundState.CLOSED) and round.paper_until >= today,
        waits=begun,
    )


def _moved(round: Round) -> list[tuple[str, str, str, date]]:
    events = AuditEvent.objects.filter(subject=actor_ref(round), act="round.moved").order_by("-pk")
    return [
        (str(MOVED[event.facts["moved"]]), _told(event.facts["before"]), _told(event.facts["after"]),
         localtime(event.at).date())
        for event in events if event.facts.get("moved") in MOVED
    ]  # fmt: skip


def _told(stamp: str) -> str:
    """ "2026-12-08 11:00" or "2026-12-08" as it is said."""
    when = datetime.fromisoformat(stamp)
    return date_format(when, "j F Y G.i" if " " in stamp else "j F Y")
