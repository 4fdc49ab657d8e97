"""What a wording has beside its words: media, value areas, a card, a place in the list; and the page with all of it."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from goals import thread
from goals.actions import values
from goals.actions.checks import record_check
from goals.actions.evidence import sort_voices
from goals.actions.hiding import hide_version
from goals.actions.media import put_media
from goals.actions.reuse import reuse_goal
from goals.actions.sentences import tie_sentences
from goals.actions.status import publish
from goals.actions.versions import change_draft, discard_draft, start_new_version
from goals.models import Dissent, GoalMedia, ValueLink
from goals.queries import goals_of, narrowed, page_data
from hlab.cms.actions.site import ensure_site
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.test_pages import url
from workshops.actions.contributions import change_consent

WORDS = {"alt": "Två personer vid ett köksbord.", "transcript": "Jag berättar en gång."}


def picture(size=(1600, 900)) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Kims kök"
    Image.new("RGB", size, "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("kim-lind.jpg", out.getvalue(), "image/jpeg")


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("kim.mp3", b"ID3" + b"\0" * 600, "audio/mpeg")


def put(version, lead, **more):
    return put_media(version=version, by=lead, at=NOON, **(WORDS | more))


# --- Media ------------------------------------------------------------------------------------


def test_neither_picture_nor_sound_without_its_words_and_only_what_they_are(draft, lead):
    bad = SimpleUploadedFile("a.jpg", b"<svg onload=1>")
    for field, more in (
        ("alt", {"picture": picture(), "alt": " "}), ("transcript", {"sound": sound(), "transcript": ""}),
        ("picture", {"picture": bad}), ("sound", {"sound": bad}), ("alt", {"picture": picture(), "alt": "x" * 301}),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            put(draft, lead, **more)
        assert broken.value.field == field
    for fields in ({"picture": "goals/x.jpg"}, {"sound": "goals/x.mp3"}, {"alt": "Något"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            GoalMedia.objects.create(version=draft, **fields)
    assert put(draft, lead) is None and not GoalMedia.objects.exists()


def test_the_file_is_drawn_anew_and_goes_when_no_version_has_it(
    draft, lead, client, client_of, outsider, django_capture_on_commit_callbacks
):
    media = put(draft, lead, picture=picture(), sound=sound())
    assert (media.width, media.height) == (1280, 720) and "kim" not in media.picture.name + media.sound.name
    assert not Image.open(default_storage.open(media.picture.name)).getexif()
    there = [reverse(f"goals:{name}", args=[draft.goal.slug, 1]) for name in ("picture", "sound")]
    assert [client.get(address).status_code for address in there] == [404, 404]
    for name in ("staff_picture", "staff_sound"):
        assert client_of(lead).get(url(name, draft)).status_code == 200
        assert client_of(outsider).get(url(name, draft)).status_code == 404
    public = publish(version=draft, by=lead, at=NOON)
    assert [client.get(address).status_code for address in there] == [200, 200]
    assert client.get(there[1], headers={"range": "bytes=0-9"}).status_code == 206
    page = render_to_string("goals/_public.html", page_data(public.goal))
    assert f'alt="{WORDS["alt"]}"' in page and WORDS["transcript"] in page and "<audio" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        GoalMedia.objects.filter(version=public).update(alt="Annat")
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    assert new.media.picture.name == media.picture.name
    with django_capture_on_commit_callbacks(execute=True):
        fresh = put(new, lead, picture=picture((90, 90)), drop_sound=True)
    assert fresh.transcript == "" and default_storage.exists(media.sound.name)
    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(version=new, by=lead, at=LATER)
    assert not default_storage.exists(fresh.picture.name) and default_storage.exists(media.picture.name)
    hide_version(version=public, reason="x", by=lead, at=LATER)
    assert [client.get(address).status_code for address in there] == [404, 404]


def test_media_on_the_page(client_of, lead, draft):
    signed = client_of(lead)
    wrong = signed.post(url("media", draft), {"picture": picture(), "alt": "", "transcript": ""})
    assert wrong.status_code == 422 and "Beskriv vad bilden visar" in wrong.content.decode()
    assert signed.post(url("media", draft), {"picture": picture(), "alt": WORDS["alt"]}).url == url("edit", draft)
    assert url("staff_picture", draft) in signed.get(url("media", draft)).content.decode()
    assert signed.post(url("media", draft), {"drop_picture": "on", "alt": WORDS["alt"]}).status_code == 302
    assert not GoalMedia.objects.exists()


# --- Value areas ------------------------------------------------------------------------------


def test_value_areas_are_written_linked_for_a_reason_carried_and_retired(draft, lab, lead, client_of, listener):
    signed = client_of(lead)
    assert signed.post(url("value_areas", lab), {"name": "Att slippa vänta ensam"}).status_code == 302
    assert signed.post(url("value_areas", lab), {"name": "Att slippa  vänta ensam"}).status_code == 422
    area = lab.value_areas.get()
    ticked = {f"area_{area.pk}": "on", f"why_{area.pk}": ""}
    wrong = signed.post(url("areas", draft), ticked)
    assert wrong.status_code == 422 and "Skriv varför" in wrong.content.decode()
    signed.post(url("areas", draft), ticked | {f"why_{area.pk}": "Den handlar om väntan."})
    public = publish(version=draft, by=lead, at=NOON)
    assert "Den handlar om väntan." in render_to_string("goals/_public.html", page_data(public.goal))
    with pytest.raises(DatabaseError), transaction.atomic():
        public.value_links.all().delete()
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    assert new.value_links.get().area == area
    signed.post(url("retire_area", area))
    signed.post(url("retire_area", area))
    assert not new.value_links.exists() and public.value_links.count() == 1
    assert area.name not in client_of(listener).get(url("value_areas", lab)).content.decode()
    with pytest.raises(RuleBroken):
        values.link_areas(version=new, reasons={area.pk: "x"}, by=lead, at=LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        ValueLink.objects.create(version=new, area=area, reason="")


def test_two_who_change_a_value_area_at_once(lab, lead, client_of):
    area = values.add_area(lab=lab, name="Tillit", description="", by=lead, at=NOON)
    values.change_area(area=area, name="Förtroende", description="", row_version=1, by=lead, at=NOON)
    with pytest.raises(StaleEdit):
        values.change_area(area=area, name="Trygghet", description="", row_version=1, by=lead, at=NOON)
    answer = client_of(lead).post(url("value_area", area), {"name": "Trygghet", "row_version": 1})
    assert answer.status_code == 409 and "Förtroende" in answer.content.decode()


# --- Card and list ----------------------------------------------------------------------------


def test_the_card_carries_words_citation_and_what_somebody_objected(draft, lead, check, client, client_of):
    there = reverse("goals:card", args=[draft.goal.slug])
    assert client.get(there).status_code == 404
    assert client_of(lead).get(url("staff_card", draft)).status_code == 302
    easy = "Jag säger det en enda gång."
    publish(version=change_draft(version=draft, row_version=1, easy_read=easy, by=lead, at=NOON), by=lead, at=NOON)
    record_check(version=draft, by=lead, at=LATER, **check | {"dissent": "Jag vill välja vad som delas."})
    first = Dissent.objects.create(version=draft, text="Inte allt ska följa med.", at=LATER)
    Dissent.objects.create(version=draft, text="Den är bemött.", met="Ändrat.", carried_from=first, at=LATER)
    draft.refresh_from_db()
    page = client.get(there).content.decode()
    for words in (draft.title, draft.statement, draft.citation, draft.address, "card--a5", "<svg",
                  "Jag vill välja vad som delas.", "Inte allt ska följa med."):  # fmt: skip
        assert words in page
    assert easy not in page and "Den är bemött." not in page
    page = client.get(there, {"storlek": "a4", "lattlast": "on"}).content.decode()
    assert "card--a4" in page and easy in page
    assert "card--a5" in client.get(there, {"storlek": "vepa"}).content.decode()
    hide_version(version=draft, reason="x", by=lead, at=LATER)
    assert client.get(there).status_code == 404
    assert draft.title in client_of(lead).get(url("staff_card", draft)).content.decode()


def test_a_frozen_version_has_a_card_before_it_is_public_without_an_address(lab, lead, client_of):
    goal = factories.make_goal(lab=lab, is_demo=True, origin="public_theme")
    page = client_of(lead).get(url("staff_card", factories.make_goal_version(goal=goal, frozen_at=NOON)))
    page = page.content.decode()
    assert "Inte publicerad ännu." in page and 'class="qr"' not in page
    assert "inte utredningens formulering" in page and "Exempelinnehåll – påhittat" in page


def test_the_list_is_narrowed_by_words_status_level_and_shift(draft, lab, lead, client_of):
    change_draft(version=draft, row_version=1, level="meso", shifts=["proactive"], by=lead, at=NOON)
    factories.make_goal_version(goal=factories.make_goal(lab=lab), title="Jag vet vem jag ringer")
    every = goals_of(lab)
    for chosen, n in (
        ({}, 2), ({"words": "BERÄTTA gång"}, 1), ({"level": "meso"}, 1), ({"shift": "proactive"}, 1),
        ({"shift": "relation"}, 0), ({"status": "draft"}, 2), ({"status": "adopted"}, 0),
    ):  # fmt: skip
        assert len(narrowed(every, **chosen)) == n
    signed = client_of(lead)
    assert "Jag vet vem" not in signed.get(url("list", lab), {"niva": "meso"}).content.decode()
    assert "Ingen målbild passar urvalet" in signed.get(url("list", lab), {"sok": "zzz"}).content.decode()
    assert draft.title in signed.get(url("list", lab), {"niva": "giga"}).content.decode()


# --- The page with everything -----------------------------------------------------------------


def test_the_page_with_everything_costs_no_more_than_it_may(draft, notes, lab, lead, check, client, monkeypatch):
    """Fifteen queries at most, however much there is; a part that registers is drawn in its place."""
    for note in notes:
        change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    ids = [note.pk for note in notes]
    sort_voices(version=draft, seen=ids, keep=ids, quotes=ids, by=lead, at=NOON)
    tie_sentences(version=draft, ties={draft.statement: ids}, seen=ids, by=lead, at=NOON)
    for name in ("Tillit", "Tid"):
        values.add_area(lab=lab, name=name, description="", by=lead, at=NOON)
    reasons = {area.pk: "Den säger det." for area in lab.value_areas.all()}
    values.link_areas(version=draft, reasons=reasons, by=lead, at=NOON)
    put(draft, lead, picture=picture((300, 200)), sound=sound())
    source = publish(version=draft, by=lead, at=NOON)
    record_check(version=source, by=lead, at=LATER, **check)
    second = start_new_version(goal=source.goal, by=lead, at=LATER)
    factories.make_cause(version=second, check_record=source.checks.get())
    words = {"what_changed": "Ett ord.", "why_changed": "En invändning.", "easy_read": "Lätt.", "level": "micro"}
    change_draft(version=second, row_version=1, by=lead, at=LATER, **words)
    publish(version=second, by=lead, at=LATER)
    for _ in range(3):
        used = reuse_goal(version=source, lab=factories.make_lab(), by=lead, at=LATER)
        publish(version=used, by=lead, at=LATER)
    monkeypatch.setattr(thread, "_SECTIONS", {})
    thread.register("efter", place=20, query=lambda goal, version: None, template="finns-inte.html")
    thread.register(
        "prov", place=10, template="goals/_source.html",
        query=lambda goal, version: {"source": {"version": version, "lab": goal.lab, "people": "Prov",
                                                              "hidden": False, "newer": 0}},
    )  # fmt: skip
    ensure_site()
    client.get("/")
    for goal in (source.goal, used.goal):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(goal.address)
        assert page.status_code == 200 and len(asked) <= 15, [query["sql"][:120] for query in asked]
        told = page.content.decode()
        assert told.index("Stämmer den för fler?") < told.index("Där gäller: Prov") < told.index("Hänvisa till")
    assert len(asked) <= 7  # what is left is for the parts that register
