"""A proposal goes out to a file and comes in from one."""

from __future__ import annotations

import io
import json
import uuid
from dataclasses import replace
from datetime import timedelta

import jsonschema
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from feedback import enums
from feedback.actions import changes, uploads, versions
from feedback.analysis import document as parts
from feedback.analysis import native
from feedback.analysis.native_schema import schema
from feedback.exchange_words import finding_sentence, losses_told
from feedback.models import (
    Change,
    Mockup,
    Paragraph,
    Picture,
    Proposal,
    ProposalUpload,
    ProposalVersion,
    Scene,
    SceneLink,
)
from feedback.queries.document import document
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_alternative, make_proposal, make_version

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}


def jpeg(colour="red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def whole(lab):
    """Two versions: a picture, a form, a link to a journey, and what changed."""
    first = make_version(proposal=make_proposal(lab=lab), scenes=2)
    scene, journey = first.scenes.first(), factories.make_journey(lab=lab)
    picture = Picture(lab=lab, width=40, height=30, create_key=uuid.uuid4(), created_at=NOON)
    picture.file.save("x.jpg", ContentFile(jpeg()), save=False)
    picture.save()
    Scene.objects.filter(pk=scene.pk).update(today_drawing="", today_picture=picture)
    Mockup.objects.create(scene=scene, side="today", kind="form", title="Ansökan", body="Fyll i", fields=["Namn"])
    SceneLink.objects.create(scene=scene, side="proposed", journey=journey, step=journey.steps.first(), reason="Här")
    SceneLink.objects.create(scene=scene, side="today", journey=journey, gap=journey.gaps.first())
    versions.freeze(version=first, **BY)
    second = versions.new_version(proposal=first.proposal, **BY)
    changes.add_change(version=second, what="Ett ord.", why="Det saknades.", target="paragraph", anchor="p1", **BY)
    return first.proposal


def take(lab, raw: bytes, key=None) -> ProposalUpload:
    return uploads.take_in(lab=lab, key=key or uuid.uuid4(), raw=raw, filename="forslag.json", **BY)


def faults(raw: bytes, lab=None) -> str:
    entry = uploads.seen(take(lab or factories.make_lab(), raw))
    return "\n".join(finding_sentence(fault) for fault in entry.found.faults)


def losses(lab, raw: bytes) -> str:
    return "\n".join(loss["text"] for loss in losses_told(uploads.seen(take(lab, raw)).found.losses))


def data(proposal: Proposal) -> dict:
    return json.loads(native.write(document(proposal, pictures=True)))


def raw(told: dict) -> bytes:
    return json.dumps(told).encode()


# --- The form ---------------------------------------------------------------------------------


def test_what_is_written_is_read_the_same(whole):
    told = document(whole, pictures=True)
    found = native.read(native.write(told))
    assert found.document == told and found.findings == ()


def test_what_is_written_follows_the_published_schema(whole, client):
    jsonschema.validate(data(whole), schema())
    answer = client.get(reverse("feedback:schema"))
    assert answer.json() == schema() and answer["Content-Type"].startswith("application/schema+json")
    wrong = data(whole)
    wrong["proposal"]["versions"][0]["paragraphs"][0]["anchor"] = "1 §"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema())


@pytest.mark.parametrize(
    ("codes", "choices"),
    [
        (parts.KINDS, enums.ProposalKind), (parts.SIDES, enums.Side), (parts.DRAWINGS, enums.Drawing),
        (parts.MOCKUPS, enums.MockupKind),
    ],
)  # fmt: skip
def test_the_codes_are_those_of_the_room(codes, choices):
    assert list(codes) == choices.values
    assert list(parts.PEOPLE) == [person.value for person in enums.SCENE_PEOPLE]


@pytest.mark.parametrize(
    ("part", "model"),
    [
        (parts.Document, Proposal), (parts.Version, ProposalVersion), (parts.Paragraph, Paragraph),
        (parts.Scene, Scene), (parts.Mockup, Mockup), (parts.Change, Change), (parts.Link, SceneLink),
    ],
)  # fmt: skip
def test_there_is_as_much_room_as_in_the_database(part, model):
    for name, shape in parts.SHAPES[part].items():
        if isinstance(shape, parts.Text) and name != "alternative_to":
            column = model._meta.get_field(name)
            assert (shape.most, shape.required) == (column.max_length, not column.blank), name


