"""What a part of a map may say, and how several hands write on one row: shared by the acts on phases, steps, gaps and
actors."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import CharField, ForeignKey, Model, TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from journeys.actions.editing import NAMES, Change, already, gone_words
from journeys.enums import PLANS
from journeys.models import Journey

MOST_DAYS = 36_500
"""A hundred years: what is more is a slip of the hand."""
NEEDED = {
    "title": gettext_lazy("Skriv vad det heter."),
    "name": gettext_lazy("Skriv vem det är."),
    "question": gettext_lazy("Skriv vad kartan ska svara på."),
    "person": gettext_lazy("Skriv vad personen kallas."),
}
CALLED = {
    **PLANS,
    "after": gettext_lazy("efter vilket steg"),
    "before": gettext_lazy("vad kom till sist"),
    "from_actor": gettext_lazy("från vem"),
    "to_actor": gettext_lazy("till vem"),
    "moment": gettext_lazy("ytterpunkt"),
    "as_is": gettext_lazy("svarar på kartan"),
    "owner": gettext_lazy("vem håller den levande"),
    "organisation": gettext_lazy("huvudman"),
}
"""What fields are called that have no name of their own."""
MOMENTS = {"best": gettext_lazy("Den bästa stunden"), "worst": gettext_lazy("Den tyngsta stunden")}
T = TypeVar("T", bound=Model)


def checked(model: type[Model], journey: Journey | None, fields: Mapping[str, Any], before: Any = None) -> dict:
    """The fields as they are kept: words without outer blanks, codes that exist, whole days, parts of this map.

    before: the row as it is; words that stand unchanged are not judged again. Raises RuleBroken that names the field.
    """
    out: dict[str, Any] = {}
    for name, value in fields.items():
        field: Any = model._meta.get_field(name)
        if name == "moment" and value not in ("", "best", "worst"):
            raise RuleBroken(_("Välj ett av alternativen."), field=name)
        if isinstance(field, ForeignKey):
            out[name] = _part(name, journey, value)
        elif field.choices:
            out[name] = _code(name, field, value)
        elif isinstance(field, (CharField, TextField)):
            out[name] = _words(name, field, value, getattr(before, name, None))
        elif field.get_internal_type().startswith("Positive"):
            out[name] = _number(name, value)
        else:
            out[name] = value
    return out


def put(
    change: Change, row: Any, fields: Mapping[str, Any], *, row_version: int | None,
    seen: Mapping[str, Any] | None = None, holds: Callable[[Any], None] | None = None,
) -> bool:  # fmt: skip
    """Give an opened row its fields; whether anything changed.

    holds: raises RuleBroken for what cannot be true of the row, before the database says so in its own words.
    row_version: of the row that the person had before them; None where nobody has read anything (a move). seen: what
    the fields were then. Raises StaleEdit when somebody has saved something else in the same fields since; what they
    saved in others stands.
    """
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changed:
        return False
    if row_version is not None and row.row_version != row_version:
        met = [name for name in changed if seen is None or name not in seen or seen[name] != getattr(row, name)]
        if met:
            raise stale(
                as_words(row, {name: changed[name] for name in met}),
                as_words(row, {name: getattr(row, name) for name in met}),
                row.row_version,
            )
    for name, value in changed.items():
        setattr(row, name, value)
    if holds is not None:
        holds(row)
    change.save(row)
    return True


def stale(yours: str, theirs: str, row_version: int) -> StaleEdit:
    """What is said to the second of two who write in the same place."""
    said = _("Någon annan har sparat samma del sedan du öppnade sidan. Jämför och välj vad som ska gälla.")
    return StaleEdit(said, yours=yours, theirs=theirs, row_version=row_version)


def as_words(row: Any, fields: Mapping[str, Any]) -> str:
    """Fields and what they say, a line each."""
    lines = []
    for name, value in fields.items():
        field: Any = row._meta.get_field(name)
        said = dict(field.flatchoices).get(value, value) if field.choices else value
        said = MOMENTS.get(value, said) if name == "moment" else said
        label = str(CALLED.get(name, field.verbose_name))
        lines.append(f"{label[:1].upper()}{label[1:]}: {'–' if said in ('', None) else said}")
    return "\n".join(lines)


def made_before(change: Change, model: type[T], client_key: uuid.UUID | None) -> T | None:
    """The row that was added with this key, if the same form has been sent before. Ask inside `changing`, where
    nobody else is at the map."""
    edit = already(change.journey, client_key)
    if edit is None:
        return None
    mine = f"{NAMES[model]}:"
    pk = next((name[len(mine) :] for name in edit.after if name.startswith(mine) and edit.before[name] is None), None)
    return model._default_manager.filter(pk=pk).first() if pk else None


# --- Inner parts ------------------------------------------------------------------------------


def _part(name: str, journey: Journey | None, value: Any) -> Any:
    if value is None or not hasattr(value, "gone_at"):
        return value
    if journey is None or value.journey_id != journey.pk:
        raise RuleBroken(_("Välj något som finns i den här kartan."), field=name)
    if type(value)._default_manager.filter(pk=value.pk, gone_at__isnull=False).exists():
        raise RuleBroken(gone_words(value), field=name, status=409, code="gone")
    return value


def _code(name: str, field: Any, value: Any) -> Any:
    empty = value in ("", None) and field.blank
    if empty:
        return None if field.null else ""
    known = [code for code, _label in field.flatchoices]
    if value not in known:
        raise RuleBroken(_("Välj ett av alternativen."), field=name)
    return known[known.index(value)]


def _words(name: str, field: Any, value: Any, before: Any) -> str:
    text = tidy(str(value or ""))
    if not isinstance(field, TextField):
        text = " ".join(text.split())
    if not text and not field.blank:
        raise RuleBroken(str(NEEDED.get(name, _("Skriv något här."))), field=name)
    if field.max_length and len(text) > field.max_length:
        raise too_long(name, field.max_length)
    if text != before:
        ensure_nobody_named(text, name)
    return text


def _number(name: str, value: Any) -> int | None:
    if value is None or value == "":
        return None
    if int(value) < 0:
        raise RuleBroken(_("Talet kan inte vara under noll. Skriv 0 eller mer."), field=name)
    if int(value) > MOST_DAYS:
        raise RuleBroken(_("Talet är för stort. Skriv högst %(most)s.") % {"most": MOST_DAYS}, field=name)
    return int(value)


def too_long(name: str, limit: int) -> RuleBroken:
    """What is said of too many words."""
    return RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=name)


def ensure_nobody_named(text: str, name: str) -> None:
    """RuleBroken when words seem to hold a number or an address of a person."""
    if looks_personal(text):
        said = _("Det ser ut som att texten innehåller ett nummer eller en adress till en person. Ta bort det.")
        raise RuleBroken(said, field=name)
