"""The codebook: codes made, changed, moved, taken out of use and into use again. Each change is kept (`CodeEvent`)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.analysis.codetree import MAX_DEPTH, below, height, level
from goals.analysis.marking import name_key
from goals.enums import CodeAct, CodeOrigin
from goals.models import Code, CodeEvent
from goals.queries.codebook import MOST_CODES, entries
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.labs.models import Lab

LIMITS = {"name": 120, "definition": 600, "include": 600, "exclude": 600, "example": 600}


@transaction.atomic
def add_code(
    *, lab, name: str, by, at: datetime, parent: Code | None = None, origin: str = CodeOrigin.HUMAN, guid=None,
    **words: str,
) -> Code:  # fmt: skip
    """A new code at the top or below another. words: definition, include, exclude, example. guid: where the code comes
    from another program. RuleBroken when the name is missing, too long or in use, or the place is none."""
    lock_book(lab)
    words = checked(words | {"name": name})
    every = entries(lab)
    if len(every) >= MOST_CODES:
        raise RuleBroken(_("Kodboken rymmer högst %(n)s koder. Slå ihop några först.") % {"n": MOST_CODES})
    _must_be_free(lab, words["name"])
    parent = _parent_in(lab, parent)
    if parent is not None and level(every, parent.pk) >= MAX_DEPTH:
        raise too_deep()
    code = Code.objects.create(
        lab=lab, parent=parent, origin=origin, guid=guid or uuid.uuid4(), created_by=user_of(by), created_at=at, **words
    )
    keep(code, CodeAct.CREATE, by, at, after=words | ({"parent": parent.name} if parent else {}))
    record(act="code.created", subject=code, by=by, at=at, lab_id=code.lab_id)
    return code


@transaction.atomic
def change_code(*, code: Code, row_version: int, parent: Code | None, by, at: datetime, **words: str) -> Code:
    """Other words for a code, another place in the codebook, or both. words: any of LIMITS.

    Raises StaleEdit with both texts when somebody has changed it since row_version was read, RuleBroken when the code
    is not in use, when the name is taken, or when it would stand below itself.
    """
    lock_book(code.lab)
    now = locked_code(code)
    words = checked(words)
    parent = _parent_in(now.lab, parent)
    changed = {name: value for name, value in words.items() if getattr(now, name) != value}
    moved = now.parent_id != (parent.pk if parent else None)
    if not changed and not moved:
        return now
    if now.row_version != row_version:
        raise StaleEdit(
            _("Någon annan har ändrat koden sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=_as_text(words), theirs=_as_text({name: getattr(now, name) for name in words}),
            row_version=now.row_version,
        )  # fmt: skip
    if "name" in changed:
        _must_be_free(now.lab, changed["name"], but=now)
    if moved:
        _may_stand_below(now, parent)
        before, after = (where.name if where else "" for where in (now.parent, parent))
        keep(now, CodeAct.MOVE, by, at, before={"parent": before}, after={"parent": after})
        now.parent = parent
        record(act="code.moved", subject=now, by=by, at=at, lab_id=now.lab_id)
    if changed:
        keep(now, CodeAct.CHANGE, by, at, before={name: getattr(now, name) for name in changed}, after=changed)
        for name, value in changed.items():
            setattr(now, name, value)
        record(act="code.changed", subject=now, by=by, at=at, lab_id=now.lab_id, fields=sorted(changed))
    now.row_version += 1
    now.save(update_fields=[*changed, "parent", "row_version"])
    return now


@transaction.atomic
def retire_code(*, code: Code, by, at: datetime) -> Code:
    """Take a code out of use. What was coded with it stays, and can be read. Twice is once."""
    lock_book(code.lab)
    now = Code.objects.select_for_update().get(pk=code.pk)
    if now.gone_at is None:
        now.gone_at = at
        now.row_version += 1
        now.save(update_fields=["gone_at", "row_version"])
        keep(now, CodeAct.RETIRE, by, at)
        record(act="code.retired", subject=now, by=by, at=at, lab_id=now.lab_id)
    return now


@transaction.atomic
def restore_code(*, code: Code, by, at: datetime) -> Code:
    """Take a code into use again that was taken out of use. One that was merged is brought back by `undo_merge`."""
    lock_book(code.lab)
    now = Code.objects.select_for_update().select_related("lab").get(pk=code.pk)
    if now.gone_at is None:
        return now
    if now.merged_into_id is not None:
        raise RuleBroken(_("Koden är sammanslagen med en annan. Ångra sammanslagningen i stället."), status=409)
    _must_be_free(now.lab, now.name)
    return back_in_use(now, by, at)


def back_in_use(code: Code, by, at: datetime, other: Code | None = None) -> Code:
    """A locked code that is in use again."""
    code.gone_at, code.merged_into = None, None
    code.row_version += 1
    code.save(update_fields=["gone_at", "merged_into", "row_version"])
    keep(code, CodeAct.RESTORE, by, at, other=other)
    record(act="code.restored", subject=code, by=by, at=at, lab_id=code.lab_id)
    return code


def keep(code: Code, act: str, by, at: datetime, *, other: Code | None = None, before=None, after=None) -> CodeEvent:
    """One line of a code's history."""
    return CodeEvent.objects.create(
        code=code, act=act, other=other, before=before or {}, after=after or {}, by=user_of(by), at=at
    )


