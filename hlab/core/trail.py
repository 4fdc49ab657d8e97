"""What has happened, in plain Swedish. Rooms add the words for their own acts, and what their things are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hlab.core.models import AuditEvent

Words = str | Promise
_ACTS: dict[str, Words] = {}
_FACTS: dict[str, dict[str, Words]] = {}
_TITLES: dict[str, tuple[type[Model], str]] = {}
_CLOSER: dict[str, str] = {}
_APART: list[Callable[[object], bool]] = []


def register(acts: Mapping[str, Words]) -> None:
    """{act: sentence}. A sentence may name facts of the event: "%(minutes)s"."""
    _ACTS.update(acts)


def register_fact(name: str, words: Mapping[str, Words]) -> None:
    """What the values of a fact are called: register_fact("role", {"lead": "Labbansvarig"})."""
    _FACTS.setdefault(name, {}).update(words)


def register_titles(fields: Mapping[type[Model], str], facts: Mapping[str, type[Model]] | None = None) -> None:
    """{model: path to a text} of what events are about: {Exercise: "title", Contribution: "exercise__title"}.

    A path to a title that the lab's own people have written, never to what a participant has said. facts: facts
    that point closer than the event's subject: {"step": Exercise} where a session is the subject.
    """
    _TITLES.update({str(model._meta.model_name): (model, path) for model, path in fields.items()})
    _CLOSER.update({fact: str(model._meta.model_name) for fact, model in (facts or {}).items()})


def register_apart(test: Callable[[object], bool]) -> None:
    """test(subject) is true for what is only tried out: acts on it are kept, but are no part of a lab's history."""
    if test not in _APART:
        _APART.append(test)


def is_apart(subject) -> bool:
    """Whether what was acted on is only tried out."""
    return any(test(subject) for test in _APART)


def sentence(act: str, facts: Mapping) -> str:
    """One act in words. An act nobody has words for is shown by its code rather than left out."""
    if act not in _ACTS:
        return _("Annan händelse (%(act)s)") % {"act": act}
    told = {name: _FACTS.get(name, {}).get(str(value), value) for name, value in facts.items()}
    try:
        return str(_ACTS[act]) % told
    except (KeyError, TypeError, ValueError):
        return str(_ACTS[act])


def about(event: AuditEvent) -> str:
    """What an event is about, as a reference: its subject, or what a fact points at within that."""
    return next(
        (f"{_CLOSER[fact]}:{key}" for fact, key in event.facts.items() if key and fact in _CLOSER), event.subject
    )


def titles(references: Iterable[str]) -> dict[str, str]:
    """{"workshop:3": its title} of those that are still there. One query however many kinds there are."""
    keys: dict[str, set[str]] = {}
    for reference in references:
        kind, _colon, key = reference.partition(":")
        if kind in _TITLES:
            keys.setdefault(kind, set()).add(key)
    parts = []
    for kind, wanted in keys.items():
        model, path = _TITLES[kind]
        row = (Value(kind, CharField()), Cast("pk", CharField()), Cast(F(path), CharField()))
        parts.append(model._default_manager.filter(pk__in=wanted).order_by().values_list(*row))
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    found = {f"{kind}:{_bare(key)}": told for kind, key, told in rows}
    wanted_ones = [f"{kind}:{key}" for kind, wanted in keys.items() for key in wanted]
    return {one: found[_bare(one)] for one in wanted_ones if _bare(one) in found}


def _bare(key: str) -> str:
    """SQLite keeps a UUID without its dashes."""
    return key.replace("-", "")
