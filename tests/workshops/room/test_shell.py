"""What every kind of step can be told: at tables, together with other sites, and what is known of who answers."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from tests.workshops.sites.world import NOON, go, person, three_sites
from workshops import registry
from workshops.actions import planning
from workshops.forms import StepForm
from workshops.models import Exercise
from workshops.queries import steps_at

pytestmark = pytest.mark.django_db
NEVER_ANONYMOUS = {"cluster", "pause", "voice", "checkout", "discussion"}


def fields(kind, **more):
    form = StepForm(kind=registry.get(kind), sources=Exercise.objects.none(), **more)
    return set(form.fields) & {"in_groups", "sync", "anonymity"}


def test_kinds_where_nobody_answers_alone_cannot_be_anonymous():
    cannot = {kind.key for kind in registry.every() if not kind.may_be_anonymous}
    assert cannot >= NEVER_ANONYMOUS
    assert all("anonymity" not in fields(key) for key in NEVER_ANONYMOUS)
    assert "anonymity" in fields("brainstorm")


def test_sites_wait_only_where_there_are_several():
    assert "sync" not in fields("brainstorm")
    assert "sync" in fields("brainstorm", several_sites=True)


def post(client, workshop, **data):
    url = reverse("workshops:add_step_of", args=[workshop.pk, "brainstorm"])
    base = {"title": "Vad händer?", "minutes": "10", "max_length": "240"}
    return client.post(url, base | data)


def test_the_form_keeps_what_was_chosen(client_of):
    world = three_sites(opened=False)
    client = client_of(factories.make_member(lab=world.lab))
    post(client, world.workshop, in_groups="on", sync="on", anonymity="anonymous")
    step = world.workshop.exercises.get(title="Vad händer?")
    assert (step.in_groups, step.sync, step.anonymity) == (True, True, "anonymous")
    page = client.get(reverse("workshops:programme", args=[world.workshop.pk])).content.decode()
    assert "anonymt" in page
    url = reverse("workshops:change_step", args=[world.workshop.pk, step.pk])
    assert "checked" in client.get(url).content.decode()
    client.post(url, {"title": "Vad hände?", "minutes": "10", "max_length": "240", "row_version": step.row_version})
    step.refresh_from_db()
    assert (step.title, step.in_groups, step.sync, step.anonymity) == ("Vad hände?", False, False, "role")


def test_an_unknown_choice_is_refused(client_of):
    world = three_sites(opened=False)
    client = client_of(factories.make_member(lab=world.lab))
    assert post(client, world.workshop, anonymity="halvt").status_code == 422
    assert not world.workshop.exercises.filter(title="Vad händer?").exists()


@pytest.mark.parametrize("before", ["role", "anonymous"])
def test_what_people_were_told_cannot_be_changed_once_the_step_has_begun(before):
    workshop = factories.make_workshop(with_programme=False)
    step = planning.add_exercise(
        workshop=workshop, kind="brainstorm", title="Fråga", minutes=5, anonymity=before, by=None, at=NOON
    )
    other = {"role": "anonymous", "anonymous": "role"}[before]
    planning.change_exercise(exercise=step, anonymity=other, by=None, at=NOON)
    planning.change_exercise(exercise=step, anonymity=before, by=None, at=NOON)
    from workshops.actions.pacing import open_workshop

    open_workshop(workshop=workshop, by=None, at=NOON)
    workshop = factories.advance(workshop, 1)
    with pytest.raises(RuleBroken):
        planning.change_exercise(exercise=step, anonymity=other, by=None, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exercise.objects.filter(pk=step.pk).update(anonymity=other)
    Exercise.objects.filter(pk=step.pk).update(anonymity=before)


@pytest.mark.parametrize(
    ("anonymity", "said", "unsaid"),
    [
        ("role", "Ingen ser att det var du som skrev", "kopplas inte till dig"),
        ("anonymous", "kopplas inte till dig, din kvittokod eller ditt perspektiv", "Ingen ser att det var du"),
    ],
)
def test_people_are_told_before_they_write(client, anonymity, said, unsaid):
    world = three_sites(anonymity=anonymity, in_groups=True)
    go(world.a)
    receipt, code = factories.make_receipt()
    person(world.a, receipt=receipt)
    page = factories.carry(client, code).get(reverse("workshops:take_part", args=[world.workshop.pk])).content.decode()
    assert said in page
    assert unsaid not in page
    assert "Ert bord läser först" in page
    assert page.index(said) < page.index("<textarea")


# --- A question of one site alone ---------------------------------------------------------------


def own(client, site, **data):
    url = reverse("workshops:own_question_of", args=[site.pk, "brainstorm"])
    return client.post(url, {"title": "Bara vi", "minutes": "5", "max_length": "240"} | data)


def test_a_site_asks_a_question_of_its_own_while_the_session_goes_on(client_of):
    world = three_sites()
    go(world.a)
    client = client_of(factories.make_member(lab=world.lab))
    assert "Skriv lappar" in client.get(reverse("workshops:own_question", args=[world.a.pk])).content.decode()
    assert own(client, world.a).status_code == 302
    assert [step.title for step in steps_at(world.a)][-1] == "Bara vi"
    assert "Bara vi" not in [step.title for step in steps_at(world.b)]
    page = client.get(reverse("workshops:programme", args=[world.workshop.pk])).content.decode()
    assert "egen fråga, jämförs inte" in page
    go(world.a, 3)
    assert "Egen fråga, jämförs inte" in client.get(reverse("workshops:console", args=[world.a.pk])).content.decode()


def test_it_is_marked_in_the_list_of_notes(client_of):
    world = three_sites()
    client = client_of(factories.make_member(lab=world.lab))
    own(client, world.a)
    step = go(world.a, 3)
    factories.make_note(exercise=step, participation=person(world.a))
    notes = client.get(reverse("workshops:notes", args=[world.workshop.pk])).content.decode()
    assert "Egen fråga, jämförs inte" in notes


def test_only_who_leads_the_site_adds_it(client_of):
    world = three_sites()
    host = client_of(factories.make_member(lab=world.lab, role="table_host"))
    assert own(host, world.a).status_code == 403
    assert world.workshop.exercises.count() == 2


def test_nothing_is_added_to_a_session_that_is_over(client_of):
    from workshops.actions.pacing import close_workshop

    world = three_sites()
    client = client_of(factories.make_member(lab=world.lab))
    close_workshop(workshop=world.workshop, by=None, at=NOON)
    assert own(client, world.a).status_code == 409
