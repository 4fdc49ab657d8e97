"""Making a lab or a målbild public: the room's own act and its page, together or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goals.actions.hiding import hide_version, unhide_version
from goals.actions.status import publish
from goals.models import GoalVersion
from hlab.cms.actions.pages import follow_goal, put_goal_page, put_lab_page
from hlab.cms.actions.site import ensure_site
from hlab.cms.models import GoalIndexPage, GoalPage, LabIndexPage, LabPage
from hlab.core.actions.audit import record
from hlab.labs.models import Lab


@transaction.atomic
def ensure_lab_page(*, lab: Lab, by, at: datetime) -> LabPage:
    """The lab's page is in place and follows the lab. It can be read once the lab itself is public."""
    if not LabIndexPage.objects.exists():
        ensure_site(by=by, at=at)
    page = put_lab_page(lab=lab, by=by, at=at)
    record(act="lab.page", subject=lab, by=by, at=at, lab_id=lab.pk)
    return page


@transaction.atomic
def publish_goal(*, version: GoalVersion, by, at: datetime) -> GoalPage:
    """Publish a version and make or renew the page of its målbild. Raises RuleBroken as `goals` does."""
    if not GoalIndexPage.objects.exists():
        ensure_site(by=by, at=at)
    version = publish(version=version, by=by, at=at)
    return put_goal_page(goal=version.goal, by=by, at=at)


@transaction.atomic
def hide_goal(*, version: GoalVersion, reason: str, by, at: datetime) -> GoalVersion:
    """Hide a published version from all but the lab, and its words from the tree of pages. As `hide_version`."""
    version = hide_version(version=version, reason=reason, by=by, at=at)
    follow_goal(goal=version.goal, by=by, at=at)
    return version


@transaction.atomic
def unhide_goal(*, version: GoalVersion, by, at: datetime) -> GoalVersion:
    """Show a hidden version again. Raises RuleBroken as `unhide_version` does."""
    version = unhide_version(version=version, by=by, at=at)
    follow_goal(goal=version.goal, by=by, at=at)
    return version