def test_every_fault_and_loss_has_words():
    import re
    from pathlib import Path

    from feedback import exchange_words

    source = Path("feedback/analysis/checking.py").read_text() + Path("feedback/actions/uploads.py").read_text()
    assert set(re.findall(r'_fault\("(\w+)"', source)) <= set(exchange_words._FAULTS)
    assert set(re.findall(r'Finding\("(\w+)"', source)) <= set(exchange_words._FAULTS) | set(exchange_words._LOSSES)
    names = {name for shapes in parts.SHAPES.values() for name in shapes}
    names |= {name for table in (parts.LISTS, parts.INSIDE) for fields in table.values() for name in fields}
    assert names <= set(exchange_words.FIELDS)


# --- In ---------------------------------------------------------------------------------------


def test_out_and_in_gives_the_same_proposal(whole, lead):
    other = whole.lab  # where the journey and the picture are
    upload = take(other, native.write(document(whole, pictures=True)))
    again = uploads.read_in(upload=upload, number="F9", by=lead, at=NOON)
    assert replace(document(again, pictures=True), number="F1") == document(whole, pictures=True)
    assert [(row.is_open, row.published_at) for row in again.versions.all()] == [(False, None), (True, None)]
    assert (again.created_by, again.status) == (lead, "draft")
    assert Picture.objects.count() == 1  # the very same


def test_in_another_lab_what_cannot_come_along_is_told_first(whole):
    there = factories.make_lab()
    made = native.write(document(whole, pictures=True))
    assert "finns inte i labbet" in losses(there, made)
    again = uploads.read_in(upload=take(there, made), **BY)
    told, first = document(again, pictures=False), document(whole, pictures=False)
    assert not SceneLink.objects.filter(scene__version__proposal=again).exists()
    picture = Picture.objects.get(lab=there)
    assert Image.open(picture.file).size == (picture.width, picture.height) == (40, 30)
    assert told.versions[0].scenes[0].today_picture == str(picture.pk)
    bare = {"links": (), "today_picture": ""}
    for mine, theirs in zip(told.versions, first.versions, strict=True):
        assert [replace(one, **bare) for one in mine.scenes] == [replace(one, **bare) for one in theirs.scenes]
        assert replace(mine, scenes=()) == replace(theirs, scenes=())


def test_pictures_may_be_left_out_and_are_then_told_of(whole):
    there, made = factories.make_lab(), native.write(document(whole, pictures=False))
    assert b'"data"' not in made and "En bild finns inte i filen" in losses(there, made)
    again = uploads.read_in(upload=take(there, made), **BY)
    scene = again.versions.first().scenes.first()
    assert (scene.today_picture, scene.today_drawing) == (None, "") and scene.today_alt


def test_read_in_twice_is_once_and_the_file_is_not_kept(whole):
    there, made, key = factories.make_lab(), native.write(document(whole, pictures=False)), uuid.uuid4()
    uploaded = [take(there, made, key) for _twice in range(2)]
    assert uploads.read_in(upload=uploaded[0], **BY) == uploads.read_in(upload=uploaded[1], **BY)
    uploaded[0].refresh_from_db()
    assert uploaded[0].content is None and uploaded[0].done_at == NOON
    with pytest.raises(RuleBroken):
        take(factories.make_lab(), made, key)


def test_a_number_that_is_taken_is_asked_for_anew(whole):
    upload = take(whole.lab, native.write(document(whole, pictures=True)))
    assert uploads.seen(upload).like == whole
    with pytest.raises(RuleBroken) as caught:
        uploads.read_in(upload=upload, **BY)
    assert caught.value.field == "number" and Proposal.objects.count() == 1


