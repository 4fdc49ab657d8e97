"""One unit's series over time, with its lines and its signs."""

from __future__ import annotations

from followup.analysis.drawing.marks import NARROW, WIDE
from followup.analysis.drawing.spc import draw
from followup.analysis.following import Definition, Followed
from followup.models import IndicatorVersion, Unit
from followup.pictures import series_words as told
from followup.pictures import words
from followup.pictures.frame import Picture, art
from followup.pictures.series import points_of, sketch_of


def spc_picture(
    *,
    version: IndicatorVersion,
    unit: Unit,
    followed: Followed,
    definition: Definition | None = None,
    csv_url: str = "",
    rows_from: int | None = None,
) -> Picture:
    """The series as a control chart, or as a run where there are too few points for limits.

    definition: what has been decided of the series: its targets, breaks, phases and exclusions are drawn. rows_from:
    the first row of the table of a very long series; the latest rows unless said.
    """
    points = points_of(followed, definition)
    subtitle = told.subtitle(version, unit, followed.cells)
    table = told.table(
        version, points, f"{version.short_title}, {words.about(unit, followed.cells)}", rows_from, followed.chart
    )
    if not any(point.cell.is_shown for point in points):
        return Picture(
            told.empty_title(version, followed.cells), subtitle, told.empty_summary(followed.cells),
            table=table if points else None, csv_url=csv_url,
        )  # fmt: skip
    sketch = sketch_of(version, points, followed, definition)
    summary = told.summary(version, points, followed, definition)
    return Picture(
        title=told.title(version, followed),
        subtitle=subtitle,
        summary=summary,
        alt=told.alt(version, unit, points, followed, sketch, summary),
        wide=art(draw(sketch, WIDE)),
        narrow=art(draw(sketch, NARROW)),
        table=table,
        marks=told.marks(points, followed.chart, sketch),
        notes=told.notes(definition),
        method=told.method(followed.chart),
        csv_url=csv_url,
        source=words.source(version),
    )
