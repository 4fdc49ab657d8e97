"""Rows of figures that are read in."""

from __future__ import annotations

from tests.matrix.rows import BOTH, WRITERS, Row, staff


def _lab(o):
    return [o["lab"].pk]


def _of(name):
    return lambda o: [o[name].pk]


FOLLOWUP_IMPORTING: dict[str, Row] = {
    "followup:imports": staff(*WRITERS, args=_lab),
    "followup:new_import": staff(*WRITERS, args=_lab, methods=BOTH),
    "followup:fetch_kolada": staff(*WRITERS, args=_lab, methods=BOTH),
    "followup:services": staff(*WRITERS, args=_lab, methods=BOTH),
    "followup:missing_series": staff(*WRITERS, args=_lab),
    "followup:import_batch": staff(*WRITERS, args=_of("figures_waiting")),
    "followup:import_columns": staff(*WRITERS, args=_of("figures_waiting"), methods=("POST",)),
    "followup:read_in": staff(*WRITERS, args=_of("figures_waiting"), methods=("POST",)),
    "followup:discard_import": staff(*WRITERS, args=_of("figures_in"), methods=BOTH),
    "followup:undo_import": staff(*WRITERS, args=_of("figures_in"), methods=BOTH),
    # What one of them has removed is not there for the next, nor for those who come after in the list.
    "followup:forget_mapping": Row(
        allowed=WRITERS, args=lambda o: [o["figures_columns"].pk], methods=("POST",), ok=("ok", "missing")
    ),
    "followup:history": staff(*WRITERS, args=_of("figures_of")),
}
