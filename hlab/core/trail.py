"""What has happened, in plain Swedish. Rooms add the words for their own acts, and what their things are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
_ACTS: dict[str, Words] = {}
_FACTS: dict[str, dict[str, Words]] = {}
_TITLES: dict[str, tuple[type[Model], str]] = {}


def register(acts: Mapping[str, Words]) -> None:
    """{act: sentence}. A sentence may name facts of the event: "%(minutes)s"."""
    _ACTS.update(acts)


def register_fact(name: str, words: Mapping[str, Words]) -> None:
    """What the values of a fact are called: register_fact("role", {"lead": "Labbansvarig"})."""
    _FACTS.setdefault(name, {}).update(words)


def register_titles(fields: Mapping[type[Model], str]) -> None:
    """{model: path to a text} of what events are about: {Exercise: "title", Contribution: "exercise__title"}.

    A path to a title that the lab's own people have written, never to what a participant has said.
    """
    _TITLES.update({str(model._meta.model_name): (model, path) for model, path in fields.items()})


def sentence(act: str, facts: Mapping) -> str:
    """One act in words. An act nobody has words for is shown by its code rather than left out."""
    if act not in _ACTS:
        return _("Annan händelse (%(act)s)") % {"act": act}
    told = {name: _FACTS.get(name, {}).get(str(value), value) for name, value in facts.items()}
    try:
        return str(_ACTS[act]) % told
    except (KeyError, TypeError, ValueError):
        return str(_ACTS[act])


def titles(subjects: Iterable[str]) -> dict[str, str]:
    """{"workshop:3": its title} of the subjects that are still there. One query however many kinds there are."""
    keys: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _colon, key = subject.partition(":")
        if kind in _TITLES:
            keys.setdefault(kind, set()).add(key)
    parts = []
    for kind, wanted in keys.items():
        model, path = _TITLES[kind]
        row = {"kind": Value(kind, CharField()), "key": Cast("pk", CharField()), "told": Cast(F(path), CharField())}
        parts.append(model._default_manager.filter(pk__in=wanted).order_by().values_list(*row.values()))
    if not parts:
        return {}
    found = {f"{kind}:{_bare(key)}": told for kind, key, told in parts[0].union(*parts[1:], all=True)}
    return {f"{kind}:{key}": found[f"{kind}:{_bare(key)}"] for kind, wanted in keys.items() for key in wanted
            if f"{kind}:{_bare(key)}" in found}  # fmt: skip


def _bare(key: str) -> str:
    """SQLite keeps a UUID without its dashes."""
    return key.replace("-", "")
