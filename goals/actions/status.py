"""The way of a version: its words are frozen, it becomes public, it is validated, adopted, replaced.

Being public and how far it has come are two things: a draft may be public (frozen, and marked as a draft that
nobody else has tried), and a version may be validated before it is public.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.dissents import carry_on
from goals.actions.evidence import locked_draft
from goals.actions.versions import locked_goal
from goals.enums import GoalStatus
from goals.models import Evidence, GoalVersion, StatusChange
from goals.queries import chosen_release, speakers, usable_evidence
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from workshops.queries import people_behind, usable_contributions

LONGEST_REASON, LONGEST_DECIDER = 600, 200


@transaction.atomic
def freeze(*, version: GoalVersion, by, at: datetime) -> GoalVersion:
    """Let the words stand for good, so that they can be tried and cited. Cannot be undone.

    Voices that may no longer be used are left out, and how many people stand behind and how each speaks is written
    down. Raises RuleBroken when no voice is left, or when a later version does not say what changed and why.
    """
    draft = locked_draft(version)
    if draft.number > 1 and not draft.what_changed:
        raise RuleBroken(_("Skriv vad som ändrats sedan förra versionen."), field="what_changed")
    if draft.number > 1 and not draft.why_changed:
        raise RuleBroken(_("Skriv varför det ändrats."), field="why_changed")
    carry_on(draft, by=by, at=at)  # those written on the version before since this one was begun
    usable = usable_evidence(draft)
    draft.evidence.exclude(pk__in=usable.values("pk")).delete()
    people, speaks = people_behind(usable_contributions(draft.goal.lab).filter(evidence__version=draft))
    if not people:
        raise RuleBroken(_("Målbilden behöver bygga på minst en röst som får användas."), field="notes")
    rows, speaker = list(draft.evidence.all()), speakers(draft)
    for row in rows:
        row.perspective = speaker[row.pk]
    Evidence.objects.bulk_update(rows, ["perspective"])
    draft.people_count, draft.people_by_perspective, draft.frozen_at = people, speaks, at
    draft.save(update_fields=["people_count", "people_by_perspective", "frozen_at"])
    record(act="goal.frozen", subject=draft, by=by, at=at, lab_id=draft.lab_id, people=people)
    return draft


@transaction.atomic
def publish(*, version: GoalVersion, by, at: datetime) -> GoalVersion:
    """Make a version public, in whatever status it has; its words freeze if they have not already.

    Earlier versions become "ersatt". How much of its people anyone may see is chosen here, once. A version without a
    lived voice says so itself on its page. Publishing the public version again changes nothing. Raises RuleBroken
    when a later version has taken its place.
    """
    goal = locked_goal(version)
    version = GoalVersion.objects.select_related("goal__lab").get(pk=version.pk)
    if version.is_current:
        return version
    later = goal.versions.filter(number__gt=version.number, published_at__isnull=False).exists()
    if later or version.status == GoalStatus.REPLACED:
        raise RuleBroken(_("En senare version har redan tagit över. Den här går inte att publicera."), status=409)
    if version.is_open:
        version = freeze(version=version, by=by, at=at)
    earlier = goal.versions.filter(number__lt=version.number, frozen_at__isnull=False)
    for old in earlier.exclude(status=GoalStatus.REPLACED):
        _step(old, GoalStatus.REPLACED, by=by, at=at, reason=_("Version %(n)s tog vid.") % {"n": version.number})
    version.shown, version.published_at = chosen_release(version), at
    version.save(update_fields=["shown", "published_at"])
    record(
        act="goal.published", subject=version, by=by, at=at, lab_id=goal.lab_id, number=version.number,
        lacks_lived_voice=version.lacks_lived_voice,
    )  # fmt: skip
    return version


@transaction.atomic
def validate(*, version: GoalVersion, by, at: datetime, reason: str = "") -> GoalVersion:
    """Call a version validated. Needs a record that people with lived experience were asked.

    Raises RuleBroken when there is none, or when the version is not a frozen draft.
    """
    version = _locked(version)
    must_be_ready_to_validate(version)
    return _step(version, GoalStatus.VALIDATED, by=by, at=at, reason=_fits(reason, LONGEST_REASON, "reason"))


@transaction.atomic
def adopt(*, version: GoalVersion, decider: str, reason: str, by, at: datetime) -> GoalVersion:
    """Note that a validated version has been adopted. decider: who, in words; reason: why they did."""
    version = _locked(version)
    must_be_ready_to_adopt(version)
    decider, reason = _fits(decider, LONGEST_DECIDER, "decider"), _fits(reason, LONGEST_REASON, "reason")
    if not decider:
        raise RuleBroken(_("Skriv vem som har antagit målbilden."), field="decider")
    if not reason:
        raise RuleBroken(_("Skriv varför den antogs."), field="reason")
    return _step(version, GoalStatus.ADOPTED, by=by, at=at, reason=reason, decider=decider)


def must_be_ready_to_validate(version: GoalVersion) -> None:
    """RuleBroken, with what must come first, unless the version can be called validated as it stands."""
    if version.is_open:
        raise RuleBroken(_("Lås orden först. Det som prövas får inte ändras efteråt."), status=409)
    _must_be(version, GoalStatus.DRAFT)
    if not version.checks.filter(lived_experience__gte=1).exists():
        raise RuleBroken(
            _("Skriv först in en prövning där minst en person med egen erfarenhet eller en närstående var med.")
        )


def must_be_ready_to_adopt(version: GoalVersion) -> None:
    """RuleBroken, with what must come first, unless the version can be adopted as it stands."""
    _must_be(version, GoalStatus.VALIDATED)


def _locked(version: GoalVersion) -> GoalVersion:
    return GoalVersion.objects.select_for_update(of=("self",)).select_related("goal__lab").get(pk=version.pk)


def _fits(text: str, limit: int, field: str) -> str:
    text = tidy(text)
    if len(text) > limit:
        raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=field)
    return text


def _must_be(version: GoalVersion, wanted: str) -> None:
    """RuleBroken, with where the version stands, unless that is where the act begins."""
    if version.status == wanted:
        return
    where = {
        GoalStatus.DRAFT: _("Målbilden är inte validerad ännu. Pröva den med dem det gäller först."),
        GoalStatus.VALIDATED: _("Målbilden är redan validerad."),
        GoalStatus.ADOPTED: _("Målbilden är redan antagen."),
        GoalStatus.REPLACED: _("En senare version har tagit över. Gå vidare med den."),
    }
    raise RuleBroken(where[GoalStatus(version.status)], status=409)


def _step(version: GoalVersion, status: str, *, by, at: datetime, reason: str, decider: str = "") -> GoalVersion:
    StatusChange.objects.create(version=version, status=status, reason=reason, decider=decider, by=user_of(by), at=at)
    version.status = status
    version.save(update_fields=["status"])
    record(act=f"goal.{status}", subject=version, by=by, at=at, lab_id=version.lab_id, number=version.number)
    return version
