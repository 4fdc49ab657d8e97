"""Sort the shown notes into themes, on the facilitator's screen and together in the room."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops.actions.clustering import create_cluster, gone, move_notes, remove_cluster, rename_cluster
from workshops.models import Cluster, Exercise, Participation
from workshops.queries import clusters_of, unsorted_notes
from workshops.registry import ExerciseKind, Phase, StepWords


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The themes as they grow."""
    return {"clusters": clusters_of(exercise), "source_shown": _source_shown(exercise), "answered": True}


def console(*, exercise: Exercise, everything: bool) -> dict:
    """Themes, and the notes that lie in none: of shown notes only, whoever reads."""
    return {
        "clusters": clusters_of(exercise),
        "unsorted": list(unsorted_notes(exercise)),
        "source_shown": _source_shown(exercise),
    }


def stage(*, exercise: Exercise) -> dict:
    return {"clusters": clusters_of(exercise), "unsorted_count": unsorted_notes(exercise).count()}


def _source_shown(exercise: Exercise) -> bool:
    return bool(exercise.source and exercise.source.revealed_at)


def may_be_read(step: Exercise) -> bool:
    """The sorting of notes that are shown, from when it began."""
    return step.opened_at is not None and _source_shown(step)


def _cluster(exercise: Exercise, value) -> Cluster:
    found = exercise.clusters.filter(pk=whole_number(value)).first()
    if found is None:
        raise RuleBroken(gone(), field="cluster", status=404)
    return found


def move(*, exercise: Exercise, data, by, at) -> str:
    """data: notes (ids), cluster (id, "none" for unsorted, blank for a new one with this title)."""
    target, notes = data.get("cluster", ""), _ids(data.getlist("notes"))
    if target:
        cluster = None if target == "none" else _cluster(exercise, target)
    elif not notes and not data.get("title", "").strip():
        raise RuleBroken(_("Välj minst en lapp, och ett tema eller en ny rubrik."), field="notes")
    else:
        cluster = create_cluster(exercise=exercise, title=data.get("title", ""), by=by, at=at)
        if not notes:
            return _("Temat ”%(title)s” är skapat.") % {"title": cluster.title}
    moved = move_notes(exercise=exercise, note_ids=notes, cluster=cluster, by=by, at=at)
    if cluster is None:
        said = ngettext("%(n)d lapp ligger utan tema igen.", "%(n)d lappar ligger utan tema igen.", moved)
        return said % {"n": moved}
    said = ngettext("%(n)d lapp är flyttad till ”%(title)s”.", "%(n)d lappar är flyttade till ”%(title)s”.", moved)
    return said % {"n": moved, "title": cluster.title}


def _ids(values: list[str]) -> list:
    try:
        return [uuid.UUID(value) for value in values]
    except ValueError:
        raise RuleBroken(gone(), field="notes", status=400) from None


def rename(*, exercise: Exercise, data, by, at) -> str:
    """data: cluster, title, row_version."""
    renamed = rename_cluster(
        cluster=_cluster(exercise, data.get("cluster")),
        title=data.get("title", ""),
        row_version=whole_number(data.get("row_version")),
        by=by,
        at=at,
    )
    return _("Temat heter nu ”%(title)s”.") % {"title": renamed.title}


def remove(*, exercise: Exercise, data, by, at) -> str:
    cluster = _cluster(exercise, data.get("cluster"))
    remove_cluster(cluster=cluster, by=by, at=at)
    return _("Det tomma temat ”%(title)s” är borttaget.") % {"title": cluster.title}


CLUSTER = ExerciseKind(
    key="cluster",
    label=gettext_lazy("Sortera i teman"),
    explain=gettext_lazy("Lappar som hör ihop läggs under en gemensam rubrik. Ni väljer rubrikerna tillsammans."),
    templates="workshops/kinds/cluster",
    phases=(Phase("open", gettext_lazy("Sortera")), Phase("closed", gettext_lazy("Klart"))),
    words=StepWords(
        close=gettext_lazy("Avsluta sorteringen"),
        close_question=gettext_lazy("Avsluta sorteringen?"),
        reopen=gettext_lazy("Öppna sorteringen igen"),
        closed_now=gettext_lazy("Sorteringen är avslutad."),
        reopened_now=gettext_lazy("Sorteringen är öppen igen."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    works_on=("brainstorm", "question"),
    shows_by_reveal=False,
    takes_ready=False,
    may_be_read=may_be_read,
    host_acts={"flytta": move, "byt-namn": rename, "ta-bort": remove},
)
