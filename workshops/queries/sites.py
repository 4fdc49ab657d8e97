"""Sessions, their sites and programmes, who leads them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
)  # fmt: skip

from hlab.labs.enums import LabRole
from hlab.labs.queries import roles_of
from workshops.enums import LIVE_STATES, ExerciseState, Speaker
from workshops.models import (
    Exercise,
    Group,
    GroupPace,
    Pace,
    Site,
    SiteHost,
    Workshop,
)
from workshops.queries.notes import may_be_used


def workshops() -> QuerySet[Workshop]:
    """Workshops with what every page about one needs."""
    return Workshop.objects.select_related("lab", "declaration")


def workshops_of(lab) -> QuerySet[Workshop]:
    """A lab's workshops with how many notes and people each holds."""
    return (
        Workshop.objects.filter(lab=lab, rehearsal_of__isnull=True)
        .annotate(
            notes=Count("exercises__contributions", filter=NOT_WITHDRAWN_VIA_EXERCISE, distinct=True),
            people=Count("participations", filter=~Q(participations__voice=Speaker.GROUP), distinct=True),
            steps=Count("exercises", distinct=True),
        )
        .order_by("-starts_at", "-id")
    )


NOT_WITHDRAWN_VIA_EXERCISE = may_be_used("exercises__contributions__") & Q(
    exercises__contributions__withdrawn_at__isnull=True
)


def open_workshops() -> QuerySet[Workshop]:
    """Sessions that go on now in labs that are public, with lab and declaration."""
    found = workshops().filter(state__in=LIVE_STATES, lab__is_public=True, rehearsal_of__isnull=True)
    return found.order_by("starts_at", "id")


def copyable_workshops(lab_ids: Iterable[int]) -> QuerySet[Workshop]:
    """Sessions of these labs with steps that a new programme can be taken from, newest first. `.steps`: how many."""
    found = (
        Workshop.objects.filter(lab__in=lab_ids, rehearsal_of__isnull=True)
        .annotate(steps=Count("exercises"))
        .filter(steps__gt=0)
    )
    return found.select_related("lab").order_by("-starts_at", "-pk")


def rehearsal_of(workshop: Workshop) -> Workshop | None:
    """The rehearsal of a session that goes on now, if one does."""
    return Workshop.objects.filter(rehearsal_of=workshop).first()


def sites() -> QuerySet[Site]:
    """Sites with session, lab, declaration and current step."""
    return Site.objects.select_related("workshop__lab", "workshop__declaration", "current")


def sites_of(workshop: Workshop) -> list[Site]:
    """All sites of a session in order."""
    found = list(workshop.sites.select_related("current").order_by("position"))
    for site in found:
        site.workshop = workshop
    return found


def site_by_join_key(key: str) -> Site | None:
    """The open site behind a folded join code."""
    return sites().filter(join_key=key).first() if key else None


def exercises() -> QuerySet[Exercise]:
    """Steps with their workshop, lab and source."""
    return Exercise.objects.select_related("workshop__lab", "source")


def programme(workshop: Workshop) -> list[Exercise]:
    """The steps in order, those of one site only among them, each with whether it has `begun` anywhere."""
    begun = Exists(Pace.objects.filter(exercise=OuterRef("pk")).exclude(state=ExerciseState.PENDING))
    return list(workshop.exercises.annotate(begun=begun).select_related("source", "only_at").order_by("position"))


def steps_at(site: Site) -> list[Exercise]:
    """The programme as one site goes through it: its steps in order, each with where it stands there (`here`)."""
    paces = list(Pace.objects.filter(site=site).select_related("exercise").order_by("exercise__position"))
    for pace in paces:
        pace.site = site
    return _steps(paces)


def step_at(site_id: int, step_id: int) -> Exercise | None:
    """One step of a site with where it stands there, with site, session and lab, and the step it works on the same
    way. One query."""
    wanted = Q(exercise=step_id) | Q(exercise__followers=step_id)
    paces = Pace.objects.filter(wanted, site=site_id).select_related("exercise", "site__workshop__lab")
    return next((step for step in _steps(paces) if step.pk == step_id), None)


def step_first_at(condition: Q) -> Exercise | None:
    """The step that fits a condition on paces, at the first of the sites that have it. As `step_at`; one query."""
    paces = Pace.objects.filter(condition).select_related("exercise", "site__workshop__lab")
    found = paces.order_by("site__position", "exercise__position", "pk").first()
    return _steps([found])[0] if found else None


def _steps(paces: Iterable[Pace]) -> list[Exercise]:
    """The steps of these paces, tied together."""
    steps = {}
    for pace in paces:
        step = pace.exercise
        step.here, step.workshop = pace, pace.site.workshop
        steps[step.pk] = step
    for step in steps.values():
        if step.source_id in steps:
            step.source = steps[step.source_id]
    return list(steps.values())


def waited_for(exercise: Exercise) -> list[Site]:
    """The open sites that have not come to this step yet, in order."""
    behind = Pace.objects.filter(exercise=exercise, arrived_at=None, site__state__in=LIVE_STATES)
    return list(Site.objects.filter(pk__in=behind.values("site")).order_by("position"))


def hosts_of(viewer, workshop_id: int) -> list[SiteHost]:
    """Who leads where in a session. Read once a request."""
    memo = viewer.memo.setdefault("hosts", {})
    if workshop_id not in memo:
        memo[workshop_id] = list(SiteHost.objects.filter(site__workshop=workshop_id))
    return memo[workshop_id]


def remember_rooms(viewer, sessions: Iterable[Workshop]) -> None:
    """Read the sites of several sessions (`.rooms`, in order) and who leads where, for `hosts_of`. One query."""
    by_id = {workshop.pk: workshop for workshop in sessions}
    memo = viewer.memo.setdefault("hosts", {})
    for workshop in by_id.values():
        workshop.rooms, memo[workshop.pk] = [], []
    rows = Site.objects.filter(workshop__in=by_id).order_by("workshop_id", "position", "pk", "hosts__pk")
    for site in rows.annotate(host=F("hosts__pk"), host_user=F("hosts__user"), host_group=F("hosts__group")):
        workshop = by_id[site.workshop_id]
        if site not in workshop.rooms:
            site.workshop = workshop
            workshop.rooms.append(site)
        if site.host is not None:
            named = {"user_id": site.host_user, "group_id": site.host_group}
            memo[workshop.pk].append(SiteHost(pk=site.host, site_id=site.pk, **named))


def led_by_others(viewer, lab) -> QuerySet[Site]:
    """The lab's sites that others are named to lead: there this viewer reads only what has been shown. None for those
    who read all of the lab's notes for their own work (lead, analyst)."""
    if roles_of(viewer).get(lab.pk, set()) & {LabRole.LEAD, LabRole.ANALYST}:
        return Site.objects.none()
    named = SiteHost.objects.filter(site__workshop__lab=lab, group=None)
    return Site.objects.filter(pk__in=named.values("site")).exclude(
        pk__in=named.filter(user=viewer.user.pk).values("site")
    )


def groups_of(site: Site) -> list[Group]:
    """The tables of a site in order, each with how many people sit there (`people`)."""
    people = Count("participations", filter=Q(participations__voice=Speaker.PERSON), distinct=True)
    return list(site.groups.annotate(people=people).prefetch_related("hosts__user").order_by("position"))


def group_paces(exercise: Exercise) -> dict[int, GroupPace]:
    """{group id: how far up the ladder the table is in this step}."""
    return {row.group_id: row for row in GroupPace.objects.filter(exercise=exercise, group__site=exercise.site)}
