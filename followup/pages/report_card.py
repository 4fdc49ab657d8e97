"""What the staff page of a session or a round that is over says of its report, and why it cannot be finished yet."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rules.permissions import has_perm

from feedback.enums import RoundState
from feedback.models import Round
from followup.models import ReportBack
from followup.queries.report_words import chip_of, when_of
from followup.queries.reports import LATE, OVER, PLANNED, report_of, state_of
from workshops.enums import WorkshopState
from workshops.models import Workshop


def untold(thing) -> str:
    """See `hlab.labs.afterwards.register`."""
    report = report_of(thing) if isinstance(thing, Workshop | Round) else None
    if report is None or not (report.told_count or report.no_report_at):
        return _(
            "De som var med har inte fått veta vad som hände. Publicera återkopplingen, eller skälet till att det inte "
            "blir någon. Sedan går det att avsluta."
        )
    return ""


def card(thing, viewer) -> dict | None:
    """The report's state, day and ways on, for whoever may see it; None while the thing goes on."""
    if not _is_over(thing) or not has_perm("followup.see", viewer, thing):
        return None
    report = report_of(thing)
    if report is None:
        if isinstance(thing, Workshop) and hasattr(thing, "feedback_round"):
            return None  # told of with its round
        return {
            "title": _("Återkoppling"),
            "text": _("Den planeras av sig själv inom en minut."),
            "chip": None,
            "links": [],
        }
    today = timezone.localdate()
    state = state_of(report, today)
    desk = reverse("followup:report_desk", args=[report.pk])
    links = [(_("Till återkopplingen"), desk)]
    if has_perm("followup.report", viewer, report):
        if state in (PLANNED, LATE):
            links.insert(0, (_("Skriv återkopplingen"), reverse("followup:write_report", args=[report.pk])))
        elif not thing.finished_at and may_finish(thing):
            links.insert(0, (finish_words(thing), reverse("followup:finish_report", args=[report.pk])))
    return {"title": _("Återkoppling"), "text": f"{phase_of(thing, report)}. {when_of(report, state, today)}",
            "chip": chip_of(state), "links": links}  # fmt: skip


def phase_of(thing: Workshop | Round, report: ReportBack) -> str:
    """How far a session or a round that is over has come: Stängd, Återkopplad, Avslutad."""
    if thing.finished_at:
        return _("Avslutad")
    if report.told_count or report.no_report_at:
        return _("Återkopplad")
    return str(thing.get_state_display()) if isinstance(thing, Round) else _("Stängd")


def may_finish(thing: Workshop | Round) -> bool:
    """Whether nothing but the report is left to do."""
    return not isinstance(thing, Round) or thing.state == RoundState.ANSWERED


def finish_words(thing: Workshop | Round) -> str:
    """What the button says."""
    return _("Avsluta rundan") if isinstance(thing, Round) else _("Avsluta verkstaden")


def _is_over(thing) -> bool:
    if isinstance(thing, Round):
        return thing.state in OVER
    return isinstance(thing, Workshop) and thing.state == WorkshopState.CLOSED and thing.rehearsal_of_id is None
