"""An indicator with a release, for the table of who may do what."""

from __future__ import annotations


def releasing(lab) -> dict:
    """{"followed": the indicator, "told_release": what has been told of it}."""
    from followup.analysis.cells import Cell
    from tests.followup.sample import (
        make_indicator,
        make_indicator_version,
        make_observations,
        make_release,
        make_unit,
    )

    version = make_indicator_version(indicator=make_indicator(lab=lab, key=f"foljt-{lab.pk}"))
    make_observations(version=version, figures=[("2024-01", 20, 43)])
    totals = {"shown": 1, "hidden": 0, "missing": 0}
    told = make_release(
        version=version, figures={make_unit(): [Cell("2024-01", "shown", 46.5, 20, 43)]}, totals=totals
    )  # fmt: skip
    return {"followed": version.indicator, "told_release": told}
