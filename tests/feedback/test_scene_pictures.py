"""Pictures of scenes: ours, in words, and for those who may see them."""

from __future__ import annotations

import io
import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from feedback.actions.pictures import LONGEST_SIDE, put_picture, remove_picture
from feedback.actions.scenes import change_scene
from feedback.models import Picture, Scene
from hlab.core.errors import RuleBroken
from tests.factories import NOON
from tests.feedback.sample import make_proposal, make_version

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("3f2504e0-4f89-41d3-9a0c-0305e82c3302")
NOW = {"by": None, "at": NOON}
ALT = "Två personer vid ett köksbord."


@pytest.fixture
def scene(lab):
    return make_version(proposal=make_proposal(lab=lab)).scenes.get()


def file(size=(1600, 900)) -> SimpleUploadedFile:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Kims kök"
    Image.new("RGB", size, "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("kim-lind.jpg", out.getvalue(), "image/jpeg")


def put(scene, **more):
    return put_picture(**({"scene": scene, "side": "today", "picture": file(), "alt": ALT, "key": KEY} | NOW | more))


def url(name, scene, side="today"):
    return reverse(f"feedback:{name}", args=[scene.pk, side])


def test_our_own_drawing_once_under_a_name_of_ours(scene):
    for _twice in range(2):
        row = put(scene)
    picture = Picture.objects.get()
    assert row.today_picture == picture and row.today_drawing == "" and row.today_alt == ALT
    assert "kim" not in picture.file.name and picture.width == LONGEST_SIDE
    with picture.file.open() as kept, Image.open(kept) as drawn:
        assert not drawn.getexif()


@pytest.mark.parametrize(
    ("more", "field"),
    [({"alt": " "}, "alt"), ({"alt": "x" * 301}, "alt"), ({"picture": None}, "picture"),
     ({"picture": SimpleUploadedFile("a.jpg", b"<svg onload=1>")}, "picture")],
)  # fmt: skip
def test_no_picture_without_words_and_nothing_but_pictures(scene, more, field):
    with pytest.raises(RuleBroken) as broken:
        put(scene, **more)
    assert broken.value.field == field and not Picture.objects.exists()


def test_words_change_without_a_new_picture_and_a_drawing_takes_its_place(scene, django_capture_on_commit_callbacks):
    row = put(scene)
    name = row.today_picture.file.name
    put(scene, picture=None, alt="Ett bord.")
    row.refresh_from_db()
    assert row.today_alt == "Ett bord." and row.today_picture_id
    with pytest.raises(RuleBroken):
        change_scene(scene=row, row_version=row.row_version, today_alt="", **NOW)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(scene=row, side="today", **NOW)
    remove_picture(scene=row, side="today", **NOW)
    assert not Picture.objects.exists() and not default_storage.exists(name)
    changed = change_scene(scene=row, row_version=Scene.objects.get().row_version, today_drawing="night", **NOW)
    assert changed.today_alt == "En person ensam på natten."


def test_a_picture_stays_as_long_as_a_version_has_it(scene, lab):
    picture = put(scene).today_picture
    later = make_version(proposal=make_proposal(lab=lab, number="F2")).scenes.get()
    Scene.objects.filter(pk=later.pk).update(today_picture=picture, today_drawing="", today_alt=ALT)
    remove_picture(scene=scene, side="today", **NOW)
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_on_the_page_and_who_may_see_it(client_of, editor, listener, outsider, scene):
    client = client_of(editor)
    sent = {"picture": file(), "alt": ALT, "key": str(KEY)}
    assert client.post(url("scene_picture", scene), sent).status_code == 302
    assert "Bilden som finns" in client.get(url("scene_picture", scene)).content.decode()
    there = url("scene_image", scene)
    page = client.get(reverse("feedback:scenes", args=[scene.version_id])).content.decode()
    assert there in page and ALT in page
    answer = client_of(listener).get(there)
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    for nobody in (None, outsider):
        assert client_of(nobody).get(there).status_code == 404
    version = scene.version
    version.frozen_at = version.published_at = NOON
    version.save()
    answer = client_of(None).get(there)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert client_of(None).get(url("scene_image", scene, "proposed")).status_code == 404
    assert client_of(None).get(url("scene_image", scene, "never")).status_code == 404
    refused = client.post(url("scene_picture", scene), {"alt": "Annat", "key": str(KEY)})
    assert refused.status_code == 409


def test_taking_it_away_is_asked_first(client_of, editor, scene):
    put(scene)
    client = client_of(editor)
    assert client.get(url("remove_picture", scene)).status_code == 200 and Picture.objects.exists()
    client.post(url("remove_picture", scene), {"confirm": "1"})
    assert not Picture.objects.exists()
    assert client.get(url("scene_picture", scene, "never")).status_code == 404
