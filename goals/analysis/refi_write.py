"""A codebook and a project for other programs, after the order of elements that REFI-QDA 1.5 asks for. Pure.

The same content gives the same bytes, in whatever order users, sources, selections and notes come: files in the zip
bear one fixed time, and what has no order of its own is sorted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from goals.analysis.refi import (
    MAX_DEPTH,
    BadProject,
    Code,
    Note,
    Project,
    Selection,
    Source,
    guid_of,
    normalised,
    stable_guid,
)

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"
_THEN = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def write_qdc(codes: Sequence[Code], *, origin: str = "Hälsolabb") -> bytes:
    """The codebook as XML in UTF-8. codes: in the order they should stand; parents anywhere. Raises BadProject."""
    if not codes:
        raise BadProject("no_codes")
    _check_codes(codes)
    root = ET.Element("CodeBook", {"xmlns": CODEBOOK, "origin": _clean(origin)})
    _put_codes(ET.SubElement(root, "Codes"), codes, {})
    return _xml(root)


def write_qdpx(project: Project) -> bytes:
    """The project as a zip: project.qde and Sources/<guid>.txt. Raises BadProject."""
    _check(project)
    files = {"project.qde": _xml(_project(project))}
    files |= {f"Sources/{guid_of(source.guid)}.txt": source.text.encode() for source in project.sources}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files, key=lambda name: (name != "project.qde", name)):
            member = zipfile.ZipInfo(name, _THEN)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(member, files[name])
    return out.getvalue()


# --- Elements, in the order of the schema -----------------------------------------------------


def _project(project: Project) -> ET.Element:
    notes = sorted(project.notes, key=lambda note: (note.name, note.guid))
    about: dict[str, list[str]] = {}
    for note in notes:
        for target in note.about:
            about.setdefault(guid_of(target), []).append(note.guid)
    root = ET.Element("Project", _attributes(name=project.name, origin=project.origin, created=project.created))
    root.set("xmlns", PROJECT)
    if project.users:
        users = ET.SubElement(root, "Users")
        for user in sorted(project.users, key=lambda user: guid_of(user.guid)):
            ET.SubElement(users, "User", _attributes(guid=user.guid, name=user.name))
    if project.codes:
        _put_codes(ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes"), project.codes, about)
    if project.sources:
        sources = ET.SubElement(root, "Sources")
        inside: dict[str, list[Selection]] = {}
        for selection in project.selections:
            inside.setdefault(guid_of(selection.source), []).append(selection)
        for source in sorted(project.sources, key=lambda source: (source.name, guid_of(source.guid))):
            _put_source(sources, source, inside.get(guid_of(source.guid), ()), about)
    if notes:
        held = ET.SubElement(root, "Notes")
        for note in notes:
            element = ET.SubElement(held, "Note", _attributes(guid=note.guid, name=note.name))
            ET.SubElement(element, "PlainTextContent").text = _clean(note.text)
    if project.description:
        ET.SubElement(root, "Description").text = _clean(project.description)
    _refer(root, [note.guid for note in notes if not note.about])
    return root


def _put_codes(above: ET.Element, codes: Sequence[Code], about: dict[str, list[str]]) -> None:
    below: dict[str, list[Code]] = {}
    for code in codes:
        below.setdefault(guid_of(code.parent), []).append(code)
    waiting = [(above, code) for code in below.get("", ())]
    for holder, code in waiting:  # grows on the way; those that hang on one element keep their order
        element = ET.SubElement(holder, "Code", _attributes(guid=code.guid, name=code.name))
        element.set("isCodable", "true" if code.is_codable else "false")
        if code.colour:
            element.set("color", code.colour.lower())
        if code.description:
            ET.SubElement(element, "Description").text = _clean(code.description)
        _refer(element, about.get(guid_of(code.guid), ()))
        waiting += [(element, child) for child in below.get(guid_of(code.guid), ())]


def _put_source(above: ET.Element, source: Source, inside: Iterable[Selection], about: dict[str, list[str]]) -> None:
    guid = guid_of(source.guid)
    element = ET.SubElement(above, "TextSource", _attributes(guid=guid, name=source.name))
    element.set("plainTextPath", f"internal://{guid}.txt")
    _stamp(element, "", source.created)
    for selection in sorted(inside, key=lambda one: (one.start, one.end, guid_of(one.guid))):
        part = ET.SubElement(element, "PlainTextSelection", _attributes(guid=selection.guid, name=selection.name))
        part.set("startPosition", str(selection.start))
        part.set("endPosition", str(selection.end))
        _stamp(part, selection.coder, selection.created)
        for code in sorted(guid_of(code) for code in selection.codes):
            key = stable_guid("coding", f"{guid_of(selection.guid)}:{code}")
            coding = ET.SubElement(part, "Coding", {"guid": key})
            _stamp(coding, selection.coder, selection.created)
            ET.SubElement(coding, "CodeRef", {"targetGUID": code})
        _refer(part, about.get(guid_of(selection.guid), ()))
    _refer(element, about.get(guid, ()))


def _refer(element: ET.Element, notes: Iterable[str]) -> None:
    for note in notes:
        ET.SubElement(element, "NoteRef", {"targetGUID": guid_of(note)})


def _attributes(*, guid: str = "", name: str, origin: str = "", created: datetime | None = None) -> dict[str, str]:
    found = {
        "guid": guid_of(guid), "name": _clean(name), "origin": _clean(origin), "creationDateTime": _moment(created),
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def _stamp(element: ET.Element, user: str, created: datetime | None) -> None:
    if user:
        element.set("creatingUser", guid_of(user))
    if created:
        element.set("creationDateTime", _moment(created))


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _clean(text: str) -> str:
    return normalised(text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


# --- What must hold ---------------------------------------------------------------------------


def _check_codes(codes: Sequence[Code]) -> None:
    _check_guids([code.guid for code in codes])
    parent = {guid_of(code.guid): guid_of(code.parent) for code in codes}
    for code in codes:
        if not _clean(code.name).strip():
            raise BadProject("no_name", code.guid)
        if code.colour and not _COLOUR.fullmatch(code.colour):
            raise BadProject("bad_colour", code.colour)
        if code.parent and guid_of(code.parent) not in parent:
            raise BadProject("unknown_parent", code.parent)
    deep = {"": 0}
    for guid in parent:
        way: dict[str, None] = {}
        while guid not in deep:
            if guid in way:
                raise BadProject("cycle", guid)
            way[guid] = None
            guid = parent[guid]
        for below, one in enumerate(reversed(way), start=1 + deep[guid]):
            deep[one] = below
    for guid, depth in deep.items():
        if depth > MAX_DEPTH:
            raise BadProject("too_deep", guid)


def _check(project: Project) -> None:
    if not _clean(project.name).strip():
        raise BadProject("no_name", "project")
    _check_codes(project.codes)
    guids = [code.guid for code in project.codes] + [user.guid for user in project.users]
    guids += [source.guid for source in project.sources] + [note.guid for note in project.notes]
    _check_guids([*guids, *(selection.guid for selection in project.selections)])
    texts = {guid_of(source.guid): source.text for source in project.sources}
    for source in project.sources:
        if source.text != normalised(source.text):
            raise BadProject("not_normalised", source.guid)
    codes = {guid_of(code.guid) for code in project.codes}
    users = {guid_of(user.guid) for user in project.users}
    for selection in project.selections:
        _check_selection(selection, texts, codes, users)
    targets = codes | set(texts) | {guid_of(selection.guid) for selection in project.selections}
    for note in project.notes:
        _check_targets(note, targets)
    sources, selections = project.sources, project.selections
    for at in (project.created, *(one.created for one in sources), *(one.created for one in selections)):
        if at and at.tzinfo is None:
            raise BadProject("no_time_zone", at)


def _check_selection(
    selection: Selection, texts: dict[str, str], codes: Collection[str], users: Collection[str]
) -> None:
    text = texts.get(guid_of(selection.source))
    if text is None:
        raise BadProject("unknown_source", selection.source)
    if not 0 <= selection.start < selection.end <= len(text):
        raise BadProject("outside_text", selection.guid)
    if selection.coder and guid_of(selection.coder) not in users:
        raise BadProject("unknown_user", selection.coder)
    for code in selection.codes:
        if guid_of(code) not in codes:
            raise BadProject("unknown_code", code)
    if len({guid_of(code) for code in selection.codes}) < len(selection.codes):
        raise BadProject("double_guid", selection.codes)


def _check_targets(note: Note, targets: Collection[str]) -> None:
    for target in note.about:
        if guid_of(target) not in targets:
            raise BadProject("unknown_target", target)


def _check_guids(guids: Iterable[str]) -> None:
    seen: set[str] = set()
    for guid in guids:
        if not guid_of(guid):
            raise BadProject("bad_guid", guid)
        if guid_of(guid) in seen:
            raise BadProject("double_guid", guid)
        seen.add(guid_of(guid))
