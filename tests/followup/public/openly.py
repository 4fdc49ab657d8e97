"""Indicators with figures that are told, as anyone meets them."""

from __future__ import annotations

from datetime import date

from bs4 import BeautifulSoup
from django.test import Client

from followup.analysis.cells import Cell, series
from followup.analysis.following import follow
from followup.models import IndicatorVersion, Release, Unit, Verdict
from followup.queries.following import decided
from tests.factories import NOON
from tests.followup.sample import make_indicator, make_indicator_version, make_release

UP = [40, 42, 41, 43, 40, 42, 41, 44, 42, 41, 43, 42, 44, 41]


def page(client: Client, at: str, status: int = 200) -> BeautifulSoup:
    """What the page says, parsed."""
    answer = client.get(at)
    assert answer.status_code == status, (at, answer.status_code)
    return BeautifulSoup(answer.content.decode(), "html.parser")


def words(client: Client, at: str) -> str:
    """Its main part as text with single blanks."""
    return " ".join(page(client, at).main.get_text(" ").split())


def shares(values, *, n=200, first=2025, sex="T", age="") -> list[Cell]:
    """Months of shares of n people; None is one that may not be shown, "-" one that is missing."""
    out = []
    for i, value in enumerate(values):
        period = f"{first + i // 12}-{i % 12 + 1:02}"
        if value is None or value == "-":
            out.append(Cell(period, "hidden" if value is None else "missing", sex=sex, age=age, reason=""))
        else:
            out.append(Cell(period, "shown", float(value), n * value / 100, float(n), sex, age))
    return out


def judge(release: Release) -> Release:
    """With the answers that are made when figures are released."""
    from followup.analysis.cells import unpack
    from followup.models import Published

    version = release.version
    rows = list(Published.objects.filter(release=release).select_related("unit"))
    found = decided([version], [row.unit for row in rows])
    for row in rows:
        cells = unpack(row.cells)
        for sex, age in {(cell.sex, cell.age) for cell in cells}:
            said = follow(
                series(cells, sex=sex, age=age), found.of(version, row.unit, sex=sex, age=age), as_of=date(2026, 11, 24)
            )
            Verdict.objects.create(
                release=release, unit=row.unit, sex=sex, age=age, position=said.position,
                position_why=said.position_why, heading=said.heading, heading_why=said.heading_why,
                facts=dict(said.facts),
            )  # fmt: skip
    return release


def make_told(figures: dict[Unit, list[Cell]], *, key="slapper-beratta-igen", lab=None, judged=True, **version_fields):
    """An indicator, its version and a release of the figures: (version, release)."""
    indicator_fields = {
        name: version_fields.pop(name) for name in ("kind", "owner", "ended_on", "ended_reason", "is_demo", "review_by")
        if name in version_fields
    }  # fmt: skip
    indicator = make_indicator(key=key, **({"lab": lab} if lab else {}), **indicator_fields)
    version: IndicatorVersion = make_indicator_version(indicator=indicator, **version_fields)
    release = make_release(version=version, figures=figures, at=NOON)
    return version, judge(release) if judged else release
