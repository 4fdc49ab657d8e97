"""What those who contributed are told: it becomes owed, is written, published, corrected, or not told with a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from feedback.models import Round
from followup.models import ReportBack, ReportVersion
from followup.queries.reports import (
    choosable_goals,
    choosable_indicators,
    due_for_workshop,
    leads_of,
    owners_in,
    rounds_owing,
    workshops_owing,
)
from hlab.accounts.models import User
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from hlab.labs.actions.labs import stale
from hlab.labs.enums import LabRole
from workshops.models import Workshop

PARTS = ("said", "did", "did_not", "because", "follows")
LIMITS = dict.fromkeys((*PARTS, "easy_read"), 2000) | {"what_changed": 400}
WORDS = tuple(LIMITS)
LONGEST_REASON, LONGEST_ROLE = 600, 160
MOST = 12  # målbilder, and indicators, that one report points at


# --- It becomes owed --------------------------------------------------------------------------


def plan_reports(now: datetime) -> int:
    """Plan a report for every session that is over and every round that has been counted. Twice is once: there is one
    for each. Returns how many are new."""
    sessions, rounds = list(workshops_owing()), list(rounds_owing())
    leads = leads_of({row.lab_id for row in (*sessions, *rounds)})
    made = 0
    for session in sessions:
        made += _plan(session, due_for_workshop(session), leads.get(session.lab_id), now)
    for round in rounds:
        made += _plan(round, round.answer_by, leads.get(round.lab_id), now)
    return made


@transaction.atomic
def _plan(thing: Workshop | Round, due_on: date, owner: User | None, at: datetime) -> bool:
    by = {"round": thing} if isinstance(thing, Round) else {"workshop": thing}
    facts = {"lab_id": thing.lab_id, "due_on": due_on, "owner": owner, "owner_name": LabRole.LEAD.label}
    row, new = ReportBack.objects.get_or_create(**by, defaults=facts | {"created_at": at})
    if new:
        record(act="report.planned", subject=row, by=None, at=at, lab_id=row.lab_id, due_on=due_on.isoformat())
    return new


@transaction.atomic
def change_duty(
    *, report: ReportBack, row_version: int, due_on: date, owner: User | None, owner_name: str, by, at: datetime
) -> ReportBack:
    """Another day, or somebody else who answers for it. A day that is moved is told in the open with the one before.
    Raises RuleBroken that names the field, or StaleEdit with both."""
    row = _locked(report)
    facts = {"due_on": due_on, "owner": owner, "owner_name": " ".join(tidy(owner_name).split())}
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return row
    if row.row_version != row_version:
        raise stale(row, changed, _("Någon annan har ändrat återkopplingen sedan du öppnade sidan."))
    if not facts["owner_name"]:
        raise RuleBroken(_("Skriv vem som svarar för återkopplingen. Skriv en roll, inget namn."), field="owner_name")
    if len(str(facts["owner_name"])) > LONGEST_ROLE:
        raise RuleBroken(_("Rollen är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_ROLE}, field="owner_name")
    if owner is not None and owner not in owners_in(row.lab):
        raise RuleBroken(_("Välj någon som arbetar i labbet."), field="owner")
    if "due_on" in changed and _is_settled(row):
        raise RuleBroken(_("Återkopplingen är redan gjord. Dagen kan inte ändras."), field="due_on", status=409)
    if "due_on" in changed and due_on < localtime(at).date():
        raise RuleBroken(_("Dagen har redan varit. Välj en dag längre fram."), field="due_on")
    before = row.due_on
    for name, value in changed.items():
        setattr(row, name, value)
    if "owner" in changed:
        row.reminded_at = None  # who has it now has heard nothing
    row.row_version += 1
    row.save(update_fields=[*changed, "reminded_at", "row_version"])
    if "due_on" in changed:
        days = {"before": before.isoformat(), "after": due_on.isoformat()}
        record(act="report.moved", subject=row, by=by, at=at, lab_id=row.lab_id, **days)
    if {"owner", "owner_name"} & set(changed):
        record(act="report.given", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


# --- It is written ----------------------------------------------------------------------------


@transaction.atomic
def write_report(
    *, report: ReportBack, row_version: int, goals: Collection[int], indicators: Collection[int], by, at: datetime,
    **words: str,
) -> ReportVersion:  # fmt: skip
    """Keep what has been written so far; nothing is told by it. What is already told stands, and this becomes the next
    version. row_version: of the draft, 0 where there is none yet. goals, indicators: ids, of the lab and public.

    words: any of WORDS; parts may be blank until it is published. Raises RuleBroken, or StaleEdit with both.
    """
    report = _locked(report)
    words = _checked(words)
    draft = report.versions.filter(published_at=None).first()
    if draft is None:
        last = report.versions.order_by("-number").first()
        draft = ReportVersion(report=report, number=last.number + 1 if last else 1, created_at=at, row_version=0)
        act = "report.begun"
    else:
        act = "report.written"
    if draft.row_version != row_version:
        raise stale(draft, words, _("Någon annan har skrivit på återkopplingen sedan du öppnade sidan."))
    for name, text in words.items():
        setattr(draft, name, text)
    draft.row_version += 1
    draft.save()
    draft.goals.set(_known(goals, choosable_goals(report.lab).values_list("goal", flat=True), "goals"))
    known = choosable_indicators(report.lab).values_list("pk", flat=True)
    draft.indicators.set(_known(indicators, known, "indicators"))
    record(act=act, subject=report, by=by, at=at, lab_id=report.lab_id, number=draft.number)
    return draft


@transaction.atomic
def discard_draft(*, report: ReportBack, by, at: datetime) -> None:
    """Throw away what has been written and not told. Twice is once."""
    report = _locked(report)
    for draft in report.versions.filter(published_at=None):
        number = draft.number
        draft.goals.clear()
        draft.indicators.clear()
        draft.delete()
        record(act="report.discarded", subject=report, by=by, at=at, lab_id=report.lab_id, number=number)


def lacking(version: ReportVersion) -> list[str]:
    """What is to be written before the version can be told, as whole sentences."""
    asks = {
        "said": _("Skriv vad de som var med sa."),
        "did": _("Skriv vad ni gjorde. Gjorde ni inget ännu, så skriv det."),
        "did_not": _("Skriv vad ni inte gjorde. Gjorde ni allt, så skriv det."),
        "because": _("Skriv varför."),
        "follows": _("Skriv hur ni följer det. Följer ni det inte, så skriv det och varför."),
    }
    found = [sentence for name, sentence in asks.items() if not getattr(version, name)]
    if version.number > 1 and not version.what_changed:
        found.append(_("Skriv vad som är rättat sedan förra versionen."))
    return found


def points_at_somebody(version: ReportVersion) -> bool:
    """Whether the words look as if they hold a number or an address. A help, never a verdict."""
    return any(looks_personal(getattr(version, name)) for name in WORDS)


# --- It is told -------------------------------------------------------------------------------


@transaction.atomic
def publish_report(
    *, version: ReportVersion, row_version: int, by, at: datetime, read_again: bool = False
) -> ReportVersion:
    """Tell it. From now on the version stands. Twice is once. row_version: of what was read before.

    read_again: whoever publishes has read it once more for what may point at somebody; asked for where it seems to.
    Raises RuleBroken with everything that is missing, or StaleEdit when it has changed since it was read.
    """
    report = _locked(version.report)
    row = ReportVersion.objects.select_for_update().get(pk=version.pk)
    if row.published_at:
        return row
    if row.row_version != row_version:
        raise StaleEdit(
            _("Någon har skrivit på återkopplingen sedan du läste den. Läs den igen innan du publicerar."),
            row_version=row.row_version,
        )
    if missing := lacking(row):
        raise RuleBroken(" ".join(missing), status=409)
    if points_at_somebody(row) and not read_again:
        raise RuleBroken(
            _("Texten ser ut att innehålla ett nummer eller en adress. Läs igen, och kryssa i att den inte pekar ut "
              "någon."),
            field="read_again",
        )  # fmt: skip
    row.published_at, row.published_by = at, user_of(by)
    row.row_version += 1
    row.save(update_fields=["published_at", "published_by", "row_version"])
    act = "report.published" if row.number == 1 else "report.corrected"
    record(act=act, subject=report, by=by, at=at, lab_id=report.lab_id, number=row.number)
    return row


@transaction.atomic
def tell_why_not(*, report: ReportBack, reason: str, by, at: datetime) -> ReportBack:
    """Publish why there will be no report. The reason stands; a report may still be told later. Raises RuleBroken."""
    row = _locked(report)
    reason = tidy(reason)
    if row.no_report_at:
        if row.no_report == reason:
            return row
        raise RuleBroken(_("Skälet är redan publicerat och står kvar. Skriv en återkoppling om det har ändrats."),
                         status=409)  # fmt: skip
    if row.versions.filter(published_at__isnull=False).exists():
        raise RuleBroken(_("Återkopplingen är redan publicerad. Rätta den i stället."), status=409)
    if not reason:
        raise RuleBroken(_("Skriv varför det inte blir någon återkoppling. Skälet blir publikt."), field="no_report")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_REASON}, field="no_report"
        )
    row.no_report, row.no_report_at = reason, at
    row.row_version += 1
    row.save(update_fields=["no_report", "no_report_at", "row_version"])
    record(act="report.none", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _locked(report: ReportBack) -> ReportBack:
    return ReportBack.objects.select_for_update(of=("self",)).select_related("lab").get(pk=report.pk)


def _is_settled(row: ReportBack) -> bool:
    return row.no_report_at is not None or row.versions.filter(published_at__isnull=False).exists()


def _checked(words: dict[str, Any]) -> dict[str, str]:
    tidied = {name: tidy(words[name]) for name in WORDS if name in words}
    for name, text in tidied.items():
        if len(text) > LIMITS[name]:
            raise RuleBroken(
                _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LIMITS[name]}, field=name
            )
    return tidied


def _known(chosen: Collection[int], known, field: str) -> list[int]:
    wanted = list(dict.fromkeys(chosen))
    if len(wanted) > MOST:
        raise RuleBroken(_("Välj högst %(n)d.") % {"n": MOST}, field=field)
    if set(wanted) - set(known):
        raise RuleBroken(_("Något av det du valde går inte att visa för andra längre. Välj igen."), field=field)
    return wanted
