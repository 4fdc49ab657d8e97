"""What of a journey's map may be written into a proposal: words that anyone may read and that no single person said."""

from __future__ import annotations

from dataclasses import dataclass

from journeys.analysis.document import Document
from journeys.analysis.shown import repeats, words_of
from journeys.models import Journey, Voice
from journeys.queries.document import document
from journeys.queries.shown import shown_as
from workshops.enums import Speaker


@dataclass(frozen=True)
class OpenWords:
    """The map as anyone would read it. veiled: keys of the parts whose words are somebody's own, agreed to or not, or
    have been taken back."""

    document: Document
    veiled: frozenset[str]


def open_words(journey: Journey) -> OpenWords:
    """The map as it is now. What a person agreed to be quoted with, they agreed to there; a proposal is another place.
    Thirteen queries however large."""
    found = document(journey)
    told = shown_as([(journey, found)])[journey.pk]
    spoken = Voice.objects.filter(journey=journey, contribution__participation__voice=Speaker.PERSON)
    words = list(spoken.values_list("contribution__text", flat=True))
    own = {part.key for part in told.document.everything if repeats(words_of(part), words)}
    return OpenWords(told.document, told.veiled | own)
