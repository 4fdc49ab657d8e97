"""Building the example lab by the rooms' own acts, at fixed moments, the same each time."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from goals.actions.checks import record_check
from goals.actions.status import adopt, validate
from goals.actions.versions import change_draft, create_goal, start_new_version
from hlab.accounts.actions.receipts import issue
from hlab.accounts.actions.users import create_user
from hlab.accounts.models import Organisation, User
from hlab.cms.actions.publishing import ensure_lab_page, publish_goal
from hlab.cms.demo import goals as goal_content
from hlab.cms.demo import lab as lab_content
from hlab.cms.demo import spring, today
from hlab.labs.actions.actor_map import put_actor, put_concept, put_initiative
from hlab.labs.actions.labs import create_lab
from hlab.labs.actions.members import add_member
from hlab.labs.models import Lab
from workshops.actions import clustering, pacing, planning
from workshops.actions.contributions import hold_note, leave_note, withdraw
from workshops.actions.joining import join, set_ready
from workshops.actions.voting import place_dots
from workshops.models import Contribution, Exercise, Workshop

SPRING = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
SPACE = uuid.UUID("0f6d2f50-5c1a-5b8e-9c55-6a3f2d0b7c11")


def build(now: datetime) -> Lab:
    """The whole example lab. now: when the running session is taken to have begun."""
    at = SPRING - timedelta(days=40)
    principals = [
        Organisation.objects.get_or_create(name=name, kind=kind, defaults={"is_demo": True})[0]
        for name, kind in lab_content.PRINCIPALS
    ]
    for name, kind in lab_content.OTHERS:
        Organisation.objects.get_or_create(name=name, kind=kind, defaults={"is_demo": True})
    users = _people(at)
    lead = users["labbansvarig@halsolabb.example"]
    lab = create_lab(
        by=lead, at=at, lead=lead, principals=principals, is_public=True, is_demo=True,
        decision_by=date(2027, 2, 15), **lab_content.LAB,
    )  # fmt: skip
    for _role, email, _first, _last, _site, roles in lab_content.LOGINS:
        for role in roles:
            add_member(lab=lab, user=users[email], role=role, by=lead, at=at)
    for name, does, kind, status in lab_content.ACTORS:
        put_actor(lab=lab, name=name, does=does, kind=kind, status=status, by=lead, at=at)
    for title, owner, period, state, note in lab_content.INITIATIVES:
        put_initiative(lab=lab, title=title, owner=owner, period=period, state=state, note=note, by=lead, at=at)
    for term, definition, source in lab_content.CONCEPTS:
        put_concept(lab=lab, term=term, definition=definition, source=source, by=lead, at=at)
    facilitator = users["processledare@halsolabb.example"]
    ensure_lab_page(lab=lab, by=lead, at=at)
    notes = _spring(lab, facilitator)
    _goals(lab, facilitator, notes)
    _today(lab, facilitator, now)
    return lab


def _people(at: datetime) -> dict[str, User]:
    users = {}
    for _role, email, first, last, site_role, _roles in lab_content.LOGINS:
        users[email] = create_user(
            email=email, password=lab_content.PASSWORD, first_name=first, last_name=last, site_role=site_role,
            by=None, at=at,
        )  # fmt: skip
    return users


def _plan(lab: Lab, content, by, at: datetime) -> tuple[Workshop, list[Exercise]]:
    workshop = planning.create_workshop(
        lab=lab, by=by, at=at - timedelta(days=20), with_programme=False, starts_at=at, **content.WORKSHOP
    )
    steps: list[Exercise] = []
    for kind, title, prompt, minutes, source in content.STEPS:
        steps.append(
            planning.add_exercise(
                workshop=workshop, kind=kind, title=title, prompt=prompt, minutes=minutes, by=by,
                at=at - timedelta(days=20), source=steps[source - 1] if source else None,
            )
        )  # fmt: skip
    workshop = pacing.open_workshop(workshop=workshop, by=by, at=at)
    for step in steps:
        step.workshop = workshop
    return workshop, steps


def _go(workshop: Workshop, steps: list[Exercise], number: int, by, at: datetime) -> None:
    before = steps[number - 1].pk if number else None
    pacing.go_to(workshop=workshop, step=steps[number], seen_step=before, by=by, at=at)


def _show(step: Exercise, by, at: datetime) -> None:
    pacing.close_writing(exercise=step, by=by, at=at)
    pacing.reveal(exercise=step, by=by, at=at + timedelta(minutes=1))


def _spring(lab: Lab, by) -> dict[str, list[Contribution]]:
    """The finished session; returns its notes by theme."""
    workshop, steps = _plan(lab, spring, by, SPRING)
    places = {}
    for number, perspective in enumerate(spring.PERSPECTIVES, start=1):
        channel = "paper" if number in spring.PAPER else "phone" if number in spring.PHONE else "live"
        receipt, _code = issue(at=SPRING)
        places[number] = join(
            workshop=workshop, receipt=receipt, perspective=perspective, channel=channel, by=receipt,
            consent_quote=number not in spring.NO_QUOTE, consent_reuse=number % 3 == 0,
            at=SPRING - timedelta(minutes=10),
        )  # fmt: skip
    by_theme: dict[str, list[Contribution]] = {key: [] for key, _title in spring.THEMES}
    minute = timedelta(minutes=1)
    at = SPRING + 5 * minute
    for position in (1, 2):
        _go(workshop, steps, position - 1, by, at)
        for order, (person, step, theme, text) in enumerate(spring.NOTES):
            if step != position:
                continue
            note = leave_note(
                exercise=steps[position - 1], participation=places[person], text=text,
                client_key=uuid.uuid5(SPACE, f"spring-{order}"), by=places[person], at=at + order * minute / 6,
                language="en" if text.startswith("Somebody") else "sv",
                transcribed_by=by if places[person].channel in ("paper", "phone") else None,
            )  # fmt: skip
            if theme:
                by_theme[theme].append(note)
            if text == spring.WITHDRAWN:
                withdraw(contribution=note, by=places[person], at=at + timedelta(days=2))
        at += 20 * minute
        _show(steps[position - 1], by, at)
        at += 5 * minute
    _go(workshop, steps, 2, by, at)
    steps[2] = workshop.exercises.select_related("source", "workshop__lab").get(pk=steps[2].pk)
    themes = [
        clustering.create_cluster(exercise=steps[2], title=title, by=by, at=at) for _key, title in spring.THEMES
    ]
    for theme, (key, _title) in zip(themes, spring.THEMES, strict=True):
        ids = [note.pk for note in by_theme[key]]
        clustering.move_notes(exercise=steps[2], note_ids=ids, cluster=theme, by=by, at=at + 20 * minute)
    _go(workshop, steps, 3, by, at + 30 * minute)
    steps[3] = workshop.exercises.select_related("source", "workshop__lab").get(pk=steps[3].pk)
    for person, dots in spring.DOTS.items():
        chosen = {theme.pk: number for theme, number in zip(themes, dots, strict=True) if number}
        place_dots(
            exercise=steps[3], participation=places[person], dots=chosen, by=places[person], at=at + 35 * minute
        )
    _show(steps[3], by, at + 40 * minute)
    pacing.close_workshop(workshop=workshop, by=by, at=at + 60 * minute)
    return by_theme


def _goals(lab: Lab, by, notes: dict[str, list[Contribution]]) -> None:
    at = SPRING + timedelta(days=14)
    for _key, slug, origin, wordings, status, themes in goal_content.GOALS:
        at += timedelta(days=1)
        ids = [note.pk for theme in themes for note in notes[theme]]
        title, statement, _what, _why = wordings[0]
        version = create_goal(
            lab=lab, title=title, statement=statement, contribution_ids=ids, quotes=ids[:8], origin=origin, slug=slug,
            by=by, at=at,
        )  # fmt: skip
        when = at
        for title, statement, what, why in wordings[1:]:
            publish_goal(version=version, by=by, at=when)
            when += timedelta(days=50)
            version = start_new_version(goal=version.goal, by=by, at=when)
            version = change_draft(
                version=version, row_version=version.row_version, title=title, statement=statement, what_changed=what,
                why_changed=why, by=by, at=when,
            )  # fmt: skip
        if status == "draft":
            continue
        publish_goal(version=version, by=by, at=when)
        if status in ("validated", "adopted"):
            version.refresh_from_db()
            when += timedelta(days=20)
            record_check(version=version, held_on=when.date(), by=by, at=when, **goal_content.CHECK)
            version = validate(version=version, by=by, at=when + timedelta(hours=1))
        if status == "adopted":
            adopt(
                version=version, decider=lab.decider, reason="Styrgruppen ställde sig bakom orden.", by=by,
                at=when + timedelta(days=9),
            )  # fmt: skip


def _today(lab: Lab, by, now: datetime) -> None:
    start = now - timedelta(minutes=25)
    workshop, steps = _plan(lab, today, by, start)
    places = []
    for perspective in today.PERSPECTIVES:
        receipt, _code = issue(at=start)
        places.append(join(workshop=workshop, receipt=receipt, perspective=perspective, by=receipt, at=now))
    _go(workshop, steps, 0, by, now - timedelta(minutes=8))
    for order, (person, text, hold) in enumerate(today.NOTES):
        note = leave_note(
            exercise=steps[0], participation=places[person - 1], text=text, client_key=uuid.uuid5(SPACE, f"today-{order}"),
            by=places[person - 1], at=now - timedelta(minutes=7) + order * timedelta(seconds=20),
        )  # fmt: skip
        if hold:
            hold_note(contribution=note, reason=hold, by=by, at=now - timedelta(minutes=2))
    for place in places[: today.READY]:
        set_ready(exercise=steps[0], participation=place, ready=True, by=place, at=now)
