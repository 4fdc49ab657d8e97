"""One lab with everybody around it, in each phase of a session; and how a request by each of them ends."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests import factories
from tests.matrix.world_followup import followed

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
        **_feedback_understanding(lab),
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
        "journey": factories.make_journey(lab=lab),
        "code": factories.make_code(lab=lab),
        "draft": factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes),
        "value_area": ValueArea.objects.create(lab=lab, name="Att slippa vänta ensam", created_at=factories.NOON),
    }
    from goals.models import Representation

    _journey_parts(world.objects)
    _feedback_proposals(world.objects)
    _feedback_scenes(world.objects)
    _feedback_rounds(world.objects)
    _feedback_responding(world.objects, receipt)
    world.objects["own_journey"] = _own_way(lab, notes)
    world.objects |= _feedback_answers(lab, notes)
    world.objects |= _feedback_public(lab)
    _feedback_reporting(world.objects)
    voice = world.objects["published"].evidence.first() or _voice_of_somebody(lab)
    world.objects["voice"] = voice
    world.objects["shown_note"] = factories.make_room(people=1, lab=lab)[2][0]
    world.objects["own_view"] = Representation.objects.create(
        evidence=_voice_of_somebody(lab), answer="correct", words="Ett annat ord.", at=factories.NOON
    )
    followed(lab, world.objects)
    return world


def _journey_parts(objects: dict) -> None:
    """Parts of the journey that have addresses of their own."""
    from goals.actions.map_links import link_map
    from journeys.actions.versions import keep_version
    from journeys.actions.voices import tie_voices

    journey = objects["journey"]
    objects["map_step"] = journey.steps.first()
    objects["map_phase"] = journey.phases.first()
    objects["gap"] = journey.gaps.first()
    objects["map_upload"] = _map_upload(journey.lab)
    objects["way"] = journey.links.first()
    objects["map_actor"] = journey.actors.filter(is_person=False).first()
    objects["remedy"] = factories.make_remedy(lab=journey.lab)
    note = factories.make_room(people=1, lab=journey.lab)[2][0]
    tie_voices(part=objects["map_step"], notes=[note.pk], by=None, at=factories.NOON)
    objects["map_voice"] = journey.voices.get()
    objects["map_link"] = link_map(
        part=objects["gap"], goal=objects["published"].goal, reason="Ingen visste vem.", by=None, at=factories.NOON
    )
    objects["map_version"] = keep_version(journey=journey, by=None, at=factories.NOON)


def _feedback_proposals(objects: dict) -> None:
    """A proposal with a locked version and one to write on, and a file of it on its way in."""
    from feedback.actions.changes import add_change
    from feedback.actions.uploads import take_in
    from feedback.actions.versions import new_version
    from feedback.analysis.native import write
    from feedback.queries.document import document
    from tests.feedback.sample import make_proposal, make_version

    by = {"by": None, "at": factories.NOON}
    lab = objects["lab"]
    proposal = make_version(proposal=make_proposal(lab=lab, number="A1"), published=True).proposal
    draft = new_version(proposal=proposal, **by)
    objects["proposal"], objects["proposal_draft"] = proposal, draft
    objects["paragraph"] = draft.paragraphs.first()
    objects["proposal_change"] = add_change(version=draft, what="Ett ord.", why="Det saknades.", **by)
    raw = write(document(proposal, pictures=False))  # its number is taken here, so that nobody reads it in unasked
    objects["proposal_upload"] = take_in(lab=lab, key=uuid.uuid4(), raw=raw, **by)


def _feedback_scenes(objects: dict) -> None:
    """An open version with a scene that can be tried and is tied to a journey, and one that anyone may read."""
    from feedback.actions.mockups import add_mockup
    from feedback.actions.scene_links import link_scene
    from tests.feedback import sample

    now = {"by": None, "at": factories.NOON}
    proposal = sample.make_proposal(lab=objects["lab"], number="S1")
    objects["scene_public"] = sample.make_version(proposal=proposal, published=True)
    objects["scene_version"] = sample.make_version(proposal=proposal, number=2)
    objects["scene"] = scene = objects["scene_version"].scenes.get()
    objects["scene_mockup"] = add_mockup(
        scene=scene, side="today", kind="form", title="Ansökan", body="Fyll i.", fields=["Vad behöver du?"], **now
    )
    objects["scene_link"] = link_scene(
        scene=scene, side="today", part=objects["map_step"], reason="Här börjar det.", **now
    )


def _feedback_responding(objects: dict, receipt) -> None:
    """A round that goes on, with the participant's answer and a remark that is shown openly."""
    from feedback.models import Remark
    from tests.feedback.trying import make_trying, say

    here = make_trying(lab=objects["lab"], numbers=("V1", "V2"))
    place = factories.make_participation(workshop=here.workshop, receipt=receipt, consent_quote=True)
    objects["tried"] = here.version
    objects["own_response"] = say(here, place=place, words={"why": "Ingen svarar på natten."})
    objects["thread_remark"] = objects["own_response"].remarks.get()
    Remark.objects.filter(pk=objects["thread_remark"].pk).update(shown_at=factories.NOON)


