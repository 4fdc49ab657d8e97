"""Pages that follow a room: one for each public lab, one for each published målbild."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object

from goals.models import Goal
from goals.queries import published_version
from hlab.cms.models import GoalIndexPage, GoalPage, InfoPage, LabIndexPage, LabPage
from hlab.core.actors import user_of
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
def follow_lab(*, lab: Lab, by, at: datetime | None) -> None:
    """The page of a lab is there, with the lab's words, for as long as the lab is public; else it is taken down.

    What an editor has added is kept for the day the lab is public again. Until then the page has no words of the
    lab's: editors of the site see every title in the tree, and need not know of this one.
    """
    lab = Lab.objects.get(pk=lab.pk)  # as it stands now: whoever adds an actor may have read it before it changed
    if lab.is_public:
        if LabIndexPage.objects.exists():  # before the first deploy there is no tree; `ensure_site` makes both
            put_lab_page(lab=lab, by=by, at=at)
        return
    page = LabPage.objects.filter(lab=lab, live=True).first()
    if page is not None:
        page.title = page.draft_title = _("Labb som inte är öppet (%(number)d)") % {"number": lab.pk}
        page.search_description = ""
        if page.latest_revision_id is not None:
            page.save_revision(user=user_of(by), clean=False)
        UnpublishPageAction(page, user=user_of(by)).execute(skip_permission_checks=True)


@transaction.atomic
def follow_words(*, lab: Lab, by, at: datetime | None) -> None:
    """The glossary is found by the words that labs use now."""
    for page in InfoPage.objects.filter(extra=InfoPage.Extra.GLOSSARY):
        insert_or_update_object(page)


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


@transaction.atomic
def follow_goal(*, goal: Goal, by, at: datetime | None) -> None:
    """The page of a målbild has the words that anyone may read: none while the wording that holds is hidden.

    The page stays, to say that it is hidden; neither the search nor the editors' tree knows it by its title.
    """
    if published_version(goal) is not None:
        put_goal_page(goal=goal, by=by, at=at)
    elif page := GoalPage.objects.filter(goal=goal).first():
        words = {"title": _("Dold målbild (%(number)d)") % {"number": goal.pk}, "search_description": ""}
        _follow(page, words, by, at)


def _follow(page, words: dict, by, at: datetime | None):
    """Bring a page up to date with its room. It is saved even when nothing on it has changed: the index has."""
    for name, value in words.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.live, page.has_unpublished_changes = True, False
    if page.latest_revision_id is None:
        page.last_published_at = at or page.last_published_at
        page.save()
    else:
        # Somebody has worked on the page in the editors' room, where the latest revision is what they go on from.
        # Who may publish has been asked at the door, by the rules of the room that owns the words.
        user = user_of(by)
        page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return page


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(DESCRIPTION)
