"""What is ours and what is CJML's (Customer Journey Modelling Language 2.0, SINTEF), for writer and reader alike. Pure.

The mapping, and what is lost on the way, follow methods 6.8 of the house. Tools in use differ from the schema and from
each other: an actor is named by `actorID`, `actorIDref` or `id`, phases by `phaseID` or `phaseIDref`, times stand
inside `timestamps` or beside it, and elements come in any order.
"""

from __future__ import annotations

import re
from datetime import date

from hlab.core.text import fold

VERSION = "2.0"
JOURNEYS = {"plannedjourney": "planned", "actualjourney": "told"}
POINTS = {
    "plannedcommunicationpoint": True, "actualcommunicationpoint": True, "plannedaction": False, "actualaction": False,
}  # fmt: skip
"""{element, folded: whether it is between two actors}."""

LANE_WORDS = {
    "person": "Personen", "life": "Livet runt omkring", "front": "På scenen", "back": "Bakom scenen", "support": "Stöd",
    "worked": "Det som bar", "barrier": "Det som stod i vägen", "idea": "Idéer",
}  # fmt: skip
"""How a lane begins in a comment, which is where CJML has room for it; read back by the same words."""

CHANNELS = {
    "meeting": "faceToFace", "home": "homeVisit", "phone": "phone", "video": "video", "digital": "internetViaPC",
    "letter": "letter",
}  # fmt: skip
_CHANNEL_WORDS = {
    "meeting": "facetoface face2face meeting mote motepaplats servicedesk shopcounter counter inperson visit besok",
    "home": "homevisit hembesok home",
    "phone": "phone telephone telefon phonecall call samtal mobile",
    "video": "video videocall videomeeting videomote videosamtal",
    "digital": "sms email epost mail chat chatt message meddelande internet internetglobe internetviapc web webapp "
    "internetviasmartphone internetviatablet apponpc apponsmartphone appontablet app webpage website webb portal "
    "socialmediamessage socialmediainteraction socialmedia selfservicemachine hospitalcomputersystem online digital",
    "letter": "letter letterpaper brev post fax parcel invoice faktura",
    "none": "none ingen ingenkontakt",
}
_BY_WORD = {word: channel for channel, words in _CHANNEL_WORDS.items() for word in words.split()}
UNKNOWN_CHANNELS = frozenset({"", "unknown", "unknownchannel", "okand", "other", "undefined", "null", "nan"})

_PROVIDER_WORDS = {
    "municipality": "municipality kommun kommunen kommunal socialservice socialservices socialtjanst hemtjanst",
    "region": "region regionen regional hospital sjukhus healthcare primarycare vardcentral landsting gp clinic",
    "state": "state stat staten statlig government agency myndighet forsakringskassan arbetsformedlingen public",
    "civil_society": "civilsociety civilsamhalle ngo nonprofit association forening",
    "private": "private privat company business foretag commercial",
    "person": "person enduser relative narstaende family familj",
    "other": "other annan",
}
_BY_PROVIDER = {word: kind for kind, words in _PROVIDER_WORDS.items() for word in words.split()}

_RATING_WORDS = {
    -2: "verynegative verybad veryunhappy mycketnegativ mycketdalig mycketmissnojd myckettungt",
    -1: "negative bad unhappy negativ dalig missnojd tungt",
    0: "neutral ok neither mixed varkeneller",
    1: "positive good happy positiv bra nojd",
    2: "verypositive verygood veryhappy mycketpositiv mycketbra mycketnojd",
}
BY_RATING = {word: value for value, words in _RATING_WORDS.items() for word in words.split()}

COMPLIANCE = {"completed": "", "adhoc": "adhoc", "missing": "missing", "failing": "failing", "failed": "failing"}
SAID_OF = {
    "missing": "Skulle ha hänt enligt planen, men uteblev.",
    "failing": "Gick inte som det var planerat.",
    "adhoc": "Var inte planerat.",
}
"""What a step says of itself where CJML has a status of its own."""


def channel_of(name: str) -> str | None:
    """Our channel for a name in the wild: blank for one that says it is unknown, None for one we do not know."""
    word = fold(name)
    return "" if word in UNKNOWN_CHANNELS else _BY_WORD.get(word)


def provider_of(name: str) -> str | None:
    """Our kind of actor for a type of provider, or None."""
    word = fold(name)
    return _BY_PROVIDER.get(word) or next(
        (kind for part, kind in _BY_PROVIDER.items() if len(part) > 5 and part in word), None
    )  # fmt: skip


_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_DOTS = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,].*)?")


def day_of(said: str) -> date | None:
    """The day of a time stamp: ISO, or day.month.year as in the Nordic countries. None for what could be two days."""
    try:
        if match := _ISO.fullmatch(said):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DOTS.fullmatch(said):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        pass
    return None


def lanes_in(comment: str) -> tuple[dict[str, str], str]:
    """({lane: words}, what is left) of a comment, by the words that our own lanes begin with."""
    by_word = {word: lane for lane, word in LANE_WORDS.items()}
    found: dict[str, str] = {}
    left: list[str] = []
    now = ""
    for line in comment.split("\n"):
        head, colon, rest = line.partition(": ")
        if colon and head.strip() in by_word and by_word[head.strip()] not in found:
            now = by_word[head.strip()]
            found[now] = rest
        elif now and line.startswith("  "):
            found[now] += "\n" + line[2:]
        else:
            now = ""
            left.append(line.strip())
    return {lane: text.strip() for lane, text in found.items() if text.strip()}, "\n".join(left).strip()


def lane_lines(cells: dict[str, str]) -> list[str]:
    """The lanes as lines of a comment, the opposite of `lanes_in`."""
    return [f"{LANE_WORDS[lane]}: {text.replace(chr(10), chr(10) + '  ')}" for lane, text in cells.items()]
