"""Coming in with what one says: somebody who answers a round on the web gets a place in its session by the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from hlab.accounts.actions.receipts import issue, issue_drawn
from hlab.accounts.models import Receipt
from hlab.labs.enums import Perspective
from workshops.actions.joining import join
from workshops.enums import Channel
from workshops.models import Exercise, Participation

Said = TypeVar("Said")


@transaction.atomic
def say_as_newcomer(
    *,
    exercise: Exercise,
    receipt: Receipt | None,
    drawn: tuple[str, datetime] | None,
    perspective: str,
    quote: bool,
    say: Callable[[Participation], Said],
    at: datetime,
) -> tuple[Said, str]:
    """(what `say` returned, the receipt code of somebody who had none): a place in the step's session and what is said
    from there, or neither.

    receipt: the person's, where they have one. drawn: otherwise the code that their form carried and when it was drawn
    (`answering_form.read_newcomers_code`), so that a form that comes twice does not make two people.
    """
    code = ""
    if receipt is None and drawn is not None:
        receipt, code, _new = issue_drawn(code=drawn[0], drawn_at=drawn[1], at=at)
    elif receipt is None:
        receipt, code = issue(at=at)
    place = join(
        site=exercise.site,
        receipt=receipt,
        perspective=perspective if perspective in Perspective.values else Perspective.UNSAID,
        consent_quote=quote,
        channel=Channel.ONLINE,
        by=receipt,
        at=at,
    )
    return say(place), code
