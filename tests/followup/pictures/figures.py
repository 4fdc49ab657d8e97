"""Indicators, units and series that stand in no database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

from followup.analysis.cells import Cell
from followup.analysis.defined import Definition, Followed
from followup.analysis.following import follow
from followup.models import IndicatorVersion, Unit
from followup.pictures import Picture

TODAY = date(2027, 12, 1)
LOWER = Definition("lower", "median")


def version(**fields) -> IndicatorVersion:
    facts = {
        "title": "Dagar från remiss till första kontakt", "short_title": "Väntan", "unit_label": "dagar",
        "value_type": "median", "frequency": "month", "polarity": "lower", "register_name": "Vårdregister",
    } | fields  # fmt: skip
    return IndicatorVersion(**facts)


def share(**fields) -> IndicatorVersion:
    facts = {
        "title": "Slapp berätta om allt", "short_title": "Slapp berätta igen", "unit_label": "%",
        "value_type": "proportion", "multiplier": 100, "polarity": "higher",
    } | fields  # fmt: skip
    return version(**facts)


def unit(name: str = "Region Exempel") -> Unit:
    return Unit(code="X1", name=name, kind="region", is_demo=True)


def cells(values: Iterable[float | str | None], *, year: int = 2024) -> list[Cell]:
    """One month after the other; None is missing, "h" hidden, "e" ended."""
    out = []
    for i, value in enumerate(values):
        period = f"{year + i // 12}-{i % 12 + 1:02}"
        state = {None: "missing", "h": "hidden", "e": "ended"}.get(value, "shown")
        out.append(Cell(period, state, float(value) if state == "shown" else None))
    return out


def followed(values: Iterable[float | str | None], definition: Definition = LOWER) -> Followed:
    return follow(cells(values), definition, as_of=TODAY)


def marks(picture: Picture, which: str = "wide") -> ElementTree.Element:
    """The drawing as a tree: it is well-formed, or this fails."""
    drawn = getattr(picture, which)
    return ElementTree.fromstring(f"<svg>{drawn.svg}</svg>")


def of_class(tree: ElementTree.Element, *names: str) -> list[ElementTree.Element]:
    return [mark for mark in tree.iter() if set(names) <= set(mark.get("class", "").split())]


def said(tree: ElementTree.Element) -> list[str]:
    return [mark.text or "" for mark in tree.iter("text")]
