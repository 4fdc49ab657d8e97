"""What has happened in a lab, and on the site, as those who may know read it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from goals.enums import GoalStatus
from hlab.core import trail
from hlab.core.actions.audit import record
from hlab.labs.actions.actor_map import put_actor, put_concept, put_initiative
from hlab.labs.models import Lab
from tests import factories
from tests.factories import NOON
from workshops.actions.contributions import hold_note, withdraw

pytestmark = pytest.mark.django_db
ACT = {"by": None, "at": NOON}


def url(name: str, lab: Lab) -> str:
    return reverse(f"labs:{name}", args=[lab.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [("lead", 200), ("facilitator", 200), ("analyst", 200), ("editor", 403), ("listener", 403), ("table_host", 403)],
)
def test_who_works_with_what_was_said_may_see_what_happened(client_of, lab, lead, role, status):
    client = client_of(factories.make_member(lab=lab, role=role))
    assert client.get(url("history", lab)).status_code == status
    assert (url("history", lab) in client.get(url("detail", lab)).content.decode()) == (status == 200)


def test_a_stranger_learns_nothing_and_an_administrator_sees_it(client_of, lab, outsider, administrator):
    assert client_of(outsider).get(url("history", lab)).status_code == 404
    assert client_of(administrator).get(url("history", lab)).status_code == 200


def test_an_event_tells_what_it_was_about_and_never_what_somebody_said(client_of, lab, lead):
    _workshop, step, notes = factories.make_room(people=2, lab=lab, title="Verkstaden i mars")
    hold_note(contribution=notes[0], reason="other", **ACT)
    withdraw(contribution=notes[1], **ACT)
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes[:1], title="Jag vet vem")
    hold_note(contribution=notes[1], reason="other", **ACT)
    actor = put_actor(lab=lab, name="Grannen", does="Märker", kind="person", **ACT)
    put_initiative(lab=lab, title="Kvällsmottagning", owner="Kommunen", **ACT)
    put_concept(lab=lab, term="Mellanrum", **ACT)
    record(act="goal.published", subject=version, by=lead, at=NOON, lab_id=lab.pk, number=1)
    record(act="actor.removed", subject="actor:999999", by=lead, at=NOON, lab_id=lab.pk)
    page = client_of(lead).get(url("history", lab)).content.decode()
    for what, about in (
        ("En målbild publicerades, version 1", "Jag vet vem"),
        ("En verkstad öppnades", "Verkstaden i mars"),
        ("Lapparna visades för gruppen", step.title),
        ("En lapp fångades upp för genomläsning", step.title),
        ("Någon tog tillbaka en lapp", step.title),
        ("En aktör lades till i kartan", actor.name),
        ("Ett pågående arbete lades till", "Kvällsmottagning"),
        ("Ett ord lades till i ordlistan", "Mellanrum"),
    ):
        assert f"{what}: <strong>{about}</strong>" in page, what
    assert "En aktör togs bort ur kartan</td>" in page
    assert not any(note.text in page for note in notes)


@pytest.mark.parametrize("many", [1, 6])
def test_it_costs_the_same_however_many_things_it_is_about(client_of, lab, lead, many, django_assert_num_queries):
    for number in range(many):
        factories.make_room(people=2, lab=lab)
        put_actor(lab=lab, name=f"Aktör {number}", does="Hjälper", kind="state", **ACT)
        factories.make_member(lab=lab, role="analyst")
    client = client_of(lead)
    with django_assert_num_queries(7):
        assert client.get(url("history", lab)).status_code == 200


def test_acts_in_words_with_names_of_colleagues_only(client_of, lab, lead, phone):
    client = client_of(lead)
    guest = factories.make_user(first_name="Robin", last_name="Ek")
    client.post(url("add_member", lab), {"email": guest.email, "role": "listener"})
    _phone, place = phone()
    record(act="okänd.sak", subject=lab, by=place, at=NOON, lab_id=lab.pk)
    record(act="lab.changed", subject=lab, by=None, at=NOON + timedelta(hours=1), lab_id=lab.pk)
    page = client.get(url("history", lab)).content.decode()
    assert "Någon fick rollen Lyssnare: <strong>Robin Ek</strong>" in page and str(lead) in page
    assert "Annan händelse (okänd.sak)" in page and "En deltagare" in page
    assert "Labbets beskrivning ändrades" in page and "Hälsolabb självt" in page


def test_a_whole_room_that_comes_in_is_one_line(client_of, lab, lead):
    for second in range(59):
        record(act="lab.changed", subject=lab, by=None, at=NOON + timedelta(seconds=second), lab_id=lab.pk)
    page = client_of(lead).get(url("history", lab), {"page": 2}).content.decode()
    assert page.count("Labbets beskrivning ändrades") == 1 and "(9 gånger)" in page


def test_every_act_of_every_room_has_words():
    """What the rooms write is found in their code."""
    root = Path(__file__).resolve().parents[2]
    folders = ("hlab/accounts/actions", "hlab/cms/actions", "hlab/labs/actions", "workshops/actions", "goals/actions")
    files = [path for folder in folders for path in (root / folder).glob("*.py")]
    source = "".join(path.read_text() for path in files)
    acts = set(re.findall(r'"((?:lab|principal|member|actor|initiative|concept|workshop|step|participation|'
                          r'contributions?|cluster|notes|goal)\.[a-z_]+)"', source))  # fmt: skip
    acts |= {f"goal.{status}" for status in GoalStatus.values} - {"goal.draft"}
    assert len(acts) > 30
    assert sorted(act for act in acts if act not in trail._ACTS) == []


def test_only_this_lab_and_page_by_page(client_of, lab, lead):
    other = factories.make_lab()
    record(act="lab.created", subject=other, by=None, at=NOON, lab_id=other.pk)
    for minute in range(60):
        record(act="lab.changed", subject=lab, by=lead, at=NOON + timedelta(minutes=minute), lab_id=lab.pk)
    client = client_of(lead)
    first = client.get(url("history", lab)).content.decode()
    second = client.get(url("history", lab), {"page": 2}).content.decode()
    assert first.count("Labbets beskrivning ändrades") == 50
    assert second.count("Labbets beskrivning ändrades") == 10
    assert "Labbet startades" not in first + second


def test_the_sites_own_trail_tells_of_accounts_roles_and_organisations(client_of, lab, administrator, outsider):
    client, there = client_of(administrator), reverse("accounts:history")
    client.post(reverse("accounts:person", args=[outsider.pk]), {"site_role": "editor"})
    client.post(reverse("accounts:organisations"), {"name": "Utredningen X", "kind": "inquiry"})
    record(act="lab.changed", subject=lab, by=None, at=NOON, lab_id=lab.pk)
    page = client.get(there).content.decode()
    assert f"Ny webbplatsroll: Redaktör: <strong>{outsider}</strong>" in page
    assert "En organisation lades till: <strong>Utredningen X</strong>" in page
    assert str(administrator) in page and "Labbets beskrivning ändrades" not in page
    assert there in client.get(reverse("accounts:account")).content.decode()
    assert client_of(outsider).get(there).status_code == 404
    assert there not in client_of(outsider).get(reverse("accounts:account")).content.decode()
