"""A codebook or a project from another program: forgiving about form, never silent about what was left out. Pure."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import datetime

from goals.analysis.refi import (
    MAX_DEPTH,
    Code,
    Finding,
    Note,
    Project,
    Selection,
    Source,
    User,
    guid_of,
    normalised,
    stable_guid,
)
from hlab.core.xmltree import Node, Unreadable, parse

MAX_QDC = 5_000_000
MAX_QDPX = 50_000_000
MAX_UNPACKED = 100_000_000
MAX_FILES = 10_000
MAX_CODES = 5_000
MAX_NAME = 120  # as kept
MAX_DESCRIPTION = 600
_SPACE = re.compile(r"urn:QDA-XML:(codebook|project):(1\.0|1:0|0:4)", re.IGNORECASE)
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def read_qdc(
    raw: bytes, *, longest_name: int = MAX_NAME, longest_description: int = MAX_DESCRIPTION
) -> tuple[tuple[Code, ...], tuple[Finding, ...]]:
    """(codes in order, each after the one above it; what was met on the way). Longer texts are cut and told.

    Raises Unreadable: what `parse` says, "not_a_codebook" · "no_codes" · "too_many_codes"."""
    root = parse(raw, most=MAX_QDC)
    book = root.first("CodeBook") if root.name == "Project" else root
    if not _SPACE.fullmatch(root.space) or book is None or book.name != "CodeBook":
        raise Unreadable("not_a_codebook", root.line)
    codes, findings = _read_codes(book, longest_name, longest_description)
    if not codes:
        raise Unreadable("no_codes", book.line)
    return tuple(codes), tuple(findings)


def read_qdpx(raw: bytes) -> tuple[Project, tuple[Finding, ...]]:
    """(the project, what was met on the way). Sources that are no text are passed over. Raises Unreadable."""
    files = _unpack(raw)
    qde = files.get("project.qde")
    if qde is None:
        raise Unreadable("no_project")
    root = parse(qde, most=MAX_UNPACKED)
    if root.name != "Project" or not _SPACE.fullmatch(root.space):
        raise Unreadable("no_project", root.line)
    book = root.first("CodeBook")
    codes, findings = _read_codes(book, MAX_DESCRIPTION, MAX_QDC) if book else ([], [])
    reader = _Reader(files, {code.guid for code in codes}, findings)
    for source in _inside(root, "Sources", "TextSource"):
        reader.source(source)
    for note in _inside(root, "Notes", "Note"):
        reader.note(note)
    for code in _every_code(book) if book else ():
        reader.refers(code, guid_of(code.attributes.get("guid")))
    description = root.first("Description")
    project = Project(
        name=normalised(root.attributes.get("name", "")),
        codes=tuple(codes),
        users=tuple(
            User(guid, user.attributes.get("name", ""))
            for user in _inside(root, "Users", "User")
            if (guid := guid_of(user.attributes.get("guid")))
        ),
        sources=tuple(reader.sources),
        selections=tuple(reader.selections),
        notes=reader.all_notes(),
        description=normalised(description.text) if description else "",
        origin=root.attributes.get("origin", ""),
        created=_moment(root),
    )
    return project, tuple(findings)


# --- The codebook -----------------------------------------------------------------------------


def _read_codes(book: Node, longest_name: int, longest_description: int) -> tuple[list[Code], list[Finding]]:
    codes: dict[str, Code] = {}
    findings: list[Finding] = []
    names: set[tuple[str, str]] = set()

    def walk(node: Node, above: tuple[str, ...], way: str) -> None:
        for at, element in enumerate(node.all("Code")):
            here = f"{way}/{at}:{element.attributes.get('name', '')}"
            walk(element, taken(element, above, here), here)

    def taken(element: Node, above: tuple[str, ...], here: str) -> tuple[str, ...]:
        """The GUIDs from the top down that what lies below hangs on."""

        def met(code: str, detail: str) -> None:
            findings.append(Finding(element.line, code, detail[:80]))

        name = " ".join(normalised(element.attributes.get("name", "")).split())
        if not name:
            met("no_name", element.attributes.get("guid", ""))
            return above
        guid = guid_of(element.attributes.get("guid"))
        if not guid:
            met("no_guid", name)
            guid = stable_guid("read", here)
        if guid in above:
            met("cycle", name)
            return above[: above.index(guid) + 1]
        if guid in codes:
            met("double_guid", name)
            return (*_way_to(codes, codes[guid].parent), guid)
        if len(codes) == MAX_CODES:
            raise Unreadable("too_many_codes", element.line)
        if len(above) >= MAX_DEPTH:
            met("too_deep", name)
            above = above[: MAX_DEPTH - 1]
        parent = above[-1] if above else ""
        if (parent, name.casefold()) in names:
            met("same_name", name)
        names.add((parent, name.casefold()))
        held = element.first("Description")
        description = normalised(held.text).strip() if held else ""
        for text, most, what in ((name, longest_name, "name"), (description, longest_description, "description")):
            if len(text) > most:
                met(f"{what}_too_long", text)
        colour = element.attributes.get("color", "")
        if colour and not _COLOUR.fullmatch(colour):
            met("bad_colour", colour)
        codes[guid] = Code(
            guid=guid,
            name=_cut(name, longest_name),
            description=_cut(description, longest_description),
            parent=parent,
            is_codable=element.attributes.get("isCodable", "true").strip().lower() not in ("false", "0"),
            colour=_colour(colour),
        )
        return (*above, guid)

    for part in book.all("Codes"):
        walk(part, (), "")
    return list(codes.values()), findings


def _way_to(codes: dict[str, Code], guid: str) -> tuple[str, ...]:
    way: list[str] = []
    while guid:
        way.append(guid)
        guid = codes[guid].parent
    return tuple(reversed(way))


def _every_code(node: Node) -> list[Node]:
    found = list(node.all("Codes")) + list(node.all("Code"))
    for element in found:  # grows on the way
        found += element.all("Code")
    return [element for element in found if element.name == "Code"]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        return ""
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


# --- The project ------------------------------------------------------------------------------


def _unpack(raw: bytes) -> dict[str, bytes]:
    """{name in lower case: content} of what is XML or text."""
    if len(raw) > MAX_QDPX:
        raise Unreadable("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES:
                raise Unreadable("too_many_files")
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable("encrypted")
            wanted = [member for member in members if member.filename.lower().endswith((".qde", ".txt"))]
            if sum(member.file_size for member in wanted) > MAX_UNPACKED:
                raise Unreadable("too_large")
            return {member.filename.lower(): archive.read(member) for member in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("not_a_zip") from None


def _inside(root: Node, holder: str, name: str) -> list[Node]:
    return [child for part in root.all(holder) for child in part.all(name)]


def _moment(node: Node) -> datetime | None:
    """With its time zone, or None: a time without one is no moment."""
    try:
        at = datetime.fromisoformat(node.attributes.get("creationDateTime", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None


class _Reader:
    """Sources, selections and notes, as they are found."""

    def __init__(self, files: dict[str, bytes], codes: set[str], findings: list[Finding]):
        self.files, self.codes, self.findings = files, codes, findings
        self.sources: list[Source] = []
        self.selections: list[Selection] = []
        self._notes: dict[str, tuple[str, str]] = {}
        self._about: dict[str, list[str]] = {}

    def source(self, node: Node) -> None:
        guid, text = guid_of(node.attributes.get("guid")), self._text(node)
        name = normalised(node.attributes.get("name", ""))
        if not guid or text is None:
            self._met(node, "no_text", name)
            return
        kept = normalised(text)
        if kept != text:
            self._met(node, "text_changed", name)
        self.sources.append(Source(guid, name, kept, _moment(node)))
        self.refers(node, guid)
        for part in node.all("PlainTextSelection"):
            self._selection(part, guid, text, kept)
        for coding in node.all("Coding"):  # of the whole text
            if kept and (code := self._code(coding)):
                key = guid_of(coding.attributes.get("guid")) or stable_guid("read", f"{guid}:{code}")
                coder = guid_of(coding.attributes.get("creatingUser"))
                self.selections.append(Selection(key, guid, 0, len(kept), (code,), coder, "", _moment(coding)))

    def _selection(self, node: Node, source: str, text: str, kept: str) -> None:
        name = normalised(node.attributes.get("name", ""))
        try:
            start, end = (int(node.attributes.get(key, "")) for key in ("startPosition", "endPosition"))
        except ValueError:
            start = end = -1
        if not 0 <= start < end <= len(text):
            self._met(node, "outside_text", name)
            return
        if kept != text:
            start, end = len(normalised(text[:start])), len(normalised(text[:end]))
        guid = guid_of(node.attributes.get("guid")) or stable_guid("read", f"{source}:{start}:{end}")
        by_coder: dict[str, list[str]] = {}
        for coding in node.all("Coding"):
            coder = guid_of(coding.attributes.get("creatingUser") or node.attributes.get("creatingUser"))
            if code := self._code(coding):
                by_coder.setdefault(coder, []).append(code)
        self.refers(node, guid)
        for coder, codes in (by_coder or {guid_of(node.attributes.get("creatingUser")): []}).items():
            # A selection that several people have coded is one for each of them.
            key = guid if coder == next(iter(by_coder), coder) else stable_guid("read", f"{guid}:{coder}")
            unique = tuple(dict.fromkeys(codes))
            self.selections.append(Selection(key, source, start, end, unique, coder, name, _moment(node)))

    def _code(self, coding: Node) -> str:
        ref = coding.first("CodeRef")
        code = guid_of(ref.attributes.get("targetGUID")) if ref else ""
        if code not in self.codes:
            self._met(coding, "unknown_code", code)
            return ""
        return code

    def note(self, node: Node) -> None:
        guid, text = guid_of(node.attributes.get("guid")), self._text(node)
        if guid and text is not None:
            self._notes[guid] = (normalised(node.attributes.get("name", "")), normalised(text))

    def refers(self, node: Node, guid: str) -> None:
        """Keep which notes speak of a thing."""
        for ref in node.all("NoteRef") if guid else ():
            self._about.setdefault(guid_of(ref.attributes.get("targetGUID")), []).append(guid)

    def all_notes(self) -> tuple[Note, ...]:
        """Every note that was met, with what it is about."""
        return tuple(
            Note(guid, name, text, tuple(self._about.get(guid, ()))) for guid, (name, text) in self._notes.items()
        )

    def _text(self, node: Node) -> str | None:
        """What stands in the element, or in the file that it names; None where there is neither, or no UTF-8."""
        held = node.first("PlainTextContent")
        if held is not None:
            return held.text
        path = node.attributes.get("plainTextPath", "")
        raw = self.files.get("sources/" + path.removeprefix("internal://").lower())
        try:
            return raw.decode("utf-8-sig") if raw is not None and path.startswith("internal://") else None
        except UnicodeDecodeError:
            return None

    def _met(self, node: Node, code: str, detail: str) -> None:
        self.findings.append(Finding(node.line, code, detail[:80]))
