"""Paper into the same step as everything else: shown first, then kept in whole or not at all."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core import sheets
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.jobs import enqueue
from hlab.core.text import looks_personal, tidy
from hlab.labs.enums import Perspective
from hlab.live.actions import publish
from workshops import registry
from workshops.actions.locks import locked_workshop
from workshops.analysis import paper
from workshops.enums import Anonymity, Channel, HoldReason, ImportState, Language, Speaker
from workshops.models import Contribution, Exercise, ImportBatch, Participation, Site
from workshops.models.contribution import MAX_LENGTH
from workshops.queries import step_at
from workshops.wire import desk

_NAMESPACE = uuid.UUID("6e1f4c1e-8f0b-5d52-9b3c-0f4f5b1a7a10")


@dataclass(frozen=True)
class Preview:
    """What a file would give: rows ready, sentences about faults, how many notes are new and whose they are.

    people: how many different people stand behind the new notes.
    """

    headings: list[str]
    rows: list[paper.PaperRow]
    faults: list[str]
    new: int
    people: int


@transaction.atomic
def draft_import(*, exercise: Exercise, filename: str, raw: bytes, by, at: datetime) -> ImportBatch:
    """Take in a file to look at. Refuses what is too large or no table, in words."""
    if exercise.workshop.rehearsal_of_id is not None:
        raise RuleBroken(
            _("Det här är en övning. Läs in papper i verkstaden: det som läses in här tas bort."), status=409
        )
    if len(raw) > paper.MAX_BYTES:
        raise RuleBroken(too_large(), field="file", status=413)
    try:
        text = sheets.decode(raw)
        table = paper.read_table(text)
    except sheets.Unreadable as error:
        raise RuleBroken(_file_sentence(error), field="file") from error
    return ImportBatch.objects.create(
        exercise=exercise,
        site=exercise.site,
        filename=tidy(filename)[:200],
        content=text,
        mapping=paper.guess_mapping(table.headings),
        rows=len(table.rows),
        created_by=by,
        created_at=at,
    )


def too_large() -> str:
    """The sentence for a file over the limit."""
    return _("Filen är för stor. Den får vara högst 2 MB, ungefär 5 000 lappar. Dela upp den i flera filer.")


@transaction.atomic
def map_columns(*, batch: ImportBatch, mapping: dict[str, str], by, at: datetime) -> None:
    """Say which column holds what. mapping: {our field: heading}; blanks are left out."""
    batch.mapping = {name: heading for name, heading in mapping.items() if heading and name in paper.FIELDS}
    batch.save(update_fields=["mapping"])


def preview(batch: ImportBatch) -> Preview:
    """What the file would give as it is mapped now. Changes nothing."""
    table = paper.read_table(batch.content)
    rows, faults = paper.check(table, batch.mapping, limit=MAX_LENGTH, codes=word_codes(), channel=Channel.PAPER)
    step = step_at(batch.site_id, batch.exercise_id) or batch.exercise
    fresh, _known = _sorted_out(step, rows)
    people = {person_key(step, row) for row in fresh.values()}
    return Preview(table.headings, rows, [sentence(fault) for fault in faults], len(fresh), len(people))


def _sorted_out(exercise: Exercise, rows: list[paper.PaperRow]) -> tuple[dict[uuid.UUID, paper.PaperRow], set]:
    """({key: row} of notes that are new to the step, keys of those that were there before)."""
    keys = {note_key(exercise, row): row for row in rows}
    found = Contribution.objects.filter(exercise=exercise, client_key__in=keys)
    known = set(found.values_list("client_key", flat=True))
    return {key: row for key, row in keys.items() if key not in known}, known


@transaction.atomic
def queue_import(*, batch: ImportBatch, by, at: datetime) -> ImportBatch:
    """Read in a large file in the background (job "workshops.read_paper"). A file that is on its way stays so."""
    row = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.state in (ImportState.DRAFT, ImportState.FAILED):
        row.job = enqueue("workshops.read_paper", by=by, at=at, batch=str(row.pk), user=by.pk)
        row.state = ImportState.QUEUED
        row.save(update_fields=["job", "state"])
    return row


@transaction.atomic
def mark_failed(*, batch: ImportBatch, by, at: datetime) -> None:
    """A file that could not be read in may be looked at and tried again."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportState.QUEUED).update(state=ImportState.FAILED)


