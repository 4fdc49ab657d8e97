"""The pace: one act at a time, twice is once, closing and showing apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from hlab.live.models import Event
from tests import factories
from workshops.actions import pacing
from workshops.wire import room

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def workshop():
    return factories.make_open_workshop()


def step_of(workshop, position):
    return workshop.exercises.get(position=position)


def test_opening_freezes_what_is_open_and_decided(lab):
    workshop = factories.make_open_workshop(lab=lab, step=None)
    said = workshop.declaration.open_scope
    lab.open_scope = "Något annat"
    lab.save()
    workshop.declaration.refresh_from_db()
    assert workshop.declaration.open_scope == said
    again = pacing.open_workshop(workshop=workshop, by=None, at=NOON)
    assert again.site.join_code == workshop.site.join_code


def test_two_presses_on_next_move_one_step(workshop):
    first = workshop.site.current_id
    for _ in range(2):
        pacing.go_to(site=workshop.site, step=step_of(workshop, 2), seen_step=first, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="gått vidare"):
        pacing.go_to(site=workshop.site, step=step_of(workshop, 3), seen_step=first, by=None, at=NOON)
    workshop.refresh_from_db()
    assert workshop.site.current == step_of(workshop, 2)
    assert step_of(workshop, 1).state == "closed"
    assert step_of(workshop, 3).state == "pending"


def test_back_leaves_the_step_as_it_was(workshop):
    pacing.go_to(site=workshop.site, step=step_of(workshop, 2), seen_step=workshop.site.current_id, by=None, at=NOON)
    workshop.refresh_from_db()
    pacing.go_to(site=workshop.site, step=step_of(workshop, 1), seen_step=workshop.site.current_id, by=None, at=NOON)
    workshop.refresh_from_db()
    assert workshop.site.current.position == 1
    assert workshop.site.current.state == "closed"
    assert step_of(workshop, 2).state == "open"
    pacing.reopen_writing(exercise=workshop.site.current, by=None, at=NOON)
    assert step_of(workshop, 1).state == "open"


def test_closing_shows_nothing_and_an_open_step_cannot_be_shown(workshop):
    step = workshop.site.current
    with pytest.raises(RuleBroken):
        pacing.reveal(exercise=step, by=None, at=NOON)
    pacing.close_writing(exercise=step, by=None, at=NOON)
    step.refresh_from_db()
    assert step.revealed_at is None
    pacing.reveal(exercise=step, by=None, at=NOON)
    pacing.reveal(exercise=step, by=None, at=NOON + timedelta(hours=1))
    step.refresh_from_db()
    assert step.revealed_at == NOON
    pacing.hide(exercise=step, by=None, at=NOON)
    step.refresh_from_db()
    assert step.revealed_at is None


def test_a_step_that_opens_again_has_time(workshop):
    step, late = workshop.site.current, NOON + timedelta(hours=2)
    pacing.close_writing(exercise=step, by=None, at=NOON)
    pacing.reopen_writing(exercise=step, by=None, at=late)
    step.refresh_from_db()
    assert (step.state, step.closed_at, step.ends_at) == ("open", None, late + timedelta(minutes=5))


@pytest.mark.parametrize("minutes", [0, -61, 61])
def test_time_is_added_within_reason(workshop, minutes):
    with pytest.raises(RuleBroken):
        pacing.extend_time(exercise=workshop.site.current, minutes=minutes, by=None, at=NOON)


def test_time_counts_from_the_end_or_from_now(workshop):
    step = workshop.site.current
    pacing.extend_time(exercise=step, minutes=2, by=None, at=NOON)
    step.refresh_from_db()
    assert step.ends_at == NOON + timedelta(minutes=step.minutes + 2)
    late = NOON + timedelta(hours=2)
    pacing.extend_time(exercise=step, minutes=5, by=None, at=late)
    step.refresh_from_db()
    assert step.ends_at == late + timedelta(minutes=5)


def test_a_closed_session_refuses_every_act(workshop):
    step = workshop.site.current
    pacing.close_workshop(workshop=workshop, by=None, at=NOON)
    pacing.close_workshop(workshop=workshop, by=None, at=NOON)
    for act in (pacing.close_writing, pacing.reopen_writing, pacing.reveal, pacing.hide):
        with pytest.raises(RuleBroken):
            act(exercise=step, by=None, at=NOON)
    with pytest.raises(RuleBroken):
        pacing.go_to(site=workshop.site, step=step_of(workshop, 2), seen_step=step.pk, by=None, at=NOON)


def test_each_act_is_written_down_and_put_on_the_wire(workshop):
    pacing.close_writing(exercise=workshop.site.current, by=None, at=NOON)
    pacing.close_writing(exercise=workshop.site.current, by=None, at=NOON)
    assert AuditEvent.objects.filter(act="step.closed").count() == 1
    kinds = list(Event.objects.filter(channel_id=room(workshop.site.pk)).values_list("kind", flat=True))
    assert kinds.count("pace") == 3  # opened, went to step 1, closed


def test_the_wire_never_carries_words(phone, workshop):
    _client, place = phone(workshop)
    factories.make_note(exercise=workshop.site.current, participation=place, text="Mina egna ord")
    assert "Mina egna ord" not in str(list(Event.objects.values_list("data", flat=True)))


def test_the_console_walk(client_of, facilitator, lab):
    workshop = factories.make_workshop(lab=lab)
    client = client_of(facilitator)

    def press(name, **data):
        return client.post(reverse("workshops:pace", args=[workshop.site.pk, name]), data)

    assert client.get(reverse("workshops:pace", args=[workshop.site.pk, "oppna"])).status_code == 200
    press("oppna")
    press("nasta", sett="")
    workshop.refresh_from_db()
    first = workshop.site.current
    press("nasta", sett="")  # a co-facilitator's page, one step behind
    workshop.refresh_from_db()
    assert workshop.site.current == first
    press("mer-tid", minuter="2")
    press("visa")  # still open: refused in words
    first.refresh_from_db()
    assert first.revealed_at is None
    press("stang")
    press("visa")
    first.refresh_from_db()
    assert first.revealed_at is not None
    press("nasta", sett=str(first.pk))
    workshop.refresh_from_db()
    assert workshop.site.current.kind == "cluster"
    press("avsluta")
    workshop.refresh_from_db()
    assert workshop.state == "closed"
    assert press("finns-inte").status_code == 404


@pytest.mark.parametrize("act", ["stang", "oppna-igen", "visa", "dolj", "mer-tid", "nasta", "tillbaka"])
@pytest.mark.parametrize("state", ["open", "closed", "shown"])
def test_an_answer_to_a_question_about_a_step_is_never_done_to_the_next(client_of, facilitator, lab, act, state):
    workshop = factories.make_open_workshop(lab=lab)
    seen, following = workshop.site.current, workshop.exercises.get(position=3)
    factories.advance(workshop, 3)
    if state != "open":
        pacing.close_writing(exercise=following, by=None, at=NOON)
    if state == "shown":
        pacing.reveal(exercise=following, by=None, at=NOON)
    before = list(workshop.exercises.values())
    url = reverse("workshops:pace", args=[workshop.site.pk, act])
    said = client_of(facilitator).post(url, {"sett": seen.pk}, follow=True).content.decode()
    assert "Verkstaden har gått vidare sedan du öppnade sidan. Inget ändrades." in said
    assert list(workshop.exercises.values()) == before
    workshop.refresh_from_db()
    assert workshop.site.current == following


def test_every_form_of_the_console_says_which_step_it_showed(client_of, facilitator, lab):
    workshop = factories.make_open_workshop(lab=lab)
    page = client_of(facilitator).get(reverse("workshops:console", args=[workshop.site.pk])).content.decode()
    forms = [form.split("</form>")[0] for form in page.split("<form")[1:] if "/gor/" in form.split(">")[0]]
    assert forms
    assert all(f'name="sett" value="{workshop.site.current_id}"' in form for form in forms)


@pytest.mark.parametrize("who", ["listener", "analyst", "editor", "table_host", "outsider", "administrator"])
def test_only_those_who_lead_set_the_pace(request, client_of, lab, who):
    workshop = factories.make_open_workshop(lab=lab)
    client = client_of(request.getfixturevalue(who))
    response = client.post(reverse("workshops:pace", args=[workshop.site.pk, "stang"]))
    assert response.status_code in (403, 404)
    workshop.site.current.refresh_from_db()
    assert workshop.site.current.state == "open"


def test_another_labs_facilitator_sees_nothing(client_of, workshop):
    stranger = factories.make_member(lab=factories.make_lab(), role="facilitator")
    client = client_of(stranger)
    for name in ("console", "stage", "notes", "programme"):
        assert client.get(reverse(f"workshops:{name}", args=[workshop.pk])).status_code == 404
