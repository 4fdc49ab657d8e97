"""What caused each change from the version before: a remark, or nobody's (editorial)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.evidence import locked_draft
from goals.models import ChangeCause, GoalVersion
from goals.queries.remarks import remark_keys
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy

LONGEST_CAUSE, MOST_EDITORIAL = 300, 30


@transaction.atomic
def put_causes(
    *, version: GoalVersion, remarks: Mapping[str, str], editorial: Sequence[str] | None, by, at: datetime
) -> int:
    """Say what was changed because of which remark. Returns how many causes the draft has now.

    remarks: {key of a remark (`goals.queries.remarks`): what was changed because of it, blank for nothing}; those that
    are not there stay as they were. editorial: what was changed without a remark, one each; None leaves them. Raises
    RuleBroken when the words are frozen, in the first version, and for a remark that is none of the version before.
    """
    draft = locked_draft(version)
    if draft.number == 1:
        raise RuleBroken(_("Den första versionen har inget som den ändrats från."), status=409)
    said = {key: _fits(text, key) for key, text in remarks.items()}
    if set(said) - remark_keys(draft, said):
        raise RuleBroken(_("Någon av synpunkterna finns inte längre. Ladda om sidan."), status=409)
    kept: list[tuple[dict, str]] = []
    for row in draft.causes.all():
        replaced = editorial is not None if row.is_editorial else row.remark_key in said
        if not replaced:
            kept.append((_points_at(row.remark_key), row.text))
    new = [(_points_at(key), text) for key, text in said.items() if text]
    if editorial is not None:
        lines = [text for line in editorial if (text := _fits(line, "editorial"))]
        if len(lines) > MOST_EDITORIAL:
            raise RuleBroken(
                _("Högst %(n)s redaktionella ändringar. Slå ihop några.") % {"n": MOST_EDITORIAL}, field="editorial"
            )
        new += [({}, text) for text in lines]
    draft.causes.all().delete()
    rows = sorted([*kept, *new], key=lambda row: not row[0])  # what nobody asked for comes last
    ChangeCause.objects.bulk_create(
        ChangeCause(version=draft, text=text, position=n, **points) for n, (points, text) in enumerate(rows)
    )
    record(act="goal.causes_told", subject=draft, by=by, at=at, lab_id=draft.lab_id, n=len(rows))
    return len(rows)


def _points_at(key: str) -> dict:
    kind, _dash, pk = key.partition("-")
    return {} if not kind else {"check_record_id" if kind == "check" else "judgement_id": int(pk)}


def _fits(text: str, field: str) -> str:
    text = " ".join(tidy(text).split())
    if len(text) > LONGEST_CAUSE:
        raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_CAUSE}, field=field)
    return text


def editorial_lines(text: str) -> Collection[str]:
    """One change a line, as they are written in one field."""
    return [line for line in tidy(text).split("\n") if line.strip()]