@transaction.atomic
def run_import(*, batch: ImportBatch, by, at: datetime) -> ImportBatch:
    """Keep every row of a batch, or none. The same file again adds nothing."""
    locked_workshop(batch.exercise.workshop)  # two files with the same people or notes come after each other
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("site").get(pk=batch.pk)
    if batch.state == ImportState.DONE:
        return batch
    seen = preview(batch)
    if seen.faults:
        raise RuleBroken(_("Inget är inläst. Rätta det som står nedan och försök igen."), code="rows")
    exercise = step_at(batch.site_id, batch.exercise_id)
    if exercise is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    people = _people(exercise, seen.rows, at)
    new_rows, known = _sorted_out(exercise, seen.rows)
    fresh = [
        Contribution(
            exercise=exercise,
            site=exercise.site,
            participation=people[person_key(exercise, row)],
            channel=row.channel,
            language=row.language,
            text=tidy(row.text),
            client_key=key,
            hold=HoldReason.PERSONAL if looks_personal(row.text) else HoldReason.NONE,
            consent_quote=row.quote,
            consent_reuse=row.reuse,
            transcribed_by=by,
            created_at=at,
        )
        for key, row in new_rows.items()
    ]
    Contribution.objects.bulk_create(fresh, batch_size=500)
    registry.get(exercise.kind).kept(notes=fresh, at=at)
    batch.state, batch.content = ImportState.DONE, ""
    batch.added, batch.already_there = len(fresh), len(known)
    batch.save(update_fields=["state", "content", "added", "already_there"])
    record(
        act="contributions.imported", subject=batch, by=by, at=at, lab_id=exercise.lab_id, added=len(fresh),
        already_there=len(known),
    )  # fmt: skip
    publish(channel=desk(exercise.here.site_id), kind="note", at=at, step=exercise.pk, n=len(fresh))
    return batch


def _people(exercise: Exercise, rows: list[paper.PaperRow], at: datetime) -> dict[str, Participation]:
    """A place for each person on paper; the same pile read again gives the same people."""
    wanted = {person_key(exercise, row): row for row in rows}
    places = Participation.objects.filter(workshop=exercise.workshop_id)
    known = {place.source_key: place for place in places.filter(source_key__in=wanted)}
    unknown = exercise.anonymity == Anonymity.ANONYMOUS
    fresh = [
        Participation(
            workshop_id=exercise.workshop_id,
            site_id=exercise.here.site_id,
            source_key=key,
            voice=Speaker.UNKNOWN if unknown else Speaker.PERSON,
            perspective=Perspective.UNSAID if unknown else row.perspective,
            channel=row.channel,
            consent_quote=row.quote,
            consent_reuse=row.reuse,
            joined_at=at,
            last_seen_at=at,
        )
        for key, row in wanted.items()
        if key not in known
    ]
    Participation.objects.bulk_create(fresh, batch_size=500)
    return known | {place.source_key: place for place in fresh}


def person_key(exercise: Exercise, row: paper.PaperRow) -> str:
    """Stable hash for a person on paper. Without a person each row is one person's; a name is never stored."""
    if row.person:
        return form_key(exercise.site, row.person)
    whose = f"row:{exercise.pk}:{row.text}:{row.occurrence}"
    return hashlib.sha256(f"{_pile(exercise.site)}:{whose}".encode()).hexdigest()


def form_key(site: Site, number: str) -> str:
    """The same for whoever has this form number at a site, whether a file or a page said it."""
    return hashlib.sha256(f"{_pile(site)}:person:{number}".encode()).hexdigest()


def _pile(site: Site) -> str:
    """Where form number 7 is one person: a site's pile of paper."""
    return str(site.workshop_id) if site.position == 1 else f"{site.workshop_id}/{site.position}"


