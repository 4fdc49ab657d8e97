"""A codebook from another program: looked at first, then read in. The same file twice changes nothing.

A code of the file is one of ours when it has the same GUID, else when it has the same name; ours is then left as it is.
GUIDs are unique in the whole database: a code that another lab has keeps its own there, and gets one here that is made
of its GUID and the lab, and so is the same the next time.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.codebook import LIMITS, lock_book
from goals.actions.coding import LONGEST_MEMO, must_be_a_person
from goals.analysis import refi
from goals.analysis.code_words import as_parts
from goals.analysis.codetree import MAX_DEPTH
from goals.analysis.marking import name_key
from goals.analysis.refi_read import read_qdc
from goals.enums import CodeAct, CodeOrigin
from goals.models import Code, CodeEvent, Memo
from goals.queries.codebook import MOST_CODES
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.core.xmltree import Unreadable

LARGEST = 2_000_000  # bytes
MOST_WORDS = 4_600  # of a description: those that have no room in a code become a memo


@dataclass
class Line:
    """A code of the file. ours: the lab's code that it is; else it is new, with this name. depth: how many stand above
    it. rest: words that have no room in a code, kept as a memo."""

    code: refi.Code
    name: str
    parent: Line | None
    ours: Code | None = None
    guid: uuid.UUID | None = None
    words: dict[str, str] = field(default_factory=dict)
    rest: str = ""

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 0

    @property
    def renamed(self) -> bool:
        return self.ours is None and self.name != self.code.name


@dataclass
class Preview:
    """What a file holds. remarks: what was met in it, as Swedish sentences."""

    lines: list[Line]
    remarks: list[str]

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.ours is None]

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if line.ours is not None]


def look_at(*, lab, raw: bytes) -> Preview:
    """What reading in would do. Nothing is kept. RuleBroken says why a file cannot be read, and where."""
    if len(raw) > LARGEST:
        raise RuleBroken(_("Filen är för stor. En kodbok får vara högst 2 MB."), field="file", status=413)
    try:
        codes, findings = read_qdc(raw, longest_name=LIMITS["name"], longest_description=MOST_WORDS)
    except Unreadable as bad:
        raise RuleBroken(_unreadable(bad), field="file") from None
    lines = _matched(lab, codes)
    new = sum(line.ours is None for line in lines)
    if new and Code.objects.filter(lab=lab).count() + new > MOST_CODES:
        raise RuleBroken(_("Kodboken rymmer högst %(n)s koder. Filen har för många.") % {"n": MOST_CODES}, field="file")
    return Preview(lines, _remarks(findings, lines))


@transaction.atomic
def read_in(*, lab, raw: bytes, by, at: datetime) -> Preview:
    """Read in the codes that are new; all of them or none. Returns what was done, as `look_at` tells it."""
    person = must_be_a_person(by)
    lock_book(lab)
    seen = look_at(lab=lab, raw=raw)
    new = seen.new
    made: dict[int, Code] = {}
    for depth in sorted({line.depth for line in new}):
        level = [line for line in new if line.depth == depth]
        rows = [
            Code(
                lab=lab, guid=line.guid or uuid.uuid4(), name=line.name, parent=_parent(line, made),
                origin=CodeOrigin.IMPORTED, created_by=person, created_at=at, **line.words,
            )
            for line in level
        ]  # fmt: skip
        made |= {id(line): code for line, code in zip(level, Code.objects.bulk_create(rows), strict=True)}
    if new:
        CodeEvent.objects.bulk_create(
            CodeEvent(
                code=made[id(line)], act=CodeAct.CREATE, by=person, at=at, after={"name": line.name, **line.words}
            )
            for line in new
        )
        Memo.objects.bulk_create(
            Memo(lab=lab, code=made[id(line)], text=line.rest[:LONGEST_MEMO], by=person, at=at)
            for line in new
            if line.rest
        )
        record(act="codebook.imported", subject=lab, by=by, at=at, lab_id=lab.pk, n=len(new))
    return seen


def _parent(line: Line, made: dict[int, Code]) -> Code | None:
    above = line.parent
    while above is not None:
        code = above.ours or made.get(id(above))
        if code is not None and code.gone_at is None:
            return code
        above = above.parent
    return None


def _matched(lab, codes: tuple[refi.Code, ...]) -> list[Line]:
    """Each code of the file with the one of ours that it is, or the name and GUID it gets here. Two queries."""
    ours = list(Code.objects.filter(lab=lab))
    by_guid = {str(code.guid): code for code in ours}
    by_name = {name_key(code.name): code for code in ours if code.gone_at is None}
    claimed = {by_guid[guid].pk for code in codes for guid in _guids(lab, code) if guid in by_guid}
    elsewhere = _of_other_labs(lab, codes)
    names = set(by_name)
    lines: dict[str, Line] = {}
    for code in codes:
        name = tidy(code.name)[: LIMITS["name"]].strip()
        parent = lines.get(code.parent)
        if parent is not None and parent.depth + 1 >= MAX_DEPTH:
            parent = parent.parent
        known = next((by_guid[guid] for guid in _guids(lab, code) if guid in by_guid), None)
        same = by_name.get(name_key(name))
        if known is None and same is not None and same.pk not in claimed:
            known = same
            claimed.add(same.pk)
        line = Line(code, name, parent, ours=known)
        if known is None:
            line.name = _free(name, parent, names)
            names.add(name_key(line.name))
            line.guid = uuid.UUID(code.guid if code.guid not in elsewhere else _guids(lab, code)[1])
            line.words, line.rest = as_parts(tidy(code.description), most=LIMITS["definition"])
        lines[code.guid] = line
    return list(lines.values())


def _guids(lab, code: refi.Code) -> tuple[str, str]:
    return code.guid, refi.stable_guid("code of a lab", f"{lab.pk}:{code.guid}")


def _of_other_labs(lab, codes: tuple[refi.Code, ...]) -> set[str]:
    wanted = [code.guid for code in codes]
    found: set[str] = set()
    for at in range(0, len(wanted), 500):  # SQLite takes no endless list
        rows = Code.objects.exclude(lab=lab).filter(guid__in=wanted[at : at + 500])
        found |= {str(guid) for guid in rows.values_list("guid", flat=True)}
    return found


def _free(name: str, parent: Line | None, taken: set[str]) -> str:
    """A name that no code has: with the code above, or a number, where the file uses one name twice."""
    most = LIMITS["name"]
    tries = [name]
    if parent is not None:
        tries.append(f"{name[: most // 2]} ({parent.name[: most // 2 - 3]})")
    tries += [f"{name[: most - 8]} ({n})" for n in range(2, 5002)]
    return next(one for one in tries if name_key(one) not in taken)


def _unreadable(bad: Unreadable) -> str:
    words = {
        "too_large": _("Filen är för stor. En kodbok får vara högst 2 MB."),
        "empty": _("Filen är tom."),
        "doctype": _(
            "Filen har en egen dokumenttyp (DOCTYPE) och läses därför inte. Spara den som kodbok (.qdc) igen."
        ),
        "too_many_codes": _("Filen har för många koder. Högst 5000 går att läsa in."),
        "no_codes": _("Det finns inga koder i filen."),
        "too_deep": _("Koderna ligger i för många nivåer för att läsas."),
        "not_a_codebook": _("Det är ingen kodbok i formatet REFI-QDA. Exportera den som kodbok (.qdc) igen."),
    }
    told = words.get(bad.code, _("Filen går inte att läsa. Den ska vara en kodbok i formatet REFI-QDA (.qdc)."))
    return _("%(what)s (Rad %(line)s.)") % {"what": told, "line": bad.line} if bad.line else told


def _remarks(findings, lines: list[Line]) -> list[str]:
    """What was met in the file, each kind once with how often."""
    words = {
        "no_guid": _("Koder utan id: %(n)s. De känns igen på sin plats i filen."),
        "double_guid": _("Samma id två gånger: %(n)s. Den första gäller."),
        "cycle": _("Koder som ligger under sig själva: %(n)s. De är utelämnade."),
        "no_name": _("Koder utan namn: %(n)s. De är utelämnade, och det som låg under dem har flyttats upp."),
        "name_too_long": _("Namn som är för långa och har kortats: %(n)s."),
        "description_too_long": _("Beskrivningar som är för långa och har kortats: %(n)s."),
        "too_deep": _("Koder som låg på för många nivåer och har flyttats upp: %(n)s."),
    }
    often: dict[str, int] = {}
    for finding in findings:
        often[finding.code] = often.get(finding.code, 0) + 1
    out = [words[code] % {"n": n} for code, n in often.items() if code in words]
    renamed = sum(line.renamed for line in lines)
    if renamed:
        out.append(_("Namn som redan finns eller är för långa, och därför ser annorlunda ut: %(n)s.") % {"n": renamed})
    kept = sum(bool(line.rest) for line in lines)
    if kept:
        out.append(_("Beskrivningar som inte fick plats: %(n)s. Resten blir en anteckning till koden.") % {"n": kept})
    return out
