"""Swedish words brought to a common form: for search, and for what notes have in common. Pure functions, no Django.

The stemmer is the Snowball algorithm for Swedish (M. Porter, snowballstem.org/algorithms/swedish); after it
å, ä and ö lose their marks, so that "malbilder" finds "målbilden".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

MAX_LETTERS = 40

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


def words(text: str) -> Iterator[tuple[str, str]]:
    """(stem without marks, the word as it stands in lower case) of every word that carries meaning, in order."""
    for found in _WORD.finditer(unicodedata.normalize("NFC", text)):
        word = found.group().casefold()
        if word not in _STOP:
            yield _plain(stem(word[:MAX_LETTERS])), word


def stems(text: str) -> list[str]:
    """Every word that carries meaning, stemmed and without marks, in order, repeats kept."""
    return [root for root, _word in words(text)]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def holds(text: str, wanted: Collection[str], *, every: bool = True) -> bool:
    """Whether words of a text begin with these stems: each of them, or with every=False some of them."""
    here, fits = list(stems(text)), all if every else any
    return fits(any(word.startswith(one) for word in here) for one in wanted)
