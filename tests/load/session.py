"""The session that is put under load: made, filled and read back in the database of this process's environment.

Everything is done by the site's own acts. What people do meanwhile goes over HTTP, in `tests.load.crowd`.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from django.utils import timezone

TEXT = "Prov {person}.{number}: att någon ringde tillbaka och visste vem jag var."
_NAMED = re.compile(r"^Prov (\d+)\.(\d+):")


@dataclass(frozen=True)
class Session:
    """pk: the workshop; step: the brainstorm that is both open and shown; code: what people type to come in;
    site: its only room."""

    pk: int
    step: int
    code: str
    site: int


@dataclass(frozen=True)
class Stored:
    """One note as the database has it. order: its place on the channel that told the room, None when it was not told.

    name: (person, number) from its words; channel: which wire told of it.
    """

    name: tuple[int, int]
    channel: str
    order: int | None


def example_lab():
    """The lab of the example content."""
    from hlab.labs.models import Lab

    return Lab.objects.filter(is_demo=True).order_by("pk").first()


def shown_and_open(lab) -> Session:
    """A session in which notes are shown to everybody while people go on writing.

    Before notes are shown a participant's page hears nothing of them, so this is the hardest a room can be: each note
    is told on the channel that each phone follows.
    """
    from workshops.actions import pacing
    from workshops.actions.planning import create_workshop

    now = timezone.now()
    who = {"by": None, "at": now}
    workshop = create_workshop(lab=lab, title="Belastning", starts_at=now, support_person="Robin Ek", **who)
    workshop = pacing.open_workshop(workshop=workshop, **who)
    step = workshop.exercises.get(position=1)
    pacing.go_to(site=workshop.site, step=step, seen_step=None, **who)
    step = _again(step)
    pacing.close_writing(exercise=step, **who)
    pacing.reveal(exercise=_again(step), **who)
    pacing.reopen_writing(exercise=_again(step), **who)
    return Session(workshop.pk, step.pk, workshop.site.join_code, workshop.site.pk)


def _again(step):
    from workshops.models import Exercise

    return Exercise.objects.select_related("workshop").get(pk=step.pk)


def silent_listeners(session: Session, many: int) -> list[str]:
    """Stream addresses of people who only read, with places of their own. A short cut: they have not walked through
    the pages, but their places, tickets and channels are those that the pages would have given them."""
    from hlab.accounts.actions.receipts import issue
    from hlab.live.tickets import ticket
    from workshops.actions.joining import join
    from workshops.models import Workshop
    from workshops.wire import room

    now = timezone.now()
    workshop = Workshop.objects.get(pk=session.pk)
    streams = []
    for _number in range(many):
        receipt, _code = issue(at=now)
        place = join(site=workshop.site, receipt=receipt, perspective="lived", by=receipt, at=now)
        streams.append(f"/live/stream?t={ticket([room(session.site)], str(place.pk))}")
    return streams


def stored(session: Session) -> list[Stored]:
    """Every note of the step. The event that told of a note was written with it, at the same microsecond."""
    from django.db.models import Q

    from hlab.live.models import Event
    from workshops.models import Contribution

    told: dict = {}
    ours = Q(channel=f"site:{session.site}") | Q(channel__name__startswith=f"site:{session.site}:")
    for event in Event.objects.filter(ours, kind="notes").order_by("seq"):
        told.setdefault(event.at, []).append((event.channel_id, event.seq))
    out = []
    rows = Contribution.objects.filter(exercise_id=session.step).order_by("created_at", "pk")
    for text, at in rows.values_list("text", "created_at"):
        channel, order = told[at].pop(0) if told.get(at) else ("", None)
        person, number = _NAMED.match(text).groups()
        out.append(Stored((int(person), int(number)), channel, order))
    return out


def new_key() -> str:
    """What makes the same note, sent again, the same note."""
    return str(uuid.uuid4())
