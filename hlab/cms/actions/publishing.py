"""Making a lab or a målbild public: the room's own act and its page, together or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goals.actions.status import publish
from goals.models import GoalVersion
from hlab.cms.actions.site import ensure_site
from hlab.cms.models import GoalIndexPage, GoalPage, LabIndexPage, LabPage
from hlab.labs.models import Lab


@transaction.atomic
def ensure_lab_page(*, lab: Lab, by, at: datetime) -> LabPage:
    """The public page of a lab, made when it is missing; its title follows the lab's name."""
    page = LabPage.objects.filter(lab=lab).first()
    if page is None:
        ensure_site(by=by, at=at)
        return LabIndexPage.objects.get().add_child(instance=LabPage(lab=lab, slug=lab.slug, title=lab.name))
    if page.title != lab.name:
        page.title = lab.name
        page.save()
    return page


@transaction.atomic
def publish_goal(*, version: GoalVersion, by, at: datetime) -> GoalPage:
    """Publish a version and make or renew its page. Raises RuleBroken as `goals.actions.status.publish` does."""
    version = publish(version=version, by=by, at=at)
    page = GoalPage.objects.filter(goal=version.goal).first()
    if page is None:
        ensure_site(by=by, at=at)
        return GoalIndexPage.objects.get().add_child(
            instance=GoalPage(goal=version.goal, slug=version.goal.slug, title=version.title)
        )
    page.title = version.title
    page.save()  # renews the search index too
    return page
