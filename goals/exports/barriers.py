"""A lab's barriers as a table for spreadsheets: one row each, and below each the ones it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goals.enums import BarrierState
from goals.models import Barrier
from goals.queries.barrier_words import kinds_of
from goals.queries.barriers import place_of, traces
from hlab.core.cells import csv_lines

AT_A_TIME = 500


def head() -> list[str]:
    """The columns, as people read them."""
    return [
        _("Nummer"), _("Ingår i"), _("Vad står i vägen"), _("Beskrivning"), _("Exempel"), _("Målbilder"),
        _("På eller bakom scenen"), _("Nivå"), _("Slags hinder"), _("Var det kan ändras"), _("Vem kan göra något"),
        _("Lokal mångfald eller gemensamt beslut"), _("Varför"), _("Läge"), _("Varför det läget"), _("Sagt på"),
        _("Antal bidrag"), _("Visas publikt"),
    ]  # fmt: skip


def lines(rows: QuerySet[Barrier], chosen: QuerySet[Barrier], titles: dict[int, str]) -> Iterator[str]:
    """The file, line by line. rows: what may be read. chosen: those to tell. titles: {målbild id: title}."""
    return csv_lines(_rows(rows, chosen, titles))


def _rows(rows: QuerySet[Barrier], chosen: QuerySet[Barrier], titles: dict[int, str]) -> Iterator[list[str]]:
    yield head()
    with_marks = chosen.prefetch_related("tags", "goals")
    start = 0
    while found := list(with_marks[start : start + AT_A_TIME]):
        inside: dict[int, list[Barrier]] = {}
        pks = [barrier.pk for barrier in found]
        for original in rows.filter(merged_into__in=pks).prefetch_related("tags", "goals").order_by("created_at", "pk"):
            inside.setdefault(original.merged_into_id or 0, []).append(original)
        places = traces(rows, pks)
        for barrier in found:
            said = places[barrier.pk]
            yield _cells(barrier, titles, "; ".join(said.places), str(said.notes))
            for original in inside.get(barrier.pk, ()):
                notes = "1" if original.contribution_id else "0"
                yield _cells(original, titles, place_of(original), notes)
        start += AT_A_TIME


def _cells(barrier: Barrier, titles: dict[int, str], places: str, notes: str) -> list[str]:
    return [
        str(barrier.pk),
        str(barrier.merged_into_id or ""),
        barrier.title,
        barrier.text,
        barrier.example,
        "; ".join(titles[goal.pk] for goal in barrier.goals.all() if goal.pk in titles),
        str(barrier.get_layer_display()),
        str(barrier.get_level_display()),
        kinds_of(barrier),
        str(barrier.get_decided_display()),
        barrier.who_can_act,
        str(barrier.get_variety_display()),
        barrier.variety_reason,
        str(BarrierState(barrier.stands).label),
        barrier.state_reason,
        places,
        notes,
        _("ja") if barrier.is_public else _("nej"),
    ]
