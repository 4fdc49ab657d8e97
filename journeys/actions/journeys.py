"""A map as a whole: begun from a template, its facts changed, put aside and taken out again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.models import Lab, Membership
from journeys.actions.editing import OF_THE_JOURNEY, changing
from journeys.actions.fields import checked, put
from journeys.actions.putting import make_journey
from journeys.analysis.document import Document
from journeys.analysis.templates import GoalWords, begin
from journeys.enums import AS_IT_IS, EditAct, JourneyKind, TellerSays, Template
from journeys.models import Journey, JourneyActor, MapEdit


@transaction.atomic
def begin_journey(
    *, lab, template: str, by, at: datetime, goal: GoalWords | None = None, client_key: uuid.UUID | None = None,
    **facts: Any,
) -> Journey:  # fmt: skip
    """A new map of the lab. facts: any of OF_THE_JOURNEY. goal: of the template that starts from a målbild.

    The same form sent twice (client_key) is one map. Raises RuleBroken that names the field.
    """
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    if client_key is not None:
        made = MapEdit.objects.filter(client_key=client_key, act=EditAct.MADE, journey__lab=lab).first()
        if made is not None:
            return made.journey
    if template not in Template.values or (template == Template.GOAL and goal is None):
        raise RuleBroken(_("Välj vad kartan ska börja med."), field="template")
    if template == Template.GOAL:
        facts["kind"] = JourneyKind.TO_BE
    said = checked(Journey, None, facts)
    _ensure_true(lab, said, at)
    beside = {name: said.pop(name, None) for name in ("as_is", "owner", "review_on")}
    document = begin(template, Document(**said), goal)
    return make_journey(lab=lab, document=document, template=template, client_key=client_key, by=by, at=at, **beside)


@transaction.atomic
def change_journey(
    *, journey: Journey, row_version: int, by, at: datetime, seen: Mapping[str, Any] | None = None, **facts: Any
) -> Journey:
    """Other facts about the map. facts: those that the person has changed, any of OF_THE_JOURNEY; seen: what they were
    on the page. Raises StaleEdit with both where somebody has changed the same since."""
    if set(facts) - set(OF_THE_JOURNEY):
        raise TypeError(sorted(facts))
    with changing(journey, EditAct.CHANGED, by=by, at=at, about=journey.title) as change:
        row = change.whole()
        said = checked(Journey, None, facts, row)
        _ensure_true(row.lab, said, at, row)
        called = row.person
        if put(change, row, said, row_version=row_version, seen=seen) and row.person != called:
            _rename_person(change, called, row.person)
    return row


@transaction.atomic
def archive_journey(*, journey: Journey, by, at: datetime) -> Journey:
    """Put a map aside: it can be read, and is changed by nobody until it is taken out again. RuleBroken while anyone
    may read it."""
    row = _locked(journey)
    if row.archived_at is not None:
        return row
    if row.public_version_id is not None:
        raise RuleBroken(
            _("Kartan visas för alla. Sluta visa den först, så vet ni att ingen läser en karta som är lagd åt sidan."),
            status=409,
        )
    row.archived_at, row.row_version = at, row.row_version + 1
    row.save(update_fields=["archived_at", "row_version"])
    record(act="journey.archived", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def take_out_again(*, journey: Journey, by, at: datetime) -> Journey:
    """Let a map that was put aside be worked on again. RuleBroken while the one person whose way it is says no."""
    row = _locked(journey)
    if row.archived_at is None:
        return row
    if row.teller_says == TellerSays.NO:
        raise RuleBroken(_("Personen vars väg det är har sagt att kartan inte får användas."), status=409)
    row.archived_at, row.row_version = None, row.row_version + 1
    row.save(update_fields=["archived_at", "row_version"])
    record(act="journey.taken_out", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _locked(journey: Journey) -> Journey:
    return Journey.objects.select_for_update(of=("self",)).select_related("lab").get(pk=journey.pk)


def _ensure_true(lab, said: Mapping[str, Any], at: datetime, before: Journey | None = None) -> None:
    """RuleBroken for days that cannot be, an owner from elsewhere, and a map that answers what it cannot."""

    said = {name: getattr(before, name, None) for name in ("kind", "happened_in")} | dict(said)
    today = at.date()
    review: date | None = said.get("review_on")
    if review is not None and review < today and review != getattr(before, "review_on", None):
        raise RuleBroken(_("Den dagen har redan varit. Välj en dag framåt."), field="review_on")
    began = said["happened_in"]
    if began is not None and began > today and said["kind"] in AS_IT_IS:
        raise RuleBroken(
            _("En resa som har hänt kan inte börja i framtiden. Ändra månaden, eller kartans slag."),
            field="happened_in",
        )
    owner = said.get("owner")
    if owner is not None and not Membership.objects.filter(lab=lab, user=owner).exists():
        raise RuleBroken(_("Den som äger kartan behöver vara med i labbet."), field="owner")
    answers = said.get("as_is")
    if answers is not None and (answers.lab_id != lab.pk or answers.kind not in AS_IT_IS):
        raise RuleBroken(_("Välj en karta i labbet som visar hur det är i dag."), field="as_is")
    if answers is not None and before is not None and answers.pk == before.pk:
        raise RuleBroken(_("En karta kan inte svara på sig själv. Välj en annan."), field="as_is")


def _rename_person(change, called: str, name: str) -> None:
    """The one whose way it is follows along as actor, where they were called the same and nobody else is."""
    mine = JourneyActor.objects.filter(journey=change.journey, gone_at__isnull=True)
    person = mine.filter(is_person=True, name=called).first()
    if person is not None and not mine.filter(name=name).exists():
        row = change.open(JourneyActor, person.pk)
        row.name = name
        change.save(row)
