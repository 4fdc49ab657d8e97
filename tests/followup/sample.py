"""An indicator, its figures and what is told of them, put straight into the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from followup.analysis.cells import Cell, pack, start_of
from followup.enums import (
    BatchState,
    Frequency,
    Heading,
    IndicatorKind,
    Logic,
    ObservationStatus,
    Polarity,
    Position,
    SourceKind,
    UnitKind,
    ValueType,
    WhyUnknown,
)
from followup.models import (
    FollowLink,
    ImportBatch,
    Indicator,
    IndicatorVersion,
    Observation,
    Published,
    Release,
    ReportBack,
    ReportVersion,
    Target,
    Unit,
    Verdict,
)
from hlab.labs.models import Lab
from tests.factories import NOON, make_lab, make_open_workshop


def make_unit(*, kind=UnitKind.REGION, code="X1", name="Region Exempel", parent=None, **fields) -> Unit:
    """An invented unit, the same again for the same code."""
    made, _new = Unit.objects.get_or_create(
        code=code, defaults={"kind": kind, "name": name, "parent": parent, "is_demo": True} | fields
    )
    return made


def make_indicator(*, lab: Lab | None = None, key="slapper-beratta-igen", at: datetime = NOON, **fields) -> Indicator:
    """An indicator without any version."""
    facts = {
        "kind": IndicatorKind.PREM, "owner": "Analytikern i labbet", "review_by": date(2027, 1, 1),
        "reviewed_on": at.date(),
    } | fields  # fmt: skip
    return Indicator.objects.create(lab=lab or make_lab(is_public=True), key=key, created_at=at, **facts)


def make_indicator_version(
    *, indicator: Indicator | None = None, number=1, published=True, at: datetime = NOON, **fields
) -> IndicatorVersion:
    """A version, published unless said otherwise: the share who did not have to tell their story again."""
    facts = {
        "title": "Slapp berätta om allt", "short_title": "Slapp berätta igen",
        "question": "Behöver personen bara berätta en gång?",
        "definition": "Andel som svarar att de slapp berätta om allt en gång till.", "numerator": "De som slapp",
        "denominator": "Alla som svarade", "unit_label": "%", "value_type": ValueType.PROPORTION, "multiplier": 100,
        "polarity": Polarity.HIGHER, "logic": Logic.SERVICE, "register_name": "Enkät till personer",
        "frequency": Frequency.MONTH, "valid_from": date(2020, 1, 1), "levels": [UnitKind.REGION],
    } | fields  # fmt: skip
    return IndicatorVersion.objects.create(
        indicator=indicator or make_indicator(), number=number, created_at=at,
        published_at=at if published else None, **facts,
    )  # fmt: skip


def make_batch(*, lab: Lab, at: datetime = NOON, **fields) -> ImportBatch:
    """Figures that have been read in."""
    facts = {"source": SourceKind.TABLE, "name": "enkat.csv", "digest": "0" * 64, "state": BatchState.DONE} | fields
    return ImportBatch.objects.create(lab=lab, as_of=at, created_at=at, done_at=at, **facts)


def make_observations(
    *, version: IndicatorVersion, unit: Unit | None = None, figures: Iterable[tuple], batch: ImportBatch | None = None,
    sex="T", age="", at: datetime = NOON,
) -> list[Observation]:  # fmt: skip
    """figures: (period, value) or (period, numerator, denominator); None for a missing value."""
    batch = batch or make_batch(lab=version.indicator.lab, at=at)
    unit = unit or make_unit()
    rows = []
    for period, *figure in figures:
        above, below = (figure[0], figure[1]) if len(figure) == 2 else (None, None)
        value = version.multiplier * above / below if below else figure[0]
        rows.append(
            Observation(
                version=version, unit=unit, period=period, start=start_of(period), sex=sex, age=age, numerator=above,
                denominator=below, value=value, batch=batch, recorded_at=at,
                status=ObservationStatus.OK if value is not None else ObservationStatus.MISSING,
            )
        )  # fmt: skip
    return Observation.objects.bulk_create(rows)


def make_release(
    *, version: IndicatorVersion, figures: dict[Unit, Sequence[Cell]], number=1, at: datetime = NOON, **fields
) -> Release:
    """What is told, as given."""
    release = Release.objects.create(version=version, number=number, k=version.k, as_of=at, made_at=at, **fields)
    for unit, cells in figures.items():
        Published.objects.create(release=release, unit=unit, cells=pack(cells))
    return release


def make_verdict(*, release: Release, unit: Unit, **fields) -> Verdict:
    """Not there yet, and too few measurements to say which way."""
    facts = {
        "position": Position.NOT_REACHED, "heading": Heading.UNKNOWN, "heading_why": WhyUnknown.FEW_POINTS, "facts": {},
    } | fields  # fmt: skip
    return Verdict.objects.create(release=release, unit=unit, **facts)


def monthly(values: Iterable[float | None], *, first=(2024, 1)) -> list[Cell]:
    """Cells of one month after the other, without counts; None is one that is missing."""
    year, month = first
    out = []
    for i, value in enumerate(values):
        at = month - 1 + i
        period = f"{year + at // 12}-{at % 12 + 1:02}"
        out.append(Cell(period, "shown" if value is not None else "missing", value))
    return out


def make_target(*, indicator: Indicator, value=80.0, at: datetime = NOON, **fields) -> Target:
    facts = {"valid_from": date(2024, 1, 1), "source": "Länets handlingsplan"} | fields
    return Target.objects.create(indicator=indicator, value=value, added_at=at, **facts)


def make_link(*, lab: Lab, at: datetime = NOON, **fields) -> FollowLink:
    """fields: goal or area, and indicator, dimension, gap or story."""
    return FollowLink.objects.create(
        lab=lab, created_at=at, **({"reason": "Det är det som målbilden handlar om."} | fields)
    )


def make_report(*, workshop=None, published=True, at: datetime = NOON, **fields) -> ReportBack:
    """A report to those who came to a session, told unless said otherwise. fields: of the report."""
    if workshop is None and "round" not in fields:
        workshop = make_open_workshop(at=at)
    lab = workshop.lab if workshop else fields["round"].lab
    facts = {"due_on": date(2026, 6, 1), "owner_name": "Labbansvarig"} | fields
    report = ReportBack.objects.create(lab=lab, workshop=workshop, created_at=at, **facts)
    ReportVersion.objects.create(
        report=report, number=1, said="Ni vill bara berätta en gång.", did="Vi prövar en gemensam plan.",
        did_not="Vi bytte inte journalsystem.", because="Det avgörs av regionen 2027.",
        follows="Vi frågar varje månad om du slapp berätta igen.", created_at=at,
        published_at=at if published else None,
    )  # fmt: skip
    return report
