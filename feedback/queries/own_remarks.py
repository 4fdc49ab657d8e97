"""What became of a person's own remarks on proposals, for the page that their code opens."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from feedback.enums import RemarkState
from feedback.models import Answer, Remark, Reply
from feedback.queries.remarks import remarks
from hlab.labs.models import Membership
from hlab.labs.queries import role_labels


def own_remarks() -> QuerySet[Remark]:
    """Remarks that have an answer to read, with what the door asks for."""
    rows = remarks().select_related("answer__replaces", "answer__round")
    return rows.filter(answer__published_at__isnull=False, contribution__withdrawn_at__isnull=True)


def remarks_behind(note_ids: Iterable[UUID]) -> dict[UUID, Remark]:
    """{note id: remark} of those of the notes that are remarks on a proposal, each with `.answer_now` (the answer when
    it can be read), `.told_state`, `.owner_roles` and `.replies_now` (what the inquiry says in the thread). Three
    queries, one where there are none."""
    replies = Prefetch("staff_replies", Reply.objects.filter(gone_at__isnull=True), to_attr="replies_now")
    rows = remarks().select_related("answer__replaces", "answer__round").prefetch_related(replies)
    rows = rows.filter(contribution__in=list(note_ids))
    found: dict[UUID, Remark] = {row.contribution_id: row for row in rows}
    roles: dict[tuple[int, int | None], set[str]] = {}
    owned = [row for row in found.values() if row.owner_id]
    if owned:
        asked = Membership.objects.filter(
            lab__in={row.response.round.lab_id for row in owned}, user__in={row.owner_id for row in owned}
        )
        for lab, user, role in asked.values_list("lab", "user", "role"):
            roles.setdefault((lab, user), set()).add(role)
    for row in found.values():
        row.answer_now = answer_to_read(row)
        row.told_state = told_state(row)
        row.owner_roles = ", ".join(role_labels(roles.get((row.response.round.lab_id, row.owner_id), ()))).lower()
    return found


def answer_to_read(remark: Remark) -> Answer | None:
    """The answer, when whoever said it may read it."""
    return remark.answer if remark.answer is not None and remark.answer.published_at else None


def told_state(remark: Remark) -> RemarkState:
    """How far a remark has come, as whoever said it is told: what is written and not published is still considered."""
    if remark.answer is not None and remark.answer.published_at is None:
        return RemarkState.CONSIDERED
    return RemarkState(remark.state)
