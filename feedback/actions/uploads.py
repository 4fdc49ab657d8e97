"""A proposal on its way in from a file: looked at first, with all that would be lost; then read in whole or not at all.

What comes in is nobody's decision here: nothing of it is public, whatever it was where it was written.
"""

from __future__ import annotations

import base64
import binascii
import io
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.proposals import WORDS, make_proposal
from feedback.analysis import document as parts
from feedback.analysis import native
from feedback.analysis.checking import Finding
from feedback.analysis.document import Document
from feedback.analysis.native import Found, NoProposal
from feedback.exchange_words import file_sentence, finding_sentence
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
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from journeys.models import Gap, Journey, Step
from workshops.analysis.picture import NoPicture, redrawn

MAX_BYTES = native.MAX_BYTES
KEPT_FOR = timedelta(days=14)
"""How long a file that nobody went on with is kept."""
STRIDE = 1000
OF_SCENE = tuple(name for name in parts.SHAPES[parts.Scene] if not name.endswith("_picture"))


@dataclass(frozen=True)
class Entry:
    """What an upload would give. found: the file's document, as it would be read in, with what was met. like: the
    lab's proposal that has the number. to: the one it is an alternative to."""

    found: Found
    like: Proposal | None
    to: Proposal | None

    @property
    def document(self) -> Document:
        return self.found.document


@transaction.atomic
def take_in(*, lab, key: uuid.UUID, raw: bytes, by, at: datetime, filename: str = "") -> ProposalUpload:
    """Take in a file to look at; nothing is read in yet.

    key: made with the page; the same one sent again is the same upload. RuleBroken for what holds no proposal.
    """
    there = ProposalUpload.objects.filter(pk=key).first()
    if there is not None:
        if there.lab_id != lab.pk:
            raise RuleBroken(_("Ladda om sidan och försök igen."), status=409)
        return there
    _read(raw)
    return ProposalUpload.objects.create(
        pk=key, lab=lab, filename=tidy(filename)[:200], content=raw, created_by=user_of(by), created_at=at
    )


def too_large() -> RuleBroken:
    """What is said of a file over the limit."""
    return RuleBroken(file_sentence(NoProposal("too_large")), field="file", status=413)


def seen(upload: ProposalUpload) -> Entry:
    """What the upload would give. Changes nothing. As many queries however much lies in it. Raises RuleBroken."""
    found = _read(bytes(upload.content or b""))
    here = Proposal.objects.filter(lab=upload.lab_id)
    document, findings = found.document, list(found.findings)
    like = here.filter(number=document.number).first()
    to = here.filter(number=document.alternative_to).first() if document.alternative_to else None
    if document.alternative_to and (to is None or to.kind != "proposal"):
        findings.append(Finding("alternative_not_here", (), "alternative_to", document.alternative_to, fault=True))
    if not found.faults:
        document = _fitted(upload.lab, document, findings)
    return Entry(Found(document, tuple(findings)), like, to)


@transaction.atomic
def read_in(*, upload: ProposalUpload, by, at: datetime, number: str = "") -> Proposal:
    """Make a proposal of an upload, all of it or nothing. Done twice it is the same proposal.

    number: what to call it here, where the file's own is taken. Raises RuleBroken, with every fault.
    """
    rows = ProposalUpload.objects.select_for_update(of=("self",)).select_related("lab", "proposal")
    upload = rows.get(pk=upload.pk)
    if upload.done_at is not None:
        if upload.proposal is None:
            raise RuleBroken(_("Förslaget som lästes in är borttaget. Välj filen igen."), status=409)
        return upload.proposal
    entry = seen(upload)
    if faults := [finding_sentence(fault) for fault in entry.found.faults]:
        raise RuleBroken("\n".join([_("Inget är inläst."), *faults[:50]]), code="faults")
    document = entry.document
    first = document.versions[0]
    proposal = make_proposal(
        lab=upload.lab, number=tidy(number) or document.number, kind=document.kind, is_nothing=document.is_nothing,
        alternative_to=entry.to, by=by, at=at, **_words(first),
    )  # fmt: skip
    pictures = _pictures(upload, document, by=by, at=at)
    journeys = _journeys(upload.lab, document)
    for version in document.versions:
        row = proposal.versions.first() if version is first else None
        if row is None:
            row = ProposalVersion.objects.create(
                proposal=proposal, number=version.number, created_by=user_of(by), created_at=at, **_words(version)
            )
        _put(row, version, pictures, journeys)
        if version.frozen:
            row.frozen_at = at
            row.save(update_fields=["frozen_at"])
    upload.content, upload.done_at, upload.proposal = None, at, proposal
    upload.save(update_fields=["content", "done_at", "proposal"])
    record(
        act="proposal.read_in", subject=proposal, by=by, at=at, lab_id=upload.lab_id, versions=len(document.versions)
    )
    return proposal


def forget_old(now: datetime) -> int:
    """Remove files that nobody went on with. Returns how many."""
    return ProposalUpload.objects.filter(done_at__isnull=True, created_at__lt=now - KEPT_FOR).delete()[0]


# --- Inner parts ------------------------------------------------------------------------------


def _read(raw: bytes) -> Found:
    try:
        return native.read(raw)
    except NoProposal as bad:
        status = 413 if bad.code == "too_large" else 422
        raise RuleBroken(file_sentence(bad), field="file", status=status) from None


def _words(version: parts.Version) -> dict:
    return {name: getattr(version, name) for name in WORDS} | {"unknowns": list(version.unknowns)}


