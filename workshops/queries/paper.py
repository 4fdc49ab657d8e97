"""Numbers on paper, what was written in lately, and the pictures of walls."""

from __future__ import annotations

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from workshops import registry
from workshops.enums import Channel, Speaker
from workshops.models import Cluster, Contribution, Exercise, PaperForm, Site, WallPhoto
from workshops.queries.notes import shown_notes
from workshops.queries.sites import steps_at

LAST_PRINTED = 500  # forms are printed with numbers up to here
LAST_NUMBER = 9999


def form_at(site: Site, number: int) -> PaperForm | None:
    """Who has a number at a site."""
    return PaperForm.objects.filter(site=site, number=number).select_related("participation").first()


def next_number(site: Site) -> int:
    """The first number that neither a printed form nor anybody has: such as are given on the phone begin after the
    printed ones, so that a form that comes in later is nobody else's."""
    given = PaperForm.objects.filter(site=site, number__gt=LAST_PRINTED).aggregate(last=Max("number"))["last"]
    return (given or LAST_PRINTED) + 1


def steps_with_notes(site: Site) -> list[Exercise]:
    """The steps of a site where notes are left, as the site goes through them."""
    kinds = registry.keys_where(takes_paper=True)
    return [step for step in steps_at(site) if step.kind in kinds]


def steps_with_answers(site: Site) -> list[Exercise]:
    """The steps of a site that have a form of their own on paper."""
    return [step for step in steps_at(site) if registry.get(step.kind).on_paper]


def headings_at(site: Site) -> dict[int, int]:
    """{step id: how many themes stand there} of the sortings of a site that have any."""
    rows = Cluster.objects.filter(site=site).order_by().values_list("exercise").annotate(Count("pk"))
    return dict(rows)


def written_in_by(user, site: Site, most: int = 6) -> list[Contribution]:
    """What one colleague has written in for others at a site, newest first: theirs to check, whoever else may read."""
    mine = Contribution.objects.filter(
        site=site, transcribed_by=user, withdrawn_at__isnull=True, participation__voice__in=_PERSONS,
        channel__in=(Channel.PAPER, Channel.PHONE, Channel.INTERVIEW),
    )  # fmt: skip
    return list(mine.select_related("participation__form", "exercise").order_by("-created_at", "pk")[:most])


_PERSONS = (Speaker.PERSON, Speaker.UNKNOWN)


def walls_of(site: Site) -> list[WallPhoto]:
    """The pictures of walls at a site, newest first."""
    found = WallPhoto.objects.filter(site=site).select_related("exercise", "group", "uploaded_by")
    return list(found.order_by("-created_at"))


def wall_at(site: Site, pk) -> WallPhoto | None:
    """One picture of a site."""
    return WallPhoto.objects.filter(site=site, pk=pk).select_related("exercise", "group").first()


def shown_walls(exercise: Exercise) -> QuerySet[WallPhoto]:
    """Pictures that everyone at the site may see: none before the step has been shown, and none with a note on it that
    is not shown or was changed, since a picture cannot leave out a line."""
    if exercise.revealed_at is None:
        return WallPhoto.objects.none()
    on_it = Contribution.objects.filter(wall_photos=OuterRef("pk"))
    hidden = on_it.filter(Q(row_version__gt=1) | ~Q(pk__in=shown_notes(exercise).values("pk")))
    walls = WallPhoto.objects.filter(exercise=exercise, site=exercise.here.site_id)
    return walls.exclude(Exists(hidden)).filter(Exists(on_it) | Q(group__isnull=True)).order_by("created_at")
