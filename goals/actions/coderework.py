"""Two codes made one, one made two, and both undone. Codings follow, and nobody's are lost.

A coding that is moved keeps its row: who, when, and how it came about. Where one person has put both codes on the same
excerpt, one of the two is ended, and is there again when the merging is undone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.codebook import add_code, back_in_use, keep, lock_book, locked_code
from goals.analysis.codetree import below
from goals.analysis.marking import name_key
from goals.enums import CodeAct
from goals.models import Code, Coding
from goals.queries.codebook import entries, last_merge, split_from
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken


@transaction.atomic
def merge_codes(*, code: Code, into: Code, by, at: datetime) -> int:
    """Let one code take over what lies under another. Returns how many codings moved.

    The one that is taken in stays with its words and its history, and is not used any more; codes below it follow.
    Codings that were taken away stay where they were. Raises RuleBroken for a code of another lab, one that is not in
    use, the code itself and one below it.
    """
    lock_book(code.lab)
    if code.pk == into.pk:
        raise RuleBroken(_("En kod kan inte slås ihop med sig själv. Välj en annan."), field="into")
    if code.lab_id != into.lab_id:
        raise RuleBroken(_("Koden finns inte i det här labbet. Välj en annan."), field="into")
    if into.pk in below(entries(code.lab), code.pk):
        raise RuleBroken(
            _("Den koden ligger under den här. Slå ihop åt andra hållet, eller flytta den först."), field="into"
        )
    source, target = locked_code(code), locked_code(into)
    moved, ended = _move(source, target, source.codings.filter(removed_at__isnull=True), by, at)
    children = list(source.children.values_list("pk", flat=True))
    source.children.update(parent=target)
    source.gone_at, source.merged_into = at, target
    source.row_version += 1
    source.save(update_fields=["gone_at", "merged_into", "row_version"])
    kept = {"codings": moved, "ended": ended, "children": children}
    keep(source, CodeAct.MERGE, by, at, other=target, after=kept)
    record(act="code.merged", subject=source, by=by, at=at, lab_id=source.lab_id, n=len(moved))
    return len(moved)


@transaction.atomic
def undo_merge(*, code: Code, by, at: datetime) -> int:
    """Bring back a code that another took over: what it brought then comes back to it, as far as it lies there still.
    Returns how many codings moved. Raises RuleBroken when it is not merged, when the other is itself taken over, and
    when the name is in use meanwhile."""
    lock_book(code.lab)
    source = Code.objects.select_for_update(of=("self",)).select_related("lab", "merged_into").get(pk=code.pk)
    target, event = source.merged_into, last_merge(source)
    if target is None or event is None:
        raise RuleBroken(_("Koden är inte sammanslagen med någon annan."), status=409)
    if target.gone_at is not None:
        raise RuleBroken(
            _("Koden ”%(name)s” används inte längre. Ta tillbaka den först.") % {"name": target.name}, status=409
        )
    names = Code.objects.filter(lab=source.lab, gone_at__isnull=True).values_list("name", flat=True)
    if name_key(source.name) in {name_key(name) for name in names}:
        raise RuleBroken(
            _("Det finns en ny kod med samma namn. Ge den ett annat namn, så går det att ångra."), status=409
        )
    back = Coding.objects.filter(pk__in=event.after.get("codings", []), code=target, removed_at__isnull=True)
    n = back.update(code=source)
    Coding.objects.filter(pk__in=event.after.get("ended", []), code=source, removed_at=event.at).update(
        removed_at=None, removed_by=None
    )
    Code.objects.filter(pk__in=event.after.get("children", []), parent=target).update(parent=source)
    back_in_use(source, by, at, other=target)
    record(act="code.unmerged", subject=source, by=by, at=at, lab_id=source.lab_id, n=n)
    return n


@transaction.atomic
def split_code(*, code: Code, excerpt_ids: Collection, name: str, by, at: datetime, definition: str = "") -> Code:
    """A new code beside this one, with the codings of the chosen excerpts, whoever put them there.

    Raises RuleBroken when none is chosen, when one of them does not lie under the code, and as `add_code` does.
    """
    lock_book(code.lab)
    source = locked_code(code)
    wanted = {str(pk) for pk in excerpt_ids}
    if not wanted:
        raise RuleBroken(_("Välj minst ett utdrag som den nya koden ska ha."), field="excerpts")
    codings = source.codings.filter(removed_at__isnull=True, excerpt__pk__in=wanted)
    if {str(pk) for pk in codings.values_list("excerpt_id", flat=True)} != wanted:
        raise RuleBroken(
            _("Något av utdragen ligger inte under koden längre. Se vad som finns kvar."), field="excerpts", status=409
        )
    new = add_code(
        lab=source.lab, name=name, definition=definition, parent=_above(source), origin=source.origin, by=by, at=at
    )
    moved, _ended = _move(source, new, codings, by, at)
    keep(new, CodeAct.SPLIT, by, at, other=source, after={"codings": moved})
    record(act="code.split", subject=source, by=by, at=at, lab_id=source.lab_id, n=len(moved))
    return new


@transaction.atomic
def undo_split(*, code: Code, by, at: datetime) -> int:
    """Let a code that was split off go back into the one it came from, with what has been put there since. It stays in
    the history as a merging, which can itself be undone. Returns how many codings moved."""
    source = split_from(code)
    if source is None:
        raise RuleBroken(
            _("Koden som den kom ifrån används inte längre. Välj en annan att slå ihop den med."), status=409
        )
    return merge_codes(code=code, into=source, by=by, at=at)


def _above(code: Code) -> Code | None:
    """The nearest code above that is in use."""
    parent, seen = code.parent, {code.pk}
    while parent is not None and parent.gone_at is not None and parent.pk not in seen:
        seen.add(parent.pk)
        parent = parent.parent
    return parent if parent is None or parent.gone_at is None else None


def _move(source: Code, target: Code, codings, by, at: datetime) -> tuple[list[int], list[int]]:
    """(ids of codings that now lie under the other, ids of those that were there already and are ended)."""
    there = set(target.codings.filter(removed_at__isnull=True).values_list("excerpt_id", "coder_id"))
    rows = list(codings.values_list("pk", "excerpt_id", "coder_id"))
    ended = [pk for pk, excerpt, coder in rows if (excerpt, coder) in there]
    moved = [pk for pk, excerpt, coder in rows if (excerpt, coder) not in there]
    Coding.objects.filter(pk__in=ended).update(removed_at=at, removed_by=user_of(by))
    Coding.objects.filter(pk__in=moved).update(code=target)
    return moved, ended
