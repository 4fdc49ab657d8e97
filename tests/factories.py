"""Small worlds for tests. Plain functions; whatever has an action is made by that action.

Times are given (`at=`) or fall back on NOON, so that a test reads the same every day. `serial()` keeps names apart.
"""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, datetime, timedelta

from django.core import signing

from goals.enums import GoalStatus
from goals.models import ChangeCause, Evidence, Goal, GoalVersion, MemberCheck
from goals.queries import chosen_release
from hlab.accounts.actions.users import create_user
from hlab.accounts.enums import OrganisationKind, SiteRole
from hlab.accounts.models import Organisation, Receipt, User
from hlab.accounts.receipts import _SALT, COOKIE, code_hash, new_code
from hlab.labs.enums import ActorKind, LabRole, Perspective
from hlab.labs.models import Actor, Lab, Membership

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
PASSWORD = "lång-och-lätt-att-minnas-7"
_count = itertools.count(1)


def serial() -> int:
    """A number nobody else has in this run."""
    return next(_count)


# --- People -----------------------------------------------------------------------------------


def make_organisation(*, kind: str = OrganisationKind.CIVIL_SOCIETY, **fields) -> Organisation:
    """An organisation; regions and municipalities become example ones, without an official code."""
    fields = {"name": f"Organisation {serial()}", "is_demo": True} | fields
    return Organisation.objects.create(kind=kind, **fields)


def make_user(*, site_role: str = SiteRole.NONE, password: str | None = None, **fields) -> User:
    """Someone with a log-in. password: PASSWORD unless given."""
    number = serial()
    fields = {"email": f"person{number}@example.se", "first_name": "Kim", "last_name": f"Lind {number}"} | fields
    return create_user(password=password or PASSWORD, site_role=site_role, by=None, at=NOON, **fields)


def make_member(*, lab: Lab, role: str = LabRole.FACILITATOR, at: datetime = NOON, **fields) -> User:
    """Someone with a log-in and one role in the lab."""
    user = fields.pop("user", None) or make_user(**fields)
    Membership.objects.create(lab=lab, user=user, role=role, added_at=at)
    return user


def make_receipt(*, at: datetime = NOON) -> tuple[Receipt, str]:
    """A participant and the code that only the participant has."""
    code = new_code()
    return Receipt.objects.create(code_hash=code_hash(code), created_at=at), code


def carry(client, code: str):
    """Let a test client keep a receipt code, as a participant's phone does. Returns the client."""
    client.cookies[COOKIE] = signing.get_cookie_signer(salt=COOKIE + _SALT).sign(code)
    return client


# --- Labs -------------------------------------------------------------------------------------


def make_lab(*, complete: bool = True, at: datetime = NOON, **fields) -> Lab:
    """A lab. complete: with everything that must be in place before a session may open."""
    number = serial()
    base = {
        "name": f"Labb {number}",
        "slug": f"labb-{number}",
        "question": "Vad skulle få vården att hänga ihop?",
        "purpose": "Att förstå vad som hjälper.",
        "people": "Personer med samsjuklighet och deras närstående",
        "is_public": True,
        "created_at": at,
    }
    if complete:
        base |= {
            "decider": "Styrgruppen i länet",
            "open_scope": "Hur vi tar emot den som söker hjälp.",
            "closed_scope": "Vilken huvudman som har ansvaret enligt lag.",
        }
    lab = Lab.objects.create(**(base | fields))
    if complete:
        lab.principals.add(
            make_organisation(kind=OrganisationKind.REGION), make_organisation(kind=OrganisationKind.MUNICIPALITY)
        )
        Actor.objects.create(lab=lab, name="Socialtjänsten", does="Ger stöd i vardagen", kind=ActorKind.MUNICIPALITY)
    return lab


# --- Workshops --------------------------------------------------------------------------------


def make_workshop(*, lab: Lab | None = None, by=None, at: datetime = NOON, with_programme: bool = True, **fields):
    """A planned session with the usual three steps: brainstorm, cluster, dot vote."""
    from workshops.actions.planning import create_workshop

    base = {
        "title": f"Verkstad {serial()}",
        "starts_at": at,
        "support_person": "Robin Ek, i rummet",
        "with_programme": with_programme,
    }
    return create_workshop(lab=lab or make_lab(), by=by, at=at, **(base | fields))


