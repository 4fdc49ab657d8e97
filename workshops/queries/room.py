"""Around the steps: who asks for help, who wants to speak, what was said to the room, what was put aside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hlab.accounts.models import User
from hlab.labs.enums import LabRole, Perspective
from workshops.enums import ParkedState
from workshops.models import HelpRequest, Message, MessageRead, Parked, Participation, Site, Turn
from workshops.queries.sites import hosts_of

STILL_NEWS = timedelta(minutes=30)  # how old a message may be for somebody who comes in
MOST_MESSAGES = 5


def waiting_help() -> QuerySet[HelpRequest]:
    """Requests that nobody has taken care of and nobody has taken back."""
    return HelpRequest.objects.filter(taken_at=None, ended_at=None)


def counted_around(site: Site) -> dict[str, Count]:
    """{"left", "help", "queue"} to be counted with `presence`: how many at a site have gone, wait for help, and want to
    speak or speak."""
    turns = Turn.objects.filter(site=site, ended_at=None)
    return {
        "left": Count("pk", filter=Q(left_at__isnull=False)),
        "help": Count("pk", filter=Q(pk__in=waiting_help().values("participation"))),
        "queue": Count("pk", filter=Q(pk__in=turns.values("participation"))),
    }


def numbers_at(site: Site) -> dict:
    """{participation id: number in the order of coming}, so that a host can point at one without a name."""
    return {pk: number for number, pk, _left_at in numbered(site)}


def numbered(site: Site) -> list[tuple]:
    """[(number, participation id, when they left or None)] in the order of coming."""
    rows = site.participations.filter(voice="person", receipt__isnull=False).order_by("joined_at", "pk")
    return [(number, pk, left_at) for number, (pk, left_at) in enumerate(rows.values_list("pk", "left_at"), start=1)]


def help_wanted(site: Site, numbers: dict) -> list[dict]:
    """[{"request", "number", "group"}] in the order of asking."""
    rows = waiting_help().filter(participation__site=site).select_related("participation__group").order_by("asked_at")
    return [
        {"request": row, "number": numbers.get(row.participation_id), "group": row.participation.group} for row in rows
    ]


def help_of(place: Participation) -> HelpRequest | None:
    """What this person has asked for and not taken back."""
    return HelpRequest.objects.filter(participation=place, ended_at=None).first()


# --- The speaking queue -------------------------------------------------------------------------


def turn_of(place: Participation) -> Turn | None:
    """This person's place in the queue, or their turn that goes on."""
    return Turn.objects.filter(participation=place, ended_at=None).first()


def speaking_queue(site: Site, numbers: dict) -> dict:
    """{"now": row or None, "waiting": [row]} with row = {"turn", "number", "perspective", "has_spoken"}.

    In the order of asking; those who have not spoken before come first where the site has said so.
    """
    earlier = Turn.objects.filter(
        participation=OuterRef("participation"), site=site, given_at__isnull=False, ended_at__isnull=False
    )
    turns = Turn.objects.filter(site=site, ended_at=None).annotate(has_spoken=Exists(earlier))
    rows: list[dict[str, Any]] = [
        {
            "turn": turn,
            "number": numbers.get(turn.participation_id),
            "perspective": turn.participation.get_perspective_display(),
            "has_spoken": turn.has_spoken,
        }
        for turn in turns.select_related("participation").order_by("asked_at", "pk")
    ]
    waiting = [row for row in rows if row["turn"].given_at is None]
    if site.new_voices_first:
        waiting.sort(key=lambda row: row["has_spoken"])
    return {"now": next((row for row in rows if row["turn"].given_at is not None), None), "waiting": waiting}


def ahead_of(site: Site, place: Participation) -> int:
    """How many speak before this person."""
    waiting = [row["turn"].participation_id for row in speaking_queue(site, {})["waiting"]]
    return waiting.index(place.pk) if place.pk in waiting else 0


def talk_by_perspective(site: Site) -> list[tuple[str, int]]:
    """[(perspective, turns)]: how often each has had the floor, the most first; for those who lead."""
    rows = (
        Turn.objects.filter(site=site, given_at__isnull=False)
        .order_by()
        .values_list("participation__perspective")
        .annotate(n=Count("pk"))
    )
    return [(str(Perspective(value).label), n) for value, n in sorted(rows, key=lambda row: (-row[1], row[0]))]


# --- Messages -----------------------------------------------------------------------------------


def messages_for(place: Participation) -> list[Message]:
    """What a person has been told and not put away, the latest first."""
    read = MessageRead.objects.filter(message=OuterRef("pk"), participation=place)
    told = Message.objects.filter(site=place.site_id, ended_at=None, sent_at__gte=place.joined_at - STILL_NEWS)
    told = told.filter(Q(group=None) | Q(group=place.group_id), ~Exists(read))
    return list(told.order_by("-sent_at", "-pk")[:MOST_MESSAGES])


def message_on_stage(site: Site) -> Message | None:
    """The latest that is to be seen on the big screen."""
    return Message.objects.filter(site=site, on_stage=True, ended_at=None).order_by("-sent_at", "-pk").first()


def messages_at(site: Site) -> list[Message]:
    """The log: what was written to a site and its tables, the latest first."""
    return list(Message.objects.filter(site=site).select_related("group").order_by("-sent_at", "-pk")[:50])


# --- The parking --------------------------------------------------------------------------------


def parked_at(site: Site) -> list[Parked]:
    """Everything put aside at a site, for those who lead, oldest first."""
    return list(Parked.objects.filter(site=site).select_related("participation").order_by("created_at", "pk")[:300])


def parked_for(place: Participation) -> list[Parked]:
    """What the room may read, and what this person has put there themselves."""
    shown = Q(state__in=[ParkedState.OPEN, ParkedState.DONE]) | Q(participation=place)
    rows = Parked.objects.filter(shown, site=place.site_id).select_related("participation")
    return list(rows.order_by("created_at", "pk")[:300])


# --- Those who lead -----------------------------------------------------------------------------


def leaders_with(viewer, site: Site) -> list[User]:
    """With whom the viewer leads a site: those named for it, or the lab's leads and facilitators. One query."""
    named = {row.user_id for row in hosts_of(viewer, site.workshop_id) if row.site_id == site.pk and not row.group_id}
    people = User.objects.filter(is_active=True)
    people = (
        people.filter(pk__in=named)
        if named
        else people.filter(memberships__lab=site.lab_id, memberships__role__in=[LabRole.LEAD, LabRole.FACILITATOR])
    )
    found = people.exclude(pk=viewer.user.pk or 0).distinct()
    return list(found.order_by("first_name", "last_name", "pk")[:20])
