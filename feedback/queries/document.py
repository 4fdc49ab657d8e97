"""A proposal from the tables as one value, to compare or to take along as a file."""

from __future__ import annotations

import base64
from dataclasses import replace

from feedback.analysis import document as parts
from feedback.analysis.diff import Differences, differences
from feedback.analysis.document import Document
from feedback.analysis.native import fingerprint
from feedback.enums import SCENE_PEOPLE
from feedback.models import Picture, Proposal, ProposalVersion, Scene
from feedback.queries.proposals import with_parts

HALF = ("text", "back", "drawing", "alt")


def document(proposal: Proposal, *, pictures: bool) -> Document:
    """The proposal with all its versions. pictures: whether their files are read too; else they are only named."""
    rows = list(with_parts(ProposalVersion.objects.filter(proposal=proposal)).order_by("number"))
    used: dict[str, Picture] = {}
    for row in rows:
        for scene in row.scenes.all():
            for picture in (scene.today_picture, scene.proposed_picture):
                if picture is not None:
                    used[str(picture.pk)] = picture
    return Document(
        number=proposal.number,
        kind=proposal.kind,
        is_nothing=proposal.is_nothing,
        alternative_to=proposal.alternative_to.number if proposal.alternative_to else "",
        versions=tuple(as_value(row) for row in rows),
        pictures=tuple(parts.Picture(key, _data(one) if pictures else "") for key, one in sorted(used.items())),
    )


def as_value(version: ProposalVersion) -> parts.Version:
    """One version, read with `with_parts`, as a value."""
    return parts.Version(
        number=version.number,
        title=version.title,
        summary=version.summary,
        easy_read=version.easy_read,
        problem=version.problem,
        unknowns=tuple(version.unknowns),
        alternatives=version.alternatives,
        fidelity=version.fidelity,
        frozen=not version.is_open,
        changes=tuple(parts.Change(row.what, row.why, row.target, row.anchor) for row in version.changes.all()),
        paragraphs=tuple(
            parts.Paragraph(row.anchor, row.label, row.legal, row.plain) for row in version.paragraphs.all()
        ),
        scenes=tuple(_scene(row) for row in version.scenes.all()),
    )


def seen(version: ProposalVersion) -> str:
    """What the version says now, as one short mark: it is another when anything in it is another."""
    return fingerprint(as_value(version))


def compared(before: ProposalVersion, after: ProposalVersion) -> Differences:
    """What differs between two versions, both read with `with_parts`, with people called by their names."""
    return differences(_named(as_value(before)), _named(as_value(after)))


def _named(version: parts.Version) -> parts.Version:
    names = {person.value: str(person.label) for person in SCENE_PEOPLE}
    return replace(version, scenes=tuple(replace(one, who=names.get(one.who, one.who)) for one in version.scenes))


def _scene(scene: Scene) -> parts.Scene:
    halves = {f"{side}_{what}": getattr(scene, f"{side}_{what}") for side in parts.SIDES for what in HALF}
    return parts.Scene(
        anchor=str(scene.anchor),
        who=scene.who,
        title=scene.title,
        today_picture=str(scene.today_picture_id or ""),
        proposed_picture=str(scene.proposed_picture_id or ""),
        links=tuple(
            parts.Link(
                row.side,
                row.journey.slug,
                str(row.step_id or ""),
                str(row.gap_id or ""),
                row.reason,
            )
            for row in scene.links.all()
        ),
        mockups=tuple(
            parts.Mockup(row.side, row.kind, row.title, row.body, tuple(row.fields)) for row in scene.mockups.all()
        ),
        **halves,
    )


def _data(picture: Picture) -> str:
    """The file as base64; blank where it is no longer in its place."""
    try:
        with picture.file.open("rb") as file:
            return base64.b64encode(file.read()).decode()
    except OSError:
        return ""