def _fitted(lab, document: Document, findings: list[Finding]) -> Document:
    """The document with what may come along to this lab; what does not is added to findings."""
    told = {one.key for one in document.pictures if one.data}
    for number, picture in enumerate(document.pictures, start=1):
        if picture.data and not _is_picture(picture.data):
            findings.append(Finding("broken_picture", (("picture", number, ""),), "data", fault=True))
    journeys = _journeys(lab, document)
    out = []
    anchors: set[str] = set()
    for place, version in enumerate(document.versions, start=1):
        where = (("version", place, version.title),)
        mine = {one.anchor for one in (*version.paragraphs, *version.scenes)}
        scenes = tuple(
            _fitted_scene(scene, (*where, ("scene", n, scene.title)), told, journeys, findings)
            for n, scene in enumerate(version.scenes, start=1)
        )
        changes = []
        for n, change in enumerate(version.changes, start=1):
            if change.anchor and change.anchor not in anchors | mine:
                findings.append(Finding("change_is_whole", (*where, ("change", n, change.what))))
                change = replace(change, target="", anchor="")
            changes.append(change)
        anchors = mine
        out.append(replace(version, scenes=scenes, changes=tuple(changes)))
    return replace(document, versions=tuple(out))


def _fitted_scene(scene: parts.Scene, where, told: set[str], journeys: dict, findings: list[Finding]) -> parts.Scene:
    def kept(key: str) -> str:
        if not key or key in told:
            return key
        findings.append(Finding("picture_left_out", where))
        return ""

    scene = replace(scene, today_picture=kept(scene.today_picture), proposed_picture=kept(scene.proposed_picture))
    links = []
    for link in scene.links:
        if (link.journey, link.step or link.gap) in journeys:
            links.append(link)
        else:
            findings.append(Finding("link_not_here", where, detail=link.journey))
    return replace(scene, links=tuple(links))


def _journeys(lab, document: Document) -> dict[tuple[str, str], Step | Gap]:
    """{(address name, id): part} of those that the scenes are about and the lab has. Two queries."""
    links = [link for version in document.versions for scene in version.scenes for link in scene.links]
    out: dict[tuple[str, str], Step | Gap] = {}
    names = {link.journey for link in links}
    if not names:
        return out
    here = Journey.objects.filter(lab=lab, slug__in=names)
    for model, ids in ((Step, {one.step for one in links}), (Gap, {one.gap for one in links})):
        rows = model.objects.filter(journey__in=here, pk__in=ids - {""}, gone_at=None).select_related("journey")
        out |= {(row.journey.slug, str(row.pk)): row for row in rows}
    return out


def _is_picture(data: str) -> bool:
    try:
        redrawn(io.BytesIO(base64.b64decode(data, validate=True)))
    except (NoPicture, binascii.Error, ValueError):
        return False
    return True


def _pictures(upload: ProposalUpload, document: Document, *, by, at: datetime) -> dict[str, Picture]:
    """{key in the file: picture of the lab}. Each is drawn anew, so that nothing is hidden in it; one that the lab has
    already, from this very file, is used again."""
    out: dict[str, Picture] = {}
    for told in document.pictures:
        if not told.data:
            continue
        there = Picture.objects.filter(lab=upload.lab, pk=told.key).first()
        raw = base64.b64decode(told.data)
        if there is not None and _same(there, raw):
            out[told.key] = there
            continue
        drawn = redrawn(io.BytesIO(raw))
        picture = Picture(
            lab=upload.lab, width=drawn.width, height=drawn.height, create_key=uuid.uuid5(upload.pk, told.key),
            created_by=user_of(by), created_at=at,
        )  # fmt: skip
        picture.file.save(f"{picture.pk}.jpg", ContentFile(drawn.content), save=False)
        picture.save(force_insert=True)
        out[told.key] = picture
    return out


def _same(picture: Picture, raw: bytes) -> bool:
    try:
        with picture.file.open("rb") as file:
            return file.read() == raw
    except OSError:
        return False


def _put(row: ProposalVersion, version: parts.Version, pictures: dict[str, Picture], journeys: dict) -> None:
    """All that lies in a version, in the order of the file."""
    Paragraph.objects.bulk_create(
        Paragraph(version=row, anchor=one.anchor, place=n * STRIDE, label=one.label, legal=one.legal, plain=one.plain)
        for n, one in enumerate(version.paragraphs, start=1)
    )
    Change.objects.bulk_create(
        Change(version=row, place=n, what=one.what, why=one.why, target=one.target, anchor=one.anchor)
        for n, one in enumerate(version.changes, start=1)
    )
    for n, one in enumerate(version.scenes, start=1):
        scene = Scene.objects.create(
            version=row, place=n * STRIDE, today_picture=pictures.get(one.today_picture),
            proposed_picture=pictures.get(one.proposed_picture), **{name: getattr(one, name) for name in OF_SCENE},
        )  # fmt: skip
        places = dict.fromkeys(parts.SIDES, 0)
        for mockup in one.mockups:
            places[mockup.side] += 1
            Mockup.objects.create(
                scene=scene, side=mockup.side, place=places[mockup.side], kind=mockup.kind, title=mockup.title,
                body=mockup.body, fields=list(mockup.fields),
            )  # fmt: skip
        for link in one.links:
            part = journeys[link.journey, link.step or link.gap]
            SceneLink.objects.get_or_create(
                scene=scene, side=link.side, journey=part.journey, step=part if link.step else None,
                gap=part if link.gap else None, defaults={"reason": link.reason},
            )  # fmt: skip