def lock_book(lab) -> None:
    """One change of a lab's codebook at a time: a circle or a double name needs two."""
    Lab.objects.select_for_update().get(pk=lab.pk)


def locked_code(code: Code) -> Code:
    """The code as it stands now, locked. RuleBroken when it is not in use."""
    now = Code.objects.select_for_update(of=("self",)).select_related("lab", "parent").get(pk=code.pk)
    if now.gone_at is not None:
        raise RuleBroken(_("Koden används inte längre. Ta den i bruk igen först."), status=409)
    return now


def checked(words: dict[str, str]) -> dict[str, str]:
    """Words that can be kept. RuleBroken names the field at fault."""
    out = {name: tidy(text or "") for name, text in words.items()}
    if "name" in out:
        out["name"] = " ".join(out["name"].split())
        if not out["name"]:
            raise RuleBroken(_("Skriv vad koden heter."), field="name")
    for name, text in out.items():
        if len(text) > LIMITS[name]:
            raise RuleBroken(_("Texten är för lång. Korta den till %(n)s tecken.") % {"n": LIMITS[name]}, field=name)
    return out


def _must_be_free(lab, name: str, but: Code | None = None) -> None:
    taken = Code.objects.filter(lab=lab, gone_at__isnull=True).values_list("pk", "name")
    if name_key(name) in {name_key(known) for pk, known in taken if but is None or pk != but.pk}:
        raise RuleBroken(
            _("Det finns redan en kod som heter så. Välj ett annat namn, eller använd den som finns."), field="name"
        )


def _parent_in(lab, parent: Code | None) -> Code | None:
    """The code to stand below, if it can be that."""
    if parent is not None and (parent.lab_id != lab.pk or parent.gone_at is not None):
        raise RuleBroken(_("Koden att lägga den under finns inte längre. Välj en annan."), field="parent")
    return parent


def _may_stand_below(code: Code, parent: Code | None) -> None:
    if parent is None:
        return
    every = entries(code.lab)
    if parent.pk == code.pk or parent.pk in below(every, code.pk):
        raise RuleBroken(_("En kod kan inte ligga under sig själv. Välj en annan plats."), field="parent")
    if level(every, parent.pk) + height(every, code.pk) > MAX_DEPTH:
        raise too_deep()


def too_deep() -> RuleBroken:
    """What is said of a place that lies too far down."""
    return RuleBroken(_("Så många nivåer blir svåra att hitta i. Lägg koden högre upp."), field="parent")


def _as_text(words: dict[str, str]) -> str:
    return "\n\n".join(text for text in words.values() if text)
