"""A session at three sites, with two tables at the first."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from tests import factories
from workshops.actions import groups, pacing, planning
from workshops.actions.sites import add_site
from workshops.queries import step_at, steps_at

NOON = factories.NOON
NAMES = ("Norrdal", "Västmark", "Sjöland")


def three_sites(*, lab=None, in_groups=False, sync=False, anonymity="role", opened=True, **fields):
    """.workshop, .a .b .c (sites), .lab. The first of two writing steps has the options; nothing has begun."""
    workshop = factories.make_workshop(lab=lab, with_programme=False, **fields)
    for number in (1, 2):
        options = {"in_groups": in_groups, "sync": sync, "anonymity": anonymity} if number == 1 else {}
        planning.add_exercise(
            workshop=workshop, kind="brainstorm", title=f"Fråga {number}", minutes=10, by=None, at=NOON, **options
        )
    workshop.site.name = NAMES[0]
    workshop.site.save()
    sites = [workshop.site, *(add_site(workshop=workshop, name=name, by=None, at=NOON) for name in NAMES[1:])]
    if opened:
        pacing.open_workshop(workshop=workshop, by=None, at=NOON)
    for site in sites:
        site.refresh_from_db()
    return SimpleNamespace(workshop=workshop, a=sites[0], b=sites[1], c=sites[2], lab=workshop.lab)


def go(site, position=1, at=NOON):
    """Take a site to a step; the step as it stands there then."""
    site.refresh_from_db()
    step = next(step for step in steps_at(site) if step.position == position)
    pacing.go_to(site=site, step=step, seen_step=site.current_id, by=None, at=at)
    site.refresh_from_db()
    return step_at(site.pk, step.pk)


def again(step):
    """The step as it stands at its site now."""
    return step_at(step.here.site_id, step.pk)


def person(site, group=None, **fields):
    place = factories.make_participation(site=site, **fields)
    if group is not None:
        groups.sit_at(participation=place, group=group, by=place, at=NOON)
        place.refresh_from_db()
    return place


def two_tables(site):
    return groups.make_groups(site=site, number=2, way="by_hand", by=None, at=NOON)


def shown(step, at=NOON):
    """Close the writing and show it at the site."""
    pacing.close_writing(exercise=step, by=None, at=at)
    pacing.reveal(exercise=step, by=None, at=at + timedelta(minutes=1))
    return again(step)
