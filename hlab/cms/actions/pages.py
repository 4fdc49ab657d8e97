"""Pages that follow a room: one for each public lab, one for each published målbild."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import Truncator
from wagtail.models import Page

from goals.models import Goal
from goals.queries import published_version
from hlab.cms.models import GoalIndexPage, GoalPage, LabIndexPage, LabPage
from hlab.labs.models import Lab

DESCRIPTION = 255


def placed(parent: Page, page: Page, by=None) -> Page:
    """The page as a new child, live at once and with a first version to go back to."""
    parent = Page.objects.get(pk=parent.pk)  # the tree's counters live on the row
    parent.add_child(instance=page)
    _publish(page, by)
    return page


@transaction.atomic
def put_lab_page(*, lab: Lab, by=None) -> LabPage:
    """The page of a lab. Title, address and description follow the lab; what an editor has added stays."""
    page = LabPage.objects.filter(lab=lab).first()
    words = {"title": lab.name, "slug": lab.slug, "search_description": _short(lab.question)}
    if page is None:
        return placed(LabIndexPage.objects.get(), LabPage(lab=lab, **words), by)
    page.lab = lab
    return _follow(page, words, by)


@transaction.atomic
def put_goal_page(*, goal: Goal, by=None) -> GoalPage:
    """The page of a målbild, showing the wording that is public now. The målbild must have one."""
    version = published_version(goal)
    if version is None:
        raise ValueError(f"målbild {goal.pk} has no public wording")
    page = GoalPage.objects.filter(goal=goal).first()
    words = {"title": version.title, "slug": goal.slug, "search_description": _short(version.statement)}
    if page is None:
        return placed(GoalIndexPage.objects.get(), GoalPage(goal=goal, **words), by)
    return _follow(page, words, by)


def _follow(page, words: dict, by):
    """Bring a page up to date with its room. It is saved even when nothing on it has changed: the index has."""
    for name, value in words.items():
        setattr(page, name, value)
    page.draft_title = page.title
    _publish(page, by)
    return page


def _publish(page: Page, by) -> None:
    user = by if by is not None and by._meta.label == "accounts.User" else None
    # Who may publish has been asked at the door, by the rules of the room that owns the words.
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(DESCRIPTION)
