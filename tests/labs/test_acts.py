"""What can be done to a lab, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from hlab.accounts.actions.users import deactivate_user
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from hlab.labs.actions.actor_map import link_concept, put_actor, put_concept, put_initiative, remove
from hlab.labs.actions.labs import change_lab, create_lab, readiness
from hlab.labs.actions.members import add_member, remove_member
from hlab.labs.actions.principals import add_principal, remove_principal
from hlab.labs.models import Actor, Concept, Initiative, Lab, Membership
from tests import factories
from tests.factories import NOON, make_lab, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db
ACT = {"by": None, "at": NOON}
WORDS = {"name": "Ung och väntar", "question": "Vad händer i väntan?", "purpose": "Att förstå.", "people": "Unga"}


def test_a_lab_begins_with_its_question_and_somebody_who_answers_for_it():
    user = make_user()
    lab = create_lab(by=user, at=NOON, **WORDS)
    twin = create_lab(by=user, at=NOON, **WORDS)
    assert (lab.slug, twin.slug) == ("ung-och-vantar", "ung-och-vantar-2")
    assert list(lab.memberships.values_list("user", "role")) == [(user.pk, "lead")]
    assert not lab.is_public


@pytest.mark.parametrize("field", ["name", "question", "purpose", "people"])
def test_a_lab_without_its_question_is_refused_at_the_field(field):
    with pytest.raises(RuleBroken) as broken:
        create_lab(**ACT, **(WORDS | {field: " \n\u200b "}))
    assert broken.value.field == field and not Lab.objects.exists()


class TestReadiness:
    def test_everything_is_missing_at_first(self):
        lab = create_lab(by=make_user(), at=NOON, **WORDS)
        assert len(readiness(lab)) == 5
        assert all(sentence.endswith(".") for sentence in readiness(lab))

    def test_nothing_is_missing_in_a_complete_lab(self):
        assert readiness(make_lab()) == []

    @pytest.mark.parametrize(
        ("field", "word"), [("open_scope", "öppet"), ("closed_scope", "bestämt"), ("decider", "beslutar")]
    )
    def test_each_part_of_the_declaration(self, field, word):
        (sentence,) = readiness(make_lab(**{field: "  "}))
        assert word in sentence

    def test_an_actor(self):
        lab = make_lab()
        lab.actors.all().delete()
        assert [s for s in readiness(lab) if "aktör" in s] == readiness(lab) != []

    def test_two_principals_or_a_reason(self):
        lab = make_lab()
        remove_principal(lab=lab, organisation=lab.principals.first(), **ACT)
        (sentence,) = readiness(lab)
        assert "huvudmän" in sentence
        lab = change_lab(lab=lab, row_version=1, single_principal_reason="Frågan rör bara regionen.", **ACT)
        assert readiness(lab) == []


class TestChanging:
    def test_the_second_to_save_is_told_both_texts_and_nothing_is_saved(self):
        lab = make_lab(question="Frågan från början?")
        change_lab(lab=lab, row_version=1, question="Deras fråga?", **ACT)
        with pytest.raises(StaleEdit) as stale:
            change_lab(lab=lab, row_version=1, question="Min fråga?", level="meso", **ACT)
        assert (stale.value.status, stale.value.row_version) == (409, 2)
        assert stale.value.yours == "Frågan: Min fråga?"
        assert stale.value.theirs == "Frågan: Deras fråga?"
        assert Lab.objects.get().question == "Deras fråga?"
        change_lab(lab=lab, row_version=2, question="Min fråga?", **ACT)
        assert Lab.objects.get().question == "Min fråga?"

    def test_only_what_is_given_is_changed(self):
        lab = make_lab(nobody_here="Lagen", decision_by=date(2027, 1, 1))
        change_lab(lab=lab, row_version=1, open_scope="Nytt", **ACT)
        row = Lab.objects.get()
        assert (row.open_scope, row.nobody_here, row.decision_by) == ("Nytt", "Lagen", date(2027, 1, 1))

    def test_a_declaration_nobody_would_read_is_refused(self):
        lab = make_lab()
        with pytest.raises(RuleBroken) as broken:
            change_lab(lab=lab, row_version=1, open_scope="ord " * 100, closed_scope="ord " * 51, **ACT)
        assert broken.value.field == "open_scope" and "151 ord" in str(broken.value)
        change_lab(lab=lab, row_version=1, open_scope="ord " * 100, closed_scope="ord " * 50, **ACT)

    def test_what_is_not_the_labs_own_word_cannot_be_set(self):
        lab = make_lab()
        change_lab(lab=lab, row_version=1, is_demo=True, slug="annan", **ACT)
        row = Lab.objects.get()
        assert not row.is_demo and row.slug == lab.slug


class TestPrincipals:
    def test_twice_is_once(self):
        lab, region = make_lab(complete=False), make_organisation(kind="region")
        for _ in range(2):
            add_principal(lab=lab, organisation=region, **ACT)
        assert list(lab.principals.all()) == [region]
        assert AuditEvent.objects.filter(act="principal.added").count() == 1

    def test_an_agency_is_no_principal(self):
        with pytest.raises(RuleBroken, match="region eller en kommun"):
            add_principal(lab=make_lab(), organisation=make_organisation(kind="agency"), **ACT)


class TestMembers:
    def test_several_roles_and_the_same_twice_is_once(self):
        lab, user = make_lab(), make_user()
        for role in ("facilitator", "analyst", "analyst"):
            add_member(lab=lab, user=user, role=role, **ACT)
        assert sorted(user.memberships.values_list("role", flat=True)) == ["analyst", "facilitator"]

    @pytest.mark.parametrize(("role", "closed"), [("boss", False), ("lead", True)])
    def test_no_such_role_and_no_closed_account(self, role, closed):
        user = make_user()
        if closed:
            deactivate_user(user=user, **ACT)
        with pytest.raises(RuleBroken):
            add_member(lab=make_lab(), user=user, role=role, **ACT)
        assert not Membership.objects.exists()

    def test_the_last_lead_stays(self):
        lab = make_lab()
        lead = make_member(lab=lab, role="lead")
        make_member(lab=lab, role="facilitator")
        make_member(lab=make_lab(), role="lead")
        deactivate_user(user=make_member(lab=lab, role="lead"), **ACT)
        with pytest.raises(RuleBroken, match="ensam labbansvarig"):
            remove_member(membership=lead.memberships.get(), **ACT)
        assert lead.memberships.exists()
        make_member(lab=lab, role="lead")
        remove_member(membership=lead.memberships.get(), **ACT)
        assert not lead.memberships.exists()


class TestActorMap:
    FIELDS = {"name": "Grannen", "does": "Ringer på", "kind": "person", "status": "named"}

    def test_added_changed_removed(self):
        lab = make_lab(complete=False)
        actor = put_actor(lab=lab, **ACT, **self.FIELDS)
        put_actor(lab=lab, actor=actor, row_version=1, **ACT, **(self.FIELDS | {"status": "joined"}))
        actor.refresh_from_db()
        assert (actor.status, actor.row_version) == ("joined", 2)
        with pytest.raises(StaleEdit) as stale:
            put_actor(lab=lab, actor=actor, row_version=1, **ACT, **(self.FIELDS | {"does": "Lyssnar"}))
        assert stale.value.yours.splitlines() == ["Vad gör den för personen: Lyssnar", "Läge: Finns runt personen"]
        assert stale.value.theirs.splitlines() == ["Vad gör den för personen: Ringer på", "Läge: Är med"]
        remove(lab=lab, row=actor, **ACT)
        assert not Actor.objects.exists()
        assert list(AuditEvent.objects.order_by("id").values_list("act", flat=True)) == [
            "actor.added", "actor.changed", "actor.removed",
        ]  # fmt: skip

    def test_a_name_stands_once_in_a_map(self):
        lab, other = make_lab(complete=False), make_lab(complete=False)
        put_actor(lab=lab, **ACT, **self.FIELDS)
        put_actor(lab=other, **ACT, **self.FIELDS)
        with pytest.raises(RuleBroken) as broken:
            put_actor(lab=lab, **ACT, **self.FIELDS)
        assert broken.value.field == "name" and Actor.objects.count() == 2

    @pytest.mark.parametrize("field", ["name", "does"])
    def test_nobody_is_in_the_map_without_doing_something(self, field):
        with pytest.raises(RuleBroken) as broken:
            put_actor(lab=make_lab(), **ACT, **(self.FIELDS | {field: "  "}))
        assert broken.value.field == field

    def test_ongoing_work(self):
        lab = make_lab()
        fields = {"title": "Mobilt team", "owner": "Regionen", "period": "", "state": "ongoing", "note": ""}
        row = put_initiative(lab=lab, **ACT, **fields)
        put_initiative(lab=lab, initiative=row, row_version=1, **ACT, **(fields | {"state": "ended"}))
        with pytest.raises(StaleEdit):
            put_initiative(lab=lab, initiative=row, row_version=1, **ACT, **fields)
        assert Initiative.objects.get().state == "ended"


class TestWords:
    def test_a_word_is_shared_between_labs(self):
        first, second = make_lab(), make_lab()
        word = put_concept(lab=first, term="Nära vård", definition="", source="", **ACT)
        assert put_concept(lab=second, term=" Nära vård ", **ACT) == word
        link_concept(lab=second, concept=word, **ACT)
        assert word.labs.count() == 2
        remove(lab=first, row=word, **ACT)
        assert list(word.labs.all()) == [second]

    def test_nobody_changes_a_meaning_behind_anothers_back(self):
        put_concept(lab=make_lab(), term="Sjukhus", definition="Ett hus", source="Regionen", **ACT)
        with pytest.raises(RuleBroken) as broken:
            put_concept(lab=make_lab(), term="Sjukhus", definition="En plats", source="Regionen", **ACT)
        assert broken.value.field == "source"
        put_concept(lab=make_lab(), term="Sjukhus", definition="En plats", source="Kommunen", **ACT)
        assert Concept.objects.count() == 2


def _twice(model, **fields):
    def write():
        for _ in range(2):
            model.objects.create(**{name: value() if callable(value) else value for name, value in fields.items()})

    return write


@pytest.mark.parametrize("broken", ["member", "actor", "concept", "slug"])
def test_the_database_refuses_doubles(broken):
    lab, user = make_lab(), make_user()
    writes = {
        "member": _twice(Membership, lab=lab, user=user, role="lead", added_at=NOON),
        "actor": _twice(Actor, lab=lab, name="Grannen", does="Ringer", kind="person"),
        "concept": _twice(Concept, term="Ord", source=""),
        "slug": lambda: factories.make_lab(slug=lab.slug),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        writes[broken]()


def test_a_lab_with_people_in_it_cannot_be_deleted():
    lab = make_lab()
    make_member(lab=lab)
    with pytest.raises(models.ProtectedError):
        lab.delete()


def test_the_trail_keeps_nobodys_words():
    lab = make_lab(complete=False)
    put_actor(lab=lab, name="Hemligheten", does="Väser", kind="person", status="named", **ACT)
    put_concept(lab=lab, term="Hemligheten", definition="Hemligheten", **ACT)
    change_lab(lab=lab, row_version=1, question="Hemligheten?", **ACT)
    assert "Hemlig" not in str(list(AuditEvent.objects.values_list()))
