"""What those who lead can do in a sorting, from the forms on their page. Each returns the sentence to say."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops.actions.clustering import (
    create_cluster,
    make_theme_of,
    merge_clusters,
    move_notes,
    remove_cluster,
    rename_cluster,
)
from workshops.actions.sorting_log import gone
from workshops.actions.suggesting import accept_suggestion, dismiss_suggestion
from workshops.actions.undoing import reverse_act
from workshops.enums import SortingKind, SortingTurn
from workshops.models import Cluster, Exercise, SortingAct
from workshops.queries.sorting import act_of, theme_of


def move(*, exercise: Exercise, data, by, at) -> str:
    """data: notes (ids), cluster (id, "none" for unsorted, blank for a new one with this title), seen."""
    target, notes, title = data.get("cluster", ""), _ids(data.getlist("notes")), data.get("title", "")
    if target:
        cluster = None if target == "none" else _theme(exercise, target)
        return _moved(_move(exercise, notes, cluster, data, by, at), cluster)
    if not notes and not title.strip():
        raise RuleBroken(_("Välj minst en lapp, och ett tema eller en ny rubrik."), field="notes")
    if not notes:
        made = create_cluster(exercise=exercise, title=title, by=by, at=at)
        return _("Temat ”%(title)s” är skapat.") % {"title": made.title}
    made, moved = make_theme_of(exercise=exercise, title=title, note_ids=notes, seen=_seen(data), by=by, at=at)
    return _moved(moved, made)


def _move(exercise: Exercise, notes: list, cluster: Cluster | None, data, by, at) -> int:
    return move_notes(exercise=exercise, note_ids=notes, cluster=cluster, seen=_seen(data), by=by, at=at)


def _moved(n: int, cluster: Cluster | None) -> str:
    if not n:
        return _("Lapparna låg redan där.")
    if cluster is None:
        return ngettext("%(n)d lapp ligger utan tema igen.", "%(n)d lappar ligger utan tema igen.", n) % {"n": n}
    said = ngettext("%(n)d lapp är flyttad till ”%(title)s”.", "%(n)d lappar är flyttade till ”%(title)s”.", n)
    return said % {"n": n, "title": cluster.title}


def rename(*, exercise: Exercise, data, by, at) -> str:
    """data: cluster, title, row_version."""
    renamed = rename_cluster(
        cluster=_theme(exercise, data.get("cluster")),
        title=data.get("title", ""),
        row_version=whole_number(data.get("row_version")),
        by=by,
        at=at,
    )
    return _("Temat heter nu ”%(title)s”.") % {"title": renamed.title}


def merge(*, exercise: Exercise, data, by, at) -> str:
    """data: cluster, into."""
    if not data.get("into"):
        raise RuleBroken(_("Välj vilket tema det ska slås ihop med."), field="into")
    theme, into = _theme(exercise, data.get("cluster")), _theme(exercise, data.get("into"))
    merge_clusters(cluster=theme, into=into, by=by, at=at)
    return _("”%(title)s” är ihopslaget med ”%(into)s”.") % {"title": theme.title, "into": into.title}


def remove(*, exercise: Exercise, data, by, at) -> str:
    cluster = _theme(exercise, data.get("cluster"))
    remove_cluster(cluster=cluster, by=by, at=at)
    return _("Det tomma temat ”%(title)s” är borttaget.") % {"title": cluster.title}


def undo(*, exercise: Exercise, data, by, at) -> str:
    """data: act. The opposite of that act: an undoing is done again."""
    act = act_of(exercise, whole_number(data.get("act")))
    if act is None:
        raise RuleBroken(_("Det finns inget sådant att ångra i det här steget."), status=404)
    done = reverse_act(act=act, by=by, at=at)
    if done.turn == SortingTurn.REDONE:
        return _("Gjort om: %(act)s.") % {"act": told(act)}
    return _("Ångrat: %(act)s.") % {"act": told(act)}


def accept(*, exercise: Exercise, data, by, at) -> str:
    """data: notes (ids), title, seen."""
    theme = accept_suggestion(
        exercise=exercise,
        title=data.get("title", ""),
        note_ids=_ids(data.getlist("notes")),
        seen=_seen(data),
        by=by,
        at=at,
    )
    return _("”%(title)s” är nu ett tema.") % {"title": theme.title}


def dismiss(*, exercise: Exercise, data, by, at) -> str:
    """data: all (the ids of the suggestion's notes)."""
    dismiss_suggestion(exercise=exercise, note_ids=_ids(data.getlist("all")), by=by, at=at)
    return _("Förslaget är avfärdat och kommer inte tillbaka i det här steget.")


def told(act: SortingAct) -> str:
    """What was done, in words that can follow "Senast:" and "Ångrat:"; of an undoing, what it undid."""
    theme = act.theme.title if act.theme else ""
    other = (act.vanished or act.appeared).title if act.vanished or act.appeared else ""
    words = {"n": act.notes, "theme": theme, "other": other}
    if act.kind == SortingKind.RENAME:
        pair = [act.title_before, act.title_after]
        before, after = reversed(pair) if act.turn == SortingTurn.UNDONE else pair
        return _("”%(before)s” fick rubriken ”%(after)s”") % {"before": before, "after": after}
    if act.kind == SortingKind.MERGE:
        return _("”%(other)s” slogs ihop med ”%(theme)s”") % words
    if act.kind == SortingKind.REMOVE:
        return _("det tomma temat ”%(theme)s” togs bort") % words
    if act.kind == SortingKind.CREATE and not act.notes:
        return _("temat ”%(theme)s” skapades") % words
    if act.kind == SortingKind.ACCEPT:
        return _("datorns förslag ”%(theme)s” blev ett tema") % words
    if act.kind in (SortingKind.CREATE, SortingKind.SPLIT):
        return ngettext("%(n)d lapp blev temat ”%(theme)s”", "%(n)d lappar blev temat ”%(theme)s”", act.notes) % words
    if act.theme is None:
        return ngettext("%(n)d lapp togs ur sitt tema", "%(n)d lappar togs ur sina teman", act.notes) % words
    return (
        ngettext("%(n)d lapp flyttades till ”%(theme)s”", "%(n)d lappar flyttades till ”%(theme)s”", act.notes) % words
    )


def _theme(exercise: Exercise, value) -> Cluster:
    found = theme_of(exercise, whole_number(value))
    if found is None:
        raise RuleBroken(gone(), field="cluster", status=404)
    return found


def _ids(values: list[str]) -> list:
    try:
        return [uuid.UUID(value) for value in values]
    except ValueError:
        raise RuleBroken(gone(), field="notes", status=400) from None


def _seen(data) -> int | None:
    return whole_number(data["seen"]) if data.get("seen") else None


ACTS = {
    "flytta": move,
    "byt-namn": rename,
    "sla-ihop": merge,
    "ta-bort": remove,
    "angra": undo,
    "gor-till-tema": accept,
    "avfarda": dismiss,
}
