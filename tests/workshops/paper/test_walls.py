"""A photographed wall is kept with its words, whole or not at all; its picture is ours, and seen when it may be."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hlab.core.errors import RuleBroken
from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, shown, three_sites, two_tables
from workshops.actions import groups
from workshops.actions.contributions import hold_note, release_note, withdraw
from workshops.actions.walls import put_wall
from workshops.analysis.picture import NoPicture, redrawn
from workshops.models import Contribution, WallPhoto
from workshops.queries import note_counts, people_behind
from workshops.queries.paper import shown_walls

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    """files() → how many pictures of walls have come to lie in the store since the test began."""

    def number() -> int:
        return len(default_storage.listdir("walls")[1]) if default_storage.exists("walls") else 0

    before = number()
    return lambda: number() - before


def drawn(form="JPEG", size=(40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **more)
    return out.getvalue()


def file(content=None, name="Anna och Kim vid väggen.jpg"):
    return SimpleUploadedFile(name, drawn() if content is None else content)


def put(step, **more):
    said = {
        "picture": file(), "transcript": "Att bli trodd\n\nEn väg in\n", "place": "Rum 2", "taken_at": NOON,
        "create_key": uuid.uuid4(), "by": factories.make_user(), "at": NOON,
    }  # fmt: skip
    return put_wall(exercise=step, **said | more)


@pytest.fixture
def world():
    return three_sites()


def test_each_line_is_a_note_of_the_room_and_nobody_s(world):
    step = go(world.a)
    wall = put(step)
    notes = list(wall.notes.order_by("created_at", "text"))
    assert sorted(note.text for note in notes) == ["Att bli trodd", "En väg in"]
    assert {(note.participation.voice, note.channel) for note in notes} == {("group", "paper")}
    assert note_counts(step) == {"notes": 2, "people": 0, "held": 0}
    assert people_behind(Contribution.objects.all()) == (0, {})


def test_the_wall_of_a_table_is_the_table_s(world):
    table, _other = two_tables(world.a)
    wall = put(go(world.a), group=table)
    assert {note.group_id for note in wall.notes.all()} == {table.pk}


def test_words_alone_make_no_notes(world):
    assert put(go(world.a), as_notes=False).notes.count() == 0
    assert not Contribution.objects.exists()


def test_sent_twice_is_once(world, files):
    step, key = go(world.a), uuid.uuid4()
    assert put(step, create_key=key).pk == put(step, create_key=key).pk
    assert (WallPhoto.objects.count(), Contribution.objects.count(), files()) == (1, 2, 1)


def test_a_line_that_points_at_somebody_waits(world):
    step = go(world.a)
    put(step, transcript="Ring 070-123 45 67")
    assert note_counts(step)["held"] == 1


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"picture": None}, "Välj en bild"),
        ({"picture": file(b"%PDF-1.4 nej")}, "ingen bild"),
        ({"picture": file(drawn("GIF"))}, "ingen bild"),
        ({"picture": file(drawn()[:200])}, "ingen bild"),
        ({"picture": file(b"")}, "ingen bild"),
        ({"picture": file(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png")}, "ingen bild"),
        ({"transcript": " \n "}, "Skriv av det som står"),
        ({"transcript": "En kort\n" + "x" * 300}, "Rad 2"),
        ({"transcript": "rad\n" * 201}, "högst 200 rader"),
        ({"place": " "}, "var väggen fanns"),
        ({"taken_at": NOON + timedelta(hours=1)}, "längre fram"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept_by_halves(world, files, fault, says):
    with pytest.raises(RuleBroken, match=says):
        put(go(world.a), **fault)
    assert not WallPhoto.objects.exists()
    assert not Contribution.objects.exists()
    assert files() == 0


def test_a_file_over_the_limit_is_said_to_be(world):
    big = file()
    big.size = 15_000_001
    with pytest.raises(RuleBroken, match="högst 15 MB"):
        put(go(world.a), picture=big)


def test_a_rehearsal_takes_no_picture():
    from workshops.actions.rehearsal import start_rehearsal

    practice = start_rehearsal(workshop=factories.make_workshop(), by=None, at=NOON)
    with pytest.raises(RuleBroken, match="övning"):
        put(go(practice.site))


def test_the_picture_is_drawn_anew_upright_and_without_what_the_camera_wrote(world):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Hemlig kamera", 6  # maker; turned a quarter
    exif.get_ifd(0x8825)[1] = "N"
    wall = put(go(world.a), picture=file(drawn(exif=exif)))
    content = wall.picture.read()
    assert b"Hemlig" not in content
    assert (wall.width, wall.height) == (30, 40)
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (30, 40), {})
    assert "Anna" not in wall.picture.name


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_kinds_of_pictures_become_ours(form):
    picture = redrawn(io.BytesIO(drawn(form, size=(4000, 100))))
    assert (picture.width, picture.height) == (3000, 75)
    assert picture.content[:2] == b"\xff\xd8"


def test_a_picture_with_more_pixels_than_we_draw_is_none(monkeypatch):
    monkeypatch.setattr("workshops.analysis.picture.MOST_PIXELS", 100)
    with pytest.raises(NoPicture):
        redrawn(io.BytesIO(drawn()))


# --- Who sees it ------------------------------------------------------------------------------


def picture_of(wall, site):
    return reverse("workshops:wall_picture", args=[site.pk, wall.pk])


def to_participants(wall, world):
    return reverse("workshops:shown_wall", args=[world.workshop.pk, wall.pk])


def test_participants_see_it_when_the_step_is_shown_and_only_at_its_site(world, phone):
    step = go(world.a)
    wall = put(step)
    client, _place = phone(world.workshop)
    elsewhere, _other = phone(None, site=world.b)
    assert client.get(to_participants(wall, world)).status_code == 404
    shown(step)
    answer = client.get(to_participants(wall, world))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200, "image/jpeg", "private, no-store",
    )  # fmt: skip
    assert elsewhere.get(to_participants(wall, world)).status_code == 404
    page = client.get(reverse("workshops:take_part", args=[world.workshop.pk])).content.decode()
    assert to_participants(wall, world) in page
    assert "En väg in" in page


def test_a_line_that_is_held_or_taken_back_takes_the_picture_along(world):
    step = go(world.a)
    wall = put(step)
    step = shown(step)
    note = wall.notes.first()
    assert shown_walls(step).exists()
    hold_note(contribution=note, reason="personal", by=None, at=NOON)
    assert not shown_walls(step).exists()
    release_note(contribution=note, by=None, at=NOON)
    assert shown_walls(step).exists()
    withdraw(contribution=note, by=None, at=NOON)
    assert not shown_walls(step).exists()


def test_a_table_s_wall_stays_at_the_table_until_it_is_confirmed():
    world = three_sites(in_groups=True)
    table, _other = two_tables(world.a)
    step = go(world.a)
    put(step, group=table)
    step = shown(step)
    assert not shown_walls(step).exists()
    groups.confirm(exercise=step, group=table, by=person(world.a, table), at=NOON)
    assert shown_walls(again(step)).exists()


def test_staff_who_read_everything_see_it_beside_its_words(world, client_of):
    wall = put(go(world.a))
    analyst = client_of(factories.make_member(lab=world.lab, role="analyst"))
    page = analyst.get(reverse("workshops:walls", args=[world.a.pk])).content.decode()
    assert "Att bli trodd" in page
    assert picture_of(wall, world.a) in page
    assert analyst.get(picture_of(wall, world.a)).status_code == 200
    assert analyst.get(picture_of(wall, world.b)).status_code == 404


@pytest.mark.parametrize("role", ["listener", "table_host", "editor"])
def test_others_do_not(world, client_of, role):
    wall = put(go(world.a))
    client = client_of(factories.make_member(lab=world.lab, role=role))
    assert client.get(picture_of(wall, world.a)).status_code == 403
    assert client.get(reverse("workshops:walls", args=[world.a.pk])).status_code == 403


def test_it_is_not_given_out_with_the_pictures_of_pages(world, client):
    wall = put(go(world.a))
    assert client.get(f"/media/{wall.picture.name}").status_code == 404


def test_the_form_keeps_picture_and_words(world, client_of):
    step = go(world.a)
    client = client_of(factories.make_member(lab=world.lab, role="facilitator"))
    url = reverse("workshops:walls", args=[world.a.pk])
    data = {
        "step": step.pk, "transcript": "Ett\nTvå", "as_notes": "on", "place": "Rum 2", "taken_at": "2026-11-24T11:00",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    missing = client.post(url, data | {"picture": file(), "transcript": ""})
    assert missing.status_code == 422
    assert "Skriv av det som står på väggen" in missing.content.decode()
    wrong = client.post(url, data | {"picture": file(b"inte en bild", "a.jpg")})
    assert "ingen bild" in wrong.content.decode()
    assert "Två" in wrong.content.decode()
    assert client.post(url, data | {"picture": file()}).status_code == 302
    assert Contribution.objects.count() == 2
