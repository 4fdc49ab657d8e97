"""What cannot be true cannot be stored, and what was said stays, whoever writes to the database."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from workshops.actions.clustering import create_cluster, move_notes
from workshops.models import (
    Cluster,
    Contribution,
    ContributionRevision,
    Exercise,
    Group,
    GroupPace,
    ImportBatch,
    OpennessDeclaration,
    Pace,
    Participation,
    Placement,
    Ready,
    Site,
    Vote,
)  # fmt: skip

pytestmark = pytest.mark.django_db
NOON = factories.NOON


def a_session():
    """A session at its third step: a shown note in a theme, and dots to lay."""
    workshop, write, notes = factories.make_room(people=2)
    sort, dots = (workshop.exercises.get(position=position) for position in (2, 3))
    theme = create_cluster(exercise=sort, title="Hålla i", by=None, at=NOON)
    move_notes(exercise=sort, note_ids=[notes[0].pk], cluster=theme, by=None, at=NOON)
    workshop = factories.advance(workshop, 3)
    group = Group.objects.create(site=workshop.site, position=1, name="Bord 1", created_at=NOON)
    return SimpleNamespace(
        workshop=workshop, write=write, sort=sort, dots=dots, theme=theme, notes=notes, place=notes[0].participation,
        group=group,
    )  # fmt: skip


@pytest.fixture
def here():
    return a_session()


@pytest.fixture
def elsewhere():
    return a_session()


def refused(act) -> bool:
    """Whether the database says no, with the rest of the test left as it was."""
    try:
        with transaction.atomic():
            act()
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return True
    return False


def changed(model, row, **fields):
    return lambda: model.objects.filter(pk=row.pk).update(**fields)


def run(sql, *params):
    def act():
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    return act


@pytest.mark.parametrize(
    "act",
    [
        lambda s: changed(Site, s.workshop.site, state="banan"),
        lambda s: changed(Site, s.workshop.site, join_code=""),
        lambda s: changed(Site, s.workshop.site, state="closed", join_code="", join_key=""),
        lambda s: changed(Pace, s.write.here, state="banan"),
        lambda s: changed(Pace, s.write.here, closed_at=None),
        lambda s: changed(Pace, s.write.here, state="pending", opened_at=None, closed_at=None),
        lambda s: changed(Pace, s.dots.here, closed_at=NOON),
        lambda s: changed(Contribution, s.notes[0], channel="banan"),
        lambda s: changed(Contribution, s.notes[0], hold="banan"),
        lambda s: changed(Contribution, s.notes[0], language="xx"),
        lambda s: changed(Participation, s.place, perspective="banan"),
        lambda s: changed(Participation, s.place, channel="banan"),
        lambda s: (
            lambda: Vote.objects.create(exercise=s.dots, participation=s.place, cluster=s.theme, dots=21, at=NOON)
        ),
        lambda s: (
            lambda: ImportBatch.objects.create(
                exercise=s.write, site=s.workshop.site, filename="x", state="done", content="ord", created_at=NOON
            )
        ),
        lambda s: (
            lambda: ImportBatch.objects.create(
                exercise=s.write, site=s.workshop.site, filename="x", state="banan", created_at=NOON
            )
        ),
    ],
)
def test_what_cannot_be_true_is_refused(here, act):
    assert refused(act(here))


@pytest.mark.parametrize(
    "act",
    [
        lambda s: changed(Contribution, s.notes[0], text="Andra ord"),
        lambda s: changed(Contribution, s.notes[0], participation=s.notes[1].participation),
        lambda s: changed(Contribution, s.notes[0], exercise=s.sort),
        lambda s: run("DELETE FROM workshops_contribution"),
        lambda s: changed(ContributionRevision, s.revision, text="Andra ord"),
        lambda s: run("DELETE FROM workshops_contributionrevision"),
        lambda s: lambda: OpennessDeclaration.objects.filter(workshop=s.workshop).update(open_scope="Annat"),
        lambda s: run("DELETE FROM workshops_opennessdeclaration"),
        lambda s: run("TRUNCATE workshops_contribution CASCADE"),
        lambda s: run("TRUNCATE workshops_opennessdeclaration"),
        lambda s: run(
            "INSERT OR REPLACE INTO workshops_contributionrevision (id, contribution_id, row_version, text, at) "
            "SELECT id, contribution_id, row_version, 'Andra ord', at FROM workshops_contributionrevision"
        ),
    ],
)
def test_what_was_said_and_promised_stays(here, act):
    note = here.notes[1]
    here.revision = ContributionRevision.objects.create(contribution=note, row_version=1, text=note.text, at=NOON)
    assert not refused(changed(Contribution, note, text="Andra ord", row_version=2))
    assert refused(act(here))


@pytest.mark.parametrize(
    "act",
    [
        lambda s, o: changed(Site, s.workshop.site, current=o.write),
        lambda s, o: changed(Exercise, s.sort, source=o.write),
        lambda s, o: (
            lambda: Contribution.objects.create(
                exercise=s.write,
                site=s.workshop.site,
                participation=o.place,
                channel="live",
                text="x",
                client_key=s.notes[0].pk,
                created_at=NOON,
            )
        ),
        lambda s, o: changed(Participation, s.place, site=o.workshop.site),
        lambda s, o: changed(Participation, s.place, group=o.group),
        lambda s, o: changed(Contribution, s.notes[0], site=o.workshop.site),
        lambda s, o: changed(Contribution, s.notes[0], group=o.group),
        lambda s, o: lambda: Pace.objects.create(site=s.workshop.site, exercise=o.write),
        lambda s, o: changed(Pace, s.write.here, exercise=o.write),
        lambda s, o: lambda: GroupPace.objects.create(group=s.group, exercise=o.write),
        lambda s, o: lambda: Cluster.objects.create(site=o.workshop.site, exercise=s.sort, title="x", created_at=NOON),
        lambda s, o: lambda: Ready.objects.create(exercise=s.write, participation=o.place, at=NOON),
        lambda s, o: (
            lambda: Placement.objects.create(exercise=s.sort, cluster=o.theme, contribution=s.notes[1], at=NOON)
        ),
        lambda s, o: (
            lambda: Placement.objects.create(exercise=s.sort, cluster=s.theme, contribution=o.notes[1], at=NOON)
        ),
        lambda s, o: lambda: Placement.objects.filter(exercise=s.sort).update(cluster=o.theme),
        lambda s, o: (
            lambda: Vote.objects.create(exercise=s.dots, participation=o.place, cluster=s.theme, dots=1, at=NOON)
        ),
        lambda s, o: (
            lambda: Vote.objects.create(exercise=s.dots, participation=s.place, cluster=o.theme, dots=1, at=NOON)
        ),
    ],
)
def test_what_belongs_to_another_session_is_refused(here, elsewhere, act):
    assert refused(act(here, elsewhere))


def test_what_belongs_together_is_let_through(here):
    assert not refused(lambda: Ready.objects.create(exercise=here.dots, participation=here.place, at=NOON))
    ballot = {"exercise": here.dots, "participation": here.place, "cluster": here.theme, "dots": 20, "at": NOON}
    assert not refused(lambda: Vote.objects.create(**ballot))
    assert not refused(lambda: Cluster.objects.filter(pk=here.theme.pk).update(title="Annat"))
    assert not refused(changed(Contribution, here.notes[0], withdrawn_at=NOON))
