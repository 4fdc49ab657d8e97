"""From what one person, or one table, said of a way to a map of it. Pure.

A card is one thing that happened, in the person's own words, with how it lies on the way. Nothing is added that nobody
said: without a word of what came between two things there is no gap between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journeys.analysis.document import Actor, Document, Gap, Phase, Step, Voice

TITLE = 120
"""Characters of a step's title."""
FEWEST_PHASES, MOST_PHASES = 3, 5
LONGEST = 36500
"""Days that a gap can last: a hundred years."""


def _without_stop(words: str) -> str:
    """A title has no full stop; "…" and "?" stay."""
    return words[:-1].rstrip() if words.endswith(".") and not words.endswith("..") and words != "." else words


@dataclass(frozen=True)
class Card:
    """note: id of the note that says it. phase: number, from 1. The rest as in `journeys.models.MapCard`."""

    note: str
    text: str
    phase: int = 1
    feeling: int | None = None
    word: str = ""
    moment: str = ""
    who: str = ""
    who_kind: str = ""
    gap_days: int | None = None
    gap_words: str = ""
    gap_kind: str = ""
    gap_carried: str = ""

    @property
    def says_gap(self) -> bool:
        """Whether anything was said of the time after."""
        return self.gap_days is not None or bool(self.gap_words or self.gap_kind or self.gap_carried)


def headline(text: str) -> str:
    """What a step is called: the first line of what was said, or its first sentence, or as many words as there is room
    for."""
    first = " ".join(text.strip().split("\n", 1)[0].split())
    if len(first) <= TITLE:
        return _without_stop(first)
    sentence = re.match(r".{1,119}?[.!?](?=\s)", first)
    if sentence:
        return _without_stop(sentence[0])
    return first[: TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def told(
    cards: Sequence[Card], names: Sequence[str], *, title: str, question: str, person: str, person_kind: str,
    gap_titles: Mapping[str, str],
) -> Document:  # fmt: skip
    """The map of these cards, which are in the order of the way. Keys are those of the notes.

    names: of the phases; a card beyond the last is in the last. gap_titles: {kind of gap: what such a gap is called}.
    A gap without a kind is a wait. It lies between two actors where both of the things around it say who was there.
    """
    actors = actors_of(cards, person)
    keys = {fold(actor.name): actor.key for actor in actors}
    steps: list[list[Step]] = [[] for _name in names]
    gaps = []
    for n, card in enumerate(cards, start=1):
        following = cards[n] if n < len(cards) else None
        theirs = (keys[fold(card.who)],) if card.who else ()
        there = tuple(dict.fromkeys((actors[0].key, *theirs)))
        steps[phase_at(card, names) - 1].append(
            Step(
                card.note, headline(card.text), there, feeling=card.feeling, word=card.word, grade="told",
                moment=card.moment, cells=cells_of(card), voices=(Voice(card.note),),
            )
        )  # fmt: skip
        if card.says_gap:
            between = between_whom(card, following, keys)
            gaps.append(
                Gap(
                    card.note, card.note, card.gap_kind or "wait", gap_titles[card.gap_kind or "wait"],
                    before=following.note if following else "", days_told=card.gap_days, told_words=card.gap_words,
                    from_actor=between[0], to_actor=between[1], carried_by=card.gap_carried, grade="told",
                    voices=(Voice(card.note),),
                )
            )  # fmt: skip
    phases = tuple(
        Phase(f"f{n}", name, tuple(inside)) for n, (name, inside) in enumerate(zip(names, steps, strict=True), start=1)
    )
    return Document(
        title, question, "told", person, person_kind=person_kind, actors=tuple(actors), phases=phases, gaps=tuple(gaps)
    )


def phase_at(card: Card, names: Sequence[str]) -> int:
    """Number of the phase where a card lies, of as many as there are."""
    return min(max(card.phase, 1), len(names))


def cells_of(card: Card) -> dict[str, str]:
    """What the person's own lane says: the whole, where the title could not hold it."""
    whole = card.text.strip()
    return {} if headline(whole) == _without_stop(whole) else {"person": whole}


def actors_of(cards: Sequence[Card], person: str) -> list[Actor]:
    """The person, then everybody who was there, each once however they were spelled. Of what kind is what the first
    card says that says it."""
    names, kinds = {fold(person): person}, {fold(person): "person"}
    for card in cards:
        if card.who:
            names.setdefault(fold(card.who), card.who)
            if card.who_kind:
                kinds.setdefault(fold(card.who), card.who_kind)
    return [
        Actor(f"a{n}", name, kinds.get(key, "other"), is_person=n == 1)
        for n, (key, name) in enumerate(names.items(), start=1)
    ]


def between_whom(card: Card, following: Card | None, keys: Mapping[str, str]) -> tuple[str, str]:
    """(from, to) of a gap, as keys out of {folded name: key}; blank where nobody has said who was there, or where it
    is the same."""
    one = keys.get(fold(card.who), "") if card.who else ""
    other = keys.get(fold(following.who), "") if following and following.who else ""
    return (one, "") if one == other else (one, other)


def fold(name: str) -> str:
    """How two spellings of an actor are the same one."""
    return " ".join(name.casefold().split()).rstrip(".")


# --- How long ---------------------------------------------------------------------------------

_NUMBERS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12, "ett halvt": 0.5, "en halv": 0.5, "halvt": 0.5, "halv": 0.5, "ett och ett halvt": 1.5,
    "en och en halv": 1.5, "två och ett halvt": 2.5, "två och en halv": 2.5,
}  # fmt: skip
_UNITS = {"tim": 1 / 24, "dag": 1, "dyg": 1, "vec": 7, "mån": 365 / 12, "år": 365, "hal": 365 / 2}
"""By the first three letters."""
_SAID = re.compile(
    r"(?:i |efter |ungefär |cirka |ca |drygt |knappt |nästan |över |minst |högst |bara )*"
    r"(?P<number>\d+(?:[.,]\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r") ?"
    r"(?P<unit>halvår|timm\w*|tim|dag\w*|dyg\w*|veck\w*|mån\w*|år)\b(?: ungefär| till| senare)?"
)  # fmt: skip


def days_in(words: str) -> int | None:
    """Days in what somebody said of how long it took: "tre veckor" is 21, "ett halvår" 183, "samma dag" 0; a month
    counts as 365/12 days. None for what is no one number: "några veckor", "2–3 veckor", "för länge". Half a day and
    more is a day."""
    said = " ".join(words.casefold().strip(" .!").split())
    if said in ("samma dag", "direkt", "genast", "0"):
        return 0
    if said in ("nästa dag", "dagen efter", "dagen därpå"):
        return 1
    found = _SAID.fullmatch(said)
    if found is None:
        return None
    number = found["number"]
    many = _NUMBERS[number] if number in _NUMBERS else float(number.replace(",", "."))
    days = int(many * _UNITS[found["unit"][:3]] + 0.5)
    return days if days <= LONGEST else None


def is_less_than_nothing(words: str) -> bool:
    """Whether somebody wrote a time below zero: "-3 dagar"."""
    return re.match(r"\s*(?:[-−–]|minus)\s*\d", words.casefold()) is not None
