"""The opening voice: with the person's yes, with words beside sound, stopped at once, and for the session's people."""

from __future__ import annotations

import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import AsyncClient, Client
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from hlab.live.models import Event
from tests import factories
from tests.workshops.kinds.sounds import NO_SOUNDS, SOUNDS
from workshops.actions import voices
from workshops.actions.planning import add_exercise, remove_exercise
from workshops.kinds.voice import clean_settings
from workshops.models import Voice

pytestmark = pytest.mark.django_db
NOON = factories.NOON
MP3 = SOUNDS["audio/mpeg"][0] + bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder on a real disk, as in use: nothing may be left there."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES |= {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    return settings.MEDIA_ROOT


@pytest.fixture
def here(at):
    return at("voice", settings={"mode": "recorded", "role": "Närstående"})


def put(step, content: bytes | None = None, *, name="eva-svensson.exe", **fields):
    sound = SimpleUploadedFile(name, content, content_type="application/x-evil") if content is not None else None
    said = {"text": "", "transcript": "Jag heter inte så." if sound else "", "approved": True, "row_version": 0}
    return voices.put_voice(exercise=step, sound=sound, by=None, at=NOON, **(said | fields))


# --- Putting it in place ----------------------------------------------------------------------


def test_a_file_is_kept_under_a_name_of_ours_with_the_type_it_holds(here, media):
    voice = put(here.step, MP3)
    (file,) = Path(media).rglob("*.*")
    assert voice.content_type == "audio/mpeg"
    assert file.suffix == ".mp3"
    assert "eva" not in file.name
    assert file.read_bytes() == MP3


@pytest.mark.parametrize("name", NO_SOUNDS)
def test_what_is_no_sound_is_refused_in_words_whatever_it_is_called(here, name, media):
    with pytest.raises(RuleBroken, match="inte ett ljud") as refused:
        put(here.step, NO_SOUNDS[name], name="sång.mp3")
    assert refused.value.field == "sound"
    assert not Voice.objects.exists()
    assert not Path(media).exists()


def test_too_large_a_file_is_told_how_large_it_may_be(here, monkeypatch):
    monkeypatch.setattr(voices, "MOST_BYTES", 1000)
    with pytest.raises(RuleBroken, match="högst 25 MB"):
        put(here.step, MP3)


def test_the_request_has_room_for_the_largest_sound(settings):
    assert settings.MAX_REQUEST_BYTES >= voices.MOST_BYTES + 500_000


def test_sound_without_words_and_words_without_a_yes_are_refused(here):
    with pytest.raises(RuleBroken) as refused:
        put(here.step, MP3, transcript="  ")
    assert refused.value.field == "transcript"
    for content, text in ((MP3, ""), (None, "Mina ord.")):
        with pytest.raises(RuleBroken) as refused:
            put(here.step, content, text=text, approved=False)
        assert refused.value.field == "approved"
    assert not Voice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_new_file_takes_the_place_of_the_former_and_can_be_dropped(here, media):
    put(here.step, MP3)
    voice = put(here.step, SOUNDS["audio/wav"][0], row_version=1)
    (file,) = Path(media).rglob("*.*")
    assert (file.suffix, voice.content_type) == (".wav", "audio/wav")
    voice = put(here.step, None, row_version=2, transcript="Kvar.")
    assert voice.sound, "a form without a new file keeps the one there is"
    voice = put(here.step, None, row_version=3, drop_sound=True, text="Bara text.")
    assert (voice.sound.name, voice.content_type, voice.transcript) == ("", "", "")
    assert not list(Path(media).rglob("*.*"))


def test_two_who_write_see_both(here):
    put(here.step, text="Den första.")
    with pytest.raises(StaleEdit) as stale:
        put(here.step, text="Den andra.", row_version=0)
    assert "Den första." in stale.value.theirs
    assert "Den andra." in stale.value.yours


