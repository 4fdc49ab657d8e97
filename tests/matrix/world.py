"""One lab with everybody around it, in each phase of a session; and how a request by each of them ends."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests import factories

PHASES = ("planned", "open", "closed")
ROLES = (
    "nobody", "participant", "other_participant", "listener", "researcher", "table_host", "analyst", "editor",
    "facilitator", "lead", "stranger", "site_editor", "administrator",
)  # fmt: skip
MEMBERS = ("listener", "researcher", "table_host", "analyst", "editor", "facilitator", "lead")
STAFF = (*MEMBERS, "stranger", "site_editor", "administrator")


@dataclass
class World:
    """A session in one phase and a client for each role. objects: what addresses are built from."""

    phase: str
    clients: dict[str, Client] = field(default_factory=dict)
    objects: dict = field(default_factory=dict)


def build(phase: str) -> World:
    """The lab, the session in its phase, one note, one målbild, and clients for every role."""
    from workshops.actions.groups import add_group
    from workshops.actions.pacing import close_workshop, close_writing, reveal

    world = World(phase)
    lab = factories.make_lab()
    other_lab = factories.make_lab()
    workshop = factories.make_workshop(lab=lab)
    group = add_group(site=workshop.site, name="Bord 1", by=None, at=factories.NOON)
    clients = world.clients
    clients["nobody"] = Client()
    for role in MEMBERS:
        clients[role] = _signed_in(factories.make_member(lab=lab, role=role))
    clients["stranger"] = _signed_in(factories.make_member(lab=other_lab, role="lead"))
    clients["site_editor"] = _signed_in(factories.make_user(site_role="editor"))
    clients["administrator"] = _signed_in(factories.make_user(site_role="administrator"))
    receipt, code = factories.make_receipt()
    clients["participant"] = factories.carry(Client(), code)
    other_receipt, other_code = factories.make_receipt()
    clients["other_participant"] = factories.carry(Client(), other_code)
    factories.make_participation(receipt=other_receipt)
    note = None
    if phase != "planned":
        from workshops.actions.pacing import open_workshop

        workshop = open_workshop(workshop=workshop, by=None, at=factories.NOON)
        workshop = factories.advance(workshop, 1)
        place = factories.make_participation(workshop=workshop, receipt=receipt)
        note = factories.make_note(exercise=workshop.site.current, participation=place)
        if phase == "closed":
            close_writing(exercise=workshop.site.current, by=None, at=factories.NOON)
            reveal(exercise=workshop.site.current, by=None, at=factories.NOON)
            workshop = close_workshop(workshop=workshop, by=None, at=factories.NOON)
    from goals.actions.barriers import add_barrier
    from goals.models import ValueArea
    from workshops.models import Reflection

    lead = lab.memberships.get(role="lead").user
    story = _story(workshop, note.participation if note else None, lead)
    entry = Reflection.objects.create(
        workshop=workshop, user=lead, key=uuid.uuid4(), day=factories.NOON.date(), happened="Det gick bra.",
        created_at=factories.NOON,
    )  # fmt: skip
    notes = [note] if note else []
    world.objects = {
        **_around(lab),
        **_plan(lab),
        "lab": lab,
        "workshop": workshop,
        "group": group,
        "reflection": entry,
        "story": story,
        "step": workshop.exercises.get(position=1),
        "last_step": workshop.exercises.get(position=3),
        "note": note or factories.make_note(),
        "barrier": add_barrier(lab=lab, title="Två journaler", by=None, at=factories.NOON),
        "published": factories.make_published_goal(lab=lab, notes=notes),
        "code": factories.make_code(lab=lab),
        "draft": factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes),
        "value_area": ValueArea.objects.create(lab=lab, name="Att slippa vänta ensam", created_at=factories.NOON),
    }
    from goals.models import Representation

    voice = world.objects["published"].evidence.first() or _voice_of_somebody(lab)
    world.objects["voice"] = voice
    world.objects["shown_note"] = factories.make_room(people=1, lab=lab)[2][0]
    world.objects["own_view"] = Representation.objects.create(
        evidence=_voice_of_somebody(lab), answer="correct", words="Ett annat ord.", at=factories.NOON
    )
    return world


def _plan(lab) -> dict:
    """An action plan with one action, a file on its way in, and a group that judges it."""
    from goals.actions.plan_judging import put_group
    from goals.actions.plan_uploads import read_in, take_in
    from goals.actions.plans import create_plan

    by = {"by": None, "at": factories.NOON}
    plan = create_plan(lab=lab, title="Länets plan", owner="Länet", **by)
    raw = (b"insats\tnr\nFast kontakt\t1\n", b"insats\tnr\nEn plan\t2\n")
    first, second = (take_in(plan=plan, key=uuid.uuid4(), raw=text, **by) for text in raw)
    group = put_group(plan=plan, label="Brukarrådet", perspective="lived", people=6, owns_plan=False, **by)
    return {
        "plan": plan,
        "plan_version": read_in(upload=first, **by),
        "plan_upload": second,
        "judging_group": group,
    }


def _voice_of_somebody(lab):
    """A voice in a published målbild of the lab, of somebody who is not here."""
    note = factories.make_room(people=1, lab=lab)[2][0]
    return factories.make_published_goal(lab=lab, notes=[note]).evidence.get()


def _story(workshop, place, by):
    """What a person told, written in by somebody and not read back yet."""
    from workshops.models import Contribution, Participation, Story

    step, now = workshop.exercises.get(position=1), factories.NOON
    place = place or Participation.objects.create(
        workshop=workshop, site=workshop.site, source_key="paper", joined_at=now, last_seen_at=now
    )
    told = {"exercise": step, "participation": place, "site": workshop.site, "created_at": now}
    story = Story.objects.create(client_key=uuid.uuid4(), taken_down_by=by, **told)
    Contribution.objects.create(
        client_key=uuid.uuid4(), story=story, part="f1", channel="interview", text="Det var stilla.", **told
    )
    return story


def _around(lab) -> dict:
    """What the lab's own pages are about."""
    from hlab.labs.models import Concept, Initiative

    word = Concept.objects.create(term="Mellanrum", definition="Tiden mellan två verksamheter.")
    word.labs.add(lab)
    return {
        "word": word,
        "actor": lab.actors.first(),
        "principal": lab.principals.first(),
        "initiative": Initiative.objects.create(lab=lab, title="Gemensam mottagning", owner="Regionen"),
        "membership": lab.memberships.order_by("pk").first(),
        "person": factories.make_user(),
        "organisation": factories.make_organisation(),
        "picture": _picture(),
    }


def _picture() -> str:
    """Name of a file that lies among the pictures of pages and among those of colleagues."""
    name = "prov.png"
    for folder in ("images", "avatar_images"):
        if not default_storage.exists(f"{folder}/{name}"):
            default_storage.save(f"{folder}/{name}", ContentFile(b"x"))
    return name


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def outcome(response) -> str:
    """ "ok", "login", "join", "forbidden", "missing" or the status, so that a row can be read aloud."""
    if response.status_code in (301, 302):
        to = response["Location"]
        if to.startswith("/konto/login/"):
            return "login"
        return "join" if to in ("/ga-med/", "/kvitto/") else "ok"
    return {200: "ok", 400: "ok", 409: "ok", 422: "ok", 403: "forbidden", 404: "missing", 405: "ok"}.get(
        response.status_code, str(response.status_code)
    )
