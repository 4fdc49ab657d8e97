"""Reads for those who write målbilder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import GoalStatus
from goals.models import Evidence, Goal, GoalVersion
from goals.queries.people import people_behind_version
from goals.queries.public import published_goals
from goals.queries.represented import refused_in
from hlab.labs.enums import LIVED_PERSPECTIVES
from hlab.stats.suppression import DEFAULT_K
from workshops.models import Cluster, Contribution, Exercise, Placement, Workshop
from workshops.queries import is_shown, usable_contributions


def versions() -> QuerySet[GoalVersion]:
    """Versions with their målbild and lab."""
    return GoalVersion.objects.select_related("goal__lab")


def goals_of(lab) -> list[Goal]:
    """A lab's målbilder, newest first. Each has `.latest` (version), with `.told` (on how much it rests, in words), and
    `.public` (version or None)."""
    rows = GoalVersion.objects.annotate(voices=Count("evidence")).order_by("number")
    found = list(Goal.objects.filter(lab=lab).prefetch_related(Prefetch("versions", rows, to_attr="all_versions")))
    for goal in found:
        for version in goal.all_versions:
            version.goal = goal
        goal.latest = goal.all_versions[-1] if goal.all_versions else None
        goal.public = next((row for row in goal.all_versions if row.is_current and not row.is_hidden), None)
    begun: list[Goal] = sorted((goal for goal in found if goal.latest), key=lambda goal: -goal.pk)
    latest = {goal.latest.pk: goal.latest for goal in begun}
    for version in latest.values():
        version.told = _resting_on(version.voices, version.people_count)
    for pk, (notes, people) in _counted(lab, [pk for pk, version in latest.items() if version.is_open]).items():
        latest[pk].told = _resting_on(notes, people)
    return begun


def _counted(lab, ids: list[int]) -> dict[int, tuple[int, int]]:
    """{version id: (notes that may be used, different people behind them)} of what is still written on. One query."""
    if not ids:
        return {}
    rows = Evidence.objects.filter(version__in=ids, contribution__in=usable_contributions(lab)).values_list(
        "version_id", "contribution__participation_id", "contribution__participation__receipt_id"
    )
    behind: dict[int, list] = {pk: [] for pk in ids}
    for pk, place, receipt in rows:
        behind[pk].append(receipt or place)
    return {pk: (len(people), len(set(people))) for pk, people in behind.items()}


def _resting_on(notes: int, people: int) -> str:
    """ "28 lappar från 19 personer": a person may have written several."""
    told_notes = ngettext("%(n)s lapp", "%(n)s lappar", notes) % {"n": notes}
    told_people = ngettext("%(n)s person", "%(n)s personer", people) % {"n": people}
    return _("%(notes)s från %(people)s") % {"notes": told_notes, "people": told_people}


def counts_by_lab(lab_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """{lab id: (målbilder, of them public)} of labs that have any. One query."""
    public = published_goals().filter(goal=OuterRef("pk"))
    rows = (
        Goal.objects.filter(lab__in=list(lab_ids))
        .order_by()
        .values("lab_id")
        .annotate(n=Count("pk"), public=Count("pk", filter=Exists(public)))
    )
    return {row["lab_id"]: (row["n"], row["public"]) for row in rows}


def selectable(lab, *, everything: bool, but_shown_at=()) -> QuerySet[Contribution]:
    """Notes that may become evidence, with their themes. everything=False: only what has been shown to all.
    but_shown_at: sites of which only that is read in any case."""
    may_be_read = is_shown() | ~Q(site__in=but_shown_at) if everything else is_shown()
    notes = usable_contributions(lab).filter(may_be_read)
    return notes.prefetch_related(
        Prefetch("placements", Placement.objects.select_related("cluster").order_by("at"))
    ).order_by("-exercise__workshop__starts_at", "exercise__position", "created_at", "pk")


def filter_choices(lab) -> dict[str, list[tuple]]:
    """{"workshops", "steps", "themes"}: [(id, label)] to filter a lab's notes by."""
    workshops = (
        Workshop.objects.filter(lab=lab, rehearsal_of__isnull=True).order_by("-starts_at").values_list("pk", "title")
    )
    steps = (
        Exercise.objects.filter(workshop__lab=lab, workshop__rehearsal_of__isnull=True, contributions__isnull=False)
        .distinct()
        .order_by("-workshop__starts_at", "position")
        .values_list("pk", "title", "workshop__title")
    )
    themes = (
        Cluster.objects.filter(exercise__workshop__lab=lab, exercise__workshop__rehearsal_of__isnull=True)
        .order_by("-exercise__workshop__starts_at", "position", "pk")
        .values_list("pk", "title", "exercise__workshop__title")
    )
    return {
        "workshops": list(workshops),
        "steps": [(pk, f"{title} ({workshop})") for pk, title, workshop in steps],
        "themes": [(pk, f"{title} ({workshop})") for pk, title, workshop in themes],
    }


