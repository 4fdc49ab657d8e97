"""Reads. What others may see of a note is decided here, once: shown means revealed, not held, not withdrawn.

The ladder: a note is its writer's, then (where people talk in groups) its table's, then its site's, then the other
sites'. Each rung is a row's time in `Pace` or `GroupPace`; `shown_notes`, `table_notes` and `released_notes` are the
only three ways to another person's words, and `is_shown` is the second of them for rows of several steps at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    Manager,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)  # fmt: skip
from django.db.models.functions import Coalesce

from workshops.anonymity import is_anonymous, unknown_place
from workshops.enums import LIVE_STATES, ExerciseState, HoldReason, Voice
from workshops.models import (
    Cluster,
    Contribution,
    Exercise,
    Group,
    GroupPace,
    ImportBatch,
    Pace,
    Participation,
    Placement,
    Ready,
    Site,
    SiteHost,
    Vote,
    Workshop,
)

PRESENT_FOR = timedelta(minutes=3)


# --- Workshops and sites ---------------------------------------------------------------------


def workshops() -> QuerySet[Workshop]:
    """Workshops with what every page about one needs."""
    return Workshop.objects.select_related("lab", "declaration")


def workshops_of(lab) -> QuerySet[Workshop]:
    """A lab's workshops with how many notes and people each holds."""
    return (
        Workshop.objects.filter(lab=lab, rehearsal_of__isnull=True)
        .annotate(
            notes=Count("exercises__contributions", filter=NOT_WITHDRAWN_VIA_EXERCISE, distinct=True),
            people=Count("participations", filter=~Q(participations__voice=Voice.GROUP), distinct=True),
            steps=Count("exercises", distinct=True),
        )
        .prefetch_related("sites")
        .order_by("-starts_at", "-id")
    )


NOT_WITHDRAWN_VIA_EXERCISE = Q(exercises__contributions__withdrawn_at__isnull=True)


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


def remember_hosts(viewer, sessions: Iterable[Workshop]) -> None:
    """Read who leads where in several sessions at once."""
    memo = viewer.memo.setdefault("hosts", {})
    memo.update({workshop.pk: [] for workshop in sessions})
    for row in SiteHost.objects.filter(site__workshop__in=list(memo)).select_related("site"):
        memo[row.site.workshop_id].append(row)


def groups_of(site: Site) -> list[Group]:
    """The tables of a site in order, each with how many people sit there (`people`)."""
    people = Count("participations", filter=Q(participations__voice=Voice.PERSON), distinct=True)
    return list(site.groups.annotate(people=people).prefetch_related("hosts__user").order_by("position"))


def group_paces(exercise: Exercise) -> dict[int, GroupPace]:
    """{group id: how far up the ladder the table is in this step}."""
    return {row.group_id: row for row in GroupPace.objects.filter(exercise=exercise, group__site=exercise.site)}


# --- People ----------------------------------------------------------------------------------


def participation_of(viewer, workshop: Workshop) -> Participation | None:
    """The viewer's place in a workshop. All of a viewer's places are read once a request."""
    if "participations" not in viewer.memo:
        mine = Participation.objects.select_related("site__workshop", "group")
        found = mine.filter(receipt=viewer.receipt) if viewer.receipt else []
        viewer.memo["participations"] = {place.workshop_id: place for place in found}
    return viewer.memo["participations"].get(workshop.pk)


def place_for(exercise: Exercise, participation: Participation) -> Participation:
    """Whose place a person answers from in this step: their own, or in an anonymous step the unknown one that is
    theirs as long as the step is open (stored or, before they have answered, not)."""
    if not is_anonymous(exercise, participation):
        return participation
    unknown = unknown_place(exercise, participation)
    known = Participation.objects.filter(workshop=exercise.workshop, source_key=unknown.source_key)
    return known.select_related("group").first() or unknown


def people_in(workshop_id: int) -> QuerySet[Participation]:
    """Those who have come in themselves: not paper, not tables, not somebody unknown."""
    return Participation.objects.filter(workshop=workshop_id, voice=Voice.PERSON).exclude(source_key__gt="")


