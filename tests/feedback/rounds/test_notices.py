"""One neutral letter when a round is answered, tied to nobody's answer."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from feedback.actions import notices
from feedback.actions.rounds import count_round, end_round
from feedback.models import AnswerNotice
from hlab.core.errors import RuleBroken
from hlab.core.mail import can_send
from hlab.core.models import AuditEvent
from tests.factories import NOON
from tests.feedback.rounds.conftest import AFTER_PAPER


@pytest.fixture
def asked(opened):
    return notices.ask_to_be_told(round=opened, email="Kim@exempel.se ", by=None, at=NOON)


@pytest.fixture
def answered(asked, closed):
    count_round(round=closed, by=None, at=AFTER_PAPER)
    return end_round(round=closed, by=None, at=AFTER_PAPER)


def test_nobody_is_told_before_the_round_is_answered(asked, closed):
    assert notices.send_notices(now=AFTER_PAPER) == 0
    count_round(round=closed, by=None, at=AFTER_PAPER)
    assert notices.send_notices(now=AFTER_PAPER) == 0
    assert mail.outbox == []


def test_the_letter_comes_once_says_nothing_and_the_address_is_gone(answered):
    assert notices.send_notices(now=AFTER_PAPER) == 1
    assert notices.send_notices(now=AFTER_PAPER) == 0
    (letter,) = mail.outbox
    assert letter.to == ["kim@exempel.se"]
    assert letter.subject == "Besked från Hälsolabb"
    said = letter.subject + letter.body
    version = answered.asks.get().version
    for word in (answered.title, answered.lab.name, version.title, version.proposal.slug, version.proposal.number):
        assert word not in said
    assert reverse("feedback:public_round", args=[answered.pk]) in letter.body
    assert not AnswerNotice.objects.exists()


def test_it_is_sent_by_itself(answered, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert notices.queue_notices(AFTER_PAPER) == 1
    assert len(mail.outbox) == 1
    assert notices.queue_notices(AFTER_PAPER) == 0


def test_a_letter_that_the_post_refuses_is_tried_again(answered, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("feedback.actions.notices.EmailMessage.send", refuse)
        assert notices.send_notices(now=AFTER_PAPER) == 0
    assert notices.send_notices(now=AFTER_PAPER) == 1


def test_nothing_leads_from_an_address_to_a_person(asked):
    kept = {field.name for field in AnswerNotice._meta.get_fields()}
    assert kept == {"id", "round", "email", "token", "asked_on", "sent_at"}
    assert not AuditEvent.objects.filter(subject=f"answernotice:{asked.pk}").exists()


def test_the_same_address_is_once_and_the_link_of_before_leads_nowhere(asked, opened):
    again = notices.ask_to_be_told(round=opened, email="kim@exempel.se", by=None, at=NOON)
    assert AnswerNotice.objects.count() == 1
    assert again.token != asked.token
    notices.forget_address(token=asked.token)
    assert AnswerNotice.objects.exists()


def test_a_round_takes_only_so_many_addresses(asked, opened, monkeypatch):
    monkeypatch.setattr(notices, "MOST_ADDRESSES", 1)
    with pytest.raises(RuleBroken):
        notices.ask_to_be_told(round=opened, email="lo@exempel.se", by=None, at=NOON)
    notices.ask_to_be_told(round=opened, email="kim@exempel.se", by=None, at=NOON)


def test_a_round_that_is_answered_or_planned_takes_no_address(answered, client, lab, version):
    with pytest.raises(RuleBroken, match="redan besvarad"):
        notices.ask_to_be_told(round=answered, email="lo@exempel.se", by=None, at=NOON)
    response = client.get(reverse("feedback:tell_me", args=[answered.pk]))
    assert response["Location"] == reverse("feedback:public_round", args=[answered.pk])


def test_anyone_leaves_an_address_and_can_take_it_away(opened, client, freeze):
    freeze(NOON)
    url = reverse("feedback:tell_me", args=[opened.pk])
    assert url in client.get(reverse("feedback:public_round", args=[opened.pk])).content.decode()
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"email": "kim"})
    assert wrong.status_code == 422
    assert "namn@exempel.se" in wrong.content.decode()
    done = client.post(url, {"email": "kim@exempel.se"})
    stop = reverse("feedback:no_telling", args=[AnswerNotice.objects.get().token])
    assert done["Location"] == stop
    assert "Ta bort min adress" in client.get(stop).content.decode()
    assert AnswerNotice.objects.exists()
    for _twice in range(2):
        assert "Adressen är borttagen" in client.post(stop).content.decode()
    assert not AnswerNotice.objects.exists()


def test_one_place_leaves_only_so_many(opened, client, freeze):
    freeze(NOON)
    url = reverse("feedback:tell_me", args=[opened.pk])
    for number in range(20):
        client.post(url, {"email": f"p{number}@exempel.se"})
    assert client.post(url, {"email": "en-till@exempel.se"}).status_code == 429
    assert AnswerNotice.objects.count() == 20


def test_without_post_nobody_is_offered_a_letter(opened, client, settings, freeze):
    freeze(NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not can_send()
    url = reverse("feedback:tell_me", args=[opened.pk])
    assert url not in client.get(reverse("feedback:public_round", args=[opened.pk])).content.decode()
    assert client.post(url, {"email": "kim@exempel.se"}).status_code == 302
    assert not AnswerNotice.objects.exists()


def test_a_round_that_is_not_out_is_not_there(planned, client):
    for name in ("feedback:public_round", "feedback:tell_me"):
        assert client.get(reverse(name, args=[planned.pk])).status_code == 404
        assert client.get(reverse(name, args=[10**30])).status_code == 404
