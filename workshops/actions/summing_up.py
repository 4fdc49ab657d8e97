"""A raw summary to those who took part, what they say is wrong with it, and what is answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from workshops.actions.locks import lock_place, locked_site
from workshops.enums import Amends, WorkshopState
from workshops.models import Contribution, Correction, Participation, Site, Summary
from workshops.models.after import CORRECTION_LENGTH, INTRO_LENGTH
from workshops.queries.after import latest_summary, own_ids
from workshops.summing_up import parts_of


@transaction.atomic
def send_summary(
    *, site: Site, intro: str, correct_by: date, changes: str = "", key: uuid.UUID, by, at: datetime
) -> Summary:
    """Freeze what a closed site came to as a version for its participants. The same key twice is the same version.

    changes: what is different since the version before; a later version must say so.
    """
    site = locked_site(site)
    there = Summary.objects.filter(site=site, key=key).first()
    if there is not None:
        return there
    if site.state != WorkshopState.CLOSED:
        raise RuleBroken(_("Stäng verkstaden först. Sammanfattningen skickas när den är slut."), status=409)
    before = latest_summary(site)
    intro, changes = _words(intro, "intro", INTRO_LENGTH), tidy(changes)
    if not intro:
        raise RuleBroken(_("Skriv några inledande ord."), field="intro")
    if before is not None and not changes:
        raise RuleBroken(_("Skriv vad som är ändrat sedan förra versionen."), field="changes")
    if correct_by < timezone.localdate(at):
        raise RuleBroken(_("Sista dagen att rätta kan inte redan ha varit."), field="correct_by")
    parts = parts_of(site)
    if not parts:
        raise RuleBroken(_("Inget har visats i rummet, så det finns inget att sammanfatta."), status=409)
    summary = Summary.objects.create(
        site=site, number=before.number + 1 if before else 1, key=key, intro=intro, correct_by=correct_by,
        changes=_words(changes, "changes", INTRO_LENGTH) if before else "", parts=parts, by=user_of(by), at=at,
    )  # fmt: skip
    record(
        act="summary.sent", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk,
        number=summary.number,
    )  # fmt: skip
    return summary


@transaction.atomic
def correct(
    *, summary: Summary, participation: Participation, contribution: Contribution | None = None, agrees: bool,
    text: str = "", by, at: datetime,
) -> Correction:  # fmt: skip
    """ "Det stämmer" or "Något är fel", about one's own note or about the whole. Said again it takes the place of what
    was said before, until it has been answered."""
    lock_place(participation)
    site, latest = summary.site, latest_summary(summary.site)
    if participation.site_id != site.pk:
        raise RuleBroken(_("Sammanfattningen hör till en annan ort."), status=404)
    if latest is None or latest.pk != summary.pk:
        raise RuleBroken(_("Det har kommit en nyare version. Läs den först."), status=409, code="newer")
    if timezone.localdate(at) > summary.correct_by:
        raise RuleBroken(_("Sista dagen att rätta har varit."), status=409, code="late")
    if contribution is not None and str(contribution.pk) not in own_ids(participation):
        raise RuleBroken(_("Lappen är inte din, eller så är den återtagen."), status=404)
    text = "" if agrees else _words(text, "text", CORRECTION_LENGTH)
    if not agrees and not text:
        raise RuleBroken(_("Skriv vad som är fel, så att det går att rätta."), field="text")
    mine = Correction.objects.filter(summary=summary, participation=participation, contribution=contribution).first()
    if mine is None:
        mine = Correction(
            summary=summary, participation=participation, contribution=contribution, created_at=at, agrees=agrees
        )
    elif mine.answer:
        raise RuleBroken(_("Din rättelse är redan besvarad. Svaret står på sidan."), status=409)
    elif (mine.agrees, mine.text) == (agrees, text):
        return mine
    else:
        mine.changed_at = at
    mine.agrees, mine.text = agrees, text
    mine.save()
    record(act="summary.corrected", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, agrees=agrees)
    return mine


@transaction.atomic
def answer_correction(*, correction: Correction, answer: str, text: str = "", by, at: datetime) -> Correction:
    """What was done about a correction: changed, or not and why. Answered once; whoever wrote it reads the answer."""
    row = Correction.objects.select_for_update().select_related("summary__site__workshop").get(pk=correction.pk)
    if answer not in (Amends.CHANGED, Amends.UNCHANGED):
        raise RuleBroken(_("Välj om det är ändrat eller inte."), field="answer")
    if row.agrees:
        raise RuleBroken(_("Personen har sagt att det stämmer. Det finns inget att svara på."), status=409)
    text = _words(text, "answer_text", CORRECTION_LENGTH)
    if answer == Amends.UNCHANGED and not text:
        raise RuleBroken(_("Skriv varför det inte ändras."), field="answer_text")
    if row.answer:
        if (row.answer, row.answer_text) == (answer, text):
            return row
        raise RuleBroken(_("Rättelsen är redan besvarad av någon annan."), status=409)
    row.answer, row.answer_text, row.answered_by, row.answered_at = answer, text, user_of(by), at
    row.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])
    site = row.summary.site
    record(act="summary.answered", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, answer=answer)
    return row


def _words(text: str, field: str, most: int) -> str:
    text = tidy(text)
    if len(text) > most:
        raise RuleBroken(_("Texten får ha högst %(max)d tecken.") % {"max": most}, field=field)
    return text
