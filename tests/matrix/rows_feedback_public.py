"""Rows of what anyone reads of proposals."""

from __future__ import annotations

from tests.matrix.rows import Row


def _slug(*rest):
    return lambda o: [o["public_proposal"].slug, *rest]


FEEDBACK_PUBLIC: dict[str, Row] = {
    "feedback:public_list": Row(is_public=True),
    "feedback:public_proposal": Row(is_public=True, args=_slug()),
    "feedback:public_version": Row(is_public=True, args=_slug(1)),
    # There is no second version, and there never was such a paragraph.
    "feedback:public_diff": Row(is_public=True, args=_slug(1, 2), public_ends=("missing",)),
    "feedback:public_paragraph": Row(is_public=True, args=_slug("p9"), public_ends=("missing",)),
    "feedback:easy_read": Row(is_public=True, args=_slug()),
    "api:proposal-list": Row(is_public=True),
    "api:proposal-detail": Row(is_public=True, args=_slug()),
}
