"""An indicator with figures that anyone may read, for the table of who may do what."""

from __future__ import annotations

from followup.enums import Position, WhyUnknown
from tests.followup.sample import make_indicator, make_indicator_version, make_release, make_unit, make_verdict, monthly


def told(lab) -> dict:
    """One indicator of the lab, told of one unit."""
    indicator, unit = make_indicator(lab=lab, key="berattat-en-gang"), make_unit(code="XM", name="Region Matris")
    version = make_indicator_version(indicator=indicator)
    release = make_release(version=version, figures={unit: monthly([40.0, 41.0, None, 43.0])})
    make_verdict(release=release, unit=unit, position=Position.UNKNOWN, position_why=WhyUnknown.NO_TARGET)
    return {"told_indicator": indicator, "told_unit": unit}
