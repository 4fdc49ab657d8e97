"""What anyone may read of a map, and what must be true before they may.

A map becomes public by an act of its own, as a version that is kept. Which voices may be quoted, and what has been
taken back since, is asked anew each time it is read. People are told only from the threshold on and in broad steps, so
that one more does not show as the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from hlab.stats.suppression import DEFAULT_K
from journeys.analysis.document import Document, Gap, Step, as_data, from_data
from journeys.analysis.shown import kept, notes_of, repeats, shown, veiled_parts, words_of
from journeys.enums import TellerSays
from journeys.models import Journey, JourneyVersion, Voice
from journeys.queries.voices import MADE_OF, PUBLIC, USABLE, person_key
from workshops.enums import HoldReason, Speaker
from workshops.models import Contribution
from workshops.queries.notes import may_be_used

STEPS = (DEFAULT_K, 10, 20, 50, 100)
TOLD = ("title", "question", "kind", "person", "person_kind", "about", "county", "place")
"""What a list tells of a map: as it stood when it was published, not as it is now."""


@dataclass(frozen=True)
class Shown:
    """A map as anyone reads it. people: a sentence on how many it rests on. few: too few to be counted or quoted.
    empty_chair: something it rested on has been taken back, or may not be used. rests_on_voices: whether there is
    anything said behind it at all. at_least: so many people, in broad steps; 0 where that is not told. veiled: keys of
    the parts that are told of without their words."""

    document: Document
    people: str
    few: bool
    empty_chair: bool
    rests_on_voices: bool
    at_least: int = 0
    veiled: frozenset[str] = frozenset()

    @property
    def voices(self) -> list[tuple[str, str]]:
        """[(what of the map it is about, the words)], in the order of the map."""
        parts = (part for _phase, part in self.document.parts())
        return [(part.title, voice.text) for part in parts for voice in part.voices if voice.quote]


def published() -> QuerySet[Journey]:
    """Maps that anyone may read, published last first, with what every page of them asks for. A person's own way of
    which they have taken back everything is none of them."""
    left = Q(teller__isnull=True) | Exists(Voice.objects.filter(USABLE, journey=OuterRef("pk")))
    return (
        Journey.objects.filter(
            left, public_version__isnull=False, archived_at__isnull=True, exercise__workshop__rehearsal_of=None
        )
        .select_related("lab", "public_version", "teller")
        .order_by("-public_version__at", "-pk")
    )


def published_rows() -> QuerySet[Journey]:
    """The same for lists: without the maps themselves, with `told_title`, `told_question` … of each (see TOLD)."""
    told = {f"told_{name}": KeyTextTransform(name, "public_version__content") for name in TOLD}
    return published().defer("public_version__content").annotate(**told)


def shown_version(journey: Journey) -> Shown:
    """The public map as it may be read today. Three queries however large."""
    return shown_versions([journey])[journey.pk]


def shown_versions(journeys: Iterable[Journey]) -> dict[int, Shown]:
    """{journey id: its public map as it may be read today} of several, in the same three queries."""
    versions = [(journey, journey.public_version) for journey in journeys]
    return shown_as([(journey, from_data(version.content)) for journey, version in versions if version is not None])


def shown_as(maps: Iterable[tuple[Journey, Document]]) -> dict[int, Shown]:
    """The same of any maps of these journeys, whether they are public or not."""
    found = [(journey, kept(one)) for journey, one in maps]
    pks = [journey.pk for journey, _one in found]
    (tied, made_of), quotes = _tied(pks), _quotes(pks)
    notes = _notes(pk for journey, one in found for pk in notes_of(one) | tied[journey.pk])
    return {
        journey.pk: _shown(journey, one, notes, tied[journey.pk], made_of[journey.pk], quotes) for journey, one in found
    }


def as_if_public(journey: Journey, found: Document, at: datetime) -> Journey:
    """The journey as it would be if its map, as it is now, were public. Not to be saved."""
    out = copy(journey)
    out.public_version = JourneyVersion(journey=journey, content=as_data(kept(found)), at=at)
    return out


def hindrances(journey: Journey, found: Document) -> list[str]:
    """Why the map cannot be published as it stands and what to do, as Swedish sentences; none when it can.

    found: the map as it is now, from `journeys.queries.document.document`.
    """
    if journey.archived_at is not None:
        return [_("Kartan är lagd åt sidan. Ta fram den igen först.")]
    if journey.exercise is not None and journey.exercise.workshop.rehearsal_of_id is not None:
        return [_("Kartan hör till en övning. Det som är på låtsas publiceras inte.")]
    out = [] if found.steps else [_("Kartan har inga steg ännu.")]
    out += _of_the_teller(journey)
    notes = _notes(_tied([journey.pk])[0][journey.pk])
    lost, own = _lost_parts(journey), _kept_words(notes.values(), journey)
    usable = [note for note in notes.values() if note.may_be_used and str(note.pk) in notes_of(found)]
    heads = [found.title, found.question, found.about, *(phase.title for phase in found.phases)]
    if journey.teller_id is None and repeats(heads, own):
        out.append(
            _("Kartans namn, fråga, faser eller text om personen är någons egna ord, och den personen har inte sagt ja "
              "till att citeras. Skriv om det med era ord.")
        )  # fmt: skip
    for part in found.everything:
        out += _of_part(journey, part, lost, own)
    if journey.teller_id is not None and not usable:
        out.append(
            _("Ingen av personens lappar är kopplad till kartan. Koppla dem, så att det som personen tar tillbaka "
              "också försvinner härifrån.")
        )  # fmt: skip
    if journey.teller_id is None and _people(usable) == 1:
        out.append(
            _("Kartan bygger på en enda persons berättelser. Då är det den personens väg. Koppla fler personers "
              "röster, eller gör en karta som personen själv får läsa och säga ja till.")
        )  # fmt: skip
    return out


def cautions(journey: Journey, told: Shown) -> list[str]:
    """What whoever publishes should know, as Swedish sentences."""
    out = []
    if told.few and told.rests_on_voices:
        out.append(
            _(
                "Färre än %(k)s personer står bakom. Inga citat visas. Läs kartan som en främling: kan någon kännas "
                "igen?"
            )
            % {"k": DEFAULT_K}
        )
    parts = told.document.everything
    if parts and all(part.grade == "assumed" for part in parts):
        out.append(_("Allt i kartan är antaganden. Det står vid varje steg."))
    if journey.review_on is None:
        out.append(_("Ingen dag är satt för när kartan ska ses över."))
    return out


def agrees(journey: Journey) -> bool:
    """Whether the one person whose way it is has said yes to the map as it is now. True where there is no such one."""
    if journey.teller_id is None:
        return True
    said_at = journey.teller_at
    return journey.teller_says == TellerSays.YES and said_at is not None and journey.changed_at <= said_at


def versions() -> QuerySet[JourneyVersion]:
    """Kept versions with their map and lab."""
    return JourneyVersion.objects.select_related("journey__lab", "journey__teller", "by")


def versions_of(journey: Journey) -> QuerySet[JourneyVersion]:
    """A map's kept versions, the latest first, without their content."""
    return versions().defer("content").filter(journey=journey).order_by("-number")