def test_an_alternative_needs_what_it_is_an_alternative_to(lab):
    way = make_version(proposal=make_alternative(to=make_version(proposal=make_proposal(lab=lab)).proposal)).proposal
    made = native.write(document(way, pictures=False))
    there = factories.make_lab()
    assert "F1" in faults(made, there)
    make_proposal(lab=there, number="F1")
    again = uploads.read_in(upload=take(there, made), **BY)
    assert again.is_nothing and again.alternative_to.number == "F1"


def _set(value, *path):
    def change(told):
        here = told["proposal"]
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value

    return change


V, S = ("versions", 0), ("versions", 0, "scenes", 0)
NO_DATA = {"pictures": [{"key": "d4e6cf0e-91d7-4e2f-a2b5-52bd0d0d3cd1", "data": "bm8="}]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("", *V, "title"), "Version 1: rubriken saknas. Skriv det."),
        (_set("x" * 121, *V, "title"), "121/120"),
        (_set(7, *V, "summary"), "vad det innebär ska vara text."),
        (_set("två", *V, "fidelity"), "ett helt tal"),
        (_set(5, *V, "fidelity"), "1–4"),
        (_set("ja", *V, "frozen"), "sant eller falskt"),
        (_set({}, *V, "scenes"), "scener ska vara en lista."),
        (_set([3], *V, "scenes"), "ska vara ett objekt."),
        (_set(["x" * 301], *V, "unknowns"), "301/300"),
        (_set("law", "kind"), "”law”"),
        (_set("alternative", "kind"), "vad det är en annan väg till"),
        (_set(True, "is_nothing"), "Att inget göra är ett alternativ"),
        (_set([], "versions"), "ingen version"),
        (_set(4, *V, "number"), "4/1"),
        (_set(False, *V, "frozen"), "bara den sista versionen"),
        (_set(True, "versions", 1, "frozen"), ""),
        (_set([], "versions", 1, "changes"), ""),
        (_set("1 §", *V, "paragraphs", 0, "anchor"), "”1 §” går inte som ankaret"),
        (_set("p1", *V, "paragraphs", 1, "anchor"), "används två gånger"),
        (_set("nobody", *S, "who"), "”nobody”"),
        (_set("", *S, "today_alt"), "utan att säga vad den visar"),
        (_set("table", *S, "today_drawing"), "både teckning och bild"),
        (_set([{"side": "today", "journey": "a"}], *S, "links"), "ett steg eller ett mellanrum"),
        (_set([{"what": "Ett ord.", "why": "x", "target": "paragraph"}], "versions", 1, "changes"), "utan ankare"),
        (_set(NO_DATA["pictures"], "pictures"), "nämns inte bland filens bilder"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(whole, change, said):
    told = data(whole)
    change(told)
    found = faults(raw(told))
    assert said in found
    assert bool(found) == bool(said)


def test_a_locked_version_after_the_first_says_what_changed(whole):
    told = data(whole)
    told["proposal"]["versions"][1] |= {"frozen": True, "changes": []}
    assert "vad som ändrades och varför" in faults(raw(told))


def test_what_is_no_picture_is_refused(whole):
    told = data(whole)
    told["proposal"]["pictures"][0]["data"] = "bm8="
    assert "ingen bild" in faults(raw(told))


def test_a_field_that_the_format_does_not_have_is_told_of(whole):
    told = data(whole)
    told["proposal"]["decided"] = True
    assert "”decided”" in losses(factories.make_lab(), raw(told))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "tom"), (b"{", "Rad 1"), (b"[]", "inget förslag"), (b"\xff\xfe", "inte hel JSON"),
        (b'{"format": "halsolabb-resa", "version": 1}', "inget förslag"),
        (b'{"format": "halsolabb-forslag", "version": 2, "proposal": {}}', "nyare"),
        (b'{"format": "halsolabb-forslag", "version": true, "proposal": {}}', "inget förslag"),
        (b'{"format": "halsolabb-forslag", "version": 1, "proposal": []}', "inget förslag"),
        (b"[" * 100_000, "inte hel JSON"), (b'{"a": NaN}', "inte hel JSON"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_proposal(lab, body, said):
    with pytest.raises(RuleBroken) as caught:
        take(lab, body)
    assert said in str(caught.value) and caught.value.field == "file"
    assert not ProposalUpload.objects.exists()


def test_a_file_that_nobody_went_on_with_is_forgotten(whole):
    upload = take(whole.lab, native.write(document(whole, pictures=False)))
    assert uploads.forget_old(NOON + uploads.KEPT_FOR) == 0
    assert uploads.forget_old(NOON + uploads.KEPT_FOR + timedelta(seconds=1)) == 1
    assert not ProposalUpload.objects.filter(pk=upload.pk).exists()


# --- Pages and commands -----------------------------------------------------------------------


def send(client, lab, body: bytes, **more):
    file = SimpleUploadedFile("forslag.json", body)
    return client.post(reverse("feedback:import_proposal", args=[lab.pk]), {"file": file, **more}, follow=True)


def test_a_file_is_fetched_looked_at_and_read_in(client_of, analyst, whole):
    client, lab = client_of(analyst), whole.lab
    page = client.get(reverse("feedback:proposal_files", args=[whole.pk])).text
    assert "1 bild inlagd" in page and "Utan bilder" in page
    got = client.get(reverse("feedback:export_proposal", args=[whole.pk]))
    assert got.content == native.write(document(whole, pictures=True)) and "attachment" in got["Content-Disposition"]
    bare = client.get(reverse("feedback:export_proposal", args=[whole.pk], query={"bilder": "nej"}))
    assert bare.content == native.write(document(whole, pictures=False))
    page = send(client, lab, got.content)
    assert "Stämmer det här?" in page.text and "Skriv vad det här ska heta" in page.text
    upload = page.context["upload"]
    look = reverse("feedback:look_proposal", args=[upload.pk])
    assert client.post(look, {"number": "F1"}).status_code == 422
    assert Proposal.objects.count() == 1
    page = client.post(look, {"number": "F7"}, follow=True)
    assert page.context["proposal"].number == "F7"
    assert client.get(look)["Location"] == reverse("feedback:proposal", args=[page.context["proposal"].pk])


def test_what_is_wrong_in_a_file_is_shown_and_nothing_is_read_in(client_of, analyst, whole):
    client, told = client_of(analyst), data(whole)
    assert send(client, whole.lab, b"{}").status_code == 422
    assert send(client, whole.lab, b"").status_code == 422
    told["proposal"]["versions"][0]["title"] = ""
    page = send(client, whole.lab, raw(told))
    assert "Version 1: rubriken saknas. Skriv det." in page.text
    answer = client.post(reverse("feedback:look_proposal", args=[page.context["upload"].pk]), {"number": "F7"})
    assert answer.status_code == 422 and Proposal.objects.count() == 1


def test_by_command(whole, tmp_path, capsys):
    file, there = tmp_path / "forslag.json", factories.make_lab()
    call_command("exportproposal", whole.slug, output=file)
    assert file.read_bytes() == native.write(document(whole, pictures=True))
    call_command("exportproposal", str(whole.pk), "--without-pictures")
    assert capsys.readouterr().out.encode() == native.write(document(whole, pictures=False))
    call_command("importproposal", file, lab=there.slug, dry_run=True)
    assert "Torrkörning" in capsys.readouterr().out and not Proposal.objects.filter(lab=there).exists()
    for _twice in range(2):
        call_command("importproposal", file, lab=there.slug)
    assert Proposal.objects.get(lab=there).number == "F1"
    assert "redan inläst" in capsys.readouterr().out
    with pytest.raises(CommandError, match="--number"):
        call_command("importproposal", file, lab=whole.lab.slug)
    call_command("importproposal", file, lab=whole.lab.slug, number="F8")
    assert Proposal.objects.filter(lab=whole.lab, number="F8").exists()
    for wrong in (["nej"], [str(10**9)]):
        with pytest.raises(CommandError, match="De senaste"):
            call_command("exportproposal", *wrong)
    for how in ({"lab": "nej"}, {"lab": there.slug}):
        with pytest.raises(CommandError):
            call_command("importproposal", tmp_path / "finns-inte.json", **how)
