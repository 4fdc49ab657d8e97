"""Taking back what was done in a sorting, and doing it again: each act has one opposite, which is an act too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from workshops.actions.clustering import dots_are_laid, let_go
from workshops.actions.sorting_log import lay, locked_sorting, sorting_of, write_down
from workshops.enums import SortingKind, SortingTurn
from workshops.models import Cluster, Exercise, SortingAct
from workshops.queries import dots_begun, is_answered, themes_of
from workshops.queries.sorting import act_of, latest, lies_elsewhere, touched_later


@transaction.atomic
def reverse_act(*, act: SortingAct, by, at: datetime) -> SortingAct:
    """Do the opposite of an act: undo it, or redo it when it is an undoing itself. Returns the new act.

    RuleBroken (409) when it no longer stands, when somebody has done something with the same notes or themes since,
    and when dots lie on a theme that would go.
    """
    exercise = locked_sorting(sorting_of(act), with_dots=True)
    known = act_of(exercise, act.pk)
    if known is None:
        raise RuleBroken(_("Det finns inget sådant att ångra i det här steget."), status=404)
    _refuse_unless_it_stands(exercise, known)
    moves = list(known.moves.values_list("contribution_id", "origin_id", "target_id"))
    back, away = known.vanished, known.appeared
    _refuse_unless_it_fits(exercise, known, {origin for _note, origin, _target in moves if origin})
    turn = SortingTurn.REDONE if known.turn == SortingTurn.UNDONE else SortingTurn.UNDONE
    if back:
        back.gone_at, back.merged_into, back.row_version = None, None, back.row_version + 1
        back.save(update_fields=["gone_at", "merged_into", "row_version"])
    lay(exercise, {note: origin for note, origin, _target in moves}, at)
    if away:
        if away.placements.exists() or is_answered(away):
            raise RuleBroken(_others_came_first(), status=409)
        let_go(away, at, into=known.theme if known.kind == SortingKind.MERGE else None)
    if known.title_after and (theme := known.theme):
        theme.title, theme.row_version = known.title_before, theme.row_version + 1
        theme.save(update_fields=["title", "row_version"])
    record(
        act="sorting.redone" if turn == SortingTurn.REDONE else "sorting.undone",
        subject=exercise, by=by, at=at, lab_id=exercise.lab_id, kind=known.kind, notes=len(moves),
    )  # fmt: skip
    return write_down(
        exercise, known.kind, by=by, at=at, turn=turn, undoes=known, theme=known.theme, appeared=back, vanished=away,
        title_before=known.title_after, title_after=known.title_before,
        moves={note: (target, origin) for note, origin, target in moves},
    )  # fmt: skip


def _refuse_unless_it_stands(exercise: Exercise, known: SortingAct) -> None:
    if hasattr(known, "undone_by"):
        raise RuleBroken(_("Någon har redan gjort det. Ladda om sidan för att se hur det ligger nu."), status=409)
    if known.turn == SortingTurn.UNDONE and known != latest(exercise).redo:
        raise RuleBroken(_("Någon har gjort något nytt sedan dess, så det kan inte göras om."), status=409)
    if known.kind == SortingKind.MERGE and dots_begun(exercise):
        raise RuleBroken(dots_are_laid(), status=409)


def _refuse_unless_it_fits(exercise: Exercise, known: SortingAct, origins: set[int]) -> None:
    """The notes lie where the act put them, and every theme is as the act left it."""
    back, away, theme = known.vanished, known.appeared, known.theme
    needed = origins - {back.pk if back else None}
    standing = Cluster.objects.filter(pk__in=needed).count() == len(needed)
    untouched = not touched_later(exercise, known) and not lies_elsewhere(known)
    as_left = (back is None or back.gone_at is not None) and (away is None or away.gone_at is None)
    if known.title_after and theme:
        as_left = theme.gone_at is None and theme.title == known.title_after
    if not (standing and untouched and as_left):
        raise RuleBroken(_others_came_first(), status=409)
    title = back.title if back else known.title_before
    if title and themes_of(exercise).filter(title=title).exists():
        raise RuleBroken(
            _("Det finns ett annat tema med rubriken ”%(title)s” nu. Byt rubrik på det först.") % {"title": title},
            status=409,
        )


def _others_came_first() -> str:
    return _("Någon har gjort något med samma lappar eller teman sedan dess, så det kan inte ångras. Flytta för hand.")
