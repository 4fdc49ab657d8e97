"""Whether words may name somebody: a help to whoever reads them before they are shown openly, never a verdict. Pure.

In Swedish a capital within a sentence is a name, of a person or of a place, and either can point at somebody. What
begins a sentence is not found, and neither is a name that somebody writes without a capital.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"[^\W\d_][\w’'-]*(?:[ \t]+[^\W\d_][\w’'-]*)*")
_BEGINS = re.compile(r"(?:^|[.!?:;…\n\r(\"”“»«–—•*-])[\s\"”“»«()–—•*-]*$")
NO_NAMES = frozenset(
    "Arbetsförmedlingen Europa Försäkringskassan Ivo Kriminalvården Norden Polisen Region Regionen Riksdagen Sip "
    "Skolverket Socialstyrelsen Socialtjänsten Sverige Vården".split()
)  # what many talk of and that is nobody's
MOST = 5


def perhaps_names(text: str) -> list[str]:
    """The words that may be names, once each, at most MOST, in the order they stand."""
    found: dict[str, None] = {}
    for run in _NAME.finditer(text):
        at, begins = run.start(), bool(_BEGINS.search(text[: run.start()]))
        named: list[str] = []
        for word in re.finditer(r"\S+", run[0]):
            is_name = _is_capital(word[0]) and word[0] not in NO_NAMES and not (begins and at + word.start() == at)
            if is_name:
                named.append(word[0])
            elif named:
                found[" ".join(named)] = None
                named = []
        if named:
            found[" ".join(named)] = None
    return list(found)[:MOST]


def _is_capital(word: str) -> bool:
    """Begins with a capital and goes on in small letters; SIP and IVO are no names of anybody."""
    return len(word) > 1 and word[0].isupper() and word[1].islower()
