"""Do units differ more than chance gives at their size? A funnel, where one may be shown (methods 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from followup.analysis.cells import Cell
from followup.analysis.drawing.axes import ticks
from followup.analysis.drawing.funnel import Shared, Spot, draw
from followup.analysis.drawing.marks import NARROW, WIDE
from followup.enums import Polarity, Standardisation, ValueType
from followup.models import IndicatorVersion, Unit
from followup.pictures import words
from followup.pictures.frame import Head, Part, Picture, Table, art
from followup.words.names import by_name
from followup.words.numbers import number, period_words
from hlab.stats.funnel import FEWEST_UNITS, LARGEST_PHI, Funnel, Kind, funnel
from hlab.stats.spc.phases import BadSeries

MOST_NAMED = 6  # units outside that have their name in the drawing
KINDS = {ValueType.PROPORTION: Kind.PROPORTION, ValueType.RATE: Kind.COUNTS, ValueType.RATIO: Kind.COUNTS}
Row = tuple[Unit, Cell]


@dataclass(frozen=True)
class _Held:
    """The units that can be held against the whole. why: why there is no funnel; blank where there is one."""

    rows: Sequence[Row]
    found: Funnel | None
    why: str = ""


def funnel_picture(*, version: IndicatorVersion, rows: Sequence[Row], csv_url: str = "") -> Picture:
    """rows: [(unit, its figure)], all of one period. No funnel is drawn of fewer than ten units or of what cannot be
    compared; then the figures stand in the table with the reason. Nobody is ranked: names come in alphabetical order.
    """
    rows = sorted(rows, key=lambda row: by_name(row[0]))
    held = _held(version, rows)
    subtitle = _subtitle(version, rows)
    table = _table(version, rows, held)
    source = words.source(version)
    if held.found is None or held.why:
        title = _("%(name)s: visas som tabell, inte som jämförelse") % {"name": version.short_title}
        return Picture(title, subtitle, held.why, table=table if rows else None, csv_url=csv_url, source=source)
    outside = held.found.outliers()
    spots = _spots(version, held, outside)
    shared = _shared(version, held, spots)
    return Picture(
        title=_title(version, held, int(outside.sum())),
        subtitle=subtitle,
        summary=_summary(held, int(outside.sum())),
        alt=_alt(version, held, outside),
        wide=art(draw(spots, shared, WIDE)),
        narrow=art(draw(spots, shared, NARROW)),
        table=table,
        marks=_(
            "Fyrkant på spetsen: utanför den yttre gränsen. Att vara utanför är något att förstå, inte ett omdöme."
        ),
        notes=_checks(version, held),
        method=_method(held.found),
        csv_url=csv_url,
        source=source,
    )


def _held(version: IndicatorVersion, rows: Sequence[Row]) -> _Held:
    kind = KINDS.get(ValueType(version.value_type))
    if kind is None:
        return _Held([], None, _("Måttet är inte en andel eller en kvot. Då går slumpens gränser inte att sätta."))
    able = [(unit, cell) for unit, cell in rows if cell.is_shown and cell.numerator is not None and cell.denominator]
    if len(able) < FEWEST_UNITS:
        said = _("%(n)s enheter har siffror med antal. Minst %(least)s behövs för att jämföra med slumpen.")
        return _Held(able, None, said % {"n": len(able), "least": FEWEST_UNITS})
    counts = np.array([[cell.numerator, cell.denominator] for _unit, cell in able], dtype=float)
    try:
        found = funnel(counts[:, 0], counts[:, 1], kind=kind)
    except BadSeries:
        return _Held(able, None, _("Siffrorna går inte att jämföra: nästan ingenting har hänt."))
    if found.phi > LARGEST_PHI:
        said = _("Indikatorn är inte jämförbar mellan enheter: de skiljer sig långt mer än slumpen (φ = %(phi)s).")
        return _Held(able, found, said % {"phi": number(found.phi, 1)})
    return _Held(able, found)


def _subtitle(version: IndicatorVersion, rows: Sequence[Row]) -> str:
    periods = sorted({cell.period for _unit, cell in rows})
    when = period_words(periods[-1]) if periods else ""
    said = f"{version.title}, {version.unit_label}" + (f", {when}" if when else "")
    return said + ". " + _("Varje punkt är en enhet. Ju större enhet, desto längre till höger.")


def _title(version: IndicatorVersion, held: _Held, outside: int) -> str:
    said = {"name": version.short_title, "n": outside, "all": len(held.rows)}
    if not outside:
        return _("%(name)s: ingen enhet skiljer sig mer än slumpen brukar ge") % said
    return _("%(name)s: %(n)s av %(all)s skiljer sig mer än slumpen brukar ge") % said


def _summary(held: _Held, outside: int) -> str:
    chance = 0.002 * len(held.rows)
    said = {"all": len(held.rows), "chance": number(chance, 0), "n": outside}
    if chance < 1:
        return _("Av %(all)s enheter hamnar i snitt färre än en utanför yttre gränsen av ren slump. Här: %(n)s.") % said
    return _("Av %(all)s enheter hamnar i snitt %(chance)s utanför yttre gränsen av ren slump. Här: %(n)s.") % said


def _spots(version: IndicatorVersion, held: _Held, outside: np.ndarray) -> list[Spot]:
    found = held.found
    assert found is not None  # noqa: S101  (for the type checker: the caller has asked)
    named = int(outside.sum()) <= MOST_NAMED
    times = version.multiplier
    out = []
    for i, (unit, cell) in enumerate(held.rows):
        lines = (found.lower95[i], found.upper95[i], found.lower998[i], found.upper998[i])
        name = words.cut(unit.name, 24) if named and outside[i] else ""
        limits = tuple(float(one) * times for one in lines)
        out.append(
            Spot(cell.denominator or 0.0, cell.value or 0.0, limits, bool(outside[i]), name)  # type: ignore[arg-type]  # four
        )
    return out


def _shared(version: IndicatorVersion, held: _Held, spots: Sequence[Spot]) -> Shared:
    found = held.found
    assert found is not None  # noqa: S101  (as above)
    across = ticks([0.0, *(spot.size for spot in spots)], whole=True)
    middle = sorted(spots, key=lambda spot: spot.size)[len(spots) // 4 :]  # the smallest would stretch the scale
    reach = [spot.value for spot in spots] + [one for spot in middle for one in spot.limits]
    up = ticks(reach)
    if version.value_type == ValueType.PROPORTION and version.multiplier == 100:
        up = [tick for tick in up if 0 <= tick <= 100] or up
    fine = max(len(f"{tick:g}".partition(".")[2]) for tick in up)
    centre = found.target * version.multiplier
    return Shared(
        across, up, {tick: number(tick, 0) for tick in across}, {tick: number(tick, fine) for tick in up},
        centre, _("Alla %(value)s") % {"value": words.bare(version, centre, finer=True)}, _("Gräns 95 %"),
        _("Gräns 99,8 %"), (f"{version.short_title}, {version.unit_label}", words.cut(version.unit_label, 34)),
        _("Antal personer (n)"), version.polarity == Polarity.NEUTRAL,
    )  # fmt: skip


def _checks(version: IndicatorVersion, held: _Held) -> list[str]:
    """What must be known before units are held against each other (Verburg 2018)."""
    found = held.found
    assert found is not None  # noqa: S101  (as above)
    mix = {
        Standardisation.NONE: _("Siffrorna är inte justerade för vilka personer det gäller."),
        Standardisation.INDIRECT: _("Siffrorna är justerade indirekt. Jämför med helheten, inte enheter med varandra."),
        Standardisation.DIRECT: _("Siffrorna är justerade direkt för vilka personer det gäller."),
    }[Standardisation(version.standardisation)]
    sizes = np.array([cell.denominator for _unit, cell in held.rows], dtype=float)
    least = _("Minsta enheten bygger på %(n)s personer.") % {"n": number(float(sizes.min()), 0)}
    more = _("Enheterna varierar mer än slumpen (φ = %(phi)s). Gränserna är vidgade efter det.")
    plain = _("Enheterna varierar inte mer än slumpen (φ = %(phi)s).")
    spread = (more if found.tau2 > 0 else plain) % {"phi": number(found.phi, 1)}
    return [mix, least, spread, *_with_size(sizes, found.value)]


def _with_size(sizes: np.ndarray, values: np.ndarray) -> list[str]:
    """Whether large and small units differ as such, by rank."""
    ranks = [np.argsort(np.argsort(part)) for part in (sizes, values)]
    if min(len(np.unique(sizes)), len(np.unique(values))) < FEWEST_UNITS // 2:
        return []
    related = float(np.corrcoef(*ranks)[0, 1])
    if abs(related) * np.sqrt(len(sizes) - 1) < 1.96:
        return []
    return [_("Värdet hänger ihop med hur stor enheten är. Jämför små och stora enheter med försiktighet.")]


def _method(found: Funnel) -> str:
    said = _("Trattdiagram (%(kind)s) med överspridning φ = %(phi)s och τ² = %(tau2)s. Gränser: 95 och 99,8 procent.")
    kind = _("andelar") if found.kind is Kind.PROPORTION else _("kvoter av antal")
    return said % {"kind": kind, "phi": number(found.phi, 2), "tau2": number(found.tau2, 4)}


def _alt(version: IndicatorVersion, held: _Held, outside: np.ndarray) -> str:
    found = held.found
    assert found is not None  # noqa: S101  (as above)
    values = [cell.value or 0.0 for _unit, cell in held.rows]
    names = [unit.name for (unit, _cell), is_out in zip(held.rows, outside, strict=True) if is_out]
    said = [
        _("Trattdiagram med %(n)s enheter. Alla tillsammans: %(centre)s. Lägst %(low)s, högst %(high)s.") % {
            "n": len(held.rows), "centre": words.measured(version, found.target * version.multiplier, finer=True),
            "low": words.measured(version, min(values)), "high": words.measured(version, max(values)),
        }
    ]  # fmt: skip
    said.append(
        _("Utanför den yttre gränsen: %(names)s.") % {"names": ", ".join(names)}
        if names
        else _("Ingen enhet ligger utanför den yttre gränsen.")
    )
    return " ".join(said)


def _table(version: IndicatorVersion, rows: Sequence[Row], held: _Held) -> Table:
    head = [Head(_("Enhet")), Head(version.unit_label, num=True), Head(_("Antal (n)"), num=True)]
    where: dict[int, tuple[str, str]] = {}
    if held.found is not None and not held.why:
        head += [Head(_("Gränser 99,8 %"), num=True), Head(_("Mot gränserna"))]
        outside = held.found.outliers()
        for i, row in enumerate(held.rows):
            low, high = (float(one[i]) * version.multiplier for one in (held.found.lower998, held.found.upper998))
            limits = f"{words.bare(version, low, finer=True)}–{words.bare(version, high, finer=True)}"
            where[id(row[1])] = limits, _("Utanför") if outside[i] else _("Inom")
    out = []
    for unit, cell in rows:
        value = words.bare(version, cell.value) if cell.is_shown and cell.value is not None else words.state(cell)
        n = number(cell.denominator, 0) if cell.is_shown and cell.denominator is not None else _("Okänt")
        row = [Part(unit.name), Part(value, hidden=cell.is_hidden), Part(_("Visas inte") if cell.is_hidden else n)]
        if where:
            row += [Part(one) for one in where.get(id(cell), (_("Inga"), _("Kan inte avgöras")))]
        out.append(row)
    return Table(f"{version.short_title}, {version.unit_label}", head, out, stack=True)
