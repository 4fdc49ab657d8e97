"""The spaces between steps: added, changed and taken out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from journeys.actions.editing import already, changing
from journeys.actions.fields import checked, made_before, put
from journeys.enums import EditAct, Known
from journeys.models import Gap, Journey, Step, Voice
from journeys.queries.outline import LIVE


@transaction.atomic
def add_gap(
    *, journey: Journey, after: Step, kind: str, title: str, by, at: datetime, client_key: uuid.UUID | None = None,
    **fields: Any,
) -> Gap:  # fmt: skip
    """A space after a step. fields: any of a gap's own; `before` is the step that came at last, None where none did."""
    about = " ".join(title.split())
    with changing(journey, EditAct.GAP_ADDED, by=by, at=at, about=about, client_key=client_key) as change:
        made = made_before(change, Gap, client_key)
        if made is not None:
            return made
        said = checked(Gap, journey, {"after": after, "kind": kind, "title": title, **fields})
        gap = Gap(journey=change.journey, **said)
        _ensure_it_holds(gap)
        change.add(gap)
    return gap


@transaction.atomic
def change_gap(
    *, gap: Gap, row_version: int, by, at: datetime, seen: Mapping[str, Any] | None = None, **fields: Any
) -> Gap:
    """Other words, days or marks. fields: those that the person has changed; seen: what they were on the page. Raises
    StaleEdit with both texts where somebody has changed the same since."""
    with changing(gap.journey, EditAct.GAP_CHANGED, by=by, at=at, about=gap.title) as change:
        row = change.open(Gap, gap.pk)
        said = checked(Gap, gap.journey, fields, row)
        put(change, row, said, row_version=row_version, seen=seen, holds=_ensure_it_holds)
    return row


@transaction.atomic
def remove_gap(*, gap: Gap, by, at: datetime, client_key: uuid.UUID | None = None) -> None:
    """Take a gap out of the map, with the voices tied to it. It comes back when this is undone."""
    with changing(gap.journey, EditAct.GAP_REMOVED, by=by, at=at, about=gap.title, client_key=client_key) as change:
        if already(change.journey, client_key):
            return
        row = change.open(Gap, gap.pk)
        for voice in Voice.objects.filter(LIVE, gap=row):
            change.remove(change.open(Voice, voice.pk))
        change.remove(row)


def _ensure_it_holds(gap: Gap) -> None:
    """RuleBroken for what cannot be true of a gap, before the database says so in its own words."""
    if gap.before_id is not None and gap.before_id == gap.after_id:
        raise RuleBroken(_("Mellanrummet måste sluta vid ett annat steg än det börjar."), field="before")
    if gap.measured_n is not None and gap.days_measured is None:
        raise RuleBroken(_("Skriv också hur många dagar som är uppmätta."), field="days_measured")
    if gap.days_measured is not None and not gap.measured_source:
        raise RuleBroken(_("Skriv varifrån de uppmätta dagarna kommer."), field="measured_source")
    if gap.retold_times is not None and gap.retold != Known.YES:
        raise RuleBroken(
            _("Antalet gånger gäller om personen fick berätta igen. Svara ja där, eller töm fältet."),
            field="retold_times",
        )
    if gap.retold_times == 0:
        raise RuleBroken(_("Skriv minst 1 gång, eller töm fältet."), field="retold_times")
