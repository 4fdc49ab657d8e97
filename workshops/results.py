"""What came of scales, orders and dots at every site, in words for a table: the same on page, paper and in files."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hlab.stats.suppression import DEFAULT_K
from workshops import registry
from workshops.analysis.distribution import distribution
from workshops.analysis.ranking import average_places, people_in
from workshops.models import Exercise, Pace, Workshop
from workshops.queries.report import all_dots, all_rankings, all_scale_counts, finished, themes_in

UNKNOWN = "vet-inte"


@dataclass(frozen=True)
class Result:
    """n: persons who answered, None when they are too few to be told. head: the columns; rows: their cells, as text;
    none when too few have answered."""

    n: int | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def read(cls, kept: dict) -> Result:
        """The result as it was kept."""
        return cls(kept["n"], tuple(kept["head"]), tuple(tuple(row) for row in kept["rows"]))

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each row as [(column, cell)], so that a cell can be told with its column on a narrow screen."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def results_of(workshop: Workshop, paces: list[Pace]) -> dict[tuple[int, int], Result]:
    """{(step, site): result} of each step with answers to count that has been shown and is closed. Four queries, and
    what the kinds of other rooms need for theirs."""
    ready = [pace for pace in paces if finished(pace)]
    others: dict[tuple[int, int], Result] = {}
    for kind in registry.every():
        if kind.told is not None and (of_kind := [pace for pace in ready if pace.exercise.kind == kind.key]):
            others |= kind.told(workshop=workshop, paces=of_kind)
    done = [pace for pace in ready if pace.exercise.kind in _TOLD]
    if not done:
        return others
    read = {
        "scale": all_scale_counts(workshop),
        "dot_vote": all_dots(workshop),
        "rank": all_rankings(workshop),
        "themes": themes_in(workshop),
    }
    return others | {
        (pace.exercise_id, pace.site_id): _TOLD[pace.exercise.kind](pace.exercise, pace.site_id, read) for pace in done
    }


def _scale(step: Exercise, site: int, read: dict) -> Result:
    counts = {
        UNKNOWN if point is None else str(point): n for point, n in read["scale"].get((step.pk, site), {}).items()
    }
    labels = [(str(i), text) for i, text in enumerate(step.settings.get("labels", []), 1)]
    told = distribution(counts, [*labels, (UNKNOWN, step.settings.get("unknown", _("Vet inte")))], unknown=UNKNOWN)
    rows = tuple((part.label, _("Dolt") if part.cell.is_hidden else str(part.cell.value)) for part in told.parts)
    return Result(told.n if told.n >= DEFAULT_K else None, (_("Steg på skalan"), _("Antal personer")), rows)


def _dots(step: Exercise, site: int, read: dict) -> Result:
    there = read["dot_vote"].get((step.pk, site), {"people": 0, "dots": {}})
    head = (_("Tema"), _("Antal prickar"))
    if there["people"] < DEFAULT_K:
        return Result(None, head)
    themes = [(title, there["dots"].get(pk, 0)) for pk, title in read["themes"].get((step.source_id, site), [])]
    themes.sort(key=lambda row: -row[1])
    return Result(there["people"], head, tuple((title, str(dots)) for title, dots in themes))


def _rank(step: Exercise, site: int, read: dict) -> Result:
    if step.source_id is None:
        options = [(f"o{i}", text) for i, text in enumerate(step.settings.get("options", []), start=1)]
    else:
        options = [(f"c{pk}", title) for pk, title in read["themes"].get((step.source_id, site), [])]
    orders, keys = read["rank"].get((step.pk, site), []), [key for key, _text in options]
    n = people_in(orders, keys)
    head = (_("Alternativ"), _("Plats i snitt, av %(m)d") % {"m": len(options)}, _("Satte den först"))
    if n < DEFAULT_K:
        return Result(None, head)
    places, words = average_places(orders, keys), dict(options)
    firsts = {part.key: part.cell for part in distribution({row.key: row.firsts for row in places}, options).parts}
    return Result(
        n,
        head,
        tuple(
            (
                words[row.key],
                number_format(round(float(row.average), 1), decimal_pos=1),
                _("Dolt") if firsts[row.key].is_hidden else str(firsts[row.key].value),
            )
            for row in places
        ),
    )


_TOLD = {"scale": _scale, "dot_vote": _dots, "rank": _rank}