def evidence_of(version: GoalVersion, *, everything: bool) -> tuple[list[Evidence], int]:
    """(a version's voices in the order they were said, how many are left out because they wait to be shown).

    everything=False: only what has been shown to all. Each voice has `.usable`: whether the person still lets it be
    used, and `.reworded`: whether it was chosen as a quote in other words than it has now.
    """
    shown = ExpressionWrapper(is_shown("contribution__"), BooleanField())
    rows: list[Any] = list(
        version.evidence.annotate(is_shown=shown)
        .select_related("contribution__participation", "contribution__exercise__workshop")
        .order_by("contribution__exercise__workshop__starts_at", "contribution__created_at", "pk")
    )
    for row in rows:
        note = row.contribution
        row.usable = note.consent_analysis and note.withdrawn_at is None and not note.hold
        row.reworded = row.quote and row.quoted_version != note.row_version
    if everything:
        return rows, 0
    open_rows = [row for row in rows if row.is_shown]
    return open_rows, len(rows) - len(open_rows)


def usable_evidence(version: GoalVersion) -> QuerySet[Evidence]:
    """The voices that may be carried into a frozen or a new version."""
    usable = version.evidence.filter(contribution__in=usable_contributions(version.goal.lab))
    return usable.exclude(contribution__in=refused_in(version.goal))


def left_behind(version: GoalVersion) -> dict[str, int]:
    """{"withdrawn", "other"}: voices of the version before this that may no longer be used, by why."""
    before = GoalVersion.objects.filter(goal_id=version.goal_id, number__lt=version.number).order_by("-number").first()
    if before is None:
        return {"withdrawn": 0, "other": 0}
    gone = before.evidence.exclude(pk__in=usable_evidence(before).values("pk"))
    return gone.aggregate(
        withdrawn=Count("pk", filter=Q(contribution__withdrawn_at__isnull=False)),
        other=Count("pk", filter=Q(contribution__withdrawn_at__isnull=True)),
    )


def cautions(version: GoalVersion) -> list[str]:
    """What whoever publishes should know first, as Swedish sentences. None of them stops the publishing."""
    people, speaks = people_behind_version(version)
    out = replacing(version)
    if not LIVED_PERSPECTIVES & speaks.keys():
        out.append(
            _(
                "Saknar röst: ingen som talar av egen erfarenhet eller som närstående står bakom. "
                "Det kommer att stå på den publika sidan."
            )
        )
    if people == 1:
        out.append(_("Bara en person står bakom. Tänk på om berättelsen kan peka ut den personen."))
    if people < DEFAULT_K:
        out.append(
            _("Färre än %(k)s personer står bakom. Då visas inga röster ordagrant på den publika sidan.")
            % {"k": DEFAULT_K}
        )
    reworded = version.evidence.filter(quote=True).exclude(quoted_version=F("contribution__row_version")).count()
    if reworded:
        out.append(
            ngettext(
                "%(n)s citat har andra ord nu än när det valdes. Det visas inte förrän någon läst och valt det igen.",
                "%(n)s citat har andra ord nu än när de valdes. De visas inte förrän någon läst och valt dem igen.",
                reworded,
            )
            % {"n": reworded}
        )
    if version.is_open:
        unusable = version.evidence.exclude(contribution__in=usable_contributions(version.goal.lab)).count()
        if unusable:
            out.append(
                ngettext(
                    "%(n)s röst får inte längre användas. Den följer inte med när texten låses.",
                    "%(n)s röster får inte längre användas. De följer inte med när texten låses.",
                    unusable,
                )
                % {"n": unusable}
            )
    return out


def replacing(version: GoalVersion) -> list[str]:
    """What the public version loses its place with, should this one be published: how far it had come, and how it was
    tried. Empty where no version is public."""
    before = (
        GoalVersion.objects.filter(goal_id=version.goal_id, number__lt=version.number, published_at__isnull=False)
        .exclude(status=GoalStatus.REPLACED)
        .prefetch_related("checks", "status_changes")
        .first()
    )
    if before is None or version.published_at is not None:
        return []
    checks = before.checks.all()
    out = [_loses_its_place(before)]
    if checks:
        stays = ngettext(
            "Prövningen stannar vid version %(number)s.", "Prövningarna stannar vid version %(number)s.", len(checks)
        )
        out.append(stays % {"number": before.number})
    if checks and not version.checks.exists():
        out.append(_("Version %(number)s är inte prövad av någon ännu.") % {"number": version.number})
    return out


def _loses_its_place(version: GoalVersion) -> str:
    decider = next(
        (change.decider for change in version.status_changes.all() if change.status == GoalStatus.ADOPTED), ""
    )
    if version.status == GoalStatus.ADOPTED:
        words = _("Version %(number)s (antagen av %(decider)s) blir ersatt.")
    elif version.status == GoalStatus.VALIDATED:
        words = _("Version %(number)s (validerad) blir ersatt.")
    else:
        words = _("Version %(number)s blir ersatt.")
    return words % {"number": version.number, "decider": decider}
