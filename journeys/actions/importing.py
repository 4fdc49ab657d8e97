"""A map on its way in from a file: looked at first, with all that would be lost; then read in whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hlab.accounts.models import Organisation
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.grids import Grid, grid_of_file
from hlab.core.sheets import Unreadable
from hlab.core.text import tidy
from journeys.actions.putting import make_journey
from journeys.analysis import cjml_read, native, table_read
from journeys.analysis.document import Document, Gap, Step, Voice
from journeys.analysis.findings import Finding, Found, NoJourney, Places
from journeys.analysis.shapes import SHAPES, Text
from journeys.enums import AS_IT_IS, EditAct
from journeys.exchange_words import file_sentence, finding_sentence, table_words
from journeys.models import Journey, JourneyUpload
from workshops.models import Contribution
from workshops.queries import usable_contributions

MAX_BYTES = native.MAX_BYTES
MOST_ROWS = 20_000
KEPT_FOR = timedelta(days=14)
"""How long a file that nobody went on with is kept."""
FORMS = ("json", "table", "cjml")


@dataclass(frozen=True)
class Entry:
    """One journey of a file as it would be read in. document: with the voices that may come along. found: what the file
    had. like: a map of the lab with the same name, which is left as it is. of: the map whose teller it is the way
    of. answers: the map of the lab that it answers."""

    document: Document
    found: Found
    quoted: dict[str, int]
    like: Journey | None = None
    of: Journey | None = None
    answers: Journey | None = None

    @property
    def lacks_question(self) -> bool:
        return not self.document.question


@transaction.atomic
def take_in(*, lab, key: uuid.UUID, raw: bytes, by, at: datetime, filename: str = "", form: str = "") -> JourneyUpload:
    """Take in a file to look at; nothing is read in yet. form: one of FORMS, or blank to see by what is in it.

    key: made with the page; the same one sent again is the same upload. Raises RuleBroken for what holds no journey.
    """
    there = JourneyUpload.objects.filter(pk=key).first()
    if there is not None:
        if there.lab_id != lab.pk:
            raise RuleBroken(_("Ladda om sidan och försök igen."), status=409)
        return there
    if len(raw) > MAX_BYTES:
        raise too_large()
    upload = JourneyUpload(
        pk=key, lab=lab, filename=tidy(filename)[:200], form=form or form_of(raw), content=raw, created_by=user_of(by),
        created_at=at,
    )  # fmt: skip
    _found(upload)
    upload.save(force_insert=True)
    return upload


def too_large() -> RuleBroken:
    """What is said of a file over the limit."""
    return RuleBroken(file_sentence(NoJourney("too_large")), field="file", status=413)


def form_of(raw: bytes) -> str:
    """Which of FORMS a file is, by how it begins."""
    begins = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return "json" if begins in (b"{", b"[") else "cjml" if begins == b"<" else "table"


def seen(upload: JourneyUpload, *, voices: bool) -> list[Entry]:
    """What the upload would give. voices: whether whoever reads it in may tie notes of the lab to maps; else none come
    along. Changes nothing. As many queries however many journeys there are. Raises RuleBroken."""
    founds = _found(upload)
    documents = [found.document for found in founds]
    notes = _notes(upload.lab, documents) if voices else {}
    known = _organisations(documents)
    here = Journey.objects.filter(lab=upload.lab_id)
    like = {row.title: row for row in here.filter(title__in=[one.title for one in documents], archived_at=None)}
    sources = [found.source for found in founds if found.document.person_kind == "teller"]
    own = here.filter(slug__in=sources, teller__isnull=False).select_related("teller") if sources else ()
    of = {row.slug: row for row in own}
    asked = {found.answers for found in founds} - {""}
    answered = {row.slug: row for row in here.filter(slug__in=asked, kind__in=AS_IT_IS)} if asked else {}
    return [
        _entry(found, notes, known, like.get(found.document.title), of.get(found.source), answered.get(found.answers))
        for found in founds
    ]


@transaction.atomic
def read_in(
    *,
    upload: JourneyUpload,
    by,
    at: datetime,
    voices: bool,
    chosen: Collection[int] | None = None,
    question: str = "",
    review_on: date | None = None,
) -> list[Journey]:
    """Make maps of the journeys in an upload: all that were chosen, or none. Done twice it is the same map.

    chosen: their places in the file, from 0; None for all. question: what the maps are to answer, for those whose file
    does not say. review_on: instead of the day that the file says. Raises RuleBroken, with every fault, when one of
    them cannot be read.
    """
    upload = JourneyUpload.objects.select_for_update(of=("self",)).select_related("lab", "journey").get(pk=upload.pk)
    if upload.done_at is not None:
        return [upload.journey] if upload.journey is not None else []
    entries = seen(upload, voices=voices)
    places = [place for place in range(len(entries)) if chosen is None or place in chosen]
    wanted = [entries[place] for place in places]
    if not wanted:
        raise RuleBroken(_("Välj minst en resa att läsa in."), field="chosen")
    if faults := [finding_sentence(fault) for entry in wanted for fault in entry.found.faults]:
        raise RuleBroken("\n".join([_("Inget är inläst."), *faults[:50]]), code="faults")
    asked = _question(question, wanted)
    became = {plan: place for place in places if (plan := entries[place].found.plan) is not None}
    by_place: dict[int, Journey] = {}

    def make(place: int) -> Journey:
        """The map of one journey; of a plan, as the answer to the map of how it became."""
        if place not in by_place:
            entry = entries[place]
            by_place[place] = make_journey(
                lab=upload.lab, document=replace(entry.document, question=entry.document.question or asked),
                by=by, at=at, act=EditAct.READ_IN, owner=user_of(by), teller=entry.of.teller if entry.of else None,
                review_on=review_on or entry.found.review_on, quoted=entry.quoted,
                as_is=make(became[place]) if place in became else entry.answers,
            )  # fmt: skip
        return by_place[place]

    made = [make(place) for place in places]
    upload.content, upload.done_at, upload.journey = None, at, made[0]
    upload.save(update_fields=["content", "done_at", "journey"])
    return made


def forget_old(now: datetime) -> int:
    """Remove files that nobody went on with. Returns how many."""
    return JourneyUpload.objects.filter(done_at__isnull=True, created_at__lt=now - KEPT_FOR).delete()[0]


# --- Inner parts ------------------------------------------------------------------------------


def _question(question: str, wanted: Iterable[Entry]) -> str:
    """What to ask of the maps whose file does not say."""
    question = tidy(question)
    shape = SHAPES[Document]["question"]
    if not question and any(entry.lacks_question for entry in wanted):
        raise RuleBroken(_("Skriv vad kartan ska svara på. Det står inte i filen."), field="question")
    if isinstance(shape, Text) and len(question) > shape.most:
        raise RuleBroken(
            _("Frågan är för lång. Högst %(limit)s tecken ryms.") % {"limit": shape.most}, field="question"
        )
    return question


def _found(upload: JourneyUpload) -> list[Found]:
    """What the file holds. RuleBroken where that is no journey."""
    raw = bytes(upload.content or b"")
    try:
        if upload.form == "json":
            return [native.read(raw)]
        if upload.form == "cjml":
            return cjml_read.read(raw, table_words())
        grid = grid_of_file(raw, most=MOST_ROWS)
        found = table_read.read(grid, table_words())
    except NoJourney as bad:
        raise RuleBroken(file_sentence(bad), field="file") from None
    except Unreadable as bad:
        raise RuleBroken(file_sentence(NoJourney(bad.code, bad.rows[0] if bad.rows else 0)), field="file") from None
    if not found:
        raise RuleBroken(file_sentence(NoJourney("no_journeys")), field="file")
    return [replace(found[0], findings=(*found[0].findings, *_of_grid(grid))), *found[1:]]


def _of_grid(grid: Grid) -> list[Finding]:
    return [Finding(one.code, detail=one.detail, line=one.row, column=one.column) for one in grid.findings]


def _entry(
    found: Found, notes: dict, known: set[str], like: Journey | None, of: Journey | None, answers: Journey | None
) -> Entry:  # fmt: skip
    # What the map is to answer is asked of whoever reads it in, where the file does not say.
    findings = [one for one in found.findings if (one.code, one.field) != ("missing", "question")]
    quoted: dict[str, int] = {}
    is_own = found.document.person_kind == "teller"
    if is_own and of is None:
        findings.append(Finding("person_not_here", fault=True))
    if found.answers and answers is None:
        findings.append(Finding("answers_not_here"))
    document = _with_voices(found.document, notes, quoted, findings)
    for number, actor in enumerate(document.actors, start=1):
        said = [name for name in (actor.organisation, actor.code) if name]
        if said and not known.intersection(said):
            findings.append(Finding("organisation_unknown", (("actor", number, actor.name),), detail=said[0]))
    return Entry(document, replace(found, findings=tuple(findings)), quoted, like, of if is_own else None, answers)


def _notes(lab, documents: Iterable[Document]) -> dict[str, Contribution]:
    """{id: note} of those that the documents' voices are, where they are the lab's and may be used today."""
    wanted = set()
    for document in documents:
        for part in document.everything:
            for voice in part.voices:
                try:
                    wanted.add(uuid.UUID(voice.contribution))
                except ValueError:
                    continue
    return {str(note.pk): note for note in usable_contributions(lab).filter(pk__in=wanted)} if wanted else {}


def _organisations(documents: Iterable[Document]) -> set[str]:
    """Names and codes of those principals of the documents that are known here."""
    actors = [actor for document in documents for actor in document.actors if actor.organisation or actor.code]
    if not actors:
        return set()
    named = Organisation.objects.filter(
        Q(name__in={actor.organisation for actor in actors}) | Q(code__in={actor.code for actor in actors} - {""})
    )
    return {said for pair in named.values_list("name", "code") for said in pair if said}


def _with_voices(document: Document, notes: dict, quoted: dict[str, int], findings: list[Finding]) -> Document:
    """The document with the voices that may come along; what does not is added to findings. quoted: filled with the row
    version of each note whose words in the file are those that the person has and agrees to be quoted with."""
    places = Places(document)

    def kept(part: Step | Gap) -> tuple[Voice, ...]:
        out: dict[str, Voice] = {}
        for voice in part.voices:
            note = notes.get(voice.contribution.lower())
            if note is None:
                findings.append(Finding("voice_not_here", places.of(part)))
            elif voice.quote and _agrees(note, voice):
                quoted[str(note.pk)] = note.row_version
                out[str(note.pk)] = Voice(str(note.pk), voice.words, quote=True)
            else:
                if voice.quote:
                    findings.append(Finding("quote_not_here", places.of(part)))
                out.setdefault(str(note.pk), Voice(str(note.pk)))
        return tuple(out.values())

    return replace(
        document,
        phases=tuple(
            replace(phase, steps=tuple(replace(step, voices=kept(step)) for step in phase.steps))
            for phase in document.phases
        ),
        gaps=tuple(replace(gap, voices=kept(gap)) for gap in document.gaps),
    )


def _agrees(note: Contribution, voice: Voice) -> bool:
    """Whether the note's words as they are today are the file's, and may be quoted."""
    return note.consent_quote and (voice.words in note.text if voice.words else voice.text == note.text)