def latest_number(journey: Journey) -> int:
    """Number of the version that was kept last, 0 for none."""
    return (
        JourneyVersion.objects.filter(journey=journey).order_by("-number").values_list("number", flat=True).first() or 0
    )


def at_least(people: int) -> int:
    """The broad step that is told of so many people; 0 below the threshold."""
    return max((step for step in STEPS if step <= people), default=0)


# --- Inner parts ------------------------------------------------------------------------------


def _shown(
    journey: Journey, found: Document, every: dict[str, Any], tied: set[str], made_of: dict[str, str],
    quotes: dict[int, dict],
) -> Shown:  # fmt: skip
    notes = {pk: every[pk] for pk in notes_of(found) if pk in every}
    lost = {pk for pk, note in notes.items() if not note.may_be_used}
    keys = {pk: person_key(note.participation) for pk, note in notes.items() if note.may_be_used}
    numbers = {key: str(n) for n, key in enumerate(sorted(set(keys.values()) - {""}), start=1)}
    people, of_one = len(numbers), journey.teller_id is not None
    few = not of_one and people < DEFAULT_K
    counted = {} if few or of_one else {pk: numbers[key] for pk, key in keys.items() if key}
    own = _kept_words((every[pk] for pk in notes.keys() | tied if pk in every), journey)
    veiled = veiled_parts(found, unusable=lost, kept_words=own, of_one_person=of_one)
    taken = {part for part, pk in made_of.items() if pk in every and not every[pk].may_be_used}
    veiled |= taken | {gap.key for gap in found.gaps if gap.after in taken}
    words = {} if few else quotes.get(journey.pk, {})
    told = shown(found, quotes=words, people=counted, veiled=veiled, instead=_("Återtaget"))
    return Shown(
        told,
        _people_line(journey, people, bool(notes)),
        few,
        bool(lost),
        bool(notes),
        0 if of_one else at_least(people),
        veiled,
    )


def _tied(journeys: Iterable[int]) -> tuple[dict[int, set[str]], dict[int, dict[str, str]]]:
    """({journey: ids of every note that its map rests on or has rested on}, {journey: {key of a part: the note that it
    was made of}}): the note's words may stand there still, also where the voice has been taken out."""
    out: dict[int, set[str]] = defaultdict(set)
    made_of: dict[int, dict[str, str]] = defaultdict(dict)
    is_made = ExpressionWrapper(MADE_OF, BooleanField())
    rows = Voice.objects.filter(journey__in=list(journeys)).annotate(is_made=is_made)
    for pk, note, step, gap, made in rows.values_list("journey_id", "contribution_id", "step_id", "gap_id", "is_made"):
        out[pk].add(str(note))
        if made:
            made_of[pk][str(step or gap)] = str(note)
    return out, made_of


