"""A published version is taken down from the eyes of all, and shown again. Its words stand all the while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.versions import locked_goal
from goals.models import GoalVersion
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy

LONGEST_WHY_HIDDEN = 300


@transaction.atomic
def hide_version(*, version: GoalVersion, reason: str, by, at: datetime) -> GoalVersion:
    """Let nobody outside the lab read a published version: somebody was named by mistake, say.

    What stands in its place is that it is hidden, since when, and reason, which becomes public. Other versions are
    not touched. Raises RuleBroken when it is not public, or hidden already.
    """
    version = _locked(version)
    reason = tidy(reason)
    if version.published_at is None:
        raise RuleBroken(_("Den här versionen är inte publicerad, så det finns inget att dölja."), status=409)
    if version.is_hidden:
        raise RuleBroken(_("Den här versionen är redan dold."), status=409)
    if not reason:
        raise RuleBroken(_("Skriv varför versionen döljs. Skälet blir publikt."), field="reason")
    if len(reason) > LONGEST_WHY_HIDDEN:
        words = _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_WHY_HIDDEN}
        raise RuleBroken(words, field="reason")
    return _keep(version, act="goal.hidden", since=at, reason=reason, by=by, at=at)


@transaction.atomic
def unhide_version(*, version: GoalVersion, by, at: datetime) -> GoalVersion:
    """Let anyone read a hidden version again, in the same words. Raises RuleBroken when it is not hidden."""
    version = _locked(version)
    if not version.is_hidden:
        raise RuleBroken(_("Den här versionen är inte dold."), status=409)
    return _keep(version, act="goal.unhidden", since=None, reason="", by=by, at=at)


def _locked(version: GoalVersion) -> GoalVersion:
    """As it stands now, its målbild locked first: a later version that is published meanwhile waits."""
    locked_goal(version)
    return GoalVersion.objects.select_for_update(of=("self",)).select_related("goal__lab").get(pk=version.pk)


def _keep(version: GoalVersion, *, act: str, since: datetime | None, reason: str, by, at: datetime) -> GoalVersion:
    version.hidden_at, version.hidden_reason = since, reason
    version.save(update_fields=["hidden_at", "hidden_reason"])
    record(act=act, subject=version, by=by, at=at, lab_id=version.lab_id, number=version.number)
    return version
