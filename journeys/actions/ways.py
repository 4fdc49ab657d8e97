"""Other ways on than to the next step: back to something earlier, or one of several onwards."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from journeys.actions.editing import already, changing
from journeys.actions.fields import checked, made_before
from journeys.enums import EditAct, LinkKind
from journeys.models import Journey, Link, Step
from journeys.queries.outline import LIVE, comes_before


@transaction.atomic
def add_way(
    *, journey: Journey, source: Step, target: Step, kind: str, words: str = "", by, at: datetime,
    client_key: uuid.UUID | None = None,
) -> Link:  # fmt: skip
    """Let a step lead somewhere else too. kind: a loop leads back, a branch onwards. RuleBroken for a way to itself,
    one that is there already, and a kind that says something else than the order of the steps."""
    with changing(journey, EditAct.LINK_ADDED, by=by, at=at, about=source.title, client_key=client_key) as change:
        made = made_before(change, Link, client_key)
        if made is not None:
            return made
        source, target = change.open(Step, source.pk), change.open(Step, target.pk)
        said = checked(Link, journey, {"kind": kind, "words": words})
        if source.pk == target.pk:
            raise RuleBroken(_("Välj ett annat steg än det som vägen går ifrån."), field="target")
        if Link.objects.filter(LIVE, source=source, target=target).exists():
            raise RuleBroken(_("Den vägen finns redan i kartan."), field="target")
        back = comes_before(change.journey, target, source)
        if kind == LinkKind.BRANCH and back:
            raise RuleBroken(
                _("Det steget kommer tidigare, så det blir rundgång. Välj ”Tillbaka till”, eller ett senare steg."),
                field="kind",
            )
        if kind == LinkKind.LOOP and not back:
            raise RuleBroken(
                _("Det steget kommer senare. Välj ”Eller till”, eller ett steg som kommer tidigare."), field="kind"
            )
        link = change.add(Link(journey=change.journey, source=source, target=target, **said))
    return link


@transaction.atomic
def remove_way(*, link: Link, by, at: datetime, client_key: uuid.UUID | None = None) -> None:
    """Take a way out of the map. It comes back when this is undone."""
    about = link.source.title
    with changing(link.journey, EditAct.LINK_REMOVED, by=by, at=at, about=about, client_key=client_key) as change:
        if already(change.journey, client_key):
            return
        change.remove(change.open(Link, link.pk))
