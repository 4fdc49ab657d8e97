"""Making figures public: a release of one version, with its answers, in one transaction. It stands for good.

The only place where what is published is made of observations. Everything that anybody sees is made of what is kept
here; so are the two answers, their limits too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.analysis.cells import ALL, of_frequency, pack, series
from followup.analysis.cube import Cube, publish
from followup.analysis.following import ENGINE, follow
from followup.enums import Frequency, ObservationStatus
from followup.models import IndicatorVersion, Observation, Published, Release, Unit, Verdict
from followup.queries.cube import Ground, ground_of
from followup.queries.following import definitions
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.jobs import enqueue
from hlab.core.models import Job
from hlab.stats.suppression import CannotProtect

JOB = "followup.release"
CHUNK = 200
MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.TERTIAL: 4, Frequency.HALF: 6, Frequency.YEAR: 12}
Progress = Callable[..., None]


@dataclass(frozen=True)
class Counted:
    """What a release would tell, and what it was made of."""

    cube: Cube
    ground: Ground


def count(version: IndicatorVersion) -> Counted:
    """What a release would tell if it were made now. Writes nothing. Raises RuleBroken where it cannot be made."""
    ensure_releasable(version)
    ground = ground_of(version)
    try:
        cube = publish(ground.rows, now=ground.now, tree=ground.tree, rules=ground.rules, earlier=ground.earlier)
    except CannotProtect as stuck:
        raise RuleBroken(
            _(
                "Siffrorna går inte att publicera: det som redan är ute gör att %(n)s dolda uppgifter skulle gå att "
                "räkna ut. Ta bort de nya uppgifterna ur importen, eller skriv en ny version som räknar något annat."
            )
            % {"n": len(stuck.keys)},
            code="protect",
        ) from stuck
    totals = cube.totals
    if cube.uncounted and not totals["shown"] and cube.uncounted == totals["hidden"]:
        raise RuleBroken(
            _(
                "Ingen uppgift säger hur många personer den bygger på. Läs in antalen, eller ange i en ny version av "
                "måttet att värdena redan är offentliga hos källan utan antal."
            ),
            code="uncounted",
        )
    return Counted(cube, ground)


def ensure_releasable(version: IndicatorVersion) -> None:
    """Raises RuleBroken while the version is a draft, or has no figures."""
    if version.published_at is None:
        raise RuleBroken(_("Publicera versionen först. Siffrorna ska stå under en definition som står fast."))
    now = Observation.objects.filter(version=version, replaced_at__isnull=True)
    if not now.filter(status=ObservationStatus.OK).exists():
        if now.exists():
            raise RuleBroken(_("Alla inlästa värden säger att uppgift saknas. Det finns inga siffror att publicera."))
        raise RuleBroken(_("Det finns inga siffror att publicera ännu. Läs in en fil först."))


@transaction.atomic
def ask_for_release(*, version: IndicatorVersion, number: int, by, at: datetime) -> Job:
    """Have a release made (job "followup.release"). number: what it will be; the same form sent twice is one job.
    Raises RuleBroken when somebody else was first."""
    version = _locked(version)
    ensure_releasable(version)
    params = {"version": version.pk, "number": number}
    alive = (Job.State.QUEUED, Job.State.RUNNING, Job.State.DONE)
    there = Job.objects.filter(name=JOB, params__version=version.pk, params__number=number, state__in=alive).first()
    if there is not None:
        return there
    _ensure_next(version, number)
    return enqueue(JOB, by=by, at=at, **params, user=by.pk if user_of(by) else None)


@transaction.atomic
def release(
    *, version: IndicatorVersion, by, at: datetime, number: int | None = None, progress: Progress | None = None
) -> Release:
    """Count the figures, hide what must be hidden, answer the two questions about each series, and keep it all.

    number: what the release is to be; one that is there already is given back as it is. progress: see `jobs.job`.
    Raises RuleBroken, and then nothing is kept.
    """
    version = _locked(version)
    if number is not None and (there := version.releases.filter(number=number).first()) is not None:
        return there
    _ensure_next(version, number)
    counted = count(version)
    cube, rules = counted.cube, counted.ground.rules
    made = Release.objects.create(
        version=version, number=version.releases.count() + 1, k=rules.k, totals=cube.totals, as_of=at, made_at=at,
        made_by=user_of(by), settings={
            "engine": ENGINE, "group_k": rules.group_k, "sensitive": rules.sensitive, "is_open": rules.is_open,
            "kept": cube.kept, "uncounted": cube.uncounted,
        },
    )  # fmt: skip
    units = list(Unit.objects.filter(pk__in=cube.units).order_by("pk"))
    Published.objects.bulk_create(
        (Published(release=made, unit=unit, cells=pack(cube.units[unit.pk])) for unit in units), batch_size=CHUNK
    )
    verdicts = _verdicts(made, version, units, cube, timezone.localdate(at), progress)
    Verdict.objects.bulk_create(verdicts, batch_size=CHUNK)
    record(
        act="figures.released", subject=version.indicator, by=by, at=at, lab_id=version.lab_id, number=made.number,
        shown=cube.totals["shown"], hidden=cube.totals["hidden"],
    )  # fmt: skip
    return made


def _verdicts(
    made: Release, version: IndicatorVersion, units: list[Unit], cube: Cube, day: date, progress: Progress | None
) -> Iterator[Verdict]:
    """Made from the cells that are told, and from nothing else."""
    by_group: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        for group in sorted({(cell.sex, cell.age) for cell in cube.units[unit.pk]}):
            by_group.setdefault(group, []).append(unit)
    done, total = 0, sum(map(len, by_group.values()))
    for (sex, age), members in sorted(by_group.items()):
        decided = definitions([version], members, sex=sex, age=age)
        for unit in members:
            cells = of_frequency(series(cube.units[unit.pk], sex=sex, age=age), version.frequency)
            # Of a group that is told nothing of there is nothing to say; of everybody there always is, also why not.
            if any(cell.is_shown for cell in cells) or (sex, age) == (ALL, ""):
                found = follow(cells, decided[version.pk, unit.pk], as_of=day)
                yield Verdict(
                    release=made, unit=unit, sex=sex, age=age, position=found.position, heading=found.heading,
                    position_why=found.position_why, heading_why=found.heading_why, facts=dict(found.facts),
                )  # fmt: skip
            done += 1
            if progress is not None:
                progress(done, total)


def _locked(version: IndicatorVersion) -> IndicatorVersion:
    return IndicatorVersion.objects.select_for_update(of=("self",)).select_related("indicator__lab").get(pk=version.pk)


def _ensure_next(version: IndicatorVersion, number: int | None) -> None:
    there = version.releases.count()
    if number is not None and number != there + 1:
        raise RuleBroken(
            _("Någon har publicerat under tiden. Ladda om sidan och se hur det blir nu."), status=409, code="again"
        )
