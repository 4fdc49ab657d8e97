"""Reads for those who write målbilder."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.enums import GoalStatus, OwnView
from goals.models import Evidence, Goal, GoalVersion
from goals.queries.lives import newest_upstream
from goals.queries.people import people_behind_version
from goals.queries.public import published_goals
from hlab.labs.enums import LIVED_PERSPECTIVES
from hlab.stats.suppression import DEFAULT_K
from workshops.models import Cluster, Contribution, Exercise, Placement, Workshop
from workshops.queries import is_shown, usable_contributions


def versions() -> QuerySet[GoalVersion]:
    """Versions with their målbild and lab."""
    return GoalVersion.objects.select_related("goal__lab")


def goals_of(lab) -> list[Goal]:
    """A lab's målbilder, newest first. Each has `.latest` (version), with `.told` (on how much it rests, in words),
    `.public` (version or None), and `.newer`: number of a newer wording in the lab it was taken from, or 0."""
    rows = GoalVersion.objects.annotate(voices=Count("evidence")).order_by("number")
    goals = Goal.objects.filter(lab=lab).annotate(upstream=newest_upstream()).select_related("reused_from__goal__lab")
    found = list(goals.prefetch_related(Prefetch("versions", rows, to_attr="all_versions")))
    for goal in found:
        for version in goal.all_versions:
            version.goal = goal
        goal.latest = goal.all_versions[-1] if goal.all_versions else None
        goal.public = next((row for row in goal.all_versions if row.is_current and not row.is_hidden), None)
        taken = goal.reused_from.number if goal.reused_from else 0
        goal.newer = goal.upstream if taken and goal.upstream > taken else 0
    begun: list[Goal] = sorted((goal for goal in found if goal.latest), key=lambda goal: -goal.pk)
    latest = {goal.latest.pk: goal.latest for goal in begun}
    for version in latest.values():
        version.told = _resting_on(version.voices, version.people_count)
    for pk, (notes, people) in _counted(lab, [pk for pk, version in latest.items() if version.is_open]).items():
        latest[pk].told = _resting_on(notes, people)
    return begun


def narrowed(goals: list[Goal], *, words: str = "", status: str = "", level: str = "", shift: str = "") -> list[Goal]:
    """Those of `goals_of` whose latest wording fits: every word in it, at this status, level and shift."""
    wanted = words.casefold().split()

    def fits(version: GoalVersion) -> bool:
        text = f"{version.title} {version.statement} {version.easy_read}".casefold()
        return (
            all(word in text for word in wanted)
            and (not status or version.status == status)
            and (not level or version.level == level)
            and (not shift or shift in version.shifts)
        )

    return [goal for goal in goals if fits(goal.latest)]


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


def usable_evidence(version: GoalVersion) -> QuerySet[Evidence]:
    """The voices that may be carried into a frozen or a new version: none whose owner will not stand so."""
    rows = version.evidence.exclude(own_view__answer=OwnView.REFUSE)
    return rows.filter(contribution__in=usable_contributions(version.goal.lab))


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
    if version.goal.reused_from_id is not None and not people:
        out.append(_("Saknar egen röst: ingen i det här labbet står bakom. Det kommer att stå på den publika sidan."))
    elif not LIVED_PERSPECTIVES & speaks.keys():
        out.append(
            _(
                "Saknar röst: ingen som talar av egen erfarenhet eller som närstående står bakom. "
                "Det kommer att stå på den publika sidan."
            )
        )
    if people == 1:
        out.append(_("Bara en person står bakom. Tänk på om berättelsen kan peka ut den personen."))
    if 0 < people < DEFAULT_K or not (people or version.goal.reused_from_id):
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
    if any(check.dissent for check in checks):
        stays = ngettext(
            "Prövningen och invändningen stannar vid version %(number)s.",
            "Prövningarna och invändningarna stannar vid version %(number)s.",
            len(checks),
        )
        out.append(stays % {"number": before.number})
    elif checks:
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
