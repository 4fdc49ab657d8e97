"""The kinds of steps a session can have. The room that owns a kind's substance registers it in `ready()`;
`workshops` carries the shell: pace, presence, reveal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken


@dataclass(frozen=True)
class Phase:
    """One point on the way through a step, as the console and the big screen show it."""

    key: str
    label: Any


UNDO_READY = gettext_lazy("Du kan ångra dig.")


@dataclass(frozen=True)
class StepWords:
    """What the facilitator's page calls the acts of a kind, and how it says where the step stands.

    open, closed, shown: one sentence each, blank where there is nothing to say. undo_ready: what somebody who is not
    done yet is told beside "Jag är klar".
    """

    close: Any
    close_question: Any
    reopen: Any
    closed_now: Any
    reopened_now: Any
    open: Any = ""
    closed: Any = ""
    shown: Any = ""
    undo_ready: Any = UNDO_READY


def _result_question(shown: int) -> str:
    return _("Visa resultatet för alla?")


def _has_been_shown(step) -> bool:
    return step.revealed_at is not None


def _any(settings: dict, source) -> None:
    """Settings and source go together, whatever they are."""


def _nothing_kept(*, exercise) -> None:
    """The kind keeps nothing of its own beside the step."""


def _no_card(*, notes, at) -> None:
    """A note of this kind is its words and nothing more."""


def _no_fields(exercise) -> dict[str, forms.Field]:
    return {}


def _nothing_to_fill(*, note, data, by, at) -> None:
    """There are no more fields than the words."""


def _nothing_done(*, exercise, at) -> None:
    """The kind has nothing to do when a step opens, closes or is shown."""


def _no_choices(workshop) -> dict:
    """No field of the settings depends on the session."""
    return {}


ONE_SHEET = gettext_lazy(
    "En blankett i taget. Det personen inte har svarat på lämnar du tomt. Skriver du in samma nummer igen gäller det "
    "nya."
)


@dataclass(frozen=True)
class OnPaper:
    """How a kind is answered on paper, on the phone or in an interview, where a note alone is not the answer.

    printed(exercise): context for the kind's `paper.html`, which is part of a printed form.
    form(exercise, data, **kwargs): the fields of one answer, for whoever writes in for somebody else.
    keep(*, exercise, participation, data, client_key, confirmed, language, channel, by, at): keep what the form says as
    the answer of that person; also after the step has closed. Returns what to tell whoever wrote it in.
    explain: how it is done, for the page where it is written in.
    """

    printed: Callable[[Any], dict]
    form: Callable[..., forms.Form]
    keep: Callable[..., str]
    explain: Any = ONE_SHEET


@dataclass(frozen=True)
class ExerciseKind:
    """What a kind must say about itself.

    key: stored on the step. label, explain: for the programme editor. templates: folder with `participant.html`,
    `console.html`, `stage.html` and `earlier.html` (what a participant reads of it afterwards).
    works_on: kinds whose material it needs ("" for none); source_optional: it can do without.
    suggests: what the form for a new step starts with ({"title", "prompt", "minutes"}).
    shows_by_reveal: others' answers are hidden until the facilitator reveals them.
    takes_ready: people say "Jag är klar". collects_notes: people leave own words here, which the list of notes can
    be narrowed to. takes_paper: notes from a file can be read in. on_paper: a form of its own on paper.
    may_be_anonymous: what people leave can be kept without any way to whom it was.
    words: what the acts on the facilitator's page are called for this kind.
    participant(exercise, participation, data, error), console(exercise, everything), stage(exercise): context for
    each template. everything: the viewer may read what has not been shown. The participant's says `answered`.
    earlier(exercise): context for `earlier.html`, when it is not the big screen's.
    acts: {name: function(*, exercise, participation, data, counted, by, at)}: what participants can send in.
    counted: whether the answer is part of a result (`workshops.rules.counts`).
    host_acts: {name: function(*, exercise, data, by, at)}: the same for those who lead, without participation.
    settings_form: the kind's own fields in the form of a step. clean_settings: settings as stored, or RuleBroken;
    {} gives what is usual. fits(settings, source): RuleBroken when the two do not go together.
    choices(workshop): {settings field: [(value, label)]} where what can be chosen is the lab's. fits_in(settings,
    workshop, step): RuleBroken when the settings point at something that cannot be in this session; step: the step they
    are of, None for a new one.
    reveal_question(shown): what is asked before showing; shown: notes that will be seen.
    may_be_read(step): whether the room may read what came of it.
    tools: ((address name that takes session and step, label), …) beside the step in the programme.
    desk_tools: the same for a site, for those who write in: (address name that takes the site, label).
    is_private: what people leave is never shown to the room.
    people_elsewhere: why a session that has nothing else tells of no people: they are counted, with small groups
    hidden, somewhere else, and a second count of the same people could be laid beside that one. Blank: they are not.
    told(workshop, paces): {(step, site): `workshops.results.Result`} for the report, of the kind's steps that are shown
    and closed (`paces`).
    begin(exercise, at): the step has opened at a site; the kind puts in place what people answer to.
    settle(exercise, at): the step has closed, or is shown, at a site; the kind works out what there is to show.
    forget(exercise): remove what the kind keeps of its own, before a step that has not begun is removed, and before a
    rehearsal is thrown away.

    A kind whose notes are cards with more on them than words says so with these:
    kept(notes, at): notes have been left, or have other words now; in the same transaction, however they came in.
    card_fields(exercise): the fields beside the words, where somebody writes for a table. fill(note, data, by, at):
    keep what such a form sent. card_page: the address name, with a note, where a card is filled in later.
    card_words(workshop): {note id: what the card says, in words} for the report.
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
    source_optional: bool = False
    suggests: dict = field(default_factory=dict)
    shows_by_reveal: bool = True
    takes_ready: bool = True
    collects_notes: bool = False
    takes_paper: bool = False
    may_be_anonymous: bool = True
    earlier: Callable[..., dict] | None = None
    acts: dict[str, Callable] = field(default_factory=dict)
    host_acts: dict[str, Callable] = field(default_factory=dict)
    settings_form: type[forms.Form] = forms.Form
    clean_settings: Callable[[dict], dict] = lambda settings: {}
    fits: Callable[[dict, Any], None] = _any
    choices: Callable[[Any], dict] = _no_choices
    fits_in: Callable[..., None] = lambda settings, workshop, step: None
    on_paper: OnPaper | None = None
    told: Callable[..., dict] | None = None
    reveal_question: Callable[[int], str] = _result_question
    may_be_read: Callable[[Any], bool] = _has_been_shown
    tools: tuple[tuple[str, Any], ...] = ()
    desk_tools: tuple[tuple[str, Any], ...] = ()
    is_private: bool = False
    people_elsewhere: Any = ""
    begin: Callable[..., None] = _nothing_done
    settle: Callable[..., None] = _nothing_done
    forget: Callable[..., None] = _nothing_kept
    kept: Callable[..., None] = _no_card
    card_fields: Callable[[Any], dict[str, forms.Field]] = _no_fields
    fill: Callable[..., None] = _nothing_to_fill
    card_page: str = ""
    card_words: Callable[[Any], dict] = _no_choices


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
    """All kinds: our own in the order of a day, then those of the rooms that come after, in the order they came."""
    return sorted(_kinds.values(), key=lambda kind: not kind.templates.startswith("workshops/"))


def keys_where(**wanted) -> list[str]:
    """Keys of the kinds with these values: `keys_where(takes_paper=True)`."""
    return [kind.key for kind in every() if all(getattr(kind, name) == value for name, value in wanted.items())]
