"""The log: those who lead and follow write, a table host reads only their own, nobody changes another's."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.workshops.after.world import held, logged_in
from tests.workshops.sites.world import NOON
from workshops.actions.reflecting import change_reflection, reflect
from workshops.models import Reflection

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def world(freeze):
    freeze(NOON)
    return held()


def written(world, user, text="Det gick trögt i början", **fields):
    return reflect(workshop=world.workshop, key=uuid.uuid4(), day=TODAY, happened=text, by=user, at=NOON, **fields)


def log(client, world):
    return client.get(reverse("workshops:log", args=[world.workshop.pk]))


def test_an_entry_is_written_from_the_page_once(world, client):
    user = logged_in(client, world, "researcher")
    sent = {
        "day": "2026-11-24", "happened": "Mycket prat, få lappar", "quiet": ["lived", "relative"], "site": world.a.pk,
        "changed": "Vi bytte ordning", "learned": "Börja med bordet", "key": uuid.uuid4(),
    }  # fmt: skip
    for _twice in range(2):
        assert client.post(reverse("workshops:reflect", args=[world.workshop.pk]), sent).status_code == 302
    row = Reflection.objects.get()
    assert (row.user, row.site, row.quiet, row.learned) == (user, world.a, ["lived", "relative"], "Börja med bordet")
    text = log(client, world).content.decode()
    assert "Mycket prat, få lappar" in text and "Egen erfarenhet, Närstående" in text and "Norrdal" in text


@pytest.mark.parametrize("role", ["lead", "facilitator", "researcher"])
def test_those_with_right_to_the_log_read_everybodys(world, client, role):
    written(world, factories.make_member(lab=world.lab, role="table_host"))
    logged_in(client, world, role)
    assert "Det gick trögt" in log(client, world).content.decode()


def test_a_table_host_reads_their_own_only(world, client):
    written(world, factories.make_member(lab=world.lab, role="lead"), "Någon annans")
    written(world, logged_in(client, world, "table_host"), "Min egen")
    text = log(client, world).content.decode()
    assert "Min egen" in text and "Någon annans" not in text


@pytest.mark.parametrize("role", ["listener", "analyst", "editor"])
def test_others_do_not(world, client, role):
    written(world, factories.make_member(lab=world.lab, role="lead"))
    logged_in(client, world, role)
    assert log(client, world).status_code == 403
    assert client.get(reverse("workshops:reflect", args=[world.workshop.pk])).status_code == 403


def test_participants_never_see_it(world, client):
    written(world, factories.make_member(lab=world.lab, role="lead"))
    factories.carry(client, world.code)
    assert "/konto/login/" in log(client, world)["Location"]
    for name in ("workshops:take_part", "workshops:board"):
        assert "Det gick trögt" not in client.get(reverse(name, args=[world.workshop.pk])).content.decode()


def test_only_the_writer_changes_it(world, client):
    row = written(world, factories.make_member(lab=world.lab, role="table_host"))
    there = reverse("workshops:change_reflection", args=[row.pk])
    other = logged_in(client, world, "lead")
    assert client.get(there).status_code == client.post(there, {"happened": "x"}).status_code == 403
    with pytest.raises(RuleBroken, match="Bara den som skrev"):
        change_reflection(reflection=row, row_version=1, day=TODAY, happened="x", by=other, at=NOON)


def test_two_windows_lose_nothing(world, client):
    row = written(world, logged_in(client, world, "facilitator"))
    there = reverse("workshops:change_reflection", args=[row.pk])
    assert client.get(there).status_code == 200
    assert client.post(there, {"day": TODAY, "happened": "Först", "row_version": 1}).status_code == 302
    stale = client.post(there, {"day": TODAY, "happened": "Sedan", "row_version": 1})
    assert stale.status_code == 409 and "Först" in stale.content.decode() and "Sedan" in stale.content.decode()
    with pytest.raises(StaleEdit):
        change_reflection(reflection=row, row_version=1, day=TODAY, happened="x", by=row.user, at=NOON)


def test_bad_input(world):
    user = factories.make_member(lab=world.lab, role="lead")
    elsewhere = factories.make_workshop()
    for fields in (
        {"happened": " "}, {"happened": "x" * 2001}, {"day": TODAY + timedelta(days=1)}, {"site": elsewhere.site},
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            reflect(
                workshop=world.workshop, key=uuid.uuid4(), by=user, at=NOON,
                **({"happened": "Bra", "day": TODAY} | fields),
            )  # fmt: skip
    assert written(world, user, quiet=["lived", "ingen-sadan"]).quiet == ["lived"]


@pytest.mark.parametrize("number", [1, 30])
def test_few_questions(world, client, number, django_assert_max_num_queries):
    user = logged_in(client, world, "lead")
    for _ in range(number):
        written(world, user)
    with django_assert_max_num_queries(12):
        assert log(client, world).status_code == 200


def test_no_words_lie_in_the_trail(world):
    from hlab.core.models import AuditEvent

    written(world, factories.make_member(lab=world.lab, role="lead"), "Hemliga ord")
    assert not any("Hemliga" in str(row.facts) for row in AuditEvent.objects.all())
