"""Many journeys counted together, as a table for spreadsheets: a row per kind of gap between two kinds of actors."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hlab.core.cells import csv_lines
from hlab.labs.enums import ActorKind
from hlab.stats.suppression import at_least
from journeys.analysis import rollup
from journeys.enums import GapKind
from journeys.rollup_page import Counted


def head() -> list[str]:
    """The columns, as people read them."""
    return [
        _("Slags mellanrum"), _("Från"), _("Till"), _("Berättelser med det"), _("Berättelser i allt"),
        _("Observerade resor med det"), _("Observerade resor i allt"), _("Resor där det bara är antaget"),
        _("Personer bakom, minst"), _("Planerat, lägst dagar"), _("Planerat, högst dagar"), _("Berättat, lägst dagar"),
        _("Berättat, högst dagar"), _("Uppmätt, lägst dagar"), _("Uppmätt, högst dagar"),
        _("Gjort åt det, och ändå där igen"),
    ]  # fmt: skip


def lines(found: Counted) -> Iterator[str]:
    """The file, line by line."""
    return csv_lines(_rows(found))


def _rows(found: Counted) -> Iterator[list[str]]:
    yield head()
    for row in found.gaps:
        yield [
            str(GapKind(row.kind).label), _actor(row.from_kind), _actor(row.to_kind), str(row.told.n), str(row.told.m),
            str(row.observed.n), str(row.observed.m), str(row.told.guessed + row.observed.guessed), _people(row.people),
            *_days(row.planned), *_days(row.told_days), *_days(row.measured),
            "; ".join(remedy.what for remedy in found.again.get(row.sort, ())),
        ]  # fmt: skip


def _actor(kind: str) -> str:
    return str(ActorKind(kind).label) if kind else _("inte sagt")


def _people(n: int) -> str:
    return str(at_least(n)) if at_least(n) or not n else _("dolt")


def _days(found: rollup.Range | None) -> tuple[str, str]:
    return ("", "") if found is None else (str(found.low), str(found.high))
