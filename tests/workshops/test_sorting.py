"""Sorting together: merging, splitting, and taking back, also when two do it at once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from workshops.actions import clustering
from workshops.actions.contributions import hold_note
from workshops.actions.undoing import reverse_act
from workshops.actions.voting import place_dots
from workshops.models import Cluster, Placement, SortingAct, SortingMove
from workshops.queries import clusters_of, unsorted_notes
from workshops.queries.sorting import latest

pytestmark = pytest.mark.django_db
NOON = factories.NOON
WHO = {"by": None, "at": NOON}


@pytest.fixture
def sort():
    workshop, _step, notes = factories.make_room(people=6)
    factories.advance(workshop, 2)
    workshop.refresh_from_db()
    step = workshop.site.current
    step.notes = [note.pk for note in notes]
    return step


def theme(step, title, notes=()):
    made = clustering.create_cluster(exercise=step, title=title, **WHO)
    if notes:
        clustering.move_notes(exercise=step, note_ids=notes, cluster=made, **WHO)
    return made


def piles(step) -> dict:
    """{title: notes in it, in the order they were said}; "" for those in none."""
    out = {
        row.title: [n for n in step.notes if n in {p.contribution_id for p in row.placed}] for row in clusters_of(step)
    }
    return out | {"": [n for n in step.notes if n in set(unsorted_notes(step).values_list("pk", flat=True))]}


def undo(step, **who):
    return reverse_act(act=latest(step).undo, **(WHO | who))


def redo(step):
    return reverse_act(act=latest(step).redo, **WHO)


# --- Merge and split ------------------------------------------------------------------------------


def test_merging_moves_every_note_and_keeps_the_emptied_theme_as_history(sort):
    a, b = theme(sort, "A", sort.notes[:2]), theme(sort, "B", sort.notes[2:3])
    hold_note(contribution=Placement.objects.first().contribution, reason="other", **WHO)
    assert clustering.merge_clusters(cluster=a, into=b, **WHO) == 2  # the held one too
    assert [row.title for row in clusters_of(sort)] == ["B"]
    assert Placement.objects.filter(cluster=b).count() == 3
    gone = Cluster.every.get(pk=a.pk)
    assert (gone.merged_into, gone.gone_at) == (b, NOON)
    act = SortingAct.objects.order_by("-number").first()
    assert (act.kind, act.notes, act.vanished, act.theme) == ("merge", 2, gone, b)
    assert {(m.origin, m.target) for m in act.moves.all()} == {(gone, b)}


def test_merging_is_refused_when_dots_are_being_laid(sort):
    a, b = theme(sort, "A", sort.notes[:2]), theme(sort, "B")
    factories.advance(sort.workshop, 3)
    with pytest.raises(RuleBroken, match="Prickarna") as refused:
        clustering.merge_clusters(cluster=a, into=b, **WHO)
    assert refused.value.status == 409
    assert len(clusters_of(sort)) == 2


@pytest.mark.parametrize("which", ["itself", "gone"])
def test_merging_needs_another_theme_that_stands(sort, which):
    a, b = theme(sort, "A", sort.notes[:1]), theme(sort, "B")
    clustering.remove_cluster(cluster=b, **WHO)
    with pytest.raises(RuleBroken):
        clustering.merge_clusters(cluster=a, into=a if which == "itself" else b, **WHO)
    assert piles(sort)["A"] == sort.notes[:1]


def test_splitting_is_one_act(sort):
    theme(sort, "A", sort.notes[:4])
    before = SortingAct.objects.count()
    made, moved = clustering.make_theme_of(exercise=sort, title="Ny", note_ids=sort.notes[1:3], **WHO)
    assert (made.title, moved) == ("Ny", 2)
    (act,) = SortingAct.objects.filter(number__gt=before)
    assert (act.kind, act.appeared) == ("split", made)
    assert piles(sort) == {"A": [sort.notes[0], sort.notes[3]], "Ny": sort.notes[1:3], "": sort.notes[4:]}


def test_a_split_that_is_refused_leaves_no_empty_theme(sort):
    theme(sort, "A", sort.notes[:2])
    stranger = factories.make_note()
    with pytest.raises(RuleBroken):
        clustering.make_theme_of(exercise=sort, title="Ny", note_ids=[sort.notes[0], stranger.pk], **WHO)
    assert [row.title for row in clusters_of(sort)] == ["A"]


def test_there_are_only_so_many_themes(sort, monkeypatch):
    monkeypatch.setattr(clustering, "MOST_THEMES", 2)
    for title in "AB":
        theme(sort, title)
    with pytest.raises(RuleBroken, match="Slå ihop"):
        theme(sort, "C")


# --- Undo and redo --------------------------------------------------------------------------------

ACTS = {
    "create": lambda s, a, b: theme(s, "C"),
    "rename": lambda s, a, b: clustering.rename_cluster(cluster=a, title="Annat", row_version=1, **WHO),
    "move": lambda s, a, b: clustering.move_notes(exercise=s, note_ids=s.notes[1:5], cluster=b, **WHO),
    "take out": lambda s, a, b: clustering.move_notes(exercise=s, note_ids=s.notes[:3], cluster=None, **WHO),
    "merge": lambda s, a, b: clustering.merge_clusters(cluster=a, into=b, **WHO),
    "split": lambda s, a, b: clustering.make_theme_of(exercise=s, title="C", note_ids=s.notes[:1], **WHO),
    "gather": lambda s, a, b: clustering.make_theme_of(exercise=s, title="C", note_ids=s.notes[1:5], **WHO),
    "remove": lambda s, a, b: clustering.remove_cluster(cluster=Cluster.objects.get(title="Tom"), **WHO),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_undone_and_done_again(sort, name):
    a, b = theme(sort, "A", sort.notes[:2]), theme(sort, "B", sort.notes[2:3])
    theme(sort, "Tom")
    before = piles(sort)
    ACTS[name](sort, a, b)
    after = piles(sort)
    assert after != before
    for _again in range(2):
        undo(sort)
        assert piles(sort) == before
        redo(sort)
        assert piles(sort) == after
    undo(sort)
    assert piles(sort) == before
    assert Cluster.every.get(pk=a.pk).merged_into is None


def test_several_acts_are_taken_back_one_by_one_and_done_again_in_order(sort):
    seen = [piles(sort)]
    for act in (lambda: theme(sort, "A"), lambda: theme(sort, "B", sort.notes[:2]), lambda: theme(sort, "C")):
        act()
        seen.append(piles(sort))
    for state in ({"A": [], "B": sort.notes[:2]}, {"A": [], "B": []}, {"A": []}, {}):
        undo(sort)
        assert {k: v for k, v in piles(sort).items() if k} == state
    assert latest(sort).undo is None
    for _act in range(4):
        redo(sort)
    assert piles(sort) == seen[-1]
    assert latest(sort).redo is None


def test_something_new_ends_what_could_be_done_again(sort):
    theme(sort, "A")
    undone = undo(sort)
    theme(sort, "B")
    assert latest(sort).redo is None
    with pytest.raises(RuleBroken, match="något nytt"):
        reverse_act(act=undone, **WHO)


def test_an_act_is_undone_once(sort):
    theme(sort, "A")
    act = latest(sort).undo
    reverse_act(act=act, **WHO)
    with pytest.raises(RuleBroken, match="redan") as refused:
        reverse_act(act=act, **WHO)
    assert refused.value.status == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        SortingAct.objects.create(exercise=sort, number=99, kind="create", turn="undone", undoes=act, at=NOON)


def test_an_earlier_act_is_undone_unless_somebody_touched_the_same_notes(sort):
    a, b = theme(sort, "A"), theme(sort, "B")
    clustering.move_notes(exercise=sort, note_ids=sort.notes[:2], cluster=a, **WHO)
    first = latest(sort).undo
    clustering.move_notes(exercise=sort, note_ids=sort.notes[3:4], cluster=b, **WHO)
    reverse_act(act=first, **WHO)
    assert piles(sort) == {"A": [], "B": sort.notes[3:4], "": [*sort.notes[:3], *sort.notes[4:]]}
    second = latest(sort).undo
    clustering.move_notes(exercise=sort, note_ids=sort.notes[3:4], cluster=a, **WHO)
    clustering.move_notes(exercise=sort, note_ids=sort.notes[3:4], cluster=b, **WHO)
    with pytest.raises(RuleBroken, match="samma lappar") as refused:
        reverse_act(act=second, **WHO)
    assert refused.value.status == 409
    assert piles(sort)["B"] == sort.notes[3:4]


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda s, a: clustering.move_notes(exercise=s, note_ids=s.notes[:1], cluster=a, **WHO),
        lambda s, a: place_dots_on(s, a),
    ],
    ids=["a note came", "dots were laid"],
)
def test_a_theme_that_has_come_to_use_is_not_undone(sort, meanwhile):
    a = theme(sort, "A")
    made = latest(sort).undo
    meanwhile(sort, a)
    with pytest.raises(RuleBroken):
        reverse_act(act=made, **WHO)
    assert Cluster.objects.filter(pk=a.pk).exists()


def place_dots_on(step, cluster):
    workshop = factories.advance(step.workshop, 3)
    person = workshop.participations.first()
    place_dots(exercise=workshop.site.current, participation=person, dots={cluster.pk: 1}, by=person, at=NOON)


def test_a_merge_is_not_undone_under_those_who_lay_dots(sort):
    a, b = theme(sort, "A", sort.notes[:1]), theme(sort, "B")
    clustering.merge_clusters(cluster=a, into=b, **WHO)
    factories.advance(sort.workshop, 3)
    with pytest.raises(RuleBroken, match="Prickarna"):
        undo(sort)


def test_a_theme_comes_back_only_when_its_heading_is_free(sort):
    clustering.remove_cluster(cluster=theme(sort, "A"), **WHO)
    removed = latest(sort).undo
    theme(sort, "A")
    with pytest.raises(RuleBroken, match="Byt rubrik på det först"):
        reverse_act(act=removed, **WHO)
    assert Cluster.objects.filter(title="A").count() == 1


def test_notes_do_not_go_back_to_a_theme_that_is_gone(sort):
    a, b = theme(sort, "A", sort.notes[:1]), theme(sort, "B")
    clustering.move_notes(exercise=sort, note_ids=sort.notes[:1], cluster=b, **WHO)
    moved = latest(sort).undo
    clustering.remove_cluster(cluster=a, **WHO)
    with pytest.raises(RuleBroken, match="samma lappar eller teman"):
        reverse_act(act=moved, **WHO)


def test_the_log_is_append_only_and_in_order(sort):
    theme(sort, "A", sort.notes[:2])
    assert list(SortingAct.objects.values_list("number", "kind")) == [(1, "create"), (2, "move")]
    for rows in (SortingAct.objects, SortingMove.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().update(id=99)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete("default")


# --- On the page ----------------------------------------------------------------------------------


@pytest.fixture
def hosts(client_of, sort):
    people = [
        factories.make_member(lab=sort.workshop.lab, role="facilitator", first_name=name, last_name="Lind")
        for name in ("Amina", "Bo")
    ]
    return [client_of(person) for person in people]


def post(client, step, act, data):
    return client.post(reverse("workshops:host_act", args=[step.here.site_id, step.pk, act]), data)


def console(client, step, query="") -> str:
    return client.get(reverse("workshops:console", args=[step.here.site_id]) + query).content.decode()


def test_the_page_says_what_was_done_last_and_takes_it_back(hosts, sort):
    client, _other = hosts
    notes = [str(note) for note in sort.notes[:3]]
    post(client, sort, "flytta", {"notes": notes, "title": "Väntan", "seen": "0"})
    shown = console(client, sort)
    assert "Senast: 3 lappar blev temat ”Väntan”." in shown
    assert "Amina Lind" in shown
    back = post(client, sort, "angra", {"act": latest(sort).undo.pk, "fraga": "i=utan"})
    assert back.url.endswith("?i=utan#steg")
    shown = console(client, sort)
    assert "Ångrat: 3 lappar blev temat ”Väntan”." in shown
    assert "Gör om" in shown
    assert not clusters_of(sort)


def test_who_moves_what_another_has_moved_is_told_where_it_lies(hosts, sort):
    amina, bo = hosts
    a, b = theme(sort, "A"), theme(sort, "B")
    seen = latest(sort).number
    sent = {"notes": [str(sort.notes[0])], "seen": str(seen)}
    assert post(amina, sort, "flytta", sent | {"cluster": a.pk}).status_code == 302
    clash = post(bo, sort, "flytta", sent | {"cluster": b.pk})
    text = clash.content.decode()
    assert clash.status_code == 409
    assert "ligger nu i ”A”." in text
    assert f'value="{sort.notes[0]}" checked' in text
    assert piles(sort)["A"] == sort.notes[:1]
    again = sent | {"cluster": b.pk, "seen": str(latest(sort).number)}
    assert post(bo, sort, "flytta", again).status_code == 302
    assert piles(sort)["B"] == sort.notes[:1]


def test_ones_own_earlier_move_is_no_clash(hosts, sort):
    amina, _bo = hosts
    a, b = theme(sort, "A"), theme(sort, "B")
    sent = {"notes": [str(sort.notes[0])], "seen": str(latest(sort).number)}
    for cluster in (a, b):
        assert post(amina, sort, "flytta", sent | {"cluster": cluster.pk}).status_code == 302
    assert piles(sort)["B"] == sort.notes[:1]


@pytest.mark.parametrize(
    ("act", "data", "status"),
    [
        ("angra", {"act": "9999"}, 404),
        ("angra", {"act": "x"}, 404),
        ("sla-ihop", {"cluster": "1"}, 422),
        ("sla-ihop", {"cluster": "9999", "into": "9999"}, 404),
        ("gor-till-tema", {"notes": "x", "title": "A"}, 400),
        ("gor-till-tema", {"title": "A"}, 422),
        ("avfarda", {}, 409),
    ],
)
def test_what_makes_no_sense_is_a_sentence(hosts, sort, act, data, status):
    assert post(hosts[0], sort, act, data).status_code == status


@pytest.mark.parametrize("act", ["angra", "sla-ihop", "gor-till-tema", "avfarda"])
@pytest.mark.parametrize("role", ["listener", "analyst"])
def test_who_may_not_sort_may_none_of_it(client_of, sort, act, role):
    theme(sort, "A", sort.notes[:1])
    before = SortingAct.objects.count()
    client = client_of(factories.make_member(lab=sort.workshop.lab, role=role))
    data = {"act": latest(sort).undo.pk, "notes": [str(sort.notes[1])], "all": [str(sort.notes[1])], "title": "B"}
    assert post(client, sort, act, data).status_code in (403, 404)
    assert SortingAct.objects.count() == before


def test_an_act_of_another_session_is_not_undone_here(hosts, sort):
    workshop, _step, _notes = factories.make_room(people=1)
    elsewhere = workshop.exercises.get(position=2)
    theirs = theme(elsewhere, "A")
    assert post(hosts[0], sort, "angra", {"act": latest(elsewhere).undo.pk}).status_code == 404
    assert Cluster.objects.filter(pk=theirs.pk).exists()
