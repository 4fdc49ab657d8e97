"""A view that was not adopted: written down as its own text, carried on from version to version until it is met."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.checks import LONGEST_DISSENT, must_be_ready_to_check, warn_if_personal
from goals.actions.evidence import locked_draft
from goals.models import Dissent, GoalVersion
from goals.queries.judged import counted
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import fold, tidy
from workshops.models import Contribution

LONGEST_GROUP = 160


@transaction.atomic
def write_dissent(
    *,
    version: GoalVersion,
    text: str,
    by,
    at: datetime,
    group: str = "",
    note: Contribution | None = None,
    confirmed: bool = False,
) -> Dissent:
    """Put a view that was not adopted beside a frozen version. It can never be changed or removed.

    group: who hold it, in words that point at nobody. note: the remark that it was said in, when it was; it must be one
    about this målbild. text and group become public; confirmed: whoever writes has seen the warning about personal
    details. The same view again is the one that is there. Raises RuleBroken.
    """
    version = GoalVersion.objects.select_for_update(of=("self",)).select_related("goal__lab").get(pk=version.pk)
    must_be_ready_to_check(version)
    text, group = _checked(text), " ".join(tidy(group).split())
    if len(group) > LONGEST_GROUP:
        raise RuleBroken(_("Texten är för lång."), field="group")
    if note is not None and not _about(version, note):
        raise RuleBroken(_("Lappen handlar inte om den här målbilden, eller är återtagen."), status=409)
    if note is not None and not note.consent_quote and fold(text) == fold(note.text):
        said = _("Det är personens egna ord, och personen har inte sagt ja till att citeras. Skriv med era ord.")
        raise RuleBroken(said, field="text")
    known = version.dissents.filter(text=text, group=group, met="").first()
    if known is not None:
        return known
    if not confirmed:
        warn_if_personal(text=text, group=group)
    dissent = Dissent.objects.create(version=version, text=text, group=group, note=note, by=user_of(by), at=at)
    record(act="goal.dissent_written", subject=version, by=by, at=at, lab_id=version.lab_id, number=version.number)
    return dissent


@transaction.atomic
def meet_dissent(*, dissent: Dissent, met: str, by, at: datetime, confirmed: bool = False) -> Dissent:
    """Say why a draft no longer carries a view from the version before; blank lets it stand again.

    Becomes public with the version. Raises RuleBroken once the words are frozen.
    """
    draft = locked_draft(dissent.version)
    row = Dissent.objects.get(pk=dissent.pk)
    met = tidy(met)
    if len(met) > LONGEST_DISSENT:
        raise RuleBroken(_("Texten är för lång."), field="met")
    if row.carried_from_id is None:
        raise RuleBroken(_("Invändningen är skriven på den här versionen och kan inte vara bemött i den."), status=409)
    if met == row.met:
        return row
    if not confirmed:
        warn_if_personal(met=met)
    row.met = met
    row.save(update_fields=["met"])
    act = "goal.dissent_met" if met else "goal.dissent_stands"
    record(act=act, subject=draft, by=by, at=at, lab_id=draft.lab_id, number=draft.number)
    return row


def carry_on(draft: GoalVersion, *, by, at: datetime) -> int:
    """Let every view that stands by the version before stand by this draft too. Those that are there already are left
    as they are, so that it can be done again. How many came. Called inside the act that begins or freezes a version."""
    before = GoalVersion.objects.filter(goal=draft.goal_id, number__lt=draft.number).order_by("-number").first()
    if before is None:
        return 0
    new = [
        Dissent(
            version=draft, text=row.text, group=row.group, note_id=row.note_id, carried_from=row, by=user_of(by), at=at
        )
        for row in before.dissents.filter(met="", carried_to__isnull=True)
    ]
    Dissent.objects.bulk_create(new)
    return len(new)


def _checked(text: str) -> str:
    text = tidy(text)
    if not text:
        raise RuleBroken(_("Skriv invändningen."), field="text")
    if len(text) > LONGEST_DISSENT:
        raise RuleBroken(_("Texten är för lång."), field="text")
    return text


def _about(version: GoalVersion, note: Contribution) -> bool:
    said = counted().filter(version__goal=version.goal_id)
    return note.withdrawn_at is None and (said.filter(missing=note) | said.filter(wording=note)).exists()
