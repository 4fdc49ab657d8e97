"""What anyone may read of what stands in the way of a målbild, and what must be true before they may.

Never who. Places are counted and not named; people are told only from the threshold on and in broad steps, so that one
more does not show as the difference. A person's own words stand only where the person lets them be quoted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from goals.analysis.cards import parted
from goals.enums import BarrierAct, BarrierState
from goals.models import Barrier, BarrierEvent
from goals.queries.barrier_words import changed_by, kinds_of
from goals.queries.barriers import IN_EARNEST, KIND, USABLE
from hlab.core.text import fold
from hlab.stats.suppression import DEFAULT_K, at_least
from workshops.enums import Speaker
from workshops.models import Pace
from workshops.queries import is_shown

MOST_QUOTES = 2
GATHERED = BarrierEvent.objects.filter(barrier=OuterRef("pk"), act=BarrierAct.GATHERED)
TOLD_STATES = (BarrierState.TAKEN_ON, BarrierState.REMAINS, BarrierState.REMOVED)


def public_barriers(goal, version=None) -> list[dict]:
    """What the målbild's page shows of what stands in its way, most widely said first. Five queries however many.

    version: the wording that is shown; barriers belong to the målbild whichever that is. Each: {"title", "kinds",
    "who": who can change it, "spread": "Nämndes på 2 av 3 orter.", "people", "state", "quotes": [words]}.
    """
    rows = Barrier.objects.filter(goals=goal, is_public=True, merged_into=None).annotate(gathered=Exists(GATHERED))
    found = list(rows.prefetch_related("tags").order_by("created_at", "pk"))
    if not found:
        return []
    pks = [barrier.pk for barrier in found]
    (behind, kept), asked = _behind(pks), places_asked(goal.lab_id)
    out = []
    for barrier in found:
        leaves = behind[barrier.pk]
        if _may_be_told(barrier, leaves, kept[barrier.pk]):
            out.append((len({_place(leaf) for leaf in leaves}), _shown(barrier, leaves, kept[barrier.pk], asked)))
    return [told for _n, told in sorted(out, key=lambda row: -row[0])]


def told_of_anyone(pks: Iterable[int]) -> dict[int, str]:
    """{barrier id: title} of those of these that anyone may read of today. Two queries, none where there are none."""
    pks = list(pks)
    rows = Barrier.objects.filter(pk__in=pks, is_public=True, merged_into=None).annotate(gathered=Exists(GATHERED))
    found = list(rows) if pks else []
    behind, kept = _behind([barrier.pk for barrier in found]) if found else ({}, {})
    return {
        barrier.pk: barrier.title for barrier in found if _may_be_told(barrier, behind[barrier.pk], kept[barrier.pk])
    }


def preview(barrier: Barrier) -> dict:
    """The barrier as anyone would see it."""
    behind, kept = _behind([barrier.pk])
    return _shown(barrier, behind[barrier.pk], kept[barrier.pk], places_asked(barrier.lab_id))


def hindrance_to_showing(barrier: Barrier) -> str:
    """Why it cannot be shown to anyone yet and what to do, as a Swedish sentence; blank when it can."""
    if not barrier.goals.exists():
        return _("Välj först vilken målbild hindret står i vägen för. Det är på målbildens sida det visas.")
    behind, kept = _behind([barrier.pk])
    if not behind[barrier.pk] and not is_by_hand(barrier):
        return _(
            "Det som sagts är inte visat i rummet ännu, eller får inte längre användas. Då kan det inte visas här."
        )
    if borrowed_words(barrier, kept[barrier.pk]):
        return _(
            "Rubriken är en persons egna ord, och personen har inte sagt ja till att citeras. Skriv om den med era ord."
        )
    return ""


def is_by_hand(barrier: Barrier) -> bool:
    """Written down by the lab itself, not said in a step and not brought together of others."""
    return barrier.contribution_id is None and not barrier.events.filter(act=BarrierAct.GATHERED).exists()


def borrowed_words(barrier: Barrier, kept: Iterable[Any]) -> bool:
    """Whether the title is word by word what somebody said whose words are not to be told. kept: see `_behind`."""
    title = fold(barrier.title)
    return any(fold(parted(leaf.contribution.text).title) == title for leaf in kept)


def places_asked(lab_id: int) -> int:
    """At how many places the lab has asked what stands in the way. One query."""
    rows = Pace.objects.filter(
        exercise__kind=KIND, exercise__workshop__lab=lab_id, exercise__workshop__rehearsal_of=None,
        opened_at__isnull=False,
    )  # fmt: skip
    return len({name.casefold() or site for site, name in rows.values_list("site", "site__name")})


# --- Inner parts ------------------------------------------------------------------------------


def _may_be_told(barrier: Any, leaves: list[Any], kept: list[Any]) -> bool:
    """Something that may be told of lies behind it, or the lab wrote it itself, and its title is nobody's own words.
    barrier: with `gathered`."""
    by_hand = barrier.contribution_id is None and not barrier.gathered
    return bool(leaves or by_hand) and not borrowed_words(barrier, kept)


def _behind(pks: Iterable[int]) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
    """({barrier id: what was said of what it stands for, or itself, as far as that may be used and has been shown},
    {barrier id: those of which nobody outside the lab may read the words}: of a person who has not agreed to be quoted,
    and what has been taken back, is held, or may not be used or read). One query."""
    pks = list(pks)
    told = ExpressionWrapper(IN_EARNEST & USABLE & is_shown("contribution__"), BooleanField())
    rows: Any = (
        Barrier.objects.filter(Q(pk__in=pks) | Q(merged_into__in=pks), contribution__isnull=False)
        .annotate(is_told=told)
        .select_related("contribution__participation", "contribution__site")
        .order_by("created_at", "pk")
    )
    out: dict[int, list[Any]] = defaultdict(list)
    kept: dict[int, list[Any]] = defaultdict(list)
    for leaf in rows:
        key, note = leaf.merged_into_id or leaf.pk, leaf.contribution
        if leaf.is_told:
            out[key].append(leaf)
        if not leaf.is_told or not (note.consent_quote or note.participation.voice == Speaker.GROUP):
            kept[key].append(leaf)
    return out, kept


def _place(leaf):
    return leaf.contribution.site.name.casefold() or leaf.contribution.site_id


def _shown(barrier: Barrier, leaves: list[Any], kept: list[Any], asked: int) -> dict:
    """kept: see `_behind`. Who can act is words too, when somebody wrote them on their card."""
    own = barrier.who_can_act and any(fold(leaf.who_can_act) == fold(barrier.who_can_act) for leaf in kept)
    people = _people(leaves)
    named = any(leaf.contribution.site.name for leaf in leaves)
    return {
        "title": barrier.title,
        "kinds": kinds_of(barrier),
        "who": changed_by(barrier, in_words=not own),
        "spread": _spread(len({_place(leaf) for leaf in leaves}), asked, named),
        "people": _at_least(people) if leaves else "",
        "state": barrier.get_state_display() if barrier.state in TOLD_STATES else "",
        "quotes": _quotes(leaves) if people >= DEFAULT_K else [],
    }


def _spread(n: int, asked: int, named: bool) -> str:
    if not n:
        return ""
    asked = max(asked, n)
    if asked == 1:
        return ""
    if n == asked:
        words = _("Nämndes på alla %(m)s orter.") if named else _("Nämndes i alla %(m)s verkstäder.")
    else:
        words = _("Nämndes på %(n)s av %(m)s orter.") if named else _("Nämndes i %(n)s av %(m)s verkstäder.")
    return words % {"n": n, "m": asked}


def _people(leaves: list[Any]) -> int:
    """Different persons; a table that speaks with one voice is none, and who is unknown may be counted already."""
    places = [leaf.contribution.participation for leaf in leaves]
    return len({place.receipt_id or place.pk for place in places if place.voice == Speaker.PERSON})


def _at_least(people: int) -> str:
    step = at_least(people)
    return _("Av minst %(n)s personer.") % {"n": step} if step else ""


def _quotes(leaves: list[Any]) -> list[str]:
    """Examples as they were said, by those who let themselves be quoted."""
    own = [
        leaf.example
        for leaf in leaves
        if leaf.contribution.consent_quote and leaf.example and leaf.example == parted(leaf.contribution.text).example
    ]
    return own[:MOST_QUOTES]
