"""Pages that follow a room: one for each public lab, one for each published målbild."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from goals.models import Goal
from goals.queries import published_version
from hlab.cms.models import GoalIndexPage, GoalPage, LabIndexPage, LabPage
from hlab.core.errors import RuleBroken
from hlab.labs.models import Lab

DESCRIPTION = 255


def placed(parent: Page, page: Page, at: datetime | None) -> Page:
    """The page as a new child, live at once. at: when it was made public, where that is known."""
    page.first_published_at = page.last_published_at = at
    parent = Page.objects.get(pk=parent.pk)  # the tree's counters live on the row
    return parent.add_child(instance=page)


@transaction.atomic
def put_lab_page(*, lab: Lab, by, at: datetime | None) -> LabPage:
    """The page of a lab. Title, address and description follow the lab; what an editor has added stays."""
    page = LabPage.objects.filter(lab=lab).first()
    words = {"title": lab.name, "slug": lab.slug, "search_description": _short(lab.question)}
    if page is None:
        return placed(LabIndexPage.objects.get(), LabPage(lab=lab, **words), at)
    page.lab = lab
    return _follow(page, words, by, at)


@transaction.atomic
def put_goal_page(*, goal: Goal, by, at: datetime | None) -> GoalPage:
    """The page of a målbild, showing the wording that is public now. The målbild must have one."""
    version = published_version(goal)
    if version is None:
        raise RuleBroken(_("Målbilden är inte publicerad."), status=409)
    page = GoalPage.objects.filter(goal=goal).first()
    words = {"title": version.title, "slug": goal.slug, "search_description": _short(version.statement)}
    if page is None:
        return placed(GoalIndexPage.objects.get(), GoalPage(goal=goal, **words), at)
    page.goal = goal
    return _follow(page, words, by, at)


def _follow(page, words: dict, by, at: datetime | None):
    """Bring a page up to date with its room. It is saved even when nothing on it has changed: the index has."""
    for name, value in words.items():
        setattr(page, name, value)
    page.draft_title = page.title
    if page.latest_revision_id is None:
        page.last_published_at = at or page.last_published_at
        page.save()
    else:
        # Somebody has worked on the page in the editors' room, where the latest revision is what they go on from.
        # Who may publish has been asked at the door, by the rules of the room that owns the words.
        user = by if by is not None and by._meta.label == "accounts.User" else None
        page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return page


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(DESCRIPTION)
