"""A lab's coding for other programs: codebook (.qdc), project (.qdpx) and a table (CSV). No names of people in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.analysis.code_words import PARTS, as_description
from goals.analysis.codetree import Place
from goals.analysis.refi import Code, Note, Project, Selection, Source, User, normalised, stable_guid
from goals.analysis.refi_write import write_qdc, write_qdpx
from goals.models import Code as OurCode
from goals.queries.codefiles import Leaving, codebook_to_write, leaving, texts_of
from hlab.core.cells import csv_lines
from hlab.core.errors import RuleBroken
from workshops.models import Contribution

WORDS = ("definition", *(name for name, _label in PARTS))


def codebook_file(lab) -> bytes:
    """The codebook as .qdc. RuleBroken when there is no code to write."""
    places, codes = codebook_to_write(lab)
    if not places:
        raise _nothing()
    return write_qdc(_codes(places, codes))


def project_file(lab, notes: QuerySet[Contribution]) -> bytes:
    """Codebook, texts and codings as .qdpx, with a note that says what was left out."""
    data = leaving(lab, notes)
    if not data.places:
        raise _nothing()
    ids = list(dict.fromkeys(row["excerpt__contribution_id"] for row in data.codings))
    texts = {pk: (normalised(text), at) for pk, text, at in texts_of(ids, notes)}
    names = {pk: _("Lapp %(number)s") % {"number": number} for number, pk in enumerate(ids, start=1)}
    sources = [
        Source(guid=str(pk), name=names[pk], text=texts[pk][0], created=texts[pk][1]) for pk in ids if pk in texts
    ]
    project = Project(
        name=lab.name,
        codes=tuple(_codes(data.places, data.codes)),
        users=tuple(
            User(_coder_guid(lab, pk), _("Kodare %(number)s") % {"number": coder.number})
            for pk, coder in data.coders.items()
        ),
        sources=tuple(sources),
        selections=tuple(_selections(lab, data.codings, texts)),
        notes=tuple(_notes(lab, data)),
        description=lab.question,
    )
    return write_qdpx(project)


def table_lines(lab, notes: QuerySet[Contribution]) -> Iterable[str]:
    """One row per coding, for spreadsheets; at the end what was left out, where anything was."""
    return csv_lines(_rows(lab, notes))


def _rows(lab, notes: QuerySet[Contribution]) -> Iterable[list[str]]:
    data = leaving(lab, notes)
    paths = {place.key: place.path for place in data.places}
    about: dict[Any, list[str]] = {}
    for memo in data.memos:
        if memo.contribution_id:
            about.setdefault((memo.contribution_id, memo.by_id), []).append(memo.text)
    yield [_("Kod"), _("Källa"), _("Början"), _("Slut"), _("Text"), _("Kodare"), _("Anteckning")]
    for row in data.codings:
        note, coder = row["excerpt__contribution_id"], row["coder_id"]
        memo = "\n\n".join(about.get((note, coder), []))
        yield [
            paths[row["code_id"]], str(note), str(row["excerpt__start"]), str(row["excerpt__end"]),
            row["excerpt__text"], data.coders[coder].label, memo,
        ]  # fmt: skip
    for sentence in left_out(data):
        yield ["", "", "", "", "", "", sentence]


def left_out(data: Leaving) -> list[str]:
    """What is not in the file, in sentences."""
    out = []
    if data.unquoted:
        out.append(
            ngettext(
                "%(n)s kodad lapp är inte med, för den får inte citeras.",
                "%(n)s kodade lappar är inte med, för de får inte citeras.",
                data.unquoted,
            )
            % {"n": data.unquoted}
        )
    if data.changed:
        out.append(
            ngettext(
                "%(n)s utdrag är inte med, för personen har ändrat sina ord.",
                "%(n)s utdrag är inte med, för personerna har ändrat sina ord.",
                data.changed,
            )
            % {"n": data.changed}
        )
    return out


def _codes(places: list[Place], codes: dict[int, OurCode]) -> list[Code]:
    guids = {pk: str(code.guid) for pk, code in codes.items()}
    return [
        Code(
            guid=guids[place.key], name=place.name, parent=guids.get(place.parent, ""),
            description=as_description({name: getattr(codes[place.key], name) for name in WORDS}),
        )
        for place in places
    ]  # fmt: skip


def _selections(lab, rows: list[dict], texts: dict) -> list[Selection]:
    """One for each excerpt and coder, with that person's codes."""
    by: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["excerpt__contribution_id"] in texts:
            by.setdefault((row["excerpt_id"], row["coder_id"]), []).append(row)
    guids = dict(OurCode.objects.filter(lab=lab).values_list("pk", "guid"))
    return [
        Selection(
            guid=stable_guid("selection", f"{excerpt}:{coder}"),
            source=str(held[0]["excerpt__contribution_id"]),
            start=held[0]["excerpt__start"],
            end=held[0]["excerpt__end"],
            codes=tuple(sorted({str(guids[row["code_id"]]) for row in held})),
            coder=_coder_guid(lab, coder),
            created=min(row["at"] for row in held),
        )
        for (excerpt, coder), held in by.items()
    ]


def _notes(lab, data: Leaving) -> list[Note]:
    notes = []
    for number, memo in enumerate(data.memos, start=1):
        about = ()
        if memo.code_id:
            about = (str(data.codes[memo.code_id].guid),)
        elif memo.contribution_id:
            about = (str(memo.contribution_id),)
        name = _("Anteckning %(number)s") % {"number": number}
        notes.append(Note(stable_guid("memo", memo.pk), name, normalised(memo.text), about))
    told = " ".join(left_out(data))
    if told:
        notes.append(Note(stable_guid("left out", lab.pk), _("Inte med i filen"), told))
    return notes


def _coder_guid(lab, pk: int) -> str:
    """Of a coder in this lab: the same person in another lab is not to be made out."""
    return stable_guid("coder", f"{lab.pk}:{pk}")


def _nothing() -> RuleBroken:
    return RuleBroken(_("Det finns ingen kod att exportera ännu."), status=409)
