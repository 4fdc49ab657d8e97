"""A rehearsal is like the real thing, is told apart on every page, counts nowhere, and leaves nothing behind."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from goals.queries.working import filter_choices, selectable
from hlab.accounts.models import Receipt
from hlab.cms.queries.rooms import lab_page_data, public_labs, start_page_data
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from hlab.labs.queries import audit_of
from tests import factories
from workshops import happenings
from workshops.actions import clustering, imports, pacing, planning, rehearsal
from workshops.actions.contributions import change_note
from workshops.models import Contribution, ContributionRevision, Exercise, OpennessDeclaration, Participation, Workshop
from workshops.queries import contributions_of, copyable_workshops, presence, usable_contributions

pytestmark = pytest.mark.django_db
NOON = factories.NOON
ACT = {"by": None, "at": NOON}


def there(name, workshop, *more) -> str:
    return reverse(f"workshops:{name}", args=[factories.key_for(name, workshop), *more])


def rows_in_our_tables() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_app_config("workshops").get_models()}


def walked_through(practice: Workshop) -> Workshop:
    """A rehearsal taken to its last step: notes, one of them changed, a theme, dots."""
    practice = factories.advance(practice, 1)
    write, sort, dots = practice.exercises.order_by("position")
    write.refresh_from_db()
    rehearsal.let_them_answer(exercise=write, **ACT)
    note = write.contributions.first()
    change_note(contribution=note, text="Andra ord", row_version=1, by=note.participation, at=NOON)
    pacing.close_writing(exercise=write, **ACT)
    pacing.reveal(exercise=write, **ACT)
    factories.advance(practice, 2)
    theme = clustering.create_cluster(exercise=sort, title="Hålla ihop", **ACT)
    clustering.move_notes(exercise=sort, note_ids=[note.pk], cluster=theme, **ACT)
    factories.advance(practice, 3)
    dots.refresh_from_db()
    assert rehearsal.let_them_answer(exercise=dots, **ACT) == (12, True)
    return Workshop.objects.get(pk=practice.pk)


@pytest.fixture
def client(client_of, facilitator):
    return client_of(facilitator)


@pytest.fixture
def workshop(lab):
    return factories.make_workshop(lab=lab, title="Kväll i Ekby")


@pytest.fixture
def practice(workshop):
    return rehearsal.start_rehearsal(workshop=workshop, **ACT)


# --- In ---------------------------------------------------------------------------------------


def test_a_rehearsal_is_a_session_apart_with_the_same_programme_and_people_who_do_not_exist(workshop, practice):
    assert practice.state == "open"
    assert practice.rehearsal_of == workshop
    assert [step.title for step in practice.exercises.all()] == [step.title for step in workshop.exercises.all()]
    people = rehearsal.invented_people(practice)
    assert len(people) == 12
    assert len({place.perspective for place in people}) >= 5
    assert presence(practice.site, None, NOON)["joined"] == 12
    workshop.refresh_from_db()
    assert workshop.state == "planned"
    assert presence(workshop.site, None, NOON)["joined"] == 0
    assert rehearsal.start_rehearsal(workshop=workshop, **ACT) == practice  # pressed twice


def test_what_has_opened_or_is_a_rehearsal_cannot_be_rehearsed(lab, practice):
    for session in (practice, factories.make_open_workshop(lab=lab)):
        with pytest.raises(RuleBroken, match="inte har öppnat"):
            rehearsal.start_rehearsal(workshop=session, **ACT)


def test_what_is_missing_is_said_and_nothing_is_left_half_made(client, lab):
    workshop = factories.make_workshop(lab=lab, support_person="")
    before = rows_in_our_tables()
    response = client.post(there("rehearse", workshop), follow=True)
    assert "Skriv vem deltagarna kan prata med" in response.content.decode()
    assert rows_in_our_tables() == before


def test_they_answer_when_asked_and_twice_adds_nothing(practice):
    step = practice.exercises.get(position=1)
    with pytest.raises(RuleBroken, match="inte öppet"):
        rehearsal.let_them_answer(exercise=step, **ACT)
    factories.advance(practice, 1)
    step.refresh_from_db()
    assert rehearsal.let_them_answer(exercise=step, **ACT) == (12, True)
    assert rehearsal.let_them_answer(exercise=step, **ACT) == (0, True)
    assert step.contributions.count() == 12
    assert presence(practice.site, step, NOON)["ready"] == 12


def test_a_kind_nobody_has_invented_answers_for_is_only_done(practice):
    factories.advance(practice, 1)
    sort = factories.advance(practice, 2).site.current
    assert rehearsal.let_them_answer(exercise=sort, **ACT) == (0, False)
    assert presence(practice.site, sort, NOON)["ready"] == 12


def test_in_a_real_session_nobody_invented_answers(client, lab):
    workshop = factories.make_open_workshop(lab=lab)
    step = workshop.exercises.get(position=1)
    for act in (
        lambda: rehearsal.let_them_answer(exercise=step, **ACT),
        lambda: rehearsal.reset_rehearsal(rehearsal=workshop, **ACT),
        lambda: rehearsal.end_rehearsal(rehearsal=workshop, **ACT),
    ):
        with pytest.raises(RuleBroken, match="ingen övning"):
            act()
    for act in ("svara", "borja-om", "sluta"):
        assert client.post(there("rehearsal_act", workshop.site, act), {"steg": step.pk}).status_code == 404
    assert Workshop.objects.filter(pk=workshop.pk).exists()


@pytest.mark.parametrize("role", ["listener", "table_host", "analyst", "editor"])
def test_only_those_who_lead_rehearse(request, client_of, workshop, practice, role):
    other = client_of(request.getfixturevalue(role))
    assert other.post(there("rehearse", workshop)).status_code == 403
    assert other.post(there("rehearsal_act", practice.site, "sluta")).status_code == 403
    assert Workshop.objects.filter(pk=practice.pk).exists()


# --- Told apart -------------------------------------------------------------------------------


def test_every_page_of_a_rehearsal_says_so(client, phone, practice):
    factories.advance(practice, 1)
    someone, _place = phone(practice)
    step = practice.exercises.get(position=3)
    pages = [(client, there(name, practice)) for name in ("console", "stage", "programme", "notes", "change", "import")]
    pages += [(client, there("remove_step", practice, step.pk)), (client, there("pace", practice.site, "avsluta"))]
    pages += [(someone, there("take_part", practice)), (someone, there("perspective", practice))]
    pages += [(Client(), reverse("workshops:door", args=[practice.site.join_key]))]
    for who, address in pages:
        assert "Övning – inget sparas" in who.get(address).content.decode(), address


def test_no_page_of_a_real_session_says_so(client, phone, lab):
    workshop = factories.make_open_workshop(lab=lab)
    someone, _place = phone(workshop)
    for who, name in ((client, "console"), (client, "stage"), (client, "programme"), (someone, "take_part")):
        assert "Övning" not in who.get(there(name, workshop)).content.decode(), name


# --- Counts nowhere ---------------------------------------------------------------------------


def test_nothing_of_a_rehearsal_is_counted_or_shown_as_real(client, phone, lab, lead, workshop, practice):
    walked_through(practice)
    assert not usable_contributions(lab).exists()
    assert not selectable(lab, everything=True).exists()
    choices = filter_choices(lab)
    assert [pk for pk, _title in choices["workshops"]] == [workshop.pk]
    assert list(choices["steps"]) == list(choices["themes"]) == []
    assert [row.pk for row in lab_page_data(lab)["sessions"]] == []  # the real one is only planned
    assert start_page_data()["sessions"] == []
    assert public_labs().get(pk=lab.pk).live_count == 0
    assert [row.pk for row in copyable_workshops([lab.pk])] == [workshop.pk]
    assert "Planeras" in happenings.line([lab.pk], None)[lab.pk]
    page = client.get(reverse("labs:detail", args=[lab.pk])).content.decode()
    assert page.count("Kväll i Ekby") == 1
    assert there("console", practice.site) not in page
    with pytest.raises(RuleBroken):
        planning.create_workshop(lab=lab, copied_from=practice, title="X", starts_at=NOON, **ACT)


def test_one_who_tries_it_on_their_own_device_finds_nothing_of_it_on_their_receipt(practice):
    factories.advance(practice, 1)
    place = factories.make_participation(workshop=practice)
    factories.make_note(exercise=practice.exercises.get(position=1), participation=place)
    assert not contributions_of(place.receipt).exists()
    rehearsal.end_rehearsal(rehearsal=practice, **ACT)
    assert Receipt.objects.filter(pk=place.receipt_id).exists()  # the receipt is theirs, and may be used elsewhere


def test_the_history_of_the_lab_says_that_there_was_a_rehearsal_and_not_what_happened_in_it(lab, workshop, practice):
    walked_through(practice)
    rehearsal.end_rehearsal(rehearsal=practice, **ACT)
    acts = set(audit_of(lab).values_list("act", flat=True))
    assert {"workshop.rehearsed", "workshop.rehearsal_ended"} <= acts
    assert not acts & {"workshop.opened", "workshop.joined", "step.went_to", "step.revealed", "cluster.created"}
    kept = AuditEvent.objects.filter(lab_id=None, facts__rehearsal=True)
    assert {"workshop.opened", "step.revealed"} <= set(kept.values_list("act", flat=True))


def test_paper_is_not_read_into_a_rehearsal(practice):
    step = practice.exercises.get(position=1)
    with pytest.raises(RuleBroken, match="tas bort"):
        imports.draft_import(exercise=step, filename="x.csv", raw=b"text\nHej", **ACT)


# --- Out --------------------------------------------------------------------------------------


def test_when_it_ends_nothing_is_left(client, lab, workshop):
    before, receipts = rows_in_our_tables(), Receipt.objects.count()
    console = client.post(there("rehearse", workshop)).url
    practice = workshop.rehearsal
    assert console == there("console", practice.site)
    walked_through(practice)
    response = client.post(there("rehearsal_act", practice.site, "sluta"), follow=True)
    assert response.redirect_chain[0][0] == there("programme", workshop)
    assert "allt som skrevs i den är borttaget" in response.content.decode()
    assert rows_in_our_tables() == before
    assert Receipt.objects.count() == receipts
    assert client.get(console).status_code == 404


def test_one_click_begins_anew_from_the_programme_as_it_is_now(client, workshop, practice):
    walked_through(practice)
    planning.add_exercise(workshop=workshop, kind="brainstorm", title="En fråga till", minutes=5, **ACT)
    page = BeautifulSoup(client.get(there("console", practice.site)).content.decode(), "html.parser")
    form = next(form for form in page.select("form") if "borja-om" in form.get("action", ""))
    assert len(form.select("button")) == 1
    response = client.post(form["action"])
    anew = Workshop.objects.get(rehearsal_of=workshop)
    assert response.url == there("console", anew.site)
    assert anew.pk != practice.pk
    assert not Contribution.objects.exists()
    assert anew.exercises.count() == 4
    assert Participation.objects.count() == 12


def test_two_who_end_it_at_once_are_both_told(practice):
    twice = Workshop.objects.get(pk=practice.pk)
    rehearsal.end_rehearsal(rehearsal=practice, **ACT)
    with pytest.raises(RuleBroken, match="redan slut"):
        rehearsal.end_rehearsal(rehearsal=twice, **ACT)


def test_what_is_real_beside_it_is_untouched(lab, workshop, practice):
    _other, _step, notes = factories.make_room(lab=lab)
    walked_through(practice)
    before = Contribution.objects.filter(pk__in=[note.pk for note in notes]).count()
    rehearsal.end_rehearsal(rehearsal=practice, **ACT)
    assert Contribution.objects.count() == before == len(notes)
    assert workshop.exercises.count() == 3


# --- What the database says, whoever asks -----------------------------------------------------


def refused(sql: str, *params) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return True
    return False


def key_of(row):
    return row.pk.hex if connection.vendor == "sqlite" and hasattr(row.pk, "hex") else row.pk


def test_a_real_note_cannot_be_deleted_though_one_of_a_rehearsal_can(lab, practice):
    real, step, notes = factories.make_room(lab=lab)
    revision = ContributionRevision.objects.create(contribution=notes[0], row_version=1, text="x", at=NOON)
    declaration = OpennessDeclaration.objects.get(workshop=real)
    walked_through(practice)
    for row in (notes[0], revision, declaration):
        assert refused(f"DELETE FROM {row._meta.db_table} WHERE id = %s", key_of(row)), row._meta.label
    write = practice.exercises.get(position=1)
    own = write.contributions.exclude(revisions=None).get()
    sort = practice.exercises.get(position=2)
    sort.placements.all().delete()
    assert not refused("DELETE FROM workshops_sortingmove WHERE contribution_id = %s", key_of(own))
    assert not refused("DELETE FROM workshops_contributionrevision WHERE contribution_id = %s", key_of(own))
    assert not refused("DELETE FROM workshops_contribution WHERE id = %s", key_of(own))
    assert step.contributions.count() == len(notes)


def test_nothing_real_can_become_a_rehearsal(lab, workshop, practice):
    real, step, _notes = factories.make_room(lab=lab)
    assert refused("UPDATE workshops_workshop SET rehearsal_of_id = %s WHERE id = %s", workshop.pk, real.pk)
    assert refused("UPDATE workshops_workshop SET rehearsal_of_id = NULL WHERE id = %s", practice.pk)
    assert refused("UPDATE workshops_workshop SET rehearsal_of_id = %s WHERE id = %s", real.pk, practice.pk)
    position = practice.exercises.count() + 1
    assert refused(
        "UPDATE workshops_exercise SET workshop_id = %s, position = %s WHERE id = %s", practice.pk, position, step.pk
    )
    if connection.vendor == "sqlite":
        columns = [field.column for field in Workshop._meta.concrete_fields]
        names = ", ".join(columns)
        values = ", ".join(str(practice.rehearsal_of_id) if name == "rehearsal_of_id" else name for name in columns)
        rehearsal.end_rehearsal(rehearsal=practice, **ACT)
        assert refused(
            f"INSERT OR REPLACE INTO workshops_workshop ({names}) SELECT {values} FROM workshops_workshop "
            f"WHERE id = {real.pk}"
        )
    assert Exercise.objects.get(pk=step.pk).workshop_id == real.pk


def test_a_session_has_one_rehearsal_at_a_time(workshop, practice):
    with pytest.raises(DatabaseError), transaction.atomic():
        Workshop.objects.create(lab=workshop.lab, title="X", starts_at=NOON, created_at=NOON, rehearsal_of=workshop)
