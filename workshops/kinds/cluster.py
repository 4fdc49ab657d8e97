"""Sort the shown notes into themes, on the facilitator's screen and together in the room."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken
from workshops.actions.clustering import create_cluster, move_notes, remove_cluster, rename_cluster
from workshops.models import Cluster, Exercise, Participation
from workshops.queries import clusters_of, unsorted_notes
from workshops.registry import ExerciseKind, Phase


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The themes as they grow."""
    return {"clusters": clusters_of(exercise), "source_shown": _source_shown(exercise)}


def console(*, exercise: Exercise) -> dict:
    """Themes, and the notes that lie in none."""
    return {
        "clusters": clusters_of(exercise),
        "unsorted": list(unsorted_notes(exercise)),
        "source_shown": _source_shown(exercise),
    }


def stage(*, exercise: Exercise) -> dict:
    return {"clusters": clusters_of(exercise), "unsorted_count": unsorted_notes(exercise).count()}


def _source_shown(exercise: Exercise) -> bool:
    return bool(exercise.source and exercise.source.revealed_at)


def _cluster(exercise: Exercise, value) -> Cluster:
    found = exercise.clusters.filter(pk=value).first() if str(value).isdigit() else None
    if found is None:
        raise RuleBroken(_gone(), field="cluster", status=404)
    return found


def _gone() -> str:
    return _("Temat eller lappen finns inte längre. Ladda om sidan.")


def move(*, exercise: Exercise, data, by, at) -> None:
    """data: notes (ids), cluster (id, "none" for unsorted, "new" with title)."""
    target = data.get("cluster", "")
    if target == "new" or (not target and data.get("title", "").strip()):
        cluster = create_cluster(exercise=exercise, title=data.get("title", ""), by=by, at=at)
        if not data.getlist("notes"):
            return
    else:
        cluster = None if target == "none" else _cluster(exercise, target)
    move_notes(exercise=exercise, note_ids=_ids(data.getlist("notes")), cluster=cluster, by=by, at=at)


def _ids(values: list[str]) -> list:
    try:
        return [uuid.UUID(value) for value in values]
    except ValueError:
        raise RuleBroken(_gone(), field="notes", status=400) from None


def create(*, exercise: Exercise, data, by, at) -> None:
    create_cluster(exercise=exercise, title=data.get("title", ""), by=by, at=at)


def rename(*, exercise: Exercise, data, by, at) -> None:
    """data: cluster, title, row_version."""
    version = data.get("row_version", "0")
    rename_cluster(
        cluster=_cluster(exercise, data.get("cluster")),
        title=data.get("title", ""),
        row_version=int(version) if version.isdigit() else 0,
        by=by,
        at=at,
    )


def remove(*, exercise: Exercise, data, by, at) -> None:
    remove_cluster(cluster=_cluster(exercise, data.get("cluster")), by=by, at=at)


CLUSTER = ExerciseKind(
    key="cluster",
    label=gettext_lazy("Sortera i teman"),
    explain=gettext_lazy("Lappar som hör ihop läggs under en gemensam rubrik. Ni väljer rubrikerna tillsammans."),
    templates="workshops/kinds/cluster",
    phases=(Phase("open", gettext_lazy("Sortera")), Phase("closed", gettext_lazy("Klart"))),
    participant=participant,
    console=console,
    stage=stage,
    works_on=("brainstorm",),
    shows_by_reveal=False,
    host_acts={"flytta": move, "tema": create, "byt-namn": rename, "ta-bort": remove},
)
