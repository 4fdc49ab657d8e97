"""What the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from feedback.enums import Part, RemarkState
from feedback.models import Change, Mockup, Paragraph, RoundRelease, Scene, SceneLink
from tests.factories import NOON
from tests.feedback.sample import make_answer, make_remark, make_response, make_round, make_version

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


@pytest.fixture
def version():
    return make_version(frozen=True)


@pytest.mark.parametrize("column", ["title", "summary", "problem", "easy_read", "alternatives"])
def test_words_of_a_frozen_version(version, column):
    refused(lambda: type(version).objects.filter(pk=version.pk).update(**{column: "annat"}))


def test_a_frozen_version_stays(version):
    refused(version.delete)


def test_paragraphs_and_scenes_of_a_frozen_version(version):
    paragraph, scene = version.paragraphs.first(), version.scenes.first()
    refused(lambda: Paragraph.objects.filter(pk=paragraph.pk).update(legal="annat"))
    refused(paragraph.delete)
    refused(lambda: Paragraph.objects.create(version=version, anchor="ny", place=9, label="9 §", legal="ny"))
    refused(lambda: Scene.objects.filter(pk=scene.pk).update(today_text="annat"))
    refused(lambda: Mockup.objects.create(scene=scene, side="today", kind="letter", title="Brev", body="Hej"))
    refused(lambda: Change.objects.create(version=version, place=1, what="Ett ord", why="Det saknades"))
    assert not SceneLink.objects.exists()


def test_what_is_written_in_an_open_version_may_change():
    version = make_version()
    version.paragraphs.update(legal="annat")
    version.scenes.all().delete()
    version.title = "Ny"
    version.save()


def test_published_once(version):
    version.published_at = NOON
    version.save(update_fields=["published_at"])
    refused(lambda: type(version).objects.filter(pk=version.pk).update(published_at=None))


def test_a_response_stays_with_its_version():
    response = make_response(round=make_round())
    other = make_version(proposal=response.version.proposal, number=2)
    refused(lambda: type(response).objects.filter(pk=response.pk).update(version=other))


def test_one_answer_a_person_in_all_sessions():
    first = make_response(round=make_round())
    refused(lambda: make_response(round=first.round, participation=first.participation))


def test_an_answered_remark_has_an_answer():
    remark = make_remark()
    refused(lambda: type(remark).objects.filter(pk=remark.pk).update(state=RemarkState.ADOPTED))


def test_a_published_answer_stands():
    answer = make_answer(remarks=[make_remark()])
    refused(lambda: type(answer).objects.filter(pk=answer.pk).update(reason="annat"))
    refused(answer.delete)


def test_a_consequence_is_whole():
    refused(lambda: make_remark(part=Part.CONSEQUENCE))
    refused(lambda: make_remark(dimension="cost"))


def test_a_result_is_counted_once():
    release = RoundRelease.objects.create(round=make_round(), k=5, tables={}, made_at=NOON)
    refused(lambda: RoundRelease.objects.filter(pk=release.pk).update(k=9))
    refused(release.delete)
