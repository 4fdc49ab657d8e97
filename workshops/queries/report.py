"""Everything that a report tells of a session, read for all sites and steps at once."""

from __future__ import annotations

from django.db.models import Count, Q

from workshops.enums import ExerciseState, Speaker
from workshops.models import (
    Cluster,
    Contribution,
    Pace,
    Participation,
    Placement,
    Preference,
    ScaleAnswer,
    Vote,
    Workshop,
)
from workshops.queries.notes import may_be_used


def people_by(workshop: Workshop) -> dict[int, dict[str, dict[str, int]]]:
    """{site id: {"perspective": {code: persons}, "channel": {code: persons}}}. Only persons, also those on paper."""
    rows = Participation.objects.filter(workshop=workshop, voice=Speaker.PERSON).order_by()
    out: dict[int, dict[str, dict[str, int]]] = {}
    for site, perspective, channel, n in rows.values_list("site", "perspective", "channel").annotate(Count("pk")):
        here = out.setdefault(site, {"perspective": {}, "channel": {}})
        here["perspective"][perspective] = here["perspective"].get(perspective, 0) + n
        here["channel"][channel] = here["channel"].get(channel, 0) + n
    return out


def left_out(workshop: Workshop) -> dict[str, int]:
    """{"consent", "held", "withdrawn"}: notes of a session that are not read in its report, each told once. What
    nobody but a teller has read yet is no part of it."""
    taken_back = Q(withdrawn_at__isnull=False)
    held = Q(withdrawn_at=None) & ~Q(hold="")
    return Contribution.objects.filter(may_be_used(), exercise__workshop=workshop).aggregate(
        withdrawn=Count("pk", filter=taken_back),
        held=Count("pk", filter=held),
        consent=Count("pk", filter=Q(withdrawn_at=None, hold="", consent_analysis=False)),
    )


def paces_of(workshop: Workshop) -> list[Pace]:
    """Where every step stands at every site."""
    rows = Pace.objects.filter(site__workshop=workshop).select_related("site", "exercise")
    return list(rows.order_by("exercise__position", "site__position"))


def finished(pace: Pace) -> bool:
    """Whether the result of a step has been shown at a site and no longer changes."""
    return pace.revealed_at is not None and pace.state == ExerciseState.CLOSED


def theme_titles(workshop: Workshop) -> dict:
    """{note id: "theme, theme"} of the notes that lie in a theme that stands."""
    rows = Placement.objects.filter(exercise__workshop=workshop, cluster__gone_at=None)
    out: dict = {}
    for note, title in rows.order_by("cluster__position", "cluster").values_list("contribution", "cluster__title"):
        out[note] = f"{out[note]}, {title}" if note in out else title
    return out


def themes_in(workshop: Workshop) -> dict[tuple[int, int], list[tuple[int, str]]]:
    """{(sorting step, site): [(theme id, heading)]}"""
    out: dict[tuple[int, int], list[tuple[int, str]]] = {}
    rows = Cluster.objects.filter(exercise__workshop=workshop).order_by("position", "pk")
    for step, site, pk, title in rows.values_list("exercise", "site", "pk", "title"):
        out.setdefault((step, site), []).append((pk, title))
    return out


def all_scale_counts(workshop: Workshop) -> dict[tuple[int, int], dict[int | None, int]]:
    """{(step, site): {point, None for "vet inte": persons}} of answers that count."""
    rows = ScaleAnswer.objects.filter(exercise__workshop=workshop, counted=True).order_by()
    out: dict[tuple[int, int], dict[int | None, int]] = {}
    for step, site, point, n in rows.values_list("exercise", "participation__site", "point").annotate(Count("pk")):
        out.setdefault((step, site), {})[point] = n
    return out


def all_dots(workshop: Workshop) -> dict[tuple[int, int], dict]:
    """{(step, site): {"people": persons, "dots": {theme id: dots}}} of dots that count."""
    rows = Vote.objects.filter(exercise__workshop=workshop, counted=True, cluster__isnull=False).order_by()
    out: dict[tuple[int, int], dict] = {}
    for step, site, theme, person, dots in rows.values_list(
        "exercise", "participation__site", "cluster", "participation", "dots"
    ):
        here = out.setdefault((step, site), {"people": set(), "dots": {}})
        here["people"].add(person)
        here["dots"][theme] = here["dots"].get(theme, 0) + dots
    return {key: {"people": len(here["people"]), "dots": here["dots"]} for key, here in out.items()}


def all_rankings(workshop: Workshop) -> dict[tuple[int, int], list[list[str]]]:
    """{(step, site): each person's order, best first, as keys of `rank_options`} of orders that count."""
    rows = Preference.objects.filter(exercise__workshop=workshop, counted=True).order_by("participation", "place")
    orders: dict[tuple[int, int], dict] = {}
    for step, site, person, theme, option in rows.values_list(
        "exercise", "participation__site", "participation", "cluster", "option"
    ):
        one = orders.setdefault((step, site), {}).setdefault(person, [])
        one.append(f"c{theme}" if option is None else f"o{option}")
    return {key: list(people.values()) for key, people in orders.items()}
