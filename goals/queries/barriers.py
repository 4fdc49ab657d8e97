"""A lab's barriers for those who work with them.

A barrier that was said in a step is as readable as its note: shown in the room or, for those who read all of a room,
before. One whose note has been taken back is an empty chair: it keeps its row, and nobody reads its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from goals.enums import BarrierAct, BarrierState
from goals.models import Barrier, BarrierEvent
from workshops.enums import HoldReason
from workshops.models import GroupPace, Pace
from workshops.queries import is_shown

KIND = "name_barriers"
"""The kind of step where barriers are said."""
NOTE = "contribution__"
USABLE = Q(contribution__consent_analysis=True, contribution__withdrawn_at=None, contribution__hold=HoldReason.NONE)
IN_EARNEST = Q(exercise=None) | Q(exercise__workshop__rehearsal_of=None)


def barriers() -> QuerySet[Barrier]:
    """Barriers with how each stands (`stands`): as it has been judged, or confirmed where its table has stood by it or
    its room has shown it; with the note and the place where it was said."""
    confirmed = GroupPace.objects.filter(
        group=OuterRef("contribution__group"), exercise=OuterRef("exercise"), confirmed_at__isnull=False
    )
    shown = Pace.objects.filter(
        site=OuterRef("contribution__site"), exercise=OuterRef("exercise"), revealed_at__isnull=False
    )
    at_a_table = Q(exercise__in_groups=True, contribution__group__isnull=False)
    stood_by = Q(contribution__isnull=False) & (at_a_table & Exists(confirmed) | ~at_a_table & Exists(shown))
    stands = Case(
        When(Q(state=BarrierState.NEW) & stood_by, then=Value(str(BarrierState.CONFIRMED))), default=F("state")
    )
    return (
        Barrier.objects.filter(IN_EARNEST)
        .annotate(stands=stands)
        .select_related(
            "lab", "exercise__workshop", "contribution__site", "contribution__group", "contribution__participation"
        )
    )


def seen_barriers(lab, *, everything: bool, but_shown_at: Collection[int] | QuerySet = ()) -> QuerySet[Barrier]:
    """The lab's barriers that one may read, those that were brought into others too.

    everything=False: only what has been shown in its room. but_shown_at: ids of sites of which only that is read in any
    case. What stands for several is read by whoever reads one of them, and is gone once it has been taken apart.
    """
    may_be_read = is_shown(NOTE)
    if everything:
        may_be_read = may_be_read | ~Q(contribution__site__in=but_shown_at)
    gathered = Exists(BarrierEvent.objects.filter(barrier=OuterRef("pk"), act=BarrierAct.GATHERED))
    said = Q(contribution__isnull=False) & USABLE & may_be_read
    by_hand = Q(contribution=None) & ~gathered
    originals = Barrier.objects.filter(said | by_hand, merged_into=OuterRef("pk"))
    return barriers().filter(said | by_hand | Q(contribution=None) & Exists(originals), lab=lab)


def standing(rows: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """Those that stand for themselves or for others, newest first."""
    return rows.filter(merged_into=None).order_by("-created_at", "-pk")


def is_empty_chair(barrier: Barrier) -> bool:
    """Said by somebody who has taken it back."""
    return barrier.contribution is not None and barrier.contribution.withdrawn_at is not None


def left_out(lab) -> dict[str, int]:
    """{"withdrawn", "held"}: the lab's barriers that nobody reads, by why; each counted once."""
    rows = Barrier.objects.filter(IN_EARNEST, lab=lab, contribution__isnull=False)
    return rows.aggregate(
        withdrawn=Count("pk", filter=Q(contribution__withdrawn_at__isnull=False)),
        held=Count("pk", filter=Q(contribution__withdrawn_at=None) & ~USABLE),
    )


# --- Where it was said ------------------------------------------------------------------------


@dataclass
class Trace:
    """places: {place: barriers said there}, in the order they were said. notes: how many notes lie behind."""

    places: dict[str, int] = field(default_factory=dict)
    notes: int = 0

    def add(self, place: str, notes: int = 1) -> None:
        self.places[place] = self.places.get(place, 0) + notes
        self.notes += notes


def place_of(barrier: Barrier) -> str:
    """ "Örebro, bord 2"; blank for what was not said in a step."""
    note = barrier.contribution
    if note is None or barrier.exercise is None:
        return ""
    room = note.site.name or barrier.exercise.workshop.title
    return _("%(site)s, %(table)s") % {"site": room, "table": note.group.name} if note.group else room


def traces(rows: QuerySet[Barrier], pks: Iterable[int]) -> dict[int, Trace]:
    """{barrier id: where it, or those it stands for, were said} of what may be read (rows). One query."""
    pks = list(pks)
    out: dict[int, Trace] = defaultdict(Trace)
    found = rows.filter(Q(pk__in=pks) | Q(merged_into__in=pks), contribution__isnull=False)
    for barrier in found.order_by("created_at", "pk"):
        out[barrier.merged_into_id or barrier.pk].add(place_of(barrier))
    return out


def totals(rows: QuerySet[Barrier], chosen: QuerySet[Barrier]) -> dict[str, int]:
    """{"barriers", "notes", "sites"} of the chosen ones, with what they stand for. rows: what may be read. Two queries.

    A place with a name is the same place in every session; a session in one room is a place of its own.
    """
    ids = chosen.order_by().values("pk")
    behind = rows.filter(Q(pk__in=ids) | Q(merged_into__in=ids), contribution__isnull=False).order_by()
    notes, sites = 0, set()
    per_site = behind.values_list("contribution__site", "contribution__site__name").annotate(n=Count("pk"))
    for site, name, n in per_site:
        notes += n
        sites.add(name.casefold() or site)
    return {"barriers": chosen.order_by().count(), "notes": notes, "sites": len(sites)}


def originals_of(rows: QuerySet[Barrier], barrier: Barrier) -> list[Barrier]:
    """What a barrier stands for: those that may be read, and the empty chairs among the rest; not what was itself only
    brought together of others."""
    gathered = BarrierEvent.objects.filter(barrier=OuterRef("pk"), act=BarrierAct.GATHERED)
    readable = rows.filter(merged_into=barrier).values("pk")
    found = barriers().filter(~Exists(gathered), merged_into=barrier)
    found = found.filter(Q(pk__in=readable) | Q(contribution__withdrawn_at__isnull=False))
    return list(found.prefetch_related("tags").order_by("created_at", "pk"))


def history(barrier: Barrier) -> list[BarrierEvent]:
    """What has happened to it, newest first."""
    return list(barrier.events.select_related("other", "by").order_by("-at", "-pk")[:100])


def site_choices(lab) -> list[tuple[str, str]]:
    """[(key, label)] of the places where the lab's barriers were said. Keys: "n:" and a name, or "s:" and a site."""
    rows = Barrier.objects.filter(IN_EARNEST, lab=lab, contribution__isnull=False).order_by(
        "contribution__site__name", "contribution__site"
    )
    found = rows.values_list("contribution__site", "contribution__site__name", "exercise__workshop__title").distinct()
    return list({f"n:{name}" if name else f"s:{site}": name or title for site, name, title in found}.items())


def said_at(key: str):
    """Condition: it, or one of those it stands for, was said at the place with this key."""
    kind, _colon, what = key.partition(":")
    at = {"contribution__site__name": what} if kind == "n" else {"contribution__site": what}
    return Q(**at) | Exists(Barrier.objects.filter(**at, merged_into=OuterRef("pk")))