def note_key(exercise: Exercise, row: paper.PaperRow) -> uuid.UUID:
    """Stable key of a note on paper: the same step, person, words and occurrence are the same note."""
    first = exercise.site.position == 1
    step = str(exercise.pk) if first else f"{exercise.pk}/{exercise.site.position}"
    return uuid.uuid5(_NAMESPACE, f"{step}|{row.person}|{row.text}|{row.occurrence}")


def word_codes() -> dict[str, dict[str, str]]:
    """{field: {word in lower case: code}}: codes themselves and their Swedish labels."""
    return {
        name: {value: value for value in choices.values}
        | {str(label).casefold(): value for value, label in choices.choices}
        for name, choices in (("perspective", Perspective), ("language", Language), ("channel", Channel))
    }


def promise(seen: Preview) -> str:
    """What a file would give, in a sentence."""
    if not seen.new:
        return _("Allt i filen är redan inläst. Det finns inget nytt att läsa in.")
    return _("%(notes)s från %(people)s läses in.") % {
        "notes": ngettext("%(n)d ny lapp", "%(n)d nya lappar", seen.new) % {"n": seen.new},
        "people": ngettext("%(n)s person", "%(n)s personer", seen.people) % {"n": seen.people},
    }


def result(batch: ImportBatch) -> str:
    """What a file that has been read in gave."""
    said = ngettext("%(n)d lapp är inläst.", "%(n)d lappar är inlästa.", batch.added) % {"n": batch.added}
    if batch.already_there:
        again = ngettext(
            "%(n)d fanns redan och lades inte till igen.",
            "%(n)d fanns redan och lades inte till igen.",
            batch.already_there,
        )
        said += " " + again % {"n": batch.already_there}
    return said


def _file_sentence(error: sheets.Unreadable) -> str:
    """Why a file is no table of notes, with the rows at fault; at most ten of them are named."""
    rows = ", ".join(str(row) for row in error.rows[:10]) + (_(" med flera") if len(error.rows) > 10 else "")
    return {
        "binary": _("Filen är inte en textfil. Spara den som CSV i kalkylprogrammet och försök igen."),
        "empty": _("Filen är tom eller saknar rader under rubrikerna."),
        "too_many_rows": _("Filen har fler än 5 000 rader. Dela upp den i flera filer."),
        "long_cell": _(
            "Rad %(rows)s: texten är längre än en cell kan vara. Saknar ett citattecken sitt par, där eller tidigare?"
        ),
        "no_character": ngettext(
            "Rad %(rows)s innehåller ett tecken som inte är text. Skriv om raden och spara filen på nytt.",
            "Rad %(rows)s innehåller tecken som inte är text. Skriv om raderna och spara filen på nytt.",
            len(error.rows),
        ),
    }[error.code] % {"rows": rows}


def sentence(fault: paper.Fault) -> str:
    """A fault as a whole sentence that names row and column."""
    words = {
        "no_column": _("Kolumnen ”%(column)s” finns inte i filen."),
        "no_text_column": _("Välj vilken kolumn som har lapparnas text."),
        "no_rows": _("Filen har inga rader med text under rubrikerna."),
        "no_text": _("Rad %(row)d: kolumnen ”%(column)s” är tom. Skriv lappens text eller ta bort raden."),
        "too_long": _("Rad %(row)d: texten är %(value)s tecken för lång. Korta den eller dela upp den."),
        "unknown_word": _("Rad %(row)d: ”%(value)s” i kolumnen ”%(column)s” känns inte igen."),
        "not_yes_or_no": _("Rad %(row)d: skriv ja eller nej i kolumnen ”%(column)s”, inte ”%(value)s”."),
        "too_many_cells": _(
            "Rad %(row)d har fler kolumner än rubrikraden. Sätt citattecken runt text med skiljetecken."
        ),
    }[fault.code]
    return words % {"row": fault.row, "column": fault.column, "value": fault.value}
