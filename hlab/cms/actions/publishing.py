"""Making a målbild public: the room's own act and its page, together or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goals.actions.status import publish
from goals.models import GoalVersion
from hlab.cms.actions.pages import ensure_goal_page
from hlab.cms.actions.site import ensure_site
from hlab.cms.models import GoalIndexPage, GoalPage


@transaction.atomic
def publish_goal(*, version: GoalVersion, by, at: datetime) -> GoalPage:
    """Publish a version and make or renew the page of its målbild. Raises RuleBroken as `goals` does."""
    if not GoalIndexPage.objects.exists():
        ensure_site(by=by, at=at)
    version = publish(version=version, by=by, at=at)
    return ensure_goal_page(goal=version.goal, by=by)
