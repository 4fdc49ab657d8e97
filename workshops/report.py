"""A session told as a whole, for its page, for paper and for files: all of them are made of this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.labs.enums import Perspective
from workshops import registry
from workshops.analysis.report import People, everybody, minutes_late, people
from workshops.enums import Anonymity, Channel, Speaker
from workshops.models import Contribution, Exercise, Pace, Site, Workshop
from workshops.queries import sites_of
from workshops.queries.after import reported_notes
from workshops.queries.report import left_out, paces_of, people_by, theme_titles
from workshops.results import Result, results_of

NO_PEOPLE = People(None, {})


@dataclass(frozen=True)
class Row:
    """One note as a report tells it. said_on: the day, None in an anonymous step. withdrawn: an empty chair, of which
    only step and site are told. perspective: in words, or why it is not told."""

    step: int
    number: int
    title: str
    site_id: int
    site: str
    group: str = ""
    perspective: str = ""
    channel: str = ""
    language: str = ""
    language_code: str = ""
    theme: str = ""
    text: str = ""
    said_on: date | None = None
    transcribed: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class Place:
    """One site. late: minutes after the plan when it ended. people, channels: persons by how they speak and came."""

    site: Site
    late: int | None
    people: People
    perspectives: list[tuple[str, int | None]]
    channels: list[tuple[str, int | None]]

    @property
    def early(self) -> int:
        return -self.late if self.late is not None and self.late < 0 else 0


@dataclass
class Step:
    """One step of the programme. only_at: the site that asked it alone; then it is not compared. results: [(site,
    result)] where it was shown."""

    number: int
    exercise: Exercise
    kind: str
    only_at: str
    anonymous: bool
    results: list[tuple[str, Result]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def said(self) -> int:
        return sum(1 for row in self.rows if not row.withdrawn)


@dataclass(frozen=True)
class Report:
    """people: persons in all, None when a site is too small for that to be told, or when they are told of elsewhere:
    then that is said. left_out: notes not read here."""

    workshop: Workshop
    places: list[Place]
    people: int | None
    steps: list[Step]
    left_out: dict[str, int]
    everything: bool
    elsewhere: str = ""

    @property
    def several(self) -> bool:
        return len(self.places) > 1

    @property
    def said(self) -> int:
        return sum(step.said for step in self.steps)


@dataclass(frozen=True)
class Frame:
    """What the notes stand in: read once, however many they are. elsewhere: why people are not counted here."""

    workshop: Workshop
    sites: list[Site]
    steps: list[Exercise]
    paces: list[Pace]
    speaking: dict[int, People]
    counts: dict[int, dict[str, dict[str, int]]]
    elsewhere: str = ""


def frame_of(workshop: Workshop) -> Frame:
    """Sites, steps and people of a session."""
    paces = paces_of(workshop)
    steps = list({pace.exercise_id: pace.exercise for pace in paces}.values())
    reasons = [str(registry.get(step.kind).people_elsewhere) for step in steps]
    elsewhere = reasons[0] if reasons and all(reasons) else ""
    counts = {} if elsewhere else people_by(workshop)
    speaking = {site: people(here["perspective"]) for site, here in counts.items()}
    steps.sort(key=lambda step: step.position)
    return Frame(workshop, sites_of(workshop), steps, paces, speaking, counts, elsewhere)


def rows_of(frame: Frame, *, in_full: Iterable[int], themes: dict, at_a_time: int = 500) -> Iterator[Row]:
    """Every note that the report tells, in order, with what stands on its card. As many queries however many there
    are."""
    numbers = {step.pk: number for number, step in enumerate(frame.steps, start=1)}
    anonymous = {step.pk for step in frame.steps if step.anonymity == Anonymity.ANONYMOUS}
    cards: dict = {}
    for kind in {step.kind for step in frame.steps}:
        cards |= registry.get(kind).card_words(frame.workshop)
    notes = reported_notes(frame.workshop, in_full=in_full)
    for note in notes.iterator(chunk_size=at_a_time):
        number, hidden = numbers.get(note.exercise_id, 0), note.exercise_id in anonymous
        if card := cards.get(note.pk):
            note.text = f"{note.text}\n{card}"
        yield _row(note, number, hidden, frame, themes)


def _row(note: Contribution, number: int, anonymous: bool, frame: Frame, themes: dict) -> Row:
    there = {
        "step": note.exercise_id,
        "number": number,
        "title": note.exercise.title,
        "site_id": note.site_id,
        "site": note.site.name,
    }
    if note.withdrawn_at:
        return Row(**there, withdrawn=True)
    return Row(
        **there,
        group=note.group.name if note.group else "",
        perspective=frame.elsewhere or _perspective(note, anonymous, frame.speaking.get(note.site_id, NO_PEOPLE)),
        channel="" if anonymous else note.get_channel_display(),
        language=note.get_language_display(),
        language_code=note.language,
        theme=themes.get(note.pk, ""),
        text=note.text,
        said_on=None if anonymous else timezone.localdate(note.created_at),
        transcribed=note.transcribed_by_id is not None,
    )


def _perspective(note: Contribution, anonymous: bool, speaking: People) -> str:
    """From where somebody spoke, unless so few at the site share it that with the place it would point at them."""
    if note.participation.voice == Speaker.GROUP:
        return _("Gruppen tillsammans")
    if anonymous or note.participation.voice == Speaker.UNKNOWN:
        return _("Helt utan koppling till person")
    if not speaking.may_tell(note.participation.perspective):
        return _("Visas inte – för få personer")
    return str(note.participation.get_perspective_display())


def report_of(workshop: Workshop, *, in_full: Iterable[int], now: datetime) -> Report:
    """The whole report. in_full: sites whose notes are told also where they have not been shown."""
    in_full, frame = list(in_full), frame_of(workshop)
    results = results_of(workshop, frame.paces)
    steps = {
        step.pk: Step(
            number,
            step,
            str(registry.get(step.kind).label),
            next((site.name for site in frame.sites if site.pk == step.only_at_id), ""),
            step.anonymity == Anonymity.ANONYMOUS,
            [(site.name, results[step.pk, site.pk]) for site in frame.sites if (step.pk, site.pk) in results],
        )
        for number, step in enumerate(frame.steps, start=1)
    }
    for row in rows_of(frame, in_full=in_full, themes=theme_titles(workshop)):
        if row.step in steps:
            steps[row.step].rows.append(row)
    totals = [sum(frame.counts.get(site.pk, {}).get("perspective", {}).values()) for site in frame.sites]
    return Report(
        workshop,
        [_place(site, frame) for site in frame.sites],
        None if frame.elsewhere else everybody(totals),
        list(steps.values()),
        left_out(workshop),
        len(in_full) == len(frame.sites),
        frame.elsewhere,
    )


def _place(site: Site, frame: Frame) -> Place:
    minutes = [pace.exercise.minutes for pace in frame.paces if pace.site_id == site.pk]
    here = frame.counts.get(site.pk, {"perspective": {}, "channel": {}})
    speaking, coming = frame.speaking.get(site.pk, NO_PEOPLE), people(here["channel"])
    return Place(
        site,
        minutes_late(frame.workshop.starts_at, minutes, site.closed_at),
        speaking,
        _in_words(Perspective, speaking),
        _in_words(Channel, coming),
    )


def _in_words(codes, counted: People) -> list[tuple[str, int | None]]:
    """[(label, persons or None where they are hidden)] of those that somebody shares, in the usual order."""
    return [(str(code.label), counted.parts[code].value) for code in codes if code in counted.parts]
