"""How a målbild was tried: what anyone sees of it, what staff see, and what may be written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from goals.actions.checks import record_check
from goals.actions.status import validate
from goals.models import MemberCheck
from goals.queries import page_data, shown_checks
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER

ANSWERS = ("recognise", "partly", "not_recognise", "unknown")


def made(*answers, lived, **more):
    fields = {"held_on": NOON.date(), "how": "Ett samtal"} | dict(zip(ANSWERS, answers, strict=True)) | more
    return MemberCheck(lived_experience=lived, **fields)


def cells(check):
    (row,) = shown_checks([check])["rows"]
    return [cell["value"] for cell in row["cells"]]


def html(version):
    return render_to_string("goals/_public.html", page_data(version.goal))


def test_a_few_answers_are_told_in_words_only(public, lead, check):
    """2/0/1/0, one of them with own experience: nothing of that is on the page, but when and how is."""
    record_check(
        version=public, by=lead, at=LATER,
        **check | {"recognise": 2, "partly": 0, "lived_experience": 1, "dissent": "Jag vill välja."},
    )  # fmt: skip
    page = html(public)
    assert "För få svar för att visa. Vi gör så för att ingen ska kunna kännas igen." in page
    assert "Målbilden prövades 24 november 2026: Verkstad på biblioteket" in page
    assert "Jag vill välja." in page
    for gone in ("Känner igen", "Svar</th>", "<table", "<svg", "person med egen"):
        assert gone not in page


def test_the_same_check_is_told_in_full_to_staff(public, lead, check, client_of):
    record_check(version=public, by=lead, at=LATER, **check | {"recognise": 2, "partly": 0, "lived_experience": 1})
    page = client_of(lead).get(reverse("goals:version", args=[public.pk])).content.decode()
    assert '<td class="num" data-l="Känner igen">2</td>' in page
    assert '<td class="num" data-l="Egen erfarenhet eller närstående">1</td>' in page


def test_small_answers_take_one_more_with_them_and_are_words(public, lead, check):
    assert cells(made(20, 9, 0, 3, lived=15)) == [20, None, 0, None, 32, 15]
    record_check(
        version=public, by=lead, at=LATER,
        **check | {"recognise": 20, "partly": 9, "not_recognise": 0, "unknown": 3, "lived_experience": 15},
    )  # fmt: skip
    page = html(public)
    assert '<td class="hidden-cell" data-l="Delvis"><span>Dolt</span></td>' in page
    assert '<td class="num" data-l="Känner inte igen">0</td>' in page
    assert "Tal under 5 är dolda" in page
    assert "<svg" not in page


def test_how_many_speak_from_own_experience_is_hidden_when_few_do_or_few_do_not():
    assert cells(made(20, 0, 0, 0, lived=2))[-1] is None
    assert cells(made(20, 0, 0, 0, lived=18))[-1] is None
    assert cells(made(20, 0, 0, 0, lived=20))[-1] == 20
    assert cells(made(20, 0, 0, 0, lived=12))[-1] == 12


def test_where_every_answer_is_shown_they_are_drawn_and_written(public, lead, check):
    for answers in ((18, 7, 6, 0), (10, 0, 0, 5)):
        fields = dict(zip(ANSWERS, answers, strict=True))
        record_check(version=public, by=lead, at=LATER, **check | fields)
    page = html(public)
    assert page.count("<svg") == 2
    assert 'class="only-wide"' in page and 'class="only-narrow"' in page
    assert "De flesta känner igen sig, men inte alla" in page
    assert "28 av 46 känner igen sig, 7 delvis. 6 gör det inte." in page
    assert "24 november 2026: känner igen 18, delvis 7, känner inte igen 6, vet inte 0" in page
    assert '<summary>Visa som tabell<span class="vh">: De flesta' in page
    assert '<td class="num" data-l="Vet inte">5</td>' in page


def test_only_whole_checks_are_drawn_and_the_page_says_so(public, lead, check):
    for answers in ((18, 7, 6, 0), (10, 5, 1, 0)):
        record_check(version=public, by=lead, at=LATER, **check | dict(zip(ANSWERS, answers, strict=True)))
    data = page_data(public.goal)["checks"]
    assert [len(picture.bars) for picture in (data["chart"]["wide"], data["chart"]["narrow"])] == [1, 1]
    assert "Bara prövningar där alla svar kan visas är ritade." in html(public)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ((9, 0, 0, 0), "Alla känner igen sig"),
        ((9, 5, 0, 0), "De flesta känner igen sig"),
        ((19, 0, 5, 0), "De flesta känner igen sig, men inte alla"),
        ((5, 0, 9, 0), "De flesta känner inte igen sig"),
        ((6, 5, 6, 0), "Det går isär"),
    ],
)
def test_the_message_is_what_the_bars_say(answers, message):
    assert shown_checks([made(*answers, lived=9)])["chart"]["title"] == message


def test_the_public_page_of_a_version_that_nobody_has_tried_says_so(public):
    assert "Målbilden har inte prövats av andra" in html(public)


# --- What is written --------------------------------------------------------------------------


def test_the_form_says_that_it_becomes_public(client_of, lead, public):
    page = client_of(lead).get(reverse("goals:check", args=[public.pk])).content.decode()
    assert page.count("Blir publikt") == 2
    assert "ingen ska kunna kännas igen" in page
    assert "spara den ändå" not in page


@pytest.mark.parametrize("field", ["how", "dissent"])
def test_what_looks_personal_is_warned_of_once_and_can_be_saved(client_of, lead, public, check, field):
    there = reverse("goals:check", args=[public.pk])
    sent = check | {field: "Ring mig på 070-123 45 67"}
    response = client_of(lead).post(there, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "ett telefonnummer, och den blir publik" in page
    assert "Ring mig på 070-123 45 67" in page
    assert not public.checks.exists()
    assert 'type="checkbox" name="confirmed"' in page
    assert client_of(lead).post(there, sent | {"confirmed": "on"}).status_code == 302
    assert getattr(public.checks.get(), field) == sent[field]


def test_a_check_that_breaks_a_rule_is_not_saved_however_sure_one_is(public, lead, check):
    with pytest.raises(RuleBroken):
        record_check(version=public, by=lead, at=LATER, confirmed=True, **check | {"lived_experience": 0})
    assert not public.checks.exists()


def test_a_check_of_another_version_does_not_validate_this_one(public, lead, check):
    from goals.actions.status import publish
    from goals.actions.versions import change_draft, start_new_version

    record_check(version=public, by=lead, at=LATER, **check)
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    factories.make_cause(version=new)
    change_draft(version=new, row_version=1, what_changed="x", why_changed="y", by=lead, at=LATER)
    publish(version=new, by=lead, at=LATER + timedelta(hours=1))
    with pytest.raises(RuleBroken, match="Skriv först in en prövning"):
        validate(version=new, by=lead, at=LATER + timedelta(hours=2))
