"""A journey as a Mermaid `journey` diagram, for those who write in Markdown. Pure, and one way only.

Kept: phases as sections, steps and gaps as tasks with who is there, and how it felt as a score (feeling + 3, so 1–5).
Everything else is left out. Mermaid has no score for not knowing: such a task gets 3, and a comment says how many.
"""

from __future__ import annotations

import re

from journeys.analysis.document import Document, Gap, Step, numbered
from journeys.analysis.timeline import days_of

_OWN = re.compile(r"^(title|section|acctitle|accdescr|journey)\b", re.IGNORECASE)
MIDDLE = 3


def write(document: Document) -> str:
    """The text of the diagram."""
    document = numbered(document)
    actors = {actor.key: actor.name for actor in document.actors}
    parts = list(document.parts())
    unknown = sum(part.feeling is None for _phase, part in parts)
    lines = ["journey", f"  title {words(document.title)}", f"  accTitle: {words(document.title)}",
             f"  accDescr: {words(document.question)}"]  # fmt: skip
    if unknown:
        lines.insert(1, f"  %% {unknown} av {len(parts)} saknar känsla och visas som {MIDDLE}")
    told = {phase.key: [part for owner, part in parts if owner.key == phase.key] for phase in document.phases}
    for phase in document.phases:
        lines.append(f"  section {words(phase.title)}")
        lines += [f"    {_task(part, actors)}" for part in told[phase.key]]
    return "\n".join(lines) + "\n"


def _task(part: Step | Gap, actors: dict[str, str]) -> str:
    if isinstance(part, Gap):
        who = [part.from_actor, part.to_actor]
        title = f"Mellanrum – {words(part.title)}{_days(part)}"
    else:
        who, title = list(part.actors), words(part.title)
        title = f"– {title}" if _OWN.match(title) else title
    names = ", ".join(words(actors[key]).replace(",", " /") for key in dict.fromkeys(who) if key in actors)
    score = MIDDLE if part.feeling is None else part.feeling + MIDDLE
    return f"{title}: {score}: {names}" if names else f"{title}: {score}"


def _days(gap: Gap) -> str:
    """The days that are best known, and how: measured, told, planned, in that order. The text is to be put where many
    read it, so a median of few persons is not in it."""
    planned, told, measured = days_of(gap)
    for number, how in ((measured, "uppmätt"), (told, "berättat"), (planned, "planerat")):
        if number.days is not None:
            return f" ({number.days} {'dag' if number.days == 1 else 'dagar'}, {how})"
    return f" ({words(gap.told_words)})" if gap.told_words else ""


def words(text: str) -> str:
    """Text on one line, without the signs that mean something to Mermaid: colon, semicolon, number sign, double per
    cent, and braces, which begin a description of several lines."""
    text = " ".join(text.split())
    text = re.sub(r"\s*:\s*", " – ", text).replace(";", ",").replace("#", "nr ").replace("%%", "%")
    return text.replace("{", "(").replace("}", ")").strip() or "–"