def make_open_workshop(*, step: int | None = 1, by=None, at: datetime = NOON, **fields):
    """A session that has opened and stands at a step (1 is the first; None: people wait in the lobby)."""
    from workshops.actions.pacing import open_workshop

    workshop = open_workshop(workshop=make_workshop(by=by, at=at, **fields), by=by, at=at)
    return advance(workshop, step, by=by, at=at) if step else workshop


def advance(workshop, step: int, *, by=None, at: datetime = NOON):
    """Make the step at this position the one everybody sees."""
    from workshops.actions.pacing import go_to

    workshop.refresh_from_db()
    target = workshop.exercises.get(position=step)
    go_to(site=workshop.site, step=target, seen_step=workshop.site.current_id, by=by, at=at)
    workshop.refresh_from_db()
    return workshop


OF_A_SITE = {"console", "stage", "pace", "moderate", "host_act", "import", "import_preview", "rehearsal_act", "groups"}


def key_for(name: str, workshop) -> int:
    """What the address of a session's page takes: the session, or its only site for those who lead."""
    return workshop.site.pk if name in OF_A_SITE and hasattr(workshop, "site") else workshop.pk


def make_participation(
    *,
    workshop=None,
    site=None,
    receipt: Receipt | None = None,
    perspective: str = Perspective.LIVED,
    at: datetime = NOON,
    **fields,
):
    """Someone who has joined an open session. Their receipt is made when none is given."""
    from workshops.actions.joining import join

    receipt = receipt or make_receipt(at=at)[0]
    return join(
        site=site or (workshop or make_open_workshop(at=at)).site,
        receipt=receipt,
        perspective=perspective,
        by=receipt,
        at=at,
        **fields,
    )


def make_note(*, exercise=None, participation=None, text: str = "", at: datetime = NOON, **fields):
    """A note in an open step (the first of a new session unless given)."""
    from workshops.actions.contributions import leave_note

    if exercise is None:
        workshop = participation.workshop if participation else make_open_workshop(at=at)
        exercise = workshop.exercises.get(position=1)
    participation = participation or make_participation(workshop=exercise.workshop, at=at)
    return leave_note(
        exercise=exercise,
        participation=participation,
        text=text or f"Någon som ringer tillbaka. ({serial()})",
        client_key=fields.pop("client_key", None) or uuid.uuid4(),
        by=participation.receipt,
        at=at,
        **fields,
    )


def make_room(
    *, people: int = 3, notes_each: int = 1, reveal: bool = True, text: str = "", at: datetime = NOON, **fields
):
    """A session with people who have left notes in the first step. text: what the first of them says.

    Returns (workshop, step, notes).
    """
    from workshops.actions.pacing import close_writing
    from workshops.actions.pacing import reveal as show

    workshop = make_open_workshop(at=at, **fields)
    step = workshop.exercises.get(position=1)
    kinds = [Perspective.LIVED, Perspective.STAFF, Perspective.RELATIVE]
    notes = []
    for number in range(people):
        place = make_participation(workshop=workshop, perspective=kinds[number % 3], at=at)
        notes += [
            make_note(
                exercise=step, participation=place, text="" if number else text, at=at + timedelta(seconds=number)
            )
            for _ in range(notes_each)
        ]
    if reveal:
        close_writing(exercise=step, by=None, at=at)
        show(exercise=step, by=None, at=at)
        step.refresh_from_db()
    return workshop, step, notes


def make_many_notes(*, step, participation, number: int, text="Lapp nummer {n} om väntan", at: datetime = NOON):
    """Notes put straight into the table, for pages that must hold many. Returns them in order."""
    from workshops.models import Contribution

    return Contribution.objects.bulk_create(
        Contribution(
            exercise=step,
            site=step.site,
            participation=participation,
            channel="live",
            text=text.format(n=n),
            client_key=uuid.uuid4(),
            created_at=at + timedelta(milliseconds=n),
        )
        for n in range(number)
    )


