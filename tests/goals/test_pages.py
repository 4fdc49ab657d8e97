"""The pages, as those who write meet them: without script, with what they typed kept."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from goals.actions.status import freeze, publish
from goals.actions.versions import change_draft
from goals.models import Evidence, Goal, GoalVersion
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from workshops.actions.contributions import change_consent, withdraw
from workshops.models import SiteHost

WORDS = {"title": "Jag vet vem jag ska ringa", "statement": "Jag har en person att ringa."}


def url(name, obj):
    return reverse(f"goals:{name}", args=[obj.pk])


def sent(version, notes, **more):
    ids = [str(note.pk) for note in notes]
    return {
        "title": version.title, "statement": version.statement, "row_version": version.row_version, "sedd": ids,
        "behall": ids, **more,
    }  # fmt: skip


@pytest.fixture
def signed(client_of, facilitator):
    return client_of(facilitator)


def test_from_chosen_notes_to_a_saved_draft(signed, lab, notes):
    page = signed.get(url("choose", lab)).content.decode()
    assert all(note.text in page for note in notes)
    chosen = [str(note.pk) for note in notes[:2]]
    page = signed.get(url("create", lab), {"lapp": chosen}).content.decode()
    assert "2 personer står bakom" in page
    assert notes[2].text not in page
    response = signed.post(url("create", lab), WORDS | {"lapp": chosen})
    version = GoalVersion.objects.get()
    assert response.url == url("edit", version)
    assert set(version.evidence.values_list("contribution_id", flat=True)) == {note.pk for note in notes[:2]}


def test_nothing_chosen_leads_back_and_says_why(signed, lab, notes):
    response = signed.get(url("create", lab), follow=True)
    assert response.redirect_chain == [(url("choose", lab), 302)]
    assert "Välj minst en lapp" in response.content.decode()


def test_words_that_do_not_fit_are_kept_in_the_fields(signed, lab, notes):
    response = signed.post(url("create", lab), {"title": "", "statement": "Min text", "lapp": str(notes[0].pk)})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Skriv en rubrik." in page
    assert "Min text" in page
    assert notes[0].text in page
    assert not Goal.objects.exists()


def test_a_note_taken_back_while_someone_writes_is_said_and_nothing_is_lost(signed, lab, notes):
    withdraw(contribution=notes[0], by=None, at=LATER)
    chosen = [str(note.pk) for note in notes[:2]]
    response = signed.post(url("create", lab), WORDS | {"lapp": chosen})
    page = response.content.decode()
    assert response.status_code == 422
    assert "går inte att använda längre" in page
    assert WORDS["statement"] in page
    assert notes[1].text in page
    assert notes[0].text not in page


@pytest.mark.parametrize("forged", ["inte-ett-id", str(uuid.UUID(int=7)), "'; drop table"])
def test_forged_note_ids_make_nothing(signed, lab, notes, forged):
    response = signed.post(url("create", lab), WORDS | {"lapp": [forged]})
    assert response.status_code == 422
    assert not Goal.objects.exists()


def test_notes_of_another_lab_are_neither_shown_nor_taken(signed, lab, notes, draft):
    other = factories.make_room(people=1)[2][0]
    assert other.text not in signed.get(url("choose", lab)).content.decode()
    assert signed.post(url("create", lab), WORDS | {"lapp": [str(other.pk)]}).status_code == 422
    signed.post(url("add_voices", draft), {"lapp": [str(other.pk)]})
    assert not Evidence.objects.filter(contribution=other).exists()


def test_an_editor_meets_only_what_has_been_shown_to_all(client_of, editor, facilitator, lab, notes):
    hidden = factories.make_room(people=1, lab=lab, reveal=False)[2][0]
    assert hidden.text not in client_of(editor).get(url("choose", lab)).content.decode()
    assert hidden.text in client_of(facilitator).get(url("choose", lab)).content.decode()
    response = client_of(editor).post(url("create", lab), WORDS | {"lapp": [str(hidden.pk)]})
    assert response.status_code == 422


def test_an_editor_reads_no_hidden_note_through_a_draft_that_rests_on_it(
    client_of, editor, facilitator, lab, lead, notes
):
    """Neither where it is written on nor among its voices; no act of theirs touches it; how many there are is told."""
    hidden = factories.make_room(people=2, lab=lab, reveal=False)[2]
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=[*notes, *hidden])
    for name in ("edit", "voices"):
        page = client_of(editor).get(url(name, version)).content.decode()
        assert notes[0].text in page
        assert not any(note.text in page or str(note.pk) in page for note in hidden)
        assert "2 röster till är med men är inte visade för alla ännu" in page
        page = client_of(facilitator).get(url(name, version)).content.decode()
        assert all(note.text in page for note in (*notes, *hidden))
        assert "röster till är med" not in page
    change_consent(contribution=hidden[0], use="quote", granted=True, by=None, at=NOON)
    everything = sent(version, [*notes, *hidden], behall=[str(note.pk) for note in notes], citat=[str(hidden[0].pk)])
    assert client_of(editor).post(url("edit", version), everything).status_code == 302
    assert version.evidence.count() == 8
    assert not version.evidence.filter(quote=True).exists()


def test_a_quote_is_the_words_that_were_on_the_page(signed, draft, notes):
    change_consent(contribution=notes[0], use="quote", granted=True, by=None, at=NOON)
    page = signed.get(url("edit", draft)).content.decode()
    assert f'name="citat" value="{notes[0].pk}:1"' in page
    signed.post(url("edit", draft), sent(draft, notes, citat=[f"{notes[0].pk}:1"]))
    assert "checked> <span>Visa som citat" in signed.get(url("edit", draft)).content.decode()
    type(notes[0]).objects.filter(pk=notes[0].pk).update(text="Andra ord", row_version=2)
    page = signed.get(url("edit", draft)).content.decode()
    assert "Personen har ändrat orden sedan de valdes som citat" in page
    assert "1 citat har andra ord nu" in page
    assert "checked> <span>Visa som citat" not in page
    for forged in (f"{notes[0].pk}:²", f"{notes[0].pk}:", "x:1", f"{notes[0].pk}:99999999999999999999"):
        assert signed.post(url("edit", draft), sent(draft, notes, citat=[forged])).status_code == 302


def test_filters_narrow_and_a_choice_that_does_not_exist_harms_nobody(signed, lab, notes):
    page = signed.get(url("choose", lab), {"perspektiv": "staff"}).content.decode()
    assert notes[1].text in page
    assert notes[0].text not in page
    page = signed.get(url("choose", lab), {"sok": notes[2].text[-6:]}).content.decode()
    assert notes[2].text in page
    assert notes[1].text not in page
    assert signed.get(url("choose", lab), {"tema": "x", "steg": "99999", "page": "-1"}).status_code == 200


def test_saving_keeps_drops_and_quotes(signed, draft, notes):
    change_consent(contribution=notes[1], use="quote", granted=True, by=None, at=NOON)
    ids = [str(note.pk) for note in notes]
    response = signed.post(url("edit", draft), sent(draft, notes, title="Ny rubrik", behall=ids[1:], citat=ids[:2]))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Ny rubrik"
    assert dict(draft.evidence.values_list("contribution_id", "quote")) == {
        note.pk: note == notes[1] for note in notes[1:]
    }


def test_a_stale_edit_is_409_with_both_texts_and_can_then_be_saved(signed, draft, notes, lead):
    change_draft(version=draft, row_version=1, title="Hennes rubrik", by=lead, at=LATER)
    response = signed.post(url("edit", draft), sent(draft, notes, title="Min rubrik"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Hennes rubrik" in page
    assert "Min rubrik" in page
    assert "Någon hann före dig" in page and "behöver rättas" not in page
    assert 'name="row_version" value="2"' in page
    assert GoalVersion.objects.get(pk=draft.pk).title == "Hennes rubrik"
    response = signed.post(url("edit", draft), sent(draft, notes, title="Min rubrik", row_version=2))
    assert response.status_code == 302
    assert GoalVersion.objects.get(pk=draft.pk).title == "Min rubrik"


def test_what_cannot_be_saved_is_saved_by_no_half(signed, draft, notes):
    response = signed.post(url("edit", draft), sent(draft, notes, title="a" * 300, behall=[]))
    assert response.status_code == 422
    response = signed.post(url("edit", draft), sent(draft, notes, title="Ny", behall=[]))
    assert response.status_code == 422
    assert "minst en röst" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.evidence.count()) == ("Jag behöver bara berätta en gång", 6)


def test_frozen_words_have_no_page_to_write_on(signed, public):
    assert signed.get(url("edit", public)).url == url("version", public)
    response = signed.post(url("freeze", public))
    assert response.status_code == 409


def test_the_acts_ask_first_and_do_nothing_when_only_opened(signed, draft):
    for name in ("freeze", "discard", "new_version"):
        assert signed.get(url(name, draft)).status_code == 200
    draft.refresh_from_db()
    assert draft.is_open


def test_lock_try_validate_adopt_by_page(signed, draft, check):
    assert signed.post(url("freeze", draft)).url == url("version", draft)
    response = signed.post(url("validate", draft), {"reason": ""})
    assert response.status_code == 422
    assert "Skriv först in en prövning" in response.content.decode()
    response = signed.post(url("check", draft), check | {"lived_experience": 0})
    assert response.status_code == 422
    assert signed.post(url("check", draft), check).status_code == 302
    assert signed.post(url("validate", draft), {"reason": ""}).status_code == 302
    assert signed.post(url("adopt", draft), {"decider": "", "reason": ""}).status_code == 422
    assert signed.post(url("adopt", draft), {"decider": "Styrgruppen", "reason": "Den bär."}).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "adopted"
    page = signed.get(url("version", draft)).content.decode()
    assert "Styrgruppen" in page
    assert "Verkstad på biblioteket" in page


def test_a_new_version_and_a_discarded_one_by_page(signed, public):
    response = signed.post(url("new_version", public))
    second = public.goal.versions.get(number=2)
    assert response.url == url("edit", second)
    assert "Vad har ändrats" in signed.get(response.url).content.decode()
    assert signed.post(url("new_version", public)).status_code == 409
    assert signed.post(url("discard", second)).url == reverse("goals:list", args=[public.goal.lab_id])
    assert not public.goal.versions.filter(number=2).exists()


def test_the_missing_voice_is_said_while_writing(signed, lab):
    workshop = factories.make_open_workshop(lab=lab)
    place = factories.make_participation(workshop=workshop, perspective="staff")
    note = factories.make_note(exercise=workshop.exercises.get(position=1), participation=place)
    page = signed.get(url("create", lab), {"lapp": [str(note.pk)]}).content.decode()
    assert "Saknar röst" in page


def test_a_withdrawn_text_is_on_no_page(signed, public, notes):
    withdraw(contribution=notes[0], by=None, at=LATER)
    for name in ("version", "voices"):
        page = signed.get(url(name, public)).content.decode()
        assert notes[0].text not in page
    assert "1 röst är återtagen" in signed.get(url("voices", public)).content.decode()


def test_the_public_voices_of_a_draft_do_not_exist(client, draft, lead):
    there = reverse("goals:public_voices", args=[draft.goal.slug, 1])
    assert client.get(there).status_code == 404
    freeze(version=draft, by=lead, at=NOON)
    assert client.get(there).status_code == 404
    publish(version=draft, by=lead, at=NOON)
    assert client.get(there).status_code == 200


READS = ("list", "version")
WRITES = ("choose", "create", "edit", "add_voices", "voices", "freeze", "check", "new_version", "discard")
LEADS = ("validate", "adopt")


@pytest.mark.parametrize(
    ("role", "forbidden"),
    [("listener", (*WRITES, *LEADS)), ("table_host", (*WRITES, *LEADS)), ("analyst", LEADS), ("editor", LEADS)],
)
def test_each_role_meets_the_doors_it_should(role, forbidden, request, client_of, draft, lab):
    browser = client_of(request.getfixturevalue(role))
    for name in (*READS, *WRITES, *LEADS):
        obj = lab if name in ("list", "choose", "create") else draft
        status = browser.get(url(name, obj)).status_code
        assert (status == 403) == (name in forbidden), name


def test_another_lab_gives_404_and_nobody_the_log_in(client_of, outsider, draft, lab):
    elsewhere = client_of(factories.make_member(lab=factories.make_lab(), role="lead"))
    for name in (*READS, *WRITES, *LEADS):
        obj = lab if name in ("list", "choose", "create") else draft
        assert elsewhere.get(url(name, obj)).status_code == 404, name
        assert elsewhere.post(url(name, obj)).status_code == 404, name
        assert client_of(outsider).get(url(name, obj)).status_code == 404, name
        assert client_of(None).get(url(name, obj)).url.startswith("/konto/login/"), name


@pytest.mark.parametrize("people", [20, 200])
def test_looking_among_notes_costs_the_same_for_20_and_for_200(signed, lab, people, django_assert_num_queries):
    _workshop, step, notes = factories.make_room(people=1, lab=lab)
    note = notes[0]
    type(note).objects.bulk_create(
        type(note)(
            exercise=step, site=step.site, participation=note.participation, channel="live", text=f"Lapp {n}",
            client_key=uuid.uuid4(),
            created_at=NOON,
        )
        for n in range(people - 1)
    )  # fmt: skip
    signed.get(url("choose", lab))
    with django_assert_num_queries(10):
        response = signed.get(url("choose", lab))
    assert f"{people} lappar" in response.content.decode()


@pytest.mark.parametrize("people", [1, 20])
def test_writing_costs_the_same_for_one_voice_and_for_twenty(signed, lab, lead, people, django_assert_max_num_queries):
    notes = factories.make_room(people=people, lab=lab)[2]
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes)
    for name in ("edit", "version", "voices"):
        signed.get(url(name, version))
        with django_assert_max_num_queries(15):
            assert signed.get(url(name, version)).status_code == 200


def test_the_staff_page_of_the_lab_leads_to_its_malbilder(signed, draft, lab):
    page = signed.get(reverse("labs:detail", args=[lab.pk])).content.decode()
    assert draft.title in page
    assert url("choose", lab) in page


def test_a_facilitator_elsewhere_reads_no_hidden_note_through_a_draft(client_of, facilitator, lab, notes):
    """Where somebody else is named to lead, what is hidden in the room is hidden in the draft that rests on it."""
    workshop, _step, hidden = factories.make_room(people=2, lab=lab, reveal=False)
    SiteHost.objects.create(site=workshop.site, user=factories.make_member(lab=lab, role="facilitator"))
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=[*notes, *hidden])
    for name in ("edit", "voices"):
        page = client_of(facilitator).get(url(name, version)).content.decode()
        assert notes[0].text in page
        assert not any(note.text in page or str(note.pk) in page for note in hidden)
        assert "2 röster till är med men är inte visade för alla ännu" in page