def presence(site: Site, exercise: Exercise | None, now: datetime) -> dict[str, int]:
    """{"ready", "total", "away", "joined"} of the people at a site.

    total: those who are here, and those who were done before they lost contact; away: the rest, also who has left.
    """
    people = people_in(site.workshop_id).filter(site=site)
    here = Q(last_seen_at__gte=now - PRESENT_FOR, left_at__isnull=True)
    done = Q(pk__in=Ready.objects.filter(exercise=exercise).values("participation")) if exercise else Q(pk__in=[])
    counts = people.aggregate(joined=Count("pk"), ready=Count("pk", filter=done), total=Count("pk", filter=here | done))
    return {**counts, "away": counts["joined"] - counts["total"]}


def is_ready(exercise: Exercise, participation: Participation) -> bool:
    """Whether the person has said "jag är klar" in this step."""
    return Ready.objects.filter(exercise=exercise, participation=participation).exists()


def people_behind(notes: QuerySet[Contribution]) -> tuple[int, dict[str, int]]:
    """How many different people stand behind the notes, and how they speak: (people, {perspective: people}).

    A person who took part in several workshops with one receipt counts once, with their latest perspective. A table
    that speaks with one voice is no person, and who is unknown may be somebody who is counted already: neither counts.
    """
    rows = (
        notes.filter(participation__voice=Voice.PERSON)
        .order_by("created_at")
        .values_list("participation_id", "participation__receipt_id", "participation__perspective")
    )
    speaks = {receipt or place: perspective for place, receipt, perspective in rows}
    counts: dict[str, int] = {}
    for perspective in speaks.values():
        counts[perspective] = counts.get(perspective, 0) + 1
    return len(speaks), counts


# --- Notes -----------------------------------------------------------------------------------


def contributions() -> QuerySet[Contribution]:
    """Notes with whose they are and where they were said; `step_state` and `shown_at` are the step's at that site."""
    pace = FilteredRelation("exercise__paces", condition=Q(exercise__paces__site=F("site")))
    return Contribution.objects.select_related("exercise__workshop__lab", "participation", "site", "group").annotate(
        pace=pace, step_state=F("pace__state"), shown_at=F("pace__revealed_at")
    )


def kept_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Every note of a step at its site that has not been withdrawn."""
    return Contribution.objects.filter(
        exercise=exercise, site=exercise.here.site_id, withdrawn_at__isnull=True
    ).select_related("participation")


def shown_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Notes that everyone at the site may read: none before the step has been shown there, and from a table that
    works together only what the table stands by."""
    if exercise.revealed_at is None:
        return Contribution.objects.none()
    return kept_notes(exercise).filter(_off_the_table(exercise), hold=HoldReason.NONE)


def _off_the_table(exercise: Exercise) -> Q:
    if not exercise.in_groups:
        return Q()
    confirmed = GroupPace.objects.filter(exercise=exercise, confirmed_at__isnull=False).values("group")
    return Q(group__isnull=True) | Q(group__in=confirmed)


def table_notes(exercise: Exercise, group: Group | None) -> QuerySet[Contribution]:
    """Notes that those at one table may read: none before the step has been shown to the table."""
    if group is None or not GroupPace.objects.filter(group=group, exercise=exercise, shown_at__isnull=False).exists():
        return Contribution.objects.none()
    return kept_notes(exercise).filter(group=group, hold=HoldReason.NONE)


def table_desk(exercise: Exercise, group: Group) -> tuple[list[Contribution], int]:
    """(what the host of a table reads: what was written down for it, and the others' once it is shown to the table;
    how many notes of single persons at the table are hidden still)."""
    here = kept_notes(exercise).filter(group=group, hold=HoldReason.NONE)
    shown = GroupPace.objects.filter(group=group, exercise=exercise, shown_at__isnull=False).exists()
    read = here if shown or exercise.revealed_at else here.filter(participation__voice=Voice.GROUP)
    return list(read.order_by("created_at")[:200]), here.count() - read.count()


def may_read(exercise: Exercise, place: Participation) -> bool:
    """Whether any rung of the ladder lets this person read others' notes in the step."""
    if exercise.revealed_at is not None:
        return True
    mine = GroupPace.objects.filter(group=place.group_id, exercise=exercise, shown_at__isnull=False)
    return exercise.in_groups and place.group_id is not None and mine.exists()


def readable_notes(exercise: Exercise, place: Participation) -> QuerySet[Contribution]:
    """What one person may read of a step: what the site shows, and what their own table shows."""
    shown, table = shown_notes(exercise), table_notes(exercise, place.group)
    return table if exercise.revealed_at is None else shown | table