def test_the_facilitator_uploads_in_a_form_and_gets_errors_at_the_field(here, leader):
    client, url = leader(here), here.url("voice")
    sent = {"text": "", "transcript": "Orden.", "approved": "on", "row_version": 0}
    wrong = client.post(url, sent | {"sound": SimpleUploadedFile("x.mp3", NO_SOUNDS["page"])})
    assert wrong.status_code == 422
    assert "Filen är inte ett ljud som vi kan spela upp." in wrong.content.decode()
    assert "Orden." in wrong.content.decode()
    none = client.post(url, sent | {"transcript": "", "sound": SimpleUploadedFile("x.mp3", MP3)})
    assert "Skriv av ljudet." in none.content.decode()
    assert client.post(url, sent | {"sound": SimpleUploadedFile("x.mp3", MP3)}).status_code == 302
    page = client.get(url).content.decode()
    assert "<audio controls" in page
    assert "autoplay" not in page
    assert "Text och ljud" in here.words(client, "programme")
    assert leader(here, "analyst").get(url).status_code == 403
    assert leader(here, "table_host").post(url, sent).status_code == 403


def test_a_step_that_is_no_voice_has_no_such_page(at, leader):
    other = at("pause")
    assert leader(other).get(other.url("voice")).status_code == 404
    assert leader(other).get(other.url("voice_sound")).status_code == 404


