"""How the example lab follows its målbilder: a register, figures that are read in and told, what people think that they
mean, and what those who contributed are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from followup.actions import looking
from followup.actions.importing import read_in, take_in
from followup.actions.indicators import add_code, end_indicator, make_indicator
from followup.actions.links import add_link
from followup.actions.meaning import interpret
from followup.actions.releasing import release
from followup.actions.targets import add_break, add_target
from followup.actions.versions import publish_version
from followup.enums import SourceKind
from followup.models import Indicator, Unit
from goals.models import Goal, ValueArea
from hlab.accounts.models import User
from hlab.cms.demo import figures
from hlab.cms.demo import meanings as content
from hlab.cms.demo.goals import AREAS
from hlab.cms.demo.indicators import INDICATORS, UNITS
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from journeys.models import Gap

BEGUN, PUBLIC = moment(5, 18, 13), moment(5, 25, 9)
READ, TOLD, MET = moment(10, 26, 8), moment(10, 26, 10), moment(10, 29, 15)
APART = timedelta(minutes=4)
WORDS_OF_OURS = {"key", "kind", "owner", "target", "shape", "links", "gap", "external", "breaks", "ended"}


@dataclass
class Register:
    """The lab, who writes, and what there is by name."""

    lab: Lab
    writer: User
    analyst: User
    made: dict[str, Indicator]
    goals: dict[str, Goal]
    areas: dict[str, ValueArea]
    units: dict[str, Unit]


def build_followup(*, lab: Lab, writer: User, analyst: User, lead: User) -> None:
    """From the register to what a table of people made of the figures."""
    named = {words: name for name, (words, _means) in AREAS.items()}
    here = Register(
        lab, writer, analyst, {}, {goal.slug: goal for goal in Goal.objects.filter(lab=lab)},
        {named[area.name]: area for area in ValueArea.objects.filter(lab=lab) if area.name in named}, _units(),
    )  # fmt: skip
    for order, row in enumerate(INDICATORS):
        _indicator(here, row, BEGUN + order * APART)
    for row in INDICATORS:
        _end(here, row)
    _links(here)
    _figures(here)
    for order, row in enumerate(INDICATORS):
        if "shape" in row:
            version = here.made[row["key"]].versions.get(published_at__isnull=False)
            release(version=version, by=lead, at=TOLD + order * APART)
    _meanings(here)


def _units() -> dict[str, Unit]:
    """{code: unit}, all invented; what an earlier try has left is used again."""
    made: dict[str, Unit] = {}
    for code, kind, name, parent in UNITS:
        facts = {"kind": kind, "name": name, "parent": made.get(parent or ""), "is_demo": True}
        made[code] = Unit.objects.get_or_create(code=code, defaults=facts)[0]
    return made


def _indicator(here: Register, row: dict[str, Any], at) -> None:
    words = {name: value for name, value in row.items() if name not in WORDS_OF_OURS}
    indicator = make_indicator(
        lab=here.lab, kind=row["kind"], owner=row["owner"], key=row["key"], review_by=date(2027, 5, 31), by=here.writer,
        at=at, is_demo=True, valid_from=date(2014, 1, 1), **words,
    )  # fmt: skip
    here.made[row["key"]] = indicator
    if "external" in row:
        add_code(indicator=indicator, source=SourceKind.KOLADA, code=row["external"], by=here.writer, at=at)
    for day, what in row.get("breaks", ()):
        add_break(indicator=indicator, on=date(*day), what=what, by=here.writer, at=at)
    version = indicator.versions.get()
    publish_version(version=version, row_version=version.row_version, by=here.writer, at=PUBLIC)
    if "target" in row:
        value, source = row["target"]
        add_target(
            indicator=indicator, value=value, valid_from=date(2024, 1, 1), source=source, by=here.writer, at=PUBLIC
        )


def _end(here: Register, row: dict[str, Any]) -> None:
    if "ended" in row:
        day, why, instead = row["ended"]
        indicator = here.made[row["key"]]
        indicator.refresh_from_db()
        end_indicator(
            indicator=indicator, ended_on=date(*day), ended_reason=why, row_version=indicator.row_version,
            replaced_by=here.made[instead], by=here.writer, at=PUBLIC,
        )  # fmt: skip


def _links(here: Register) -> None:
    """Why each is followed, gaps of the maps and stories among what it is followed by."""
    for row in INDICATORS:
        for slug, area, why in row["links"]:
            add_link(
                lab=here.lab, goal=here.goals[slug], area=here.areas.get(area or ""), reason=why,
                indicator=here.made[row["key"]], by=here.writer, at=PUBLIC,
            )  # fmt: skip
        title, slugs = row.get("gap", ("", ()))
        for gap in Gap.objects.filter(journey__lab=here.lab, title=title, gone_at__isnull=True).order_by("pk")[:1]:
            for slug in slugs:
                add_link(
                    lab=here.lab, goal=here.goals[slug], gap=gap, reason=content.WHY_GAP, by=here.writer, at=PUBLIC
                )
    for slug, area, dimension, why in content.DIMENSIONS:
        add_link(
            lab=here.lab, goal=here.goals[slug], area=here.areas.get(area or ""), dimension=dimension, reason=why,
            by=here.writer, at=PUBLIC,
        )  # fmt: skip


def _figures(here: Register) -> None:
    """Read in as anybody would: tables, and one file in the form of Kolada's interface."""
    files = [(f"{row['key']}.csv", figures.as_table(row), SourceKind.TABLE)
             for row in INDICATORS if "shape" in row and "external" not in row]  # fmt: skip
    files.append(
        ("arsvarden.json", figures.as_kolada([row for row in INDICATORS if "external" in row]), SourceKind.KOLADA)
    )
    for order, (name, raw, source) in enumerate(files):
        at = READ + order * APART
        batch = take_in(lab=here.lab, raw=raw, name=name, source=source, by=here.analyst, at=at)
        read_in(batch=batch, prepared=looking.prepare(batch, at), by=here.analyst, at=at)


def _meanings(here: Register) -> None:
    for row in content.MEANINGS:
        words = dict(row)
        indicator = here.made[words.pop("indicator")]
        interpret(
            lab=here.lab, goal=here.goals[words.pop("goal")], indicator=indicator,
            release=indicator.versions.get(published_at__isnull=False).releases.first(),
            unit=here.units[words.pop("unit")] if "unit" in words else None, met_on=MET.date(), is_public=True,
            by=here.writer, at=MET, **words,
        )  # fmt: skip
