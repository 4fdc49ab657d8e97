"""Table, site, all sites: each rung is an act of its own that can be taken back, and nobody reads past it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, shown, three_sites, two_tables
from workshops.actions import groups, pacing
from workshops.actions.contributions import change_note
from workshops.actions.sites import release, take_back_release
from workshops.queries import readable_notes, released_notes, shown_notes, table_notes
from workshops.queries.board import board_of

pytestmark = pytest.mark.django_db


def texts(notes):
    return sorted(note.text for note in notes)


@pytest.fixture
def world():
    """Two tables at the first site, with one person and one note each; one person with a note at the second site."""
    world = three_sites(in_groups=True)
    world.one, world.two = two_tables(world.a)
    world.step, world.there = go(world.a), go(world.b)
    world.receipt, world.code = factories.make_receipt()
    world.ann = person(world.a, world.one, receipt=world.receipt)
    world.bo = person(world.a, world.two)
    world.cleo_receipt, world.cleo_code = factories.make_receipt()
    world.cleo = person(world.b, receipt=world.cleo_receipt)
    for place, step, text in (
        (world.ann, world.step, "Från bord ett"), (world.bo, world.step, "Från bord två"),
        (world.cleo, world.there, "Från Västmark"),
    ):  # fmt: skip
        factories.make_note(exercise=step, participation=place, text=text)
    return world


def read_by(world, place):
    return texts(readable_notes(again(world.step), place))


def test_nobody_reads_anything_before_the_table_is_shown(world):
    assert read_by(world, world.ann) == read_by(world, world.bo) == []
    groups.show_to_group(exercise=world.step, group=world.one, shown=True, by=None, at=NOON)
    assert (read_by(world, world.ann), read_by(world, world.bo)) == (["Från bord ett"], [])
    groups.show_to_group(exercise=world.step, group=world.one, shown=False, by=None, at=NOON)
    assert read_by(world, world.ann) == []


def test_what_a_table_has_not_confirmed_does_not_leave_it(world):
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    step = shown(world.step)
    assert texts(shown_notes(step)) == ["Från bord ett"]
    groups.confirm(exercise=step, group=world.two, by=world.bo, at=NOON)
    assert texts(shown_notes(step)) == ["Från bord ett", "Från bord två"]
    groups.take_back_confirmation(exercise=step, group=world.two, by=world.bo, at=NOON)
    assert texts(shown_notes(step)) == ["Från bord ett"]


def test_what_is_changed_after_the_table_confirmed_has_to_be_confirmed_again(world):
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    note = world.ann.contributions.get()
    change_note(contribution=note, text="Något annat", row_version=1, by=world.ann, at=NOON)
    assert texts(shown_notes(shown(world.step))) == []


def test_the_site_shows_before_the_other_sites_may_read(world):
    with pytest.raises(RuleBroken, match="Stäng skrivandet"):
        release(exercise=world.step, by=None, at=NOON)
    pacing.close_writing(exercise=world.step, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="den egna orten först"):
        release(exercise=world.step, by=None, at=NOON)
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    pacing.reveal(exercise=world.step, by=None, at=NOON)
    assert texts(released_notes(world.step)) == []
    release(exercise=again(world.step), by=None, at=NOON)
    assert texts(released_notes(world.step)) == ["Från bord ett"]
    take_back_release(exercise=again(world.step), by=None, at=NOON)
    assert texts(released_notes(world.step)) == []


def test_hiding_at_the_site_hides_everywhere_and_what_is_out_is_not_written_in(world):
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    step = shown(world.step)
    release(exercise=step, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="alla orter"):
        pacing.reopen_writing(exercise=again(step), by=None, at=NOON)
    pacing.hide(exercise=again(step), by=None, at=NOON)
    assert again(step).released_at is None and texts(released_notes(step)) == []


def test_no_site_reads_the_others_before_its_own_answers_are_in(world, client):
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    release(exercise=shown(world.step), by=None, at=NOON)
    board = reverse("workshops:board", args=[world.workshop.pk])
    factories.carry(client, world.cleo_code)
    page = client.get(board).content.decode()
    assert "Från bord ett" not in page and "Väntar på er orts svar" in page
    pacing.close_writing(exercise=world.there, by=None, at=NOON)
    assert "Från bord ett" in client.get(board).content.decode()


def test_a_listener_reads_what_is_let_out_and_nothing_else(world, client):
    client.force_login(factories.make_member(lab=world.lab, role="listener"))
    board = reverse("workshops:board", args=[world.workshop.pk])
    notes = reverse("workshops:notes", args=[world.workshop.pk])
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    assert "Från bord" not in client.get(board).content.decode()
    assert "Från bord" not in client.get(notes).content.decode()
    step = shown(world.step)
    assert "Från bord ett" in client.get(notes).content.decode()
    assert "Från bord två" not in client.get(notes).content.decode()
    release(exercise=step, by=None, at=NOON)
    page = client.get(board).content.decode()
    assert "Från bord ett" in page and "Från bord två" not in page and "Från Västmark" not in page


DOORS = ["workshops:take_part", "workshops:board", "workshops:clock"]


@pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_one_table_reads_no_other_by_page_fragment_or_stream(world, client, htmx):
    factories.carry(client, world.code)
    groups.show_to_group(exercise=world.step, group=world.two, shown=True, by=None, at=NOON)
    for name in DOORS:
        answer = client.get(reverse(name, args=[world.workshop.pk]), follow=True, **htmx)
        assert "Från bord två" not in answer.content.decode() and "Från Västmark" not in answer.content.decode()
    earlier = reverse("workshops:earlier", args=[world.workshop.pk, world.step.pk])
    assert client.get(earlier).status_code == 404
    page = client.get(reverse("workshops:take_part", args=[world.workshop.pk])).content.decode()
    assert f"group:{world.two.pk}" not in page and f"site:{world.b.pk}" not in page


def test_one_table_cannot_answer_for_another(world, client):
    factories.carry(client, world.code)
    groups.show_to_group(exercise=world.step, group=world.two, shown=True, by=None, at=NOON)
    there = reverse("workshops:stand_by", args=[world.workshop.pk, world.step.pk])
    assert client.post(there, {"stammer": "1"}).status_code == 404
    groups.show_to_group(exercise=world.step, group=world.one, shown=True, by=None, at=NOON)
    client.post(there, {"stammer": "1"})
    assert texts(shown_notes(shown(world.step))) == ["Från bord ett"]


def test_no_words_lie_on_the_wire(world):
    from hlab.live.models import Event

    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    release(exercise=shown(world.step), by=None, at=NOON)
    assert not any("Från" in str(event.data) for event in Event.objects.all())


def test_the_board_says_where_each_site_stands(world):
    factories.make_member(lab=world.lab, role="analyst")
    groups.confirm(exercise=world.step, group=world.one, by=world.ann, at=NOON)
    release(exercise=shown(world.step), by=None, at=NOON)
    viewer = type("V", (), {"memo": {"participations": {}}, "receipt": None, "user": None, "is_staff": False})()
    viewer.memo["roles"] = {world.lab.pk: {"analyst"}}
    first = board_of(world.workshop, viewer)[0]
    assert [cell["state"] for cell in first["sites"]] == ["released", "hidden", "ahead"]


def test_table_notes_need_a_table(world):
    assert not table_notes(world.step, None).exists()
