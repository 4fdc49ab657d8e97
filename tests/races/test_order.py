"""Every act takes what it needs in the same order, so that no two wait for each other: the session, its sites, their
steps by id, places, then the channels: the room's, the desk's, a table's and last everybody's."""

from __future__ import annotations

import re
import uuid
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.actions.versions import create_goal, discard_draft
from hlab.cms.actions.publishing import publish_goal
from tests import factories
from workshops.actions import clustering, contributions, imports, joining, pacing, planning, voting
from workshops.actions.suggesting import dismiss_suggestion
from workshops.actions.undoing import reverse_act
from workshops.models import Cluster, Exercise, SortingAct

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
NOON = factories.NOON
WHO = {"by": None, "at": NOON}
RANKS = [
    (r"pg_advisory_xact_lock(?:_shared)?\(hashtext\('workshops_workshop'\), (\d+)\)", 0),
    (r"pg_advisory_xact_lock(?:_shared)?\(hashtext\('workshops_site'\), (\d+)\)", 1),
    (r"pg_advisory_xact_lock(?:_shared)?\(hashtext\('workshops_pace'\), (\d+)\)", 2),
    (r'FROM "workshops_(?:participation|importbatch)".* FOR (?:NO KEY )?UPDATE', 3),
    (r'FROM "goals_goal".* FOR (?:NO KEY )?UPDATE', 4),
    (r'FROM "goals_goalversion".* FOR (?:NO KEY )?UPDATE', 5),
    (r"""UPDATE "?live_channel"? .*'site:\d+'""", 6),
    (r"""UPDATE "?live_channel"? .*'site:\d+:desk'""", 7),
    (r"""UPDATE "?live_channel"? .*'group:\d+'""", 8),
    (r"""UPDATE "?live_channel"? .*'workshop:\d+'""", 9),
]


def locks(queries) -> list[tuple[int, int]]:
    """[(rank, id)] of what was locked, in the order it was."""
    out = []
    for query in queries:
        for pattern, rank in RANKS:
            found = re.search(pattern, query["sql"])
            if found:
                out.append((rank, int(found[1]) if found.groups() else 0))
    return out


@pytest.fixture
def here():
    """A session whose first step is shown and open again, with notes, themes and a draft that rests on them."""
    workshop, step, notes = factories.make_room(people=3)
    pacing.reopen_writing(exercise=step, **WHO)
    sort, dots = workshop.exercises.get(position=2), workshop.exercises.get(position=3)
    themes = [clustering.create_cluster(exercise=sort, title=title, **WHO) for title in ("Ett", "Två")]
    draft = create_goal(lab=workshop.lab, title="T", statement="Jag", contribution_ids=[notes[0].pk], **WHO)
    return SimpleNamespace(
        workshop=workshop, step=Exercise.objects.get(pk=step.pk), sort=sort, dots=dots, notes=notes, note=notes[0],
        place=notes[0].participation, themes=themes, draft=draft,
    )  # fmt: skip


def on(name):
    return lambda s: getattr(pacing, name)(exercise=s.step, **WHO)


def go(s, position):
    s.workshop.refresh_from_db()
    step = s.workshop.exercises.get(position=position)
    pacing.go_to(site=s.workshop.site, step=step, seen_step=s.workshop.site.current_id, **WHO)


def vote(s):
    go(s, 3)
    return lambda: voting.place_dots(
        exercise=s.dots, participation=s.place, dots={s.themes[0].pk: 2}, by=s.place, at=NOON
    )


def paper(s):
    raw = "text\nNågon som ringer\n".encode()
    batch = imports.draft_import(exercise=s.step, filename="x.csv", raw=raw, **WHO)
    return lambda: imports.run_import(batch=batch, **WHO)


def closed(then):
    def prepared(s):
        pacing.close_writing(exercise=s.step, **WHO)
        return lambda: then(s)

    return prepared


DIRECT = {
    "leave": lambda s: contributions.leave_note(
        exercise=s.step, participation=s.place, text="Ett till", client_key=uuid.uuid4(), by=s.place, at=NOON
    ),
    "leave what is held": lambda s: contributions.leave_note(
        exercise=s.step, participation=s.place, text="Ring 070-123 45 67", client_key=uuid.uuid4(), confirmed=True,
        by=s.place, at=NOON,
    ),
    "change": lambda s: contributions.change_note(
        contribution=s.note, text="Andra ord", row_version=1, by=s.place, at=NOON
    ),
    "withdraw": lambda s: contributions.withdraw(contribution=s.note, by=s.place, at=NOON),
    "hold": lambda s: contributions.hold_note(contribution=s.note, reason="reword", **WHO),
    "join": lambda s: factories.make_participation(workshop=s.workshop),
    "ready": lambda s: joining.set_ready(exercise=s.step, participation=s.place, ready=True, by=s.place, at=NOON),
    "close writing": on("close_writing"),
    "hide": on("hide"),
    "more time": lambda s: pacing.extend_time(exercise=s.step, minutes=2, **WHO),
    "on": lambda s: go(s, 2),
    "end": lambda s: pacing.close_workshop(workshop=s.workshop, **WHO),
    "theme": lambda s: clustering.create_cluster(exercise=s.sort, title="Tre", **WHO),
    "rename": lambda s: clustering.rename_cluster(cluster=s.themes[0], title="Tre", row_version=1, **WHO),
    "move notes": lambda s: clustering.move_notes(
        exercise=s.sort, note_ids=[note.pk for note in s.notes], cluster=s.themes[0], **WHO
    ),
    "theme of notes": lambda s: clustering.make_theme_of(
        exercise=s.sort, title="Tre", note_ids=[note.pk for note in s.notes], **WHO
    ),
    "merge themes": lambda s: clustering.merge_clusters(cluster=s.themes[0], into=s.themes[1], **WHO),
    "undo": lambda s: reverse_act(act=SortingAct.objects.filter(exercise=s.sort).latest("number"), **WHO),
    "say no to a suggestion": lambda s: dismiss_suggestion(exercise=s.sort, note_ids=[s.note.pk], **WHO),
    "remove theme": lambda s: clustering.remove_cluster(cluster=Cluster.objects.get(pk=s.themes[1].pk), **WHO),
    "add step": lambda s: planning.add_exercise(workshop=s.workshop, kind="brainstorm", title="X", minutes=5, **WHO),
    "change step": lambda s: planning.change_exercise(exercise=s.dots, title="X", **WHO),
    "remove step": lambda s: planning.remove_exercise(exercise=s.dots, **WHO),
    "publish": lambda s: publish_goal(version=s.draft, **WHO),
    "throw away": lambda s: discard_draft(version=s.draft, **WHO),
}  # fmt: skip
PREPARED = {
    "dots": vote,
    "paper": paper,
    "show": closed(on("reveal")),
    "open again": closed(on("reopen_writing")),
}


@pytest.mark.parametrize("name", [*DIRECT, *PREPARED])
def test_locks_are_taken_in_one_order(here, name):
    act = PREPARED[name](here) if name in PREPARED else lambda: DIRECT[name](here)
    with CaptureQueriesContext(connection) as queries:
        act()
    taken = locks(queries)
    assert taken
    assert taken == sorted(taken)


def test_release_too(here):
    contributions.hold_note(contribution=here.note, reason="other", **WHO)
    with CaptureQueriesContext(connection) as queries:
        contributions.release_note(contribution=here.note, **WHO)
    assert [rank for rank, _id in locks(queries)] == [2, 6, 7]
