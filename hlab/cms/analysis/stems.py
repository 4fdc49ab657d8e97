"""Swedish words brought to a common form, so that SQLite and PostgreSQL find the same pages. Pure functions.

The stemmer is the Snowball algorithm for Swedish (M. Porter, snowballstem.org/algorithms/swedish); after it
å, ä and ö lose their marks, so that "malbilder" finds "målbilden".
"""

from __future__ import annotations

import re
import unicodedata

MAX_TERMS = 12
MAX_LETTERS = 40
BEGINNING = 4  # letters from which the beginning of a word finds the word
LONGEST_BEGINNING = 20

_WORD = re.compile(r"[^\W_]+")
_VOWELS = "aeiouyäåö"
_STEP_1 = sorted(
    "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as arnas ernas "
    "ornas es ades andes ens arens hetens erns at andet het ast".split(),
    key=len,
    reverse=True,
)
_S_AFTER = frozenset("bcdfghjklmnoprtvy")
_STEP_2 = ("dd", "gd", "nn", "dt", "gt", "kt", "tt")
_STEP_3 = (("fullt", "full"), ("löst", "lös"), ("els", ""), ("lig", ""), ("ig", ""))
_STOP = frozenset(
    "och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då "
    "sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad "
    "över än dig kan sina här ha mot alla under någon eller allt mycket sedan ju denna själv detta åt utan varit hur "
    "ingen mitt ni bli blev oss din dessa några deras blir mina samma vilken er sådan vår blivit dess inom mellan "
    "sådant varför varje vilka ditt vem vilket sitta sådana vart dina vars vårt våra ert era vilkas".split()
)


def stem(word: str) -> str:
    """The stem of one Swedish word in lower case."""
    region = _region(word)
    for suffix in _STEP_1:
        if region.endswith(suffix):
            word = word[: -len(suffix)]
            break
    else:
        if region.endswith("s") and len(word) > 1 and word[-2] in _S_AFTER:
            word = word[:-1]
    if _region(word).endswith(_STEP_2):
        word = word[:-1]
    region = _region(word)
    for suffix, instead in _STEP_3:
        if region.endswith(suffix):
            return word[: -len(suffix)] + instead
    return word


def _region(word: str) -> str:
    """R1: what follows the first consonant after a vowel, at least three letters into the word."""
    for at in range(1, len(word)):
        if word[at] not in _VOWELS and word[at - 1] in _VOWELS:
            return word[max(at + 1, 3) :]
    return ""


def stems(text: str) -> list[str]:
    """Every word that carries meaning, stemmed and without marks, in order, repeats kept."""
    words = (found.group().casefold() for found in _WORD.finditer(unicodedata.normalize("NFC", text)))
    return [_plain(stem(word[:MAX_LETTERS])) for word in words if word not in _STOP]


def indexed(text: str) -> list[str]:
    """What a page is found by: its stems, and once each what they begin with, so that "kvitto" finds "kvittokod".

    Beginnings lie in the index and not in the query, because SQLite and PostgreSQL then look for the same thing.
    """
    found = stems(text)
    begun = {word[:end] for word in found for end in range(BEGINNING, min(len(word), LONGEST_BEGINNING + 1))}
    return found + sorted(begun - set(found))


def terms(query: str) -> list[str]:
    """What to look for: the stems of a query, each once, at most MAX_TERMS. Empty when nothing is left."""
    return list(dict.fromkeys(stems(query[:500])))[:MAX_TERMS]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))
