"""The one door: what does not exist, what one may not know of, and what one may see but not do."""

from __future__ import annotations

import uuid

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone

from hlab.accounts.viewer import Viewer
from hlab.core.access import NeedsLogin, get_for, guarded, may, public, signed_in
from hlab.core.models import Job
from tests import factories


@pytest.fixture
def door(rf, db, monkeypatch):
    """door(sees=, acts=) → a request of someone with a log-in, for whom the two rules answer so."""
    monkeypatch.setattr(rules.permissions, "permissions", rules.RuleSet())
    answers = {}
    rules.add_perm("room.see", rules.predicate(lambda viewer, obj: answers["sees"]))
    rules.add_perm("room.act", rules.predicate(lambda viewer, obj: answers["acts"]))

    def make(*, sees=False, acts=False, viewer=None, method="get"):
        answers.update(sees=sees, acts=acts)
        request = getattr(rf, method)("/rum/1/?sida=2")
        request.viewer = viewer or Viewer(user=factories.make_user())
        request.user = request.viewer.user
        return request

    return make


@pytest.fixture
def thing(db):
    return Job.objects.create(name="x", asked_by="system", created_at=timezone.now())


NOBODY = Viewer(user=AnonymousUser())


def test_one_who_may_gets_it(door, thing):
    assert get_for(door(acts=True), Job, "room.act", pk=thing.pk) == thing
    assert get_for(door(acts=True), Job.objects.filter(name="x"), "room.act", pk=thing.pk) == thing


def test_what_is_not_in_the_queryset_does_not_exist(door, thing):
    with pytest.raises(Http404):
        get_for(door(acts=True), Job.objects.filter(name="y"), "room.act", pk=thing.pk)


def test_one_who_sees_but_may_not_act_is_refused_openly(door, thing):
    with pytest.raises(PermissionDenied):
        get_for(door(sees=True), Job, "room.act", pk=thing.pk)


def test_what_one_may_not_know_of_looks_like_what_does_not_exist(door, thing):
    with pytest.raises(Http404) as hidden:
        get_for(door(), Job, "room.act", pk=thing.pk)
    with pytest.raises(Http404) as missing:
        get_for(door(sees=True, acts=True), Job, "room.act", pk=uuid.uuid4())
    assert str(hidden.value) == str(missing.value)


def test_somebody_without_a_log_in_is_shown_to_it_whether_the_thing_exists_or_not(door, thing):
    for key in (thing.pk, uuid.uuid4(), "skräp"):
        with pytest.raises(NeedsLogin):
            get_for(door(viewer=NOBODY), Job, "room.act", pk=key)


@pytest.mark.parametrize("key", ["skräp", "", "123", "0" * 5000, "\x00", None, "1' OR '1'='1", 10**40])
def test_a_key_that_cannot_be_one_does_not_exist(door, key, db):
    with pytest.raises(Http404):
        get_for(door(acts=True), Job, "room.act", pk=key)


@pytest.mark.parametrize("key", ["skräp", "9" * 400, 10**40, -1])
def test_a_number_that_cannot_be_one_does_not_exist(door, key, db):
    with pytest.raises(Http404):
        get_for(door(acts=True), type(factories.make_user()), "room.act", pk=key)


# --- The labels ---------------------------------------------------------------------------------


def answering(status=200):
    def view(request, obj=None):
        return HttpResponse(str(obj.pk if obj else ""), status=status)

    return view


def test_the_labels_say_who_may_come_in():
    assert public(answering()).access == "public"
    assert signed_in(answering()).access == "signed_in"
    assert guarded("room.act", Job)(answering()).access == "room.act"


def test_signed_in_leads_to_the_log_in_and_back(door):
    view = signed_in(answering())
    assert view(door()).status_code == 200
    answer = view(door(viewer=NOBODY))
    assert answer.status_code == 302
    assert answer["Location"].endswith("next=/rum/1/%3Fsida%3D2")


def test_guarded_gives_the_object_or_leads_to_the_log_in(door, thing):
    for rows in (Job, lambda: Job.objects.filter(name="x")):
        view = guarded("room.act", rows)(answering())
        assert view(door(acts=True), pk=thing.pk).content.decode() == str(thing.pk)
        assert view(door(viewer=NOBODY), pk=thing.pk).status_code == 302
        with pytest.raises(Http404):
            view(door(), pk=thing.pk)


def test_a_participants_page_shows_the_way_in_but_refuses_what_is_sent(door, thing):
    view = guarded("room.act", Job, turn_to="core:healthz")(answering())
    answer = view(door(viewer=NOBODY), pk=thing.pk)
    assert (answer.status_code, answer["Location"]) == (302, "/healthz")
    with pytest.raises(PermissionDenied):
        view(door(viewer=NOBODY, method="post"), pk=thing.pk)


def test_may_asks_the_same_rules(door, thing):
    assert may(door(acts=True), "room.act", thing)
    assert not may(door(), "room.act", thing)
    assert not may(door(acts=True), "room.unknown", thing)