def test_impossible_rows_cannot_be_stored(here):
    for row in ({"text": "Utan ja."}, {"sound": "voices/x.mp3", "content_type": "audio/mpeg", "approved_at": NOON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Voice.objects.create(exercise=here.step, **row)


# --- Reading and hearing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "says"),
    [("live", "talar själv, här och nu"), ("recorded", "själv spelat in"), ("read", "är det inte personens röst")],
)
def test_participants_are_told_what_kind_of_voice_it_is(at, phone, mode, says):
    here = at("voice", settings={"mode": mode, "content_note": "Berör självskada."})
    put(here.step, text="Det tog sju år.")
    client, _place = phone(here.workshop)
    page = here.words(client)
    assert says in page
    assert "Egenerfaren talare" in page
    assert page.index("Berör självskada.") < page.index("Det tog sju år.")
    assert "Jag är klar" not in page
    assert here.page(client).select_one("details .story"), "behind a choice when it is heavy"


def test_the_player_waits_and_the_words_stand_beside_it(here, phone, leader):
    put(here.step, MP3)
    client, _place = phone(here.workshop)
    player = here.page(client).select_one("audio")
    assert player.has_attr("controls")
    assert not player.has_attr("autoplay")
    assert player["preload"] == "none"
    assert "Jag heter inte så." in here.words(client)
    stage = here.page(leader(here), "stage")
    assert "Lyssna." in stage.get_text()
    assert not stage.select("audio")
    assert "Jag heter inte så." not in stage.get_text()


def test_the_sound_is_for_people_of_the_session_only(here, phone, leader, client_of, at):
    put(here.step, MP3)
    client, _place = phone(here.workshop)
    url = here.url("voice_sound")
    response = client.get(url)
    assert b"".join(response.streaming_content) == MP3
    assert response["Content-Type"] == "audio/mpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(len(MP3))
    assert response["Cache-Control"] == "private, no-store"
    assert leader(here, "listener").get(url).status_code == 200
    elsewhere, _place = phone(at("voice").workshop)
    assert elsewhere.get(url).status_code == 302
    assert Client().get(url).status_code == 302
    assert client_of(factories.make_user()).get(url).status_code == 404
    assert client.post(url).status_code == 405


def test_nobody_hears_it_before_its_step_but_those_who_plan(here, phone, leader):
    later = add_exercise(workshop=here.workshop, kind="voice", title="Sedan", minutes=5, by=None, at=NOON)
    put(later, MP3)
    client, _place = phone(here.workshop)
    url = reverse("workshops:voice_sound", args=[here.workshop.pk, later.pk])
    assert client.get(url).status_code == 404
    assert leader(here, "listener").get(url).status_code == 404
    assert leader(here).get(url).status_code == 200
    assert client.get(reverse("workshops:earlier", args=[here.workshop.pk, later.pk])).status_code == 404


def test_a_phone_can_seek(here, phone):
    put(here.step, MP3)
    client, _place = phone(here.workshop)
    url = here.url("voice_sound")
    response = client.get(url, headers={"range": "bytes=100-199"})
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == MP3[100:200]
    assert response["Content-Range"] == f"bytes 100-199/{len(MP3)}"
    assert response["Content-Length"] == "100"
    assert b"".join(client.get(url, headers={"range": "bytes=-5"}).streaming_content) == MP3[-5:]
    beyond = client.get(url, headers={"range": f"bytes={len(MP3)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(MP3)}")
    head = client.head(url)
    assert (head.status_code, head["Content-Length"]) == (200, str(len(MP3)))


def test_the_same_under_asgi(here, leader):
    put(here.step, MP3)
    client = AsyncClient()
    client.cookies = leader(here).cookies

    async def fetch():
        response = await client.get(here.url("voice_sound"), headers={"range": "bytes=10-"})
        return response, b"".join([piece async for piece in response.streaming_content])

    response, body = async_to_sync(fetch)()
    assert (response.status_code, body) == (206, MP3[10:])


def test_a_file_that_is_gone_is_a_page_that_is_not_there(here, phone, media):
    put(here.step, MP3)
    for file in Path(media).rglob("*.mp3"):
        file.unlink()
    client, _place = phone(here.workshop)
    assert client.get(here.url("voice_sound")).status_code == 404


# --- Stopping ---------------------------------------------------------------------------------


def test_the_host_stops_it_at_once_for_everybody(here, phone, leader):
    put(here.step, MP3, text="Det tog sju år.")
    client, _place = phone(here.workshop)
    host = leader(here, "table_host")
    assert host.post(here.url("host_act", "stoppa")).status_code == 302
    assert "Rösten visas inte nu." in here.words(client)
    assert "Det tog sju år." not in here.words(client)
    assert "Det tog sju år." not in here.words(client, "earlier")
    assert "Det tog sju år." not in here.words(host, "stage")
    assert client.get(here.url("voice_sound")).status_code == 404
    assert leader(here, "analyst").get(here.url("voice_sound")).status_code == 404
    gone = Event.objects.filter(channel_id=f"site:{here.workshop.site.pk}", kind="gone").get()
    assert gone.data == {"step": here.step.pk}, "no note: the page hides all of the step at once"
    assert here.page(host, "console").select_one("form[action$='fortsatt/']")
    assert host.post(here.url("host_act", "fortsatt")).status_code == 302
    assert "Det tog sju år." in here.words(client)
    acts = AuditEvent.objects.filter(act__startswith="voice.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["voice.put", "voice.stopped", "voice.resumed"]


def test_a_live_voice_can_be_stopped_too_and_twice_is_once(at, phone, leader):
    here = at("voice")
    client, _place = phone(here.workshop)
    for _ in range(2):
        voices.stop_voice(exercise=here.step, by=None, at=NOON)
    assert Event.objects.filter(kind="gone").count() == 1
    assert "Rösten visas inte nu." in here.words(client)
    assert "lugn och ro" in here.words(leader(here), "stage")


def test_what_was_stopped_is_not_shown_by_a_new_text(here, phone):
    voices.stop_voice(exercise=here.step, by=None, at=NOON)
    put(here.step, text="Ny text.", row_version=1)
    client, _place = phone(here.workshop)
    assert "Ny text." not in here.words(client)


@pytest.mark.parametrize("role", ["listener", "analyst", "editor"])
def test_others_cannot_stop_or_go_on(here, leader, role):
    for act in ("stoppa", "fortsatt"):
        assert leader(here, role).post(here.url("host_act", act)).status_code == 403
    assert not Voice.objects.exists()


# --- Around it --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_removed_step_takes_its_file_along(here, media):
    later = add_exercise(workshop=here.workshop, kind="voice", title="Sedan", minutes=5, by=None, at=NOON)
    put(later, MP3)
    remove_exercise(exercise=later, by=None, at=NOON)
    assert not Voice.objects.exists()
    assert not list(Path(media).rglob("*.*"))


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_sound(here, tmp_path):
    from hlab.core.backups import backup

    voice = put(here.step, MP3)
    with tarfile.open(backup(tmp_path / "copies", NOON + timedelta(days=1))) as archive:
        assert archive.extractfile(f"media/{voice.sound.name}").read() == MP3


@pytest.mark.parametrize(
    "given", [{"role": ""}, {"role": "x" * 81}, {"mode": "skådespelare"}, {"content_note": "x" * 301}]
)
def test_settings_that_cannot_be_are_refused(given):
    with pytest.raises(RuleBroken):
        clean_settings(given)
