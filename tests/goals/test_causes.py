"""What caused each change, and what differs between two versions, word by word."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from goals.actions.causes import put_causes
from goals.actions.checks import record_check
from goals.actions.hiding import hide_version
from goals.actions.status import freeze, publish
from goals.actions.versions import change_draft, start_new_version
from goals.models import ChangeCause, Judgement
from goals.queries import page_data
from hlab.core.errors import RuleBroken
from tests import factories
from tests.goals.conftest import LATER
from tests.goals.test_pages import url
from workshops.actions.contributions import withdraw

NEXT = {"title": "Jag berättar bara en gång", "what_changed": "Rubriken.", "why_changed": "En invändning."}


@pytest.fixture
def tried(public, lead, lab, check):
    """The public version, tried: a check, and an answer of which the words are a shown note."""
    record_check(version=public, by=lead, at=LATER, **check)
    _workshop, step, said = factories.make_room(people=2, lab=lab)
    return Judgement.objects.create(
        version=public, exercise=step, participation=said[0].participation, answer="partly", missing=said[0],
        wording=said[1], at=LATER,
    )  # fmt: skip


@pytest.fixture
def second(public, lead, tried):
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    return change_draft(version=new, row_version=1, by=lead, at=LATER, **NEXT)


def put(version, lead, remarks=None, editorial=None):
    return put_causes(version=version, remarks=remarks or {}, editorial=editorial, by=lead, at=LATER)


def test_a_later_version_is_not_frozen_before_its_causes_are_said(second, tried, lead):
    with pytest.raises(RuleBroken) as broken:
        freeze(version=second, by=lead, at=LATER)
    assert broken.value.field == "causes"
    check = second.goal.versions.get(number=1).checks.get()
    assert put(second, lead, {f"answer-{tried.pk}": " Rubriken "}, ["Ett komma.", " "]) == 2
    assert put(second, lead, {f"check-{check.pk}": "Tonen."}) == 3
    assert put(second, lead, {f"answer-{tried.pk}": ""}) == 2  # the others stay
    assert [(row.text, row.is_editorial) for row in second.causes.all()] == [("Tonen.", False), ("Ett komma.", True)]
    frozen = freeze(version=second, by=lead, at=LATER)
    for act in (lambda: frozen.causes.all().delete(), lambda: factories.make_cause(version=frozen)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(RuleBroken):
        put(frozen, lead, editorial=["x"])


def test_only_remarks_on_the_version_before_can_be_pointed_at(second, draft, tried, lead):
    other = factories.make_published_goal(lab=second.goal.lab).checks.get()
    for key in (f"check-{other.pk}", "answer-0", "answer-x", "annat", f"check-{10**30}"):
        with pytest.raises(RuleBroken):
            put(second, lead, {key: "Ord"})
    with pytest.raises(RuleBroken):
        put(second, lead, {f"answer-{tried.pk}": "x" * 301})
    with pytest.raises(RuleBroken):
        put(second.goal.versions.get(number=1), lead, editorial=["x"])
    check = second.goal.versions.get(number=1).checks.get()
    for fields in ({"judgement": tried, "check_record": check}, {"text": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ChangeCause.objects.create(version=second, **({"text": "x"} | fields))


def test_remarks_are_read_and_answered_on_a_page_of_their_own(second, tried, client_of, lead, editor):
    check = second.goal.versions.get(number=1).checks.get()
    signed = client_of(lead)
    page = signed.get(url("causes", second)).content.decode()
    assert tried.missing.text in page and tried.wording.text in page and check.how in page
    long = signed.post(url("causes", second), {f"answer-{tried.pk}": "x" * 301, "editorial": ""})
    assert long.status_code == 422 and "x" * 301 in long.content.decode()
    data = {f"answer-{tried.pk}": "Rubriken.", f"check-{check.pk}": "", "editorial": "Ett komma.\nEn punkt."}
    assert signed.post(url("causes", second), data).url == url("edit", second)
    assert second.causes.count() == 3
    withdraw(contribution=tried.missing, by=None, at=LATER)
    page = client_of(editor).get(url("causes", second)).content.decode()
    assert tried.missing.text not in page and tried.wording.text in page
    assert signed.get(url("causes", second.goal.versions.get(number=1))).status_code == 302


def test_two_published_versions_side_by_side_and_a_hidden_one_tells_nothing(second, tried, lead, client):
    first = second.goal.versions.get(number=1)
    there = reverse("goals:changes", args=[first.goal.slug, 1, 2])
    assert client.get(there).status_code == 404
    put(second, lead, {f"answer-{tried.pk}": "Rubriken blev kortare"}, ["Ett komma"])
    publish(version=second, by=lead, at=LATER)
    page = client.get(there).content.decode()
    assert "<del>" in page and "<ins>" in page and "Borttaget:" in page and "Tillagt:" in page
    assert "Rubriken blev kortare" in page and "Efter en synpunkt när version 1 prövades." in page
    assert "Redaktionell ändring." in page and tried.missing.text not in page
    public = render_to_string("goals/_public.html", page_data(first.goal))
    assert "Rubriken blev kortare. Efter en synpunkt" in public and there in public
    for first_number, second_number in ((2, 1), (1, 1), (1, 3)):
        asked = reverse("goals:changes", args=[first.goal.slug, first_number, second_number])
        assert client.get(asked).status_code == 404
    hide_version(version=first, reason="En person kunde kännas igen.", by=lead, at=LATER)
    gone = client.get(there)
    page = gone.content.decode()
    assert gone.status_code == 410 and "En person kunde kännas igen." in page and "<del>" not in page
    assert NEXT["what_changed"] not in page and first.title not in page
    assert there not in render_to_string("goals/_public.html", page_data(first.goal))