def _lost_parts(journey: Journey) -> set[str]:
    """Keys of the steps and gaps that rest on what may not be used any more."""
    rows = Voice.objects.filter(journey=journey, gone_at__isnull=True).exclude(USABLE)
    return {str(step or gap) for step, gap in rows.values_list("step_id", "gap_id")}


def _notes(ids: Iterable[str]) -> dict[str, Any]:
    """{id: note} with `may_be_used` today and whose it is."""
    usable = Q(may_be_used(), consent_analysis=True, withdrawn_at__isnull=True, hold=HoldReason.NONE)
    wanted = set(ids)
    if not wanted:
        return {}
    rows = Contribution.objects.filter(pk__in=wanted).select_related("participation")
    rows = rows.annotate(may_be_used=ExpressionWrapper(usable, BooleanField()))
    return {str(note.pk): note for note in rows}


def _kept_words(notes: Iterable[Any], journey: Journey) -> list[str]:
    """What those notes say whose words nobody outside the lab may read. The one person whose way it is has said yes to
    the map, words and all."""
    out = []
    for note in notes:
        agreed = journey.teller_id is not None or note.consent_quote or note.participation.voice == Speaker.GROUP
        if not (note.may_be_used and agreed):
            out.append(note.text)
    return out


def _quotes(journeys: Iterable[int]) -> dict[int, dict[tuple[str, str], str]]:
    """{journey: {(part, note id): words that anyone may read today}}."""
    rows = Voice.objects.filter(PUBLIC, journey__in=list(journeys), gone_at__isnull=True)
    out: dict[int, dict[tuple[str, str], str]] = {}
    for row in rows.select_related("contribution"):
        key = (str(row.step_id or row.gap_id), str(row.contribution_id))
        out.setdefault(row.journey_id, {})[key] = row.words or row.contribution.text
    return out


def _people(notes: Iterable[Any]) -> int:
    return len({person_key(note.participation) for note in notes if note.may_be_used} - {""})


def _people_line(journey: Journey, people: int, any_notes: bool) -> str:
    if journey.teller_says == TellerSays.YES:
        return _("En persons egen väg. Personen har själv läst kartan och sagt att den stämmer.")
    if journey.teller_id is not None:
        return _("En persons egen väg.")
    if n := at_least(people):
        return _("Bygger på berättelser från minst %(n)s personer.") % {"n": n}
    if people:
        return _("Bygger på berättelser från färre än %(k)s personer.") % {"k": DEFAULT_K}
    if any_notes:
        return _("Ingens berättelse räknas här: de som berättade talade som grupp, eller har tagit tillbaka sina ord.")
    return _("Ingen röst är kopplad till kartan. Den visar vad de som gjorde den vet och antar.")


def _of_the_teller(journey: Journey) -> list[str]:
    if journey.teller_id is None or agrees(journey):
        return []
    if journey.teller_says == TellerSays.YES:
        return [_("Kartan har ändrats sedan personen sa att den stämmer. Be personen läsa den igen på sin kvittosida.")]
    if journey.teller_says == TellerSays.NO:
        return [_("Personen vars väg det är har sagt att kartan inte får användas.")]
    if journey.teller_says == TellerSays.CHANGE:
        return [_("Personen har bett om en ändring. Gör den och be personen läsa kartan igen på sin kvittosida.")]
    return [_("Personen vars väg det är har inte läst kartan ännu. Det görs på kvittosidan, med personens kod.")]


def _of_part(journey: Journey, part: Step | Gap, lost: set[str], own: list[str]) -> list[str]:
    names, out = {"title": part.title}, []
    if journey.teller_id is not None and part.key in lost:
        out.append(
            _("”%(title)s” bygger på något som personen har tagit tillbaka. Ta bort det ur kartan, eller ta bort "
              "rösten.") % names
        )  # fmt: skip
    elif repeats(words_of(part), own):
        out.append(
            _("I ”%(title)s” står en persons egna ord, och personen har inte sagt ja till att citeras. Skriv om det "
              "med era ord.") % names
        )  # fmt: skip
    if isinstance(part, Gap) and part.days_measured is not None:
        if part.measured_n is None:
            out.append(_("I ”%(title)s” saknas hur många personer det uppmätta talet bygger på. Skriv det.") % names)
        elif part.measured_n < DEFAULT_K:
            out.append(
                _("I ”%(title)s” bygger det uppmätta talet på färre än %(k)s personer. Ta bort talet ur kartan.")
                % (names | {"k": DEFAULT_K})
            )
    return out
