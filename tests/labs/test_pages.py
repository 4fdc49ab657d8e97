"""The staff pages of labs, as people use them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hlab.labs import rooms
from hlab.labs.actions.actor_map import put_actor, put_concept, put_initiative, remove
from hlab.labs.models import Actor, Concept, Lab
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
ACT = {"by": None, "at": NOON}


def url(name: str, lab: Lab, *rest) -> str:
    return reverse(f"labs:{name}", args=[lab.pk, *rest])


def fill(lab: Lab, rows: int) -> None:
    for number in range(rows):
        organisation = factories.make_organisation()
        put_actor(
            lab=lab, name=f"Aktör {number}", does="Hjälper", kind="state", status="invited", organisation=organisation,
            **ACT,
        )  # fmt: skip
        put_initiative(lab=lab, title=f"Arbete {number}", owner="Någon", state="ongoing", **ACT)
        put_concept(lab=lab, term=f"Ord {number}", **ACT)
        factories.make_member(lab=lab, role="analyst", organisation=organisation)
        factories.make_workshop(lab=lab)
        lab.principals.add(factories.make_organisation(kind="region"))


PARTS = ("change", "frame", "principals", "add_member", "add_actor", "add_initiative", "words")


@pytest.mark.parametrize("name", PARTS)
def test_only_the_lead_and_the_administrator_change_a_lab(
    client_of, lab, lead, listener, administrator, outsider, name
):
    address = url(name, lab)
    assert client_of(lead).get(address).status_code == 200
    assert client_of(administrator).get(address).status_code == 200
    for role in ("facilitator", "table_host", "analyst", "editor"):
        assert client_of(factories.make_member(lab=lab, role=role)).get(address).status_code == 403
    assert client_of(listener).get(address).status_code == 403
    assert client_of(listener).post(address, {}).status_code == 403
    for stranger in (outsider, factories.make_member(lab=factories.make_lab(), role="lead")):
        assert client_of(stranger).get(address).status_code == 404
        assert client_of(stranger).post(address, {}).status_code == 404
    assert client_of().get(address)["Location"].startswith("/konto/login/")


def test_all_members_see_the_lab_and_only_the_lead_sees_ways_to_change_it(client_of, lab, lead, listener, outsider):
    ways = ("Ändra frågan och syftet", "Lägg till en aktör", "Lägg till en person", "Se vad som har hänt")
    theirs = client_of(listener).get(url("detail", lab)).content.decode()
    mine = client_of(lead).get(url("detail", lab)).content.decode()
    assert lab.question in theirs and "Socialtjänsten" in theirs
    assert all(way in mine and way not in theirs for way in ways)
    assert client_of(outsider).get(url("detail", lab)).status_code == 404


def test_the_desk_says_what_it_holds_and_folds_what_is_long_on_a_phone(client_of, lab, lead):
    fill(lab, 6)
    page = BeautifulSoup(client_of(lead).get(url("detail", lab)).content.decode(), "html.parser")
    ways = page.select(".contents a")
    sections = page.select("section.knot")
    assert [way["href"] for way in ways] == [f"#{one['id']}" for one in sections], "every section, in its order"
    assert [way.get_text() for way in ways] == [one.h2.get_text() for one in sections]
    sessions = page.find(id="rum-workshops")
    first, rest = sessions.select("ul.rows")
    assert len(first.find_all("li")) == 3 and not first.find_parent("details")
    assert len(rest.find_all("li")) == 3 and rest.find_parent("details")["class"] == ["fold"]
    assert rest.find_parent("details").summary.get_text() == "Visa 3 till: verkstäder"


def test_a_short_list_on_the_desk_is_not_folded(client_of, lab, lead):
    fill(lab, 4)
    page = BeautifulSoup(client_of(lead).get(url("detail", lab)).content.decode(), "html.parser")
    assert not page.find(id="rum-workshops").find("details")


def test_a_phone_with_a_receipt_is_shown_the_log_in(phone, lab):
    client, _place = phone()
    assert client.get(url("detail", lab))["Location"].startswith("/konto/login/")


class TestMine:
    def test_my_labs_with_my_roles(self, client_of, lab):
        member = factories.make_member(lab=lab, role="analyst")
        factories.make_member(lab=lab, user=member, role="lead")
        hidden = factories.make_lab()
        page = client_of(member).get(reverse("labs:mine")).content.decode()
        assert lab.name in page and "labbansvarig, analytiker" in page
        assert hidden.name not in page and "Starta ett labb" not in page

    def test_an_administrator_sees_every_lab(self, client_of, lab, administrator):
        page = client_of(administrator).get(reverse("labs:mine")).content.decode()
        assert lab.name in page and "systemförvaltare" in page and "Starta ett labb" in page

    def test_nothing_yet_is_said_kindly(self, client_of, outsider):
        assert "inte med i något labb ännu" in client_of(outsider).get(reverse("labs:mine")).content.decode()

    def test_a_room_adds_one_line_for_all_labs(self, client_of, lab, lead, monkeypatch):
        asked = []

        def line(ids, viewer):
            asked.append(list(ids))
            return dict.fromkeys(ids, "Två resor")

        monkeypatch.setitem(rooms._lines, "resor", line)
        assert "Två resor" in client_of(lead).get(reverse("labs:mine")).content.decode()
        assert asked == [[lab.pk]]


class TestCreating:
    FIELDS = {
        "name": "Ung och väntar", "question": "Vad händer i väntan?", "purpose": "Att förstå.", "people": "Unga",
        "level": "meso",
    }  # fmt: skip

    def test_by_an_administrator_for_somebody_else(self, client_of, administrator, outsider):
        answer = client_of(administrator).post(reverse("labs:create"), self.FIELDS | {"email": outsider.email.upper()})
        lab = Lab.objects.get()
        assert answer["Location"] == url("detail", lab)
        assert list(lab.memberships.values_list("user", "role")) == [(outsider.pk, "lead")]
        page = client_of(outsider).get(url("detail", lab)).content.decode()
        assert "Innan en verkstad kan öppnas behöver ni" in page
        for part in ("frame", "add_actor", "principals"):
            assert f'href="{url(part, lab)}"' in page

    def test_by_nobody_else(self, client_of, lead, site_editor):
        for user in (lead, site_editor):
            client = client_of(user)
            assert client.get(reverse("labs:create")).status_code == 404
            assert client.post(reverse("labs:create"), self.FIELDS).status_code == 404
        assert Lab.objects.count() == 1

    def test_an_address_without_account_is_said_at_its_field(self, client_of, administrator):
        answer = client_of(administrator).post(reverse("labs:create"), self.FIELDS | {"email": "ingen@example.se"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "Det finns inget öppet konto med den adressen" in page
        assert 'value="Ung och väntar"' in page


class TestChanging:
    def test_what_is_open_and_decided(self, client_of, lab, lead):
        client = client_of(lead)
        answer = client.post(
            url("frame", lab),
            {"row_version": 1, "open_scope": "Allt\r\nutom", "closed_scope": "Budgeten", "decider": "Nämnden",
             "decision_by": "2027-02-15"},
        )  # fmt: skip
        assert answer["Location"] == url("detail", lab) + "#ram"
        page = client.get(url("detail", lab)).content.decode()
        assert "Budgeten" in page and "Nämnden, senast 15 februari 2027" in page

    def test_two_at_once_get_both_texts_and_can_go_on(self, client_of, lab, lead):
        client = client_of(lead)
        fields = {"name": lab.name, "purpose": "Syfte", "people": "Unga", "level": "meso", "row_version": 1}
        client.post(url("change", lab), fields | {"question": "Deras fråga?"})
        answer = client.post(url("change", lab), fields | {"question": "Min <b>fråga</b>?"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Frågan: Deras fråga?" in page and "Frågan: Min &lt;b&gt;fråga&lt;/b&gt;?" in page
        assert 'value="Min &lt;b&gt;fråga&lt;/b&gt;?"' in page
        assert "Någon hann före dig" in page and "behöver rättas" not in page
        version = re.search(r'name="row_version" value="(\d+)"', page)[1]
        done = client.post(url("change", lab), fields | {"question": "Min fråga?", "row_version": version})
        assert done.status_code == 302
        assert Lab.objects.get().question == "Min fråga?"

    @pytest.mark.parametrize("version", ["", "x", "0", "99"])
    def test_a_page_that_does_not_say_what_it_saw_never_overwrites(self, client_of, lab, lead, version):
        fields = {"name": "Nytt", "question": "?", "purpose": "S", "people": "U", "level": "meso"}
        answer = client_of(lead).post(url("change", lab), fields | {"row_version": version})
        assert answer.status_code in (409, 422)
        assert Lab.objects.get().name == lab.name

    def test_errors_name_the_field_and_keep_the_text(self, client_of, lab, lead):
        answer = client_of(lead).post(
            url("change", lab), {"row_version": 1, "name": "x" * 121, "question": "", "purpose": "Kvar"}
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert re.search(r'href="#id_question">Frågan', page) and "Kvar" in page
        assert 'aria-invalid="true"' in page


class TestPeople:
    def test_added_and_removed_after_a_question(self, client_of, lab, lead, outsider):
        client = client_of(lead)
        client.post(url("add_member", lab), {"email": outsider.email, "role": "table_host"})
        row = outsider.memberships.get()
        address = url("remove_member", lab, row.pk)
        page = client.get(address).content.decode()
        assert "Samtalsledare" in page and outsider.memberships.exists()
        client.post(address)
        assert not outsider.memberships.exists()

    def test_the_last_lead_stays_and_is_told_why(self, client_of, lab, lead):
        answer = client_of(lead).post(url("remove_member", lab, lead.memberships.get().pk))
        assert answer.status_code == 409
        assert "ensam labbansvarig" in answer.content.decode() and lead.memberships.exists()

    @pytest.mark.parametrize("email", ["", "ingen@example.se", "inte en adress"])
    def test_nobody_unknown(self, client_of, lab, lead, email):
        assert client_of(lead).post(url("add_member", lab), {"email": email, "role": "lead"}).status_code == 422
        assert lab.memberships.count() == 1

    def test_principals_by_name_and_a_reason(self, client_of, lab, lead):
        region = factories.make_organisation(kind="region", name="Region Påhittad")
        client = client_of(lead)
        assert "Region Påhittad" in client.get(url("principals", lab)).content.decode()
        client.post(url("principals", lab), {"organisation": "region PÅHITTAD"})
        assert region in lab.principals.all()
        assert client.post(url("principals", lab), {"organisation": "Socialstyrelsen"}).status_code == 422
        client.post(url("drop_principal", lab, region.pk))
        assert region not in lab.principals.all()
        client.post(url("principals", lab), {"single_principal_reason": "För att", "row_version": 1})
        assert Lab.objects.get().single_principal_reason == "För att"


class TestParts:
    ACTOR = {"name": "Grannen", "does": "Ringer på", "kind": "person", "status": "named"}

    def test_an_actor_comes_changes_and_goes(self, client_of, lab, lead):
        client = client_of(lead)
        client.post(url("add_actor", lab), self.ACTOR)
        actor = Actor.objects.get(name="Grannen")
        page = client.get(url("detail", lab)).content.decode()
        assert "Ringer på" in page and "Finns runt personen" in page and "<svg" in page
        address = url("change_actor", lab, actor.pk)
        assert 'value="Grannen"' in client.get(address).content.decode()
        client.post(address, self.ACTOR | {"status": "joined", "row_version": 1})
        assert client.post(address, self.ACTOR | {"row_version": 1}).status_code == 409
        assert Actor.objects.get(pk=actor.pk).status == "joined"
        remove = url("remove_actor", lab, actor.pk)
        assert "Ta bort Grannen ur kartan?" in client.get(remove).content.decode()
        client.post(remove)
        assert not Actor.objects.filter(pk=actor.pk).exists()

    def test_the_same_name_twice_is_said_at_its_field(self, client_of, lab, lead):
        answer = client_of(lead).post(url("add_actor", lab), self.ACTOR | {"name": "Socialtjänsten"})
        assert answer.status_code == 422 and "Aktören finns redan i kartan." in answer.content.decode()

    def test_work_that_goes_on(self, client_of, lab, lead):
        client = client_of(lead)
        fields = {"title": "Mobilt team", "owner": "Regionen", "state": "ongoing"}
        client.post(url("add_initiative", lab), fields)
        row = lab.initiatives.get()
        client.post(url("change_initiative", lab, row.pk), fields | {"title": "Teamet", "row_version": 1})
        assert "Teamet" in client.get(url("detail", lab)).content.decode()
        client.post(url("remove_initiative", lab, row.pk))
        assert not lab.initiatives.exists()

    def test_words_new_taken_over_and_let_go(self, client_of, lab, lead):
        put_concept(lab=factories.make_lab(), term="Nära vård", definition="Inte ett hus.", **ACT)
        client = client_of(lead)
        client.post(url("words", lab), {"term": "Samsjuklighet", "definition": "", "source": ""})
        assert "Ingen gemensam betydelse" in client.get(url("detail", lab)).content.decode()
        assert "Inte ett hus." in client.get(url("words", lab), {"q": "nä"}).content.decode()
        other = Concept.objects.get(term="Nära vård")
        client.post(url("use_word", lab, other.pk))
        client.post(url("drop_word", lab, lab.concepts.get(term="Samsjuklighet").pk))
        assert list(lab.concepts.all()) == [other]

    def test_words_of_a_lab_that_is_not_public_are_for_its_own_people(self, client_of, lab, lead, administrator):
        secret = factories.make_lab(is_public=False)
        word = put_concept(lab=secret, term="Hemligord", definition="Bara här.", **ACT)
        dropped = put_concept(lab=secret, term="Hemligare", definition="Inte ens här.", **ACT)
        remove(lab=secret, row=dropped, **ACT)
        client = client_of(lead)
        assert "Heml" not in client.get(url("words", lab)).content.decode()
        for row in (word, dropped):
            assert client.post(url("use_word", lab, row.pk)).status_code == 404
        assert not lab.concepts.exists()
        assert "Hemligord" in client_of(administrator).get(url("words", lab)).content.decode()
        factories.make_member(lab=secret, user=lead, role="listener")
        page = client.get(url("words", lab)).content.decode()
        assert "Hemligord" in page and "Hemligare" not in page
        for _tap in range(2):
            assert client.post(url("use_word", lab, word.pk)).status_code == 302
        assert list(lab.concepts.all()) == [word]

    def test_a_word_with_another_meaning_is_refused_and_kept_in_the_form(self, client_of, lab, lead):
        put_concept(lab=factories.make_lab(), term="Sjukhus", definition="Ett hus", **ACT)
        answer = client_of(lead).post(url("words", lab), {"term": "Sjukhus", "definition": "En plats", "source": ""})
        assert answer.status_code == 422 and "En plats" in answer.content.decode()

    @pytest.mark.parametrize("name", ["change_actor", "remove_actor", "change_initiative", "remove_initiative",
                                      "remove_member", "drop_principal", "drop_word"])  # fmt: skip
    def test_a_row_of_another_lab_does_not_exist_here(self, client_of, lab, lead, name):
        other = factories.make_lab()
        fill(other, 1)
        row = {
            "actor": other.actors.first(), "initiative": other.initiatives.first(), "word": other.concepts.first(),
            "member": other.memberships.first(), "principal": other.principals.first(),
        }[name.split("_")[1]]  # fmt: skip
        client = client_of(lead)
        for pk in (row.pk, 999_999):
            assert client.get(url(name, lab, pk)).status_code == 404
            assert client.post(url(name, lab, pk), {"name": "x", "does": "x", "title": "x"}).status_code == 404

    def test_nothing_is_removed_by_opening_a_page(self, client_of, lab, lead):
        actor = lab.actors.get()
        assert client_of(lead).get(url("remove_actor", lab, actor.pk)).status_code == 200
        assert client_of(lead).post(url("use_word", lab, 999_999)).status_code == 404
        assert client_of(lead).get(url("use_word", lab, 999_999)).status_code == 405
        assert lab.actors.exists()


@pytest.mark.parametrize("rows", [1, 20])
def test_pages_cost_the_same_at_one_row_and_at_twenty(client_of, lab, lead, rows, django_assert_max_num_queries):
    fill(lab, rows)
    client = client_of(lead)
    for name in ("detail", *PARTS):
        with django_assert_max_num_queries(
            16
        ):  # each room that tells of the lab asks once, and the last is the sixteenth
            assert client.get(url(name, lab)).status_code == 200


@pytest.mark.parametrize("rows", [1, 20])
def test_mina_labb_costs_the_same_at_one_lab_and_at_twenty(client_of, rows, django_assert_max_num_queries):
    member = factories.make_user()
    for _ in range(rows):
        lab = factories.make_lab()
        factories.make_member(lab=lab, user=member, role="lead")
        factories.make_workshop(lab=lab)
    client = client_of(member)
    with django_assert_max_num_queries(11):
        assert client.get(reverse("labs:mine")).content.decode().count("Du är") == rows
