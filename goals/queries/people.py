"""How many people stand behind a version, and how much of that may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.models import GoalVersion
from hlab.labs.enums import LIVED_PERSPECTIVES, Perspective
from hlab.stats.releases import Release, Size, choose
from hlab.stats.suppression import DEFAULT_K
from workshops.queries import people_behind, usable_contributions

GROUPS = tuple(Perspective.values)
LIVED, OTHERS = "_lived", "_others"
WIDER = {
    LIVED: frozenset(map(str, LIVED_PERSPECTIVES)),
    OTHERS: frozenset(GROUPS) - frozenset(map(str, LIVED_PERSPECTIVES)),
}
WIDER_LABELS = {
    LIVED: gettext_lazy("Egen erfarenhet eller närstående"),
    OTHERS: gettext_lazy("Övriga perspektiv"),
}


def people_behind_version(version: GoalVersion) -> tuple[int, dict[str, int]]:
    """(people, {perspective: people}): as written down when the words were frozen, before that as it stands now."""
    if not version.is_open:
        return version.people_count, version.people_by_perspective
    return people_behind(usable_contributions(version.goal.lab).filter(evidence__version=version))


def speakers(version: GoalVersion) -> dict[int, str]:
    """{evidence id: how that person speaks today}. By the latest of their places, as people are counted."""
    rows = list(
        version.evidence.order_by("contribution__created_at").values_list(
            "pk",
            "contribution__participation_id",
            "contribution__participation__receipt_id",
            "contribution__participation__perspective",
        )
    )
    speaks = {receipt or place: perspective for _pk, place, receipt, perspective in rows}
    return {pk: speaks[receipt or place] for pk, place, receipt, _perspective in rows}


def chosen_release(version: GoalVersion) -> dict:
    """What may be shown of a version's people beside the versions that are public already, as `shown` keeps it."""
    before = (
        GoalVersion.objects.filter(goal_id=version.goal_id, published_at__isnull=False)
        .exclude(pk=version.pk)
        .order_by("number")
        .values_list("shown", flat=True)
    )
    return packed(release_beside(version, [_unpacked(shown) for shown in before if shown is not None]))


def release_beside(version: GoalVersion, before: Sequence[Release]) -> Release:
    """The same, with the versions before given."""
    absent = WIDER[LIVED] if version.lacks_lived_voice else ()
    return choose(version.people_by_perspective, before, groups=GROUPS, wider=WIDER, absent=absent)


def release_of(version: GoalVersion) -> Release:
    """What is shown of a version's people: as it was chosen, before it is public as it would be chosen now."""
    return _unpacked(version.shown if version.shown is not None else chosen_release(version))


def shown_people(version: GoalVersion) -> dict:
    """What anyone may see of how many people a frozen version rests on; the same wherever it is shown.

    {"line": sentence, "parts": [{"label", "value": people or None, "text"}], "why": sentence about what is hidden or
    blank, "hides": whether something is, "few": whether they are too few for any number or words, "total": people or
    None, "at_least": people or None, "k": the threshold}. A hidden part is never 0: its text says that it is hidden.
    """
    release = release_of(version)
    return {
        "line": _line(release),
        "parts": [_part(key, n) for key, n in release.parts.items()],
        "why": _why(release),
        "hides": release.hides,
        "few": release.size is Size.FEW,
        "total": release.n if release.size in (Size.EXACT, Size.NONE) else None,
        "at_least": release.n if release.size is Size.LEAST else None,
        "k": DEFAULT_K,
    }


def told_perspective(release: Release, perspective: str) -> str:
    """How somebody who is quoted may be said to speak: by their group where it is counted in the open, else by the
    wider one, else not at all."""
    for key in (perspective, *(name for name, members in WIDER.items() if perspective in members)):
        if release.parts.get(key) is not None:
            return str(_label(key))
    return ""


def packed(release: Release) -> dict:
    """A release as a version keeps it."""
    return {
        "size": str(release.size),
        "n": release.n,
        "parts": [[key, n] for key, n in release.parts.items()],
        "absent": sorted(release.absent),
    }


def _unpacked(shown: dict) -> Release:
    return Release(Size(shown["size"]), shown["n"], dict(shown["parts"]), frozenset(shown["absent"]))


def _line(release: Release) -> str:
    if release.size is Size.NONE:
        return _("Ingen röst är kopplad till den här versionen.")
    if release.size is Size.FEW:
        return _("Bygger på berättelser från färre än %(k)s personer.") % {"k": DEFAULT_K}
    if release.size is Size.LEAST:
        return _("Bygger på berättelser från minst %(n)s personer.") % {"n": release.n}
    return _("Bygger på berättelser från %(n)s personer.") % {"n": release.n}


def _why(release: Release) -> str:
    if not release.hides:
        return ""
    if release.size is Size.LEAST:
        return _(
            "Hur många de är exakt, och hur de fördelar sig på perspektiv, visas inte: talen ligger nära dem som redan "
            "står i en tidigare version. Vi gör så för att ingen ska kunna kännas igen."
        )
    if not release.parts:
        return _("Hur de fördelar sig på perspektiv visas inte. Vi gör så för att ingen ska kunna kännas igen.")
    return _(
        "Grupper med färre än %(k)s personer visas inte, och ibland döljs ännu en grupp så att de inte går att räkna "
        "ut. Vi gör så för att ingen ska kunna kännas igen."
    ) % {"k": DEFAULT_K}


def _part(key: str, n: int | None) -> dict[str, Any]:
    text = _("Visas inte – för få personer")
    if n is not None:
        text = ngettext("%(n)s person", "%(n)s personer", n) % {"n": n}
    return {"label": _label(key), "value": n, "text": text}


def _label(key: str):
    return WIDER_LABELS[key] if key in WIDER_LABELS else Perspective(key).label