# --- Målbilder --------------------------------------------------------------------------------


def make_goal(*, lab: Lab | None = None, at: datetime = NOON, **fields) -> Goal:
    """A målbild without any wording yet."""
    fields = {"slug": f"malbild-{serial()}"} | fields
    return Goal.objects.create(lab=lab or make_lab(), created_at=at, **fields)


def make_code(*, lab: Lab | None = None, at: datetime = NOON, **fields):
    """A code of a lab's codebook."""
    from goals.actions.codebook import add_code

    return add_code(lab=lab or make_lab(), by=None, at=at, **({"name": f"Kod {serial()}"} | fields))


def make_goal_version(*, goal: Goal | None = None, notes=(), at: datetime = NOON, **fields) -> GoalVersion:
    """A wording. Draft unless `status` says otherwise; anything but a draft is frozen. notes: what it rests on."""
    goal = goal or make_goal(at=at)
    number = goal.versions.count() + 1
    base = {
        "title": "Jag vet vem jag ska ringa",
        "statement": "Jag har en person att ringa. Hon vet vem jag är.",
        "created_at": at,
        "number": number,
    }
    if fields.get("status", GoalStatus.DRAFT) != GoalStatus.DRAFT or "published_at" in fields:
        base["frozen_at"] = at
    if number > 1:
        base |= {"what_changed": "Ett ord byttes.", "why_changed": "Gruppen bad om det."}
    fields = base | fields
    later = {key: fields.pop(key) for key in ("status", "frozen_at", "published_at") if key in fields}
    version = GoalVersion.objects.create(goal=goal, **fields)
    Evidence.objects.bulk_create(Evidence(version=version, contribution=note, added_at=at) for note in notes)
    if later:  # once frozen, the database takes no more evidence
        _take_as_far(version, later, at=at)
    return version


def _take_as_far(version: GoalVersion, later: dict, *, at: datetime) -> None:
    """Freeze, choose what is shown, and go up the steps that the database asks for, past the actions."""
    rows, status = GoalVersion.objects.filter(pk=version.pk), later.pop("status", GoalStatus.DRAFT)
    if later.get("published_at"):
        later["shown"] = chosen_release(version)
    rows.update(**later)
    if status in (GoalStatus.VALIDATED, GoalStatus.ADOPTED):
        MemberCheck.objects.create(
            version=version, held_on=at.date(), how="Ett samtal", recognise=6, lived_experience=6, recorded_at=at
        )
        rows.update(status=GoalStatus.VALIDATED)
    rows.update(status=status)
    version.refresh_from_db()


def make_cause(*, version: GoalVersion, text: str = "Ett ord byttes.", **fields) -> ChangeCause:
    """What a later version must have before it is frozen: why it changed. Editorial unless a remark is given."""
    return ChangeCause.objects.create(version=version, text=text, **fields)


def make_published_goal(*, lab: Lab | None = None, notes=(), at: datetime = NOON, **fields) -> GoalVersion:
    """A validated wording that is public (in the goals room; its page belongs to the cms)."""
    goal = fields.pop("goal", None) or make_goal(lab=lab, at=at)
    return make_goal_version(
        goal=goal, notes=notes, at=at, **({"status": GoalStatus.VALIDATED, "published_at": at} | fields)
    )


def make_journey(*, lab: Lab | None = None, document=None, by=None, at: datetime = NOON, **fields):
    """A journey with everything that a document says (the sample's, unless another is given)."""
    from journeys.actions import putting
    from tests.journeys.sample import DOCUMENT

    return putting.make_journey(lab=lab or make_lab(), document=document or DOCUMENT, by=by, at=at, **fields)


def make_remedy(*, lab: Lab, by=None, at: datetime = NOON, **fields):
    """What a lab has done about the waits from a region to a municipality."""
    from journeys.actions.remedies import add_remedy

    base = {"kind": "wait", "from_kind": "region", "to_kind": "municipality", "county": "",
            "what": f"Någon ringer samma dag, {serial()}", "done_on": at.date()}  # fmt: skip
    return add_remedy(lab=lab, key=uuid.uuid4(), by=by, at=at, **(base | fields))
