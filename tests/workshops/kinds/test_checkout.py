"""Last words: one's own until one says otherwise, through every door (S43-R1)."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import factories
from workshops.actions.checking_out import check_out, throw_away
from workshops.actions.contributions import withdraw
from workshops.models import CheckOut, Contribution
from workshops.queries import contributions_of, notes_for_staff, usable_contributions

pytestmark = pytest.mark.django_db
NOON = factories.NOON
SECRET = "Att jag själv var den som väntade."


@pytest.fixture
def here(at):
    return at("checkout", title="Vad ser du nu?")


def test_what_is_kept_to_oneself_is_behind_no_door(here, phone, leader):
    client, place = phone(here.workshop)
    other, _place = phone(here.workshop)
    assert here.send(client, "spara", text=SECRET).status_code == 302
    assert SECRET in here.words(client)
    doors = {"lead": ("console", "stage", "notes"), "analyst": ("notes", "stage"), "listener": ("notes", "stage")}
    for state in ("open", "closed", "shown"):
        if state == "closed":
            here.close()
        if state == "shown":
            from workshops.actions.pacing import reveal

            reveal(exercise=here.step, by=None, at=NOON)
        for role, names in doors.items():
            viewer = leader(here, role)
            for name in names:
                assert SECRET not in here.words(viewer, name), (state, role, name)
        assert SECRET not in here.words(other)
    assert SECRET not in here.words(other, "earlier")
    assert SECRET not in here.words(client, "earlier")
    assert not Contribution.objects.exists()
    assert not usable_contributions(here.workshop.lab).exists()
    assert not notes_for_staff(here.workshop, in_full=[here.workshop.site.pk]).exists()
    assert SECRET in here.words(client), "still one's own"
    page = client.get(reverse("followup:receipt")).content.decode()
    assert SECRET in page
    assert "Bara du ser" in page
    assert SECRET not in other.get(reverse("followup:receipt")).content.decode()
    assert not contributions_of(place.receipt).exists()


def test_only_a_chosen_one_can_be_shown(here, phone, leader):
    client, _place = phone(here.workshop)
    other, _place = phone(here.workshop)
    here.send(client, "spara", text="Att vi är många.", shared="on")
    here.send(other, "spara", text=SECRET)
    assert "Att vi är många." not in here.words(other)
    assert [note.text for note in notes_for_staff(here.workshop, in_full=[here.workshop.site.pk])] == [
        "Att vi är många."
    ]
    here.show()
    for page in (here.words(other), here.words(leader(here), "stage"), here.words(other, "earlier")):
        assert "Att vi är många." in page
    assert SECRET not in here.words(client)
    assert SECRET not in here.words(leader(here), "stage")


def test_one_can_change_one_s_mind_both_ways_while_it_is_open(here, phone):
    client, _place = phone(here.workshop)
    here.send(client, "spara", text="Först för mig själv.")
    here.send(client, "spara", text="Sedan för alla.", shared="on", row_version=1)
    note = Contribution.objects.get()
    assert (note.text, note.withdrawn_at) == ("Sedan för alla.", None)
    assert here.page(client).select_one("#id_shared").has_attr("checked")
    here.send(client, "spara", text="Åter för mig själv.", row_version=2)
    note.refresh_from_db()
    assert note.withdrawn_at is not None
    assert note.text == "Sedan för alla.", "what became private was never put in the note"
    mine = CheckOut.objects.get()
    assert (mine.text, mine.is_shared, mine.note) == ("Åter för mig själv.", False, None)
    assert not here.page(client).select_one("#id_shared").has_attr("checked")
    here.send(client, "spara", text="Och för alla igen.", shared="on", row_version=3)
    assert Contribution.objects.filter(withdrawn_at=None).get().text == "Och för alla igen."


def test_the_box_is_not_ticked_from_the_start(here, phone):
    client, _place = phone(here.workshop)
    page = here.page(client)
    assert not page.select_one("#id_shared").has_attr("checked")
    assert "Bara du, om du inte kryssar i" in page.get_text()


def test_a_note_taken_back_elsewhere_is_one_s_own_again(here, phone):
    client, place = phone(here.workshop)
    here.send(client, "spara", text="För alla.", shared="on")
    withdraw(contribution=Contribution.objects.get(), by=place, at=NOON)
    assert CheckOut.objects.get().is_shared is False
    assert "Bara du ser det." in here.words(client)
    here.show()
    other, _place = phone(here.workshop)
    assert "För alla." not in here.words(other)


def test_the_words_can_be_thrown_away_also_after_the_step_has_closed(here, phone):
    client, place = phone(here.workshop)
    here.send(client, "spara", text="För alla.", shared="on")
    here.show()
    assert here.send(client, "kasta").status_code == 302
    assert not CheckOut.objects.exists()
    assert Contribution.objects.get().withdrawn_at is not None
    throw_away(exercise=here.step, participation=place, by=place, at=NOON)


def test_another_tab_gets_both_texts(here, phone):
    client, _place = phone(here.workshop)
    here.send(client, "spara", text="Från telefonen.")
    response = here.send(client, "spara", text="Från datorn.", row_version=0)
    assert response.status_code == 409
    said = response.content.decode()
    assert "Från telefonen." in said
    assert "Från datorn." in said
    assert CheckOut.objects.get().text == "Från telefonen."


def test_the_same_sent_three_times_is_one(here, phone):
    client, _place = phone(here.workshop)
    key = str(uuid.uuid4())
    for _ in range(3):
        assert here.send(client, "spara", text="En gång.", shared="on", key=key).status_code == 302
    assert CheckOut.objects.count() == Contribution.objects.count() == 1


def test_personal_details_are_held_when_shown_and_nobody_s_business_when_not(here, phone):
    client, _place = phone(here.workshop)
    said = "Eva på 070-123 45 67 hjälpte mig."
    assert here.send(client, "spara", text=said).status_code == 302
    assert here.send(client, "spara", text=said, shared="on", row_version=1).status_code == 422
    assert CheckOut.objects.get().is_shared is False
    here.send(client, "spara", text=said, shared="on", row_version=1, confirmed="1")
    assert Contribution.objects.get().hold == "personal"


@pytest.mark.parametrize(("text", "status"), [("", 422), ("x" * 601, 422)])
def test_what_cannot_be_kept_is_refused(here, phone, text, status):
    client, _place = phone(here.workshop)
    assert here.send(client, "spara", text=text).status_code == status
    assert not CheckOut.objects.exists()


def test_after_closing_nothing_more_is_written(here, phone):
    client, _place = phone(here.workshop)
    here.close()
    assert here.send(client, "spara", text="För sent.").status_code == 409
    assert not CheckOut.objects.exists()


def test_a_note_of_somebody_else_cannot_carry_one_s_words(here):
    place, other = (factories.make_participation(workshop=here.workshop) for _ in range(2))
    fields = {"client_key": uuid.uuid4(), "row_version": 0, "by": other, "at": NOON}
    theirs = check_out(exercise=here.step, participation=other, text="Hennes.", shared=True, **fields)
    mine = check_out(exercise=here.step, participation=place, text="Mitt.", shared=False, **fields)
    for row in ({"note": theirs.note}, {"text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckOut.objects.filter(pk=mine.pk).update(**row)


def test_a_new_step_starts_with_the_question(at, leader):
    here = at("pause")
    url = reverse("workshops:add_step_of", args=[here.workshop.pk, "checkout"])
    assert "Vad ser du nu som du inte såg i morse?" in leader(here).get(url).content.decode()
