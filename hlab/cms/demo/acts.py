"""What every example session is made of: a place in it, a step begun and shown. The rooms' own acts, in fewer words."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from hlab.accounts.actions.receipts import issue
from hlab.accounts.models import Receipt, User
from hlab.accounts.receipts import code_hash
from workshops.actions import pacing
from workshops.actions.joining import join
from workshops.models import Exercise, Participation, Site
from workshops.queries import step_at

SPACE = uuid.UUID("0f6d2f50-5c1a-5b8e-9c55-6a3f2d0b7c11")
MINUTE = timedelta(minutes=1)


def key(name: str) -> uuid.UUID:
    """The key that a device would have made, the same each time the example is built."""
    return uuid.uuid5(SPACE, name)


def receipts_for(people: int, *, first_code: str, at: datetime) -> dict[int, Receipt]:
    """{number from 1: receipt} of people who come back. first_code: what number 1 has written down; blank draws one
    that nobody learns, as for the others."""
    first = Receipt.objects.create(code_hash=code_hash(first_code), created_at=at) if first_code else issue(at=at)[0]
    return {1: first} | {number: issue(at=at)[0] for number in range(2, people + 1)}


def joined(site: Site, perspective: str, *, at: datetime, receipt: Receipt | None = None, **fields) -> Participation:
    """A place in the session. receipt: whose; none for somebody who has not been here before."""
    receipt = receipt or issue(at=at)[0]
    return join(site=site, receipt=receipt, perspective=perspective, by=receipt, at=at, **fields)


def opened(site: Site, step: Exercise, before: Exercise | None, by: User, at: datetime) -> Exercise:
    """Go on to a step at a site; the step as it stands there then."""
    pacing.go_to(site=site, step=step, seen_step=before.pk if before else None, by=by, at=at)
    return step_at(site.pk, step.pk)


def shown(step: Exercise, by: User, at: datetime) -> None:
    """Close the writing, and a minute later show what was said."""
    pacing.close_writing(exercise=step, by=by, at=at)
    pacing.reveal(exercise=step, by=by, at=at + MINUTE)
