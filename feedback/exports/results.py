"""What a round came to, as a table for spreadsheets: a row for each number, and for each group of which nothing more is
told a row that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from feedback.analysis.distribution import Row
from feedback.analysis.release import OTHER, YES
from feedback.models import ProposalVersion
from feedback.queries.results import Result
from feedback.result_words import GROUPINGS, PARTS, group, said
from hlab.core.cells import csv_lines


def head() -> list[str]:
    """The columns, as people read them."""
    return [
        _("Förslag"), _("Version"), _("Rubrik"), _("Indelning"), _("Grupp"), _("Personer i gruppen"), _("Svar"),
        _("Personer"), _("Visas"),
    ]  # fmt: skip


def lines(versions: Sequence[ProposalVersion], found: Mapping[int, Result], *, codes: bool) -> Iterator[str]:
    """The file, line by line. codes: with what the lab has coded."""
    return csv_lines(_rows(versions, found, codes=codes))


def _rows(versions, found, *, codes: bool) -> Iterator[list[str]]:
    yield head()
    for version in versions:
        about = [version.proposal.number, str(version.number), version.title]
        result = found.get(version.pk)
        if result is None or result.total is None:
            yield [*about, _("Alla som svarar för sig"), "", "", "", "", _hidden()]
        else:
            yield from _of(about, result, result.total, codes=codes)
        if result is not None:
            whose = group("answers_for", OTHER)
            if result.other is None:
                yield [*about, whose, "", "", "", "", _hidden()]
            else:
                yield from _answers([*about, whose], whose, result.other)


def _of(about: list[str], result: Result, total: Row, *, codes: bool) -> Iterator[list[str]]:
    yield from _answers([*about, _("Alla som svarar för sig")], group("perspective", ""), total)
    for by, title in GROUPINGS.items():
        if not result.by[by].rows:
            yield [*about, str(title), "", "", "", "", _hidden()]
        for row in result.by[by].rows:
            yield from _answers([*about, str(title)], group(by, row.key), row)
    for item in result.said:
        if item["kind"] != "code" or codes:
            what = said(item["kind"], item["key"], item["name"])
            for row in (item["total"], *item["rows"]):
                told = YES in row["cells"]
                people = str(row["cells"][YES]) if told else ""
                yield [
                    *about, _("Invändningar"), group("perspective", row["key"]), str(row["n"]), what, people,
                    _("ja") if told else _hidden(),
                ]  # fmt: skip


def _answers(about: list[str], label: str, row: Row) -> Iterator[list[str]]:
    if not row.cells:
        yield [*about, label, str(row.n), "", "", _hidden()]
    for part, n in row.cells.items():
        yield [*about, label, str(row.n), str(PARTS[part]), str(n), _("ja")]


def _hidden() -> str:
    return _("nej, för få")