def _map_upload(lab):
    """A file of a map on its way in, with a fault, so that nobody who sends the form reads it in."""
    from journeys.actions.importing import take_in
    from journeys.analysis import native
    from tests.journeys.sample import large

    raw = native.write(large(1, 1, 0)).replace(b'"Steg 1 p', b'"' + b"x" * 200)
    return take_in(lab=lab, key=uuid.uuid4(), raw=raw, by=None, at=factories.NOON)


def _feedback_rounds(objects: dict) -> None:
    """A proposal that is tried, a round about it that is open and one that is planned, and what must be true."""
    from feedback.actions.assumptions import add_assumption
    from feedback.enums import RoundState
    from tests.feedback import sample

    proposal = sample.make_proposal(lab=objects["lab"], number="R1")
    asked = [sample.make_version(proposal=proposal, published=True)]
    objects["tried_proposal"] = proposal
    objects["open_round"] = sample.make_round(versions=asked)
    objects["planned_round"] = sample.make_round(versions=asked, state=RoundState.PLANNED)
    objects["assumption"] = add_assumption(proposal=proposal, text="Någon svarar", by=None, at=factories.NOON)


def _own_way(lab, notes):
    """The map of the participant's own way, or of somebody's who is not here as long as nobody has joined."""
    note = notes[0] if notes else factories.make_room(people=1, lab=lab)[2][0]
    return factories.make_journey(lab=lab, teller=note.participation)


def _feedback_answers(lab, notes) -> dict:
    """A round where the step has been shown, a draft of an answer that a version refers to, and a remark with an answer
    that is read: the participant's, or of somebody who is not here as long as nobody has joined."""
    from feedback.models import Change
    from tests.feedback import sample
    from workshops.actions.pacing import close_writing, reveal

    round = sample.make_round(
        versions=[sample.make_version(proposal=sample.make_proposal(lab=lab, number="W1"), published=True)]
    )
    receipt = notes[0].participation.receipt if notes else None
    place = factories.make_participation(workshop=round.workshop, receipt=receipt)
    own = sample.make_remark(response=sample.make_response(round=round, participation=place))
    shown, drafted = (sample.make_remark(response=sample.make_response(round=round)) for _n in range(2))
    step = round.workshop.site.current
    close_writing(exercise=step, by=None, at=factories.NOON)
    reveal(exercise=step, by=None, at=factories.NOON)
    later = sample.make_version(proposal=round.asks.get().version.proposal, number=2)
    draft = sample.make_answer(remarks=[drafted], published=False, changed_in=later)
    Change.objects.create(version=later, place=1, what="En jour", why="Ingen svarade", answer=draft)
    sample.make_answer(remarks=[own])
    return {"answered_round": round, "shown_remark": shown, "draft_answer": draft, "own_remark": own}


def _feedback_public(lab) -> dict:
    """A proposal that anyone may read."""
    from tests.feedback import sample

    version = sample.make_version(proposal=sample.make_proposal(lab=lab, number="P1"), published=True)
    return {"public_proposal": version.proposal}


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


def _feedback_reporting(objects: dict) -> None:
    """An account of a proposal against a målbild, and a report that a job has made."""
    from feedback.actions.matrix import account
    from feedback.actions.reports import keep

    objects["tried_version"] = objects["proposal"].versions.filter(frozen_at__isnull=False).first()
    objects["account"] = account(
        version=objects["tried_version"], goal_version=objects["published"], perspective="staff", leads="partly",
        reason="Om det finns tid.", by=None, at=factories.NOON,
    )  # fmt: skip
    objects["report_key"] = uuid.UUID(int=7)
    keep(round=objects["counted_round"], key=str(objects["report_key"]), content=b"%PDF-")


def _feedback_understanding(lab) -> dict:
    """A round that has been counted."""
    from tests.feedback.counted import count_it, everybody
    from tests.feedback.sample import make_proposal, make_round, make_version

    counted_round = make_round(versions=[make_version(proposal=make_proposal(lab=lab, number="C1"), published=True)])
    everybody(counted_round)
    count_it(counted_round)
    return {"counted_round": counted_round}


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
