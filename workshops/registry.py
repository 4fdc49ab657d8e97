"""The kinds of steps a session can have. The room that owns a kind's substance registers it in `ready()`;
`workshops` carries the shell: pace, presence, reveal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hlab.core.errors import RuleBroken


@dataclass(frozen=True)
class Phase:
    """One point on the way through a step, as the console and the big screen show it."""

    key: str
    label: Any


@dataclass(frozen=True)
class StepWords:
    """What the facilitator's page calls the acts of a kind, and how it says where the step stands.

    open, closed, shown: one sentence each, blank where there is nothing to say.
    """

    close: Any
    close_question: Any
    reopen: Any
    closed_now: Any
    reopened_now: Any
    open: Any = ""
    closed: Any = ""
    shown: Any = ""


@dataclass(frozen=True)
class ExerciseKind:
    """What a kind must say about itself.

    key: stored on the step. label, explain: for the programme editor. templates: folder with
    `participant.html`, `console.html` and `stage.html`. works_on: kinds whose material it needs ("" for none).
    shows_by_reveal: others' answers are hidden until the facilitator reveals them.
    words: what the acts on the facilitator's page are called for this kind.
    participant(exercise, participation, data, error), console(exercise, everything), stage(exercise): context for
    each template. everything: the viewer may read what has not been shown. The participant's says `answered`.
    acts: {name: function(*, exercise, participation, data, by, at)}: what participants can send in.
    host_acts: the same for those who lead, without participation.
    clean_settings: settings as stored, or RuleBroken.
    """

    key: str
    label: Any
    explain: Any
    templates: str
    phases: tuple[Phase, ...]
    words: StepWords
    participant: Callable[..., dict]
    console: Callable[..., dict]
    stage: Callable[..., dict]
    works_on: tuple[str, ...] = ()
    shows_by_reveal: bool = True
    acts: dict[str, Callable] = field(default_factory=dict)
    host_acts: dict[str, Callable] = field(default_factory=dict)
    clean_settings: Callable[[dict], dict] = lambda settings: {}


_kinds: dict[str, ExerciseKind] = {}


def register(kind: ExerciseKind) -> None:
    """Add a kind. The same key from two rooms is a mistake."""
    if kind.key in _kinds and _kinds[kind.key] is not kind:
        raise ValueError(f"exercise kind {kind.key} is registered twice")
    _kinds[kind.key] = kind


def get(key: str) -> ExerciseKind:
    """The kind with this key, or RuleBroken when no room has registered it."""
    try:
        return _kinds[key]
    except KeyError:
        raise RuleBroken(f"Okänt slags steg: {key}", field="kind", status=400) from None


def every() -> list[ExerciseKind]:
    """All kinds, in the order they were registered."""
    return list(_kinds.values())
