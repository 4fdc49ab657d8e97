"""What is told of an indicator, as files: a table for spreadsheets, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from followup.analysis.cells import ALL
from followup.enums import CellState, Sex, UnitKind
from followup.models import IndicatorVersion, Release
from followup.openly import in_order, source_of, unit_data
from followup.queries.published import Told
from hlab.core.cells import csv_lines

FORMAT, VERSION = "halsolabb.figures", 1
DEMO = "Exempelinnehåll – påhittat"


def head() -> list[str]:
    """The columns, as people read them."""
    return [
        _("Mått"), _("Version"), _("Enhetens kod"), _("Enhet"), _("Nivå"), _("Period"), _("Kön"), _("Ålder"), _("Läge"),
        _("Värde"), _("Anges i"), _("Täljare"), _("Nämnare"), _("Källa"), _("Publicerat"), _("Märkning"),
    ]  # fmt: skip


def as_csv(version: IndicatorVersion, release: Release, told: Iterable[Told]) -> Iterator[str]:
    """The file, line by line: a row for each figure, also for what is hidden or missing, in words."""
    return csv_lines(_rows(version, release, told))


def as_json(version: IndicatorVersion, release: Release, told: Iterable[Told]) -> bytes:
    """The same as data, with the answers. Hidden is the state "masked", never 0."""
    return json.dumps(document(version, release, told), ensure_ascii=False, indent=1).encode()


def document(version: IndicatorVersion, release: Release, told: Iterable[Told]) -> dict[str, Any]:
    """{"format", "version", "indicator", "release", "units"}."""
    indicator = version.indicator
    demo = indicator.is_demo or indicator.lab.is_demo
    return {
        "format": FORMAT,
        "version": VERSION,
        "demo": demo,
        "label": DEMO if demo else "",
        "indicator": {
            "key": indicator.key, "version": version.number, "title": version.title, "question": version.question,
            "definition": version.definition, "unit": version.unit_label, "polarity": version.polarity,
            "logic": version.logic, "source": source_of(version), "licence": version.licence,
            "url": f"{settings.SITE_URL.rstrip('/')}{reverse('followup:figures_json', args=[indicator.key])}",
        },
        "release": {
            "number": release.number, "as_of": release.as_of.isoformat(), "hides_fewer_than": release.k,
            "totals": release.totals,
        },
        "units": [unit_data(one) for one in in_order(told)],
    }  # fmt: skip


def _rows(version: IndicatorVersion, release: Release, told: Iterable[Told]) -> Iterator[list[str]]:
    yield head()
    demo = version.indicator.is_demo or version.indicator.lab.is_demo
    ends = [source_of(version), localdate(release.as_of).isoformat(), DEMO if demo else ""]
    for one in in_order(told):
        about = [version.title, str(version.number), one.unit.code, one.unit.name, str(UnitKind(one.unit.kind).label)]
        for cell in one.cells:
            yield [
                *about, cell.period, str(Sex(cell.sex).label), cell.age or str(Sex(ALL).label),
                str(CellState(cell.state).label), _number(cell.value, version.decimals), version.unit_label,
                _number(cell.numerator), _number(cell.denominator), *ends,
            ]  # fmt: skip


def _number(value: float | None, decimals: int = 6) -> str:
    """With a decimal comma, as spreadsheets with Swedish settings read it; blank where nothing is told."""
    if value is None:
        return ""
    written = f"{value:.{decimals}f}"
    if decimals == 6:  # counts: whole, unless the source weighs them
        written = written.rstrip("0").rstrip(".")
    return written.replace(".", ",")
