"""Anonymous steps: one person's answers belong together while the step is open, and to nobody for ever after.

The step holds a random secret at each site as long as it is open. A person's place and the secret give, by a keyed
hash (HMAC-SHA-256, RFC 2104), the place that what they say is kept under. When the step closes the secret is
forgotten, and with it the only way from the person to the place: for them, for us, and for whoever reads the database.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from workshops.enums import Anonymity, Speaker
from workshops.models import Exercise, Participation


def is_anonymous(exercise: Exercise, participation: Participation) -> bool:
    """Whether what this place says in the step is kept apart from it. A table speaks openly as a table."""
    return exercise.anonymity == Anonymity.ANONYMOUS and participation.voice == Speaker.PERSON


def unknown_key(exercise: Exercise, participation: Participation) -> str:
    """What the unknown place is found by while the step is open; something that finds nothing afterwards."""
    secret = exercise.here.secret or secrets.token_hex(32)
    return hmac.new(secret.encode(), str(participation.pk).encode(), hashlib.sha256).hexdigest()


def unknown_place(exercise: Exercise, participation: Participation) -> Participation:
    """The unknown place of somebody, not stored. It takes along what they agreed to, never from where they speak."""
    begun = exercise.opened_at
    return Participation(
        workshop=exercise.workshop,
        site=exercise.site,
        group_id=participation.group_id if exercise.in_groups else None,
        voice=Speaker.UNKNOWN,
        source_key=unknown_key(exercise, participation),
        channel=participation.channel,
        consent_analysis=participation.consent_analysis,
        consent_quote=participation.consent_quote,
        consent_reuse=participation.consent_reuse,
        joined_at=begun,
        last_seen_at=begun,
    )
