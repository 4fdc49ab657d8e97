"""What somebody says on paper, on the phone or in an interview, written in by another; and who they are by number."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.accounts.actions.receipts import issue
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.enums import Perspective
from workshops import registry
from workshops.actions.contributions import leave_note
from workshops.actions.imports import form_key
from workshops.actions.locks import lock_place, locked_site
from workshops.anonymity import unknown_place
from workshops.enums import Anonymity, Channel, Language, Speaker
from workshops.models import Contribution, Exercise, PaperForm, Participation, Site
from workshops.queries.paper import LAST_NUMBER, form_at, next_number

CHANNELS = (Channel.PAPER, Channel.PHONE, Channel.INTERVIEW)


@transaction.atomic
def take_down(
    *,
    exercise: Exercise,
    number: int,
    perspective: str,
    channel: str,
    text: str,
    client_key: uuid.UUID,
    by,
    at: datetime,
    language: str = Language.SV,
    quote: bool = False,
    reuse: bool = False,
    confirmed: bool = False,
) -> Contribution:
    """Write in one note for the person with this form number at the step's site; the step may have closed.

    The same number is the same person. perspective: from where they speak; Perspective.UNSAID keeps what was said
    before. quote, reuse: what this note may be used for. The same key and words again is the same note.
    """
    site = locked_site(exercise.site)
    _check(exercise, channel, language)
    place = _person(site, number, perspective, channel, at).participation
    place.consent_quote, place.consent_reuse = quote, reuse  # for this note; another of theirs may say otherwise
    note = leave_note(
        exercise=exercise, participation=place, text=text, client_key=client_key, confirmed=confirmed,
        language=language, channel=channel, transcribed_by=user_of(by), by=by, at=at,
    )  # fmt: skip
    if note.created_at == at:
        facts = {"site": site.pk, "step": exercise.pk, "channel": str(channel)}
        record(act="contribution.transcribed", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, **facts)
    return note


@transaction.atomic
def take_down_answer(
    *,
    exercise: Exercise,
    number: int,
    perspective: str,
    channel: str,
    data: dict,
    client_key: uuid.UUID,
    by,
    at: datetime,
    language: str = Language.SV,
    quote: bool = False,
    reuse: bool = False,
    confirmed: bool = False,
) -> str:
    """Write in a whole answer (`registry.OnPaper`) for the person with this form number, as `take_down` does a note.

    data: what the kind's own form says. Returns what the kind says of it. The same again changes nothing.
    """
    site = locked_site(exercise.site)
    on_paper = registry.get(exercise.kind).on_paper
    if on_paper is None:
        raise RuleBroken(_("I det steget finns inget svar att skriva in. Välj ett annat."), field="step")
    _check(exercise, channel, language, a_note=False)
    place = _person(site, number, perspective, channel, at).participation
    place.consent_quote, place.consent_reuse = quote, reuse  # for this answer; another of theirs may say otherwise
    said = on_paper.keep(
        exercise=exercise, participation=place, data=data, client_key=client_key, confirmed=confirmed,
        language=language, channel=channel, by=by, at=at,
    )  # fmt: skip
    facts = {"site": site.pk, "step": exercise.pk, "channel": str(channel)}
    record(act="answer.transcribed", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, **facts)
    return said


@transaction.atomic
def new_person(
    *, site: Site, perspective: str, channel: str, with_receipt: bool, create_key: uuid.UUID, by, at: datetime
) -> tuple[PaperForm, str]:
    """The next number at a site, for somebody without a numbered form; and a receipt code, when they want to follow
    what becomes of it.

    The code is given once and is not stored: the same key again gives the number and no code.
    """
    site = locked_site(site)
    known = PaperForm.objects.filter(site=site, create_key=create_key).first()
    if known is not None:
        return known, ""
    if channel not in CHANNELS:
        raise RuleBroken(_("Välj hur personen har lämnat det."), field="channel")
    if with_receipt and site.workshop.rehearsal_of_id is not None:
        raise RuleBroken(_("Det här är en övning. Ta fram kvittokoder i verkstaden."), status=409)
    receipt, code = issue(at=at) if with_receipt else (None, "")
    form = _new(site, next_number(site), perspective, channel, at, receipt=receipt, create_key=create_key)
    facts = {"site": site.pk, "channel": str(channel), "receipt": with_receipt}
    record(act="paper.person", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, **facts)
    return form, code


@transaction.atomic
def give_receipt(*, participation: Participation, by, at: datetime) -> str:
    """A receipt code for somebody whose words were written in without one. It is given once and is not stored."""
    lock_place(participation)
    place = Participation.objects.select_related("workshop").get(pk=participation.pk)
    if place.receipt_id is not None or place.voice != Speaker.PERSON:
        raise RuleBroken(_("Personen har redan en kvittokod, och vi kan inte ta fram den igen."), status=409)
    if place.workshop.rehearsal_of_id is not None:
        raise RuleBroken(_("Det här är en övning. Ta fram kvittokoder i verkstaden."), status=409)
    place.receipt, code = issue(at=at)
    place.save(update_fields=["receipt"])
    record(act="paper.receipt", subject=place.workshop, by=by, at=at, lab_id=place.workshop.lab_id)
    return code


def place_of_the_sheet(exercise: Exercise, participation: Participation, client_key: uuid.UUID) -> Participation:
    """Somebody unknown, for an anonymous answer on paper: the same sheet sent twice is the same somebody, and nothing
    leads from it to the number on the sheet."""
    place = unknown_place(exercise, participation)
    place.source_key = uuid.uuid5(client_key, str(exercise.pk)).hex
    known = Participation.objects.filter(workshop=exercise.workshop, source_key=place.source_key).first()
    if known is None:
        place.save(force_insert=True)
    return known or place


def _check(exercise: Exercise, channel: str, language: str, *, a_note: bool = True) -> None:
    if a_note and not registry.get(exercise.kind).takes_paper:
        raise RuleBroken(_("I det steget lämnar man inga lappar. Välj ett annat."), field="step")
    if exercise.anonymity == Anonymity.ANONYMOUS and exercise.opened_at is None:
        raise RuleBroken(_("Steget är anonymt och har inte börjat. Skriv in lappen när det har börjat."), field="step")
    if channel not in CHANNELS:
        raise RuleBroken(_("Välj hur personen har lämnat det."), field="channel")
    if language not in Language.values:
        raise RuleBroken(_("Välj ett av språken."), field="language")


def _person(site: Site, number: int, perspective: str, channel: str, at: datetime) -> PaperForm:
    if not 1 <= number <= LAST_NUMBER:
        raise RuleBroken(
            _("Skriv numret på blanketten, mellan 1 och %(last)d.") % {"last": LAST_NUMBER}, field="number"
        )
    if perspective not in Perspective.values:
        raise RuleBroken(_("Välj ett av alternativen."), field="perspective")
    form = form_at(site, number) or _new(site, number, perspective, channel, at)
    place = form.participation
    if perspective in (place.perspective, Perspective.UNSAID):
        return form
    if place.perspective != Perspective.UNSAID:
        raise RuleBroken(
            _("Nummer %(n)d har redan talat som %(label)s. Är det en annan person, ta ett annat nummer. Är det samma, "
              "välj samma perspektiv.")
            % {"n": number, "label": Perspective(place.perspective).label.lower()},
            field="number",
        )  # fmt: skip
    place.perspective = perspective
    place.save(update_fields=["perspective"])
    return form


def _new(site: Site, number: int, perspective: str, channel: str, at: datetime, *, receipt=None, create_key=None):
    """The number's row, on the person that a file may have given it already."""
    place, _fresh = Participation.objects.get_or_create(
        workshop=site.workshop,
        source_key=form_key(site, str(number)),
        defaults={
            "site": site, "voice": Speaker.PERSON, "receipt": receipt, "perspective": perspective, "channel": channel,
            "joined_at": at, "last_seen_at": at,
        },
    )  # fmt: skip
    return PaperForm.objects.create(site=site, number=number, participation=place, create_key=create_key, created_at=at)