def released_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Notes of a step that their sites let the other sites read, each with its site and table."""
    released = Pace.objects.filter(exercise=exercise, released_at__isnull=False).values("site")
    return (
        Contribution.objects.filter(exercise=exercise, withdrawn_at__isnull=True, hold=HoldReason.NONE)
        .filter(_off_the_table(exercise), site__in=released)
        .select_related("participation", "site", "group")
        .order_by("site__position", "created_at", "pk")
    )


def is_shown(note: str = "") -> Q:
    """Condition: the note is shown at the site where it was said. note: path to it, as "contribution__"."""
    revealed = Pace.objects.filter(
        site=OuterRef(f"{note}site"), exercise=OuterRef(f"{note}exercise"), revealed_at__isnull=False
    )
    confirmed = GroupPace.objects.filter(
        group=OuterRef(f"{note}group"), exercise=OuterRef(f"{note}exercise"), confirmed_at__isnull=False
    )
    off_the_table = Q(**{f"{note}exercise__in_groups": False}) | Q(**{f"{note}group": None}) | Exists(confirmed)
    kept = Q(**{f"{note}withdrawn_at": None, f"{note}hold": HoldReason.NONE})
    return kept & Exists(revealed) & off_the_table


def may_be_read(step: Exercise) -> bool:
    """Whether the site may read what came of a step: its own notes or result, or a sorting of shown notes."""
    if step.revealed_at is not None:
        return True
    return step.kind == "cluster" and step.opened_at is not None and bool(step.source and step.source.revealed_at)


def has_answered(step: Exercise) -> bool:
    """Whether a site's own answers to a step are in, so that it may read the others'."""
    return step.state == ExerciseState.CLOSED


def held_notes(site: Site) -> QuerySet[Contribution]:
    """Notes at a site that wait for a facilitator, oldest first."""
    return (
        Contribution.objects.filter(site=site, withdrawn_at__isnull=True)
        .exclude(hold=HoldReason.NONE)
        .select_related("exercise")
        .order_by("created_at")
    )


def own_notes(exercise: Exercise, participation: Participation) -> QuerySet[Contribution]:
    """What this person has left in this step, in order, also at a site they have moved from."""
    return (
        Contribution.objects.filter(exercise=exercise, participation=participation, withdrawn_at__isnull=True)
        .select_related("participation")
        .order_by("created_at")
    )


def note_counts(exercise: Exercise) -> dict[str, int]:
    """{"notes", "people", "held"} of a step at its site."""
    return kept_notes(exercise).aggregate(
        notes=Count("pk"),
        people=Count("participation", filter=~Q(participation__voice=Voice.GROUP), distinct=True),
        held=Count("pk", filter=~Q(hold=HoldReason.NONE)),
    )


def notes_for_staff(workshop: Workshop, *, in_full: Iterable[int]) -> QuerySet[Contribution]:
    """A workshop's notes for those who work with them: what has been shown, and everything of the sites in_full."""
    notes = contributions().filter(exercise__workshop=workshop, withdrawn_at__isnull=True)
    notes = notes.filter(Q(site__in=list(in_full)) | is_shown())
    return notes.prefetch_related(Prefetch("placements", Placement.objects.select_related("cluster"))).order_by(
        "exercise__position", "created_at", "pk"
    )


def usable_contributions(lab) -> QuerySet[Contribution]:
    """Notes that may be part of a synthesis: agreed to analysis, neither withdrawn nor held, and no rehearsal."""
    return contributions().filter(
        exercise__workshop__lab=lab, consent_analysis=True, withdrawn_at__isnull=True, hold=HoldReason.NONE,
        exercise__workshop__rehearsal_of__isnull=True,
    )  # fmt: skip


def contributions_of(receipt) -> QuerySet[Contribution]:
    """Everything one person has said, with themes, newest workshop first."""
    return (
        contributions()
        .filter(participation__receipt=receipt, exercise__workshop__rehearsal_of__isnull=True)
        .prefetch_related(Prefetch("placements", Placement.objects.select_related("cluster", "exercise")))
        .order_by("-exercise__workshop__starts_at", "exercise__position", "created_at")
    )


# --- Themes and dots -------------------------------------------------------------------------


def themes_of(exercise: Exercise) -> QuerySet[Cluster]:
    """The themes that stand in a sorting, at the site it was read for."""
    return exercise.clusters.filter(site=exercise.here.site_id)


def shown_placements() -> QuerySet[Placement]:
    """Where notes that may be shown lie. A step whose notes are shown no longer takes them back from the themes too."""
    return Placement.objects.filter(is_shown("contribution__"))


