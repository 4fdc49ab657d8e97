"""Rows of what rounds came to. Anyone reads it; of a round that is not counted there is a page that says when."""

from __future__ import annotations

from tests.matrix.rows import Row

RESULTS: dict[str, Row] = {
    "api:round-list": Row(is_public=True),
    "api:round-detail": Row(is_public=True, args=lambda o: [o["counted_round"].pk]),
    "feedback:results": Row(args=lambda o: [o["counted_round"].pk], is_public=True),
    "feedback:results_csv": Row(args=lambda o: [o["counted_round"].pk], is_public=True),
    "feedback:version_result": Row(
        args=lambda o: [o["counted_round"].pk, o["counted_round"].asks.get().version_id], is_public=True
    ),
}
