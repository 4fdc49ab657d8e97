"""What the pages of a release say: how it would be, how it is, and what is told otherwise than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.analysis.cells import HIDDEN, MISSING, SHOWN, Cell
from followup.analysis.cube import MOST_HIDDEN, UNCOUNTED, Cube, hidden_share
from followup.analysis.cube_diff import GONE, NEW, NOW_HIDDEN, NOW_SHOWN, REVISED, Told
from followup.enums import UnitKind
from followup.models import IndicatorVersion, Unit
from followup.words.cells import cell_words, group_words
from followup.words.numbers import number, period_words
from hlab.stats.suppression import Reason

ABOVE = {
    UnitKind.UNIT: UnitKind.MUNICIPALITY,
    UnitKind.MUNICIPALITY: UnitKind.REGION,
    UnitKind.REGION: UnitKind.COUNTRY,
}
LEVELS = {
    UnitKind.MUNICIPALITY: gettext_lazy("kommun"), UnitKind.REGION: gettext_lazy("region"),
    UnitKind.COUNTRY: gettext_lazy("riket"),
}  # fmt: skip
WHY = {
    str(Reason.SMALL): gettext_lazy("För få personer bakom uppgiften"),
    str(Reason.COMPLEMENT): gettext_lazy("Nästan alla i gruppen, så att de få andra skulle synas"),
    str(Reason.ALL_OR_NONE): gettext_lazy("Ingen eller alla i gruppen, i ett känsligt ämne"),
    str(Reason.PROTECTS): gettext_lazy("Döljs för att en annan uppgift inte ska gå att räkna ut"),
    UNCOUNTED: gettext_lazy("Ingen vet hur många personer uppgiften bygger på"),
}
CHANGES = {
    NEW: gettext_lazy("Nya uppgifter"),
    REVISED: gettext_lazy("Rättade värden"),
    NOW_SHOWN: gettext_lazy("Visas nu"),
    NOW_HIDDEN: gettext_lazy("Visas inte längre"),
    GONE: gettext_lazy("Borttagna av källan"),
}


@dataclass(frozen=True)
class Level:
    """How much of one level is told. share: of the figures there are, in per cent. advice: blank when enough is."""

    name: str
    shown: int
    hidden: int
    missing: int
    share: str
    advice: str


@dataclass(frozen=True)
class Line:
    """One figure that is told otherwise, in words."""

    kind: str
    unit: str
    period: str
    group: str
    before: str
    after: str


def preview(cube: Cube, units: Mapping[int, Unit]) -> dict:
    """{"levels", "why", "kept", "uncounted", "totals", "share"}. For those who release only: why is not told openly."""
    counted: dict[str, Counter[str]] = {}
    for pk, cells in cube.units.items():
        counted.setdefault(units[pk].kind, Counter()).update(cell.state for cell in cells)
    return {
        "levels": [_level(kind, counted[kind]) for kind in UnitKind if kind in counted],
        "why": [(WHY[reason], cube.why[reason]) for reason in WHY if cube.why.get(reason)],
        "kept": cube.kept,
        "uncounted": cube.uncounted,
        "totals": cube.totals,
        "share": _percent(hidden_share(cube.totals)),
    }


def _level(kind: UnitKind, states: Counter[str]) -> Level:
    totals = {state: states[state] for state in (SHOWN, HIDDEN, MISSING)}
    share = hidden_share(totals)
    advice = ""
    if share > MOST_HIDDEN:
        above = ABOVE.get(kind)
        advice = _("Mer än 30 % visas inte.")
        advice += " " + (
            _("Visa hellre nivån över: %(level)s.") % {"level": LEVELS[above]}
            if above
            else _("Använd längre perioder eller färre grupper.")
        )
    return Level(
        str(kind.label), totals[SHOWN], totals[HIDDEN], totals[MISSING], _percent(share), advice
    )  # fmt: skip


def counts(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """(what, how many) for the kinds there are any of."""
    return [(str(words), found[kind]) for kind, words in CHANGES.items() if found.get(kind)]


def lines(found: Sequence[Told], units: Mapping[int, Unit], version: IndicatorVersion) -> list[Line]:
    return [
        Line(
            str(CHANGES[one.kind]), units[one.unit].name, period_words(one.cell.period),
            group_words(one.cell.sex, one.cell.age),
            counted_words(one.before, version), counted_words(one.after, version),
        )
        for one in found
    ]  # fmt: skip


def counted_words(cell: Cell | None, version: IndicatorVersion) -> str:
    """ "47 % (20 av 43)", or the state in words."""
    if cell is None:
        return _("Fanns inte")
    words = cell_words(cell, version)
    if cell.value is None or cell.numerator is None or cell.denominator is None:
        return words
    of = {"n": number(cell.numerator), "all": number(cell.denominator)}
    return f"{words} ({_('%(n)s av %(all)s') % of})"


def _percent(share: float) -> str:
    return f"{number(100 * share)}\N{NO-BREAK SPACE}%"