def clusters_of(exercise: Exercise, *, notes: int | Callable[[int], int] | None = None) -> list[Cluster]:
    """Themes of a sorting step. Each has `.size` (how many notes that may be shown lie there), `.people` behind them,
    and `.placed`: their placements, at most `notes` of each theme (None: all; a function is given how many themes
    there are). Counted in the database, whatever is read.
    """
    shown = shown_placements().filter(exercise=exercise, cluster__site=exercise.here.site_id)
    each = shown.filter(cluster=OuterRef("pk")).order_by().values("cluster")
    size, people = Count("pk"), Count("contribution__participation", distinct=True)
    found: list[Cluster] = list(
        themes_of(exercise)
        .select_related("accepted_by")
        .annotate(
            size=Coalesce(Subquery(each.annotate(n=size).values("n")), 0),
            people=Coalesce(Subquery(each.annotate(n=people).values("n")), 0),
        )
    )
    most = notes(len(found)) if callable(notes) else notes
    if most == 0:
        for cluster in found:
            cluster.placed = []
    else:
        rows = shown.select_related("contribution__participation").order_by("at", "pk")
        prefetch_related_objects(found, Prefetch("placements", rows[:most] if most else rows, to_attr="placed"))
    return found


def unsorted_notes(exercise: Exercise) -> QuerySet[Contribution]:
    """Notes of the source step that lie in no theme yet."""
    if exercise.source is None:
        return Contribution.objects.none()
    return (
        shown_notes(exercise.source)
        .exclude(pk__in=Placement.objects.filter(exercise=exercise).values("contribution"))
        .order_by("created_at")
    )


def containing(notes: QuerySet[Contribution], words: str) -> QuerySet[Contribution]:
    """The notes that hold the words. SQLite knows only A to Z in both sizes, so the usual spellings are asked for."""
    if not words:
        return notes
    spellings = {words, words.lower(), words.upper(), words.capitalize()}
    return notes.filter(reduce(or_, (Q(text__icontains=spelling) for spelling in spellings)))


def next_position(rows: QuerySet | Manager) -> int:
    """One more than the highest position among the rows."""
    return (rows.aggregate(top=Max("position"))["top"] or 0) + 1


def is_answered(theme: Cluster) -> bool:
    """Whether people have laid dots on a theme, so that it may not go."""
    return theme.votes.exists()


def dots_begun(exercise: Exercise) -> bool:
    """Whether people have been asked for dots (or whatever else works on the themes) of this sorting."""
    here = exercise.here.site_id
    begun = Pace.objects.filter(exercise__source=exercise, site=here, opened_at__isnull=False)
    return begun.exists() or Vote.objects.filter(cluster__exercise=exercise, cluster__site=here).exists()


def dots_of(exercise: Exercise, participation: Participation) -> dict[int, int]:
    """{cluster id: dots} of one person."""
    votes = Vote.objects.filter(exercise=exercise, participation=participation, cluster__isnull=False)
    return dict(votes.values_list("cluster_id", "dots"))


def dot_results(exercise: Exercise) -> dict[int, dict[str, int]]:
    """{cluster id: {"dots", "people"}} of everyone."""
    votes = Vote.objects.filter(
        exercise=exercise, participation__site=exercise.here.site_id, cluster__isnull=False
    ).values_list("cluster_id", "dots")
    out: dict[int, dict[str, int]] = {}
    for cluster_id, dots in votes:
        row = out.setdefault(cluster_id, {"dots": 0, "people": 0})
        row["dots"] += dots
        row["people"] += 1
    return out


def placements_of(notes: Iterable[Contribution]) -> dict:
    """{note id: [cluster title, …]} for notes fetched with their placements."""
    return {note.pk: [place.cluster.title for place in note.placements.all()] for note in notes}


def import_of(site: Site, batch_id) -> ImportBatch | None:
    """A file on its way in, if it belongs to the site."""
    return (
        ImportBatch.objects.filter(pk=batch_id, site=site)
        .select_related("exercise__workshop", "site__workshop", "job")
        .first()
    )


def notes_per_theme(cluster_ids: set[int]) -> dict[int, int]:
    """{theme id: notes that lie in it and have not been withdrawn}."""
    rows = Placement.objects.filter(cluster__in=cluster_ids, contribution__withdrawn_at__isnull=True)
    return dict(rows.order_by().values_list("cluster").annotate(Count("pk")))
