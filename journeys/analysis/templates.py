"""What a new map starts with: the phases, the first steps and the actors of a template, as a document. Pure.

The words are content in the language of the map, written to be changed by whoever makes it. Three and four phases after
S18 (3–5 phases); scene, behind the scene and support after Bitner, Ostrom & Morgan 2008.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from journeys.analysis.document import Actor, Document, Phase, Step

TITLE, CELL = 120, 600
"""How many characters the title of a step and the words of a lane can have."""
PERSON = "a1"
PHASES: dict[str, tuple[str, ...]] = {
    "empty": (),
    "before_after": ("Före", "Under", "Efter"),
    "service": ("Upptäcka", "Söka", "Få", "Leva vidare"),
    "blueprint": ("Innan mötet", "Mötet", "Efter mötet"),
    "goal": ("Så skulle det kunna bli",),
}
FIRST_STEPS: dict[str, tuple[tuple[str, str], ...]] = {
    "blueprint": (
        ("Tar kontakt", "Innan mötet"),
        ("Möts", "Mötet"),
        ("Vet vad som händer sedan", "Efter mötet"),
    ),
}  # fmt: skip
"""Of a template: (step, its phase). Only where there is something to draw lanes under from the start."""


@dataclass(frozen=True)
class GoalWords:
    """A målbild as the words of its version, with its sentences in order. Never anybody else's words for it."""

    title: str
    sentences: Sequence[str] = ()


def begin(template: str, facts: Document, goal: GoalWords | None = None) -> Document:
    """The document that a new map is made of: the facts as given, and what the template adds.

    template: code of `journeys.enums.Template`. goal: needed by "goal" alone; each of its sentences becomes a step of
    how it could be. Raises KeyError for a template that there is none of, ValueError for "goal" without a målbild.
    """
    phases = PHASES[template]
    actors = (Actor(PERSON, facts.person, "person", is_person=True),)
    if template == "goal":
        if goal is None:
            raise ValueError("the template needs a målbild")
        return replace(facts, kind="to_be", actors=actors, phases=(Phase("f1", phases[0], _of_goal(goal)),))
    first = FIRST_STEPS.get(template, ())
    numbered = [(f"s{n}", title, phase) for n, (title, phase) in enumerate(first, start=1)]
    return replace(
        facts,
        actors=actors,
        phases=tuple(
            Phase(f"f{n}", name, tuple(Step(key, title, (PERSON,)) for key, title, where in numbered if where == name))
            for n, name in enumerate(phases, start=1)
        ),
    )


def _of_goal(goal: GoalWords) -> tuple[Step, ...]:
    """A step for each sentence, with the whole sentence as what the person meets; one for the title where a målbild
    has no sentences of its own."""
    words = [" ".join(sentence.split()) for sentence in goal.sentences] or [goal.title]
    return tuple(
        Step(f"s{n}", shortened(text, TITLE), (PERSON,), cells={"person": text[:CELL]})
        for n, text in enumerate((text for text in words if text), start=1)
    )


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words and marked with "…" where something is left out."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(",;:– ") + "…"
