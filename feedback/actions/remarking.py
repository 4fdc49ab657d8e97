"""Single remarks: on one paragraph or scene, and in answer to what somebody else said there."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.responding import seen_at
from feedback.actions.saying import Saying, come_in, ensure_there, keep_words, new_note
from feedback.enums import AnswersFor, Part
from feedback.models import ProposalVersion, Remark, Response, Round
from feedback.queries.remarks import openly_shown
from feedback.queries.responses import Key, remarks_in, response_at, words_in
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.models import Exercise, Participation
from workshops.queries import place_for
from workshops.wire import desk


@transaction.atomic
def remark_on(
    *,
    round: Round,
    version: ProposalVersion,
    exercise: Exercise,
    participation: Participation,
    target: str,
    anchor: str,
    text: str,
    client_key: uuid.UUID,
    by,
    at: datetime,
    part: str = Part.COMMENT,
    parent: Remark | None = None,
    seen: int | None = None,
    **how,
) -> Remark:
    """One remark on a paragraph, a scene or the whole; a second one of the same part changes the first.

    parent: a remark that is shown openly and that this answers in its thread, which may have begun under an earlier
    version; of answers there may be several. The rest is as in `remarks_on`.
    """
    if not tidy(text):
        raise RuleBroken(_("Skriv din synpunkt först."), field="text")
    key = Key(part, target, anchor)
    where = {
        "round": round, "version": version, "exercise": exercise, "participation": participation,
        "client_key": client_key, "by": by, "at": at,
    }  # fmt: skip
    if parent is not None:
        return _answer_in_thread(parent, key, tidy(text), **where, **how)
    try:
        response = remarks_on(target=target, anchor=anchor, words={part: text}, seen=seen, **where, **how)
    except RuleBroken as broken:
        broken.field = "text" if broken.field == part else broken.field
        raise
    return remarks_in(response)[key]


@transaction.atomic
def remarks_on(
    *,
    round: Round,
    version: ProposalVersion,
    exercise: Exercise,
    participation: Participation,
    target: str,
    anchor: str,
    words: Mapping[str, str],
    client_key: uuid.UUID,
    by,
    at: datetime,
    seen: int | None = None,
    counted: bool = True,
    transcribed: bool = False,
    **how,
) -> Response:
    """What a person says about one paragraph or scene: {part: words}, blank to take back. It is part of their answer
    about the version, whether they have answered the rest or not.

    seen: `seen_at` what they had before them, StaleEdit when it is another by now; None replaces regardless.
    how: quote, confirmed, channel, language, as in `responding.respond`.
    """
    sent = {Key(part, target, anchor): tidy(text) for part, text in words.items()}
    ensure_there(version, sent)
    known = response_at(version, place_for(exercise, participation))
    said = come_in(
        round=round, version=version, exercise=exercise, participation=participation, first=known is None,
        transcribed=transcribed, client_key=client_key, at=at, by=by, **how,
    )  # fmt: skip
    mine = response_at(version, said.place)
    remarks = remarks_in(mine)
    was = words_in(remarks)
    if any(text != was.get(key, "") for key, text in sent.items()):
        now = seen_at(was, target, anchor)
        if seen is not None and seen != now:
            raise StaleEdit(
                _("Du har sparat en annan text på ett annat ställe sedan du öppnade sidan. Välj vilken som ska gälla."),
                field=next(iter(words)),
                yours="\n\n".join(filter(None, sent.values())),
                theirs="\n\n".join(text for key, text in was.items() if (key.target, key.anchor) == (target, anchor)),
                row_version=now,
            )
    elif mine is None:
        raise RuleBroken(_("Formuläret är tomt. Skriv i minst ett av fälten."))
    mine = _under(mine, round, version, said, counted=counted)
    keep_words(mine, sent, remarks, said)
    publish(channel=desk(said.exercise.here.site_id), kind="votes", at=at, step=said.exercise.pk)
    return mine


def _answer_in_thread(
    parent: Remark, key: Key, text: str, *, round: Round, version: ProposalVersion, exercise: Exercise,
    participation: Participation, client_key: uuid.UUID, by, at: datetime, counted: bool = True, **how,
) -> Remark:  # fmt: skip
    thread = Remark.objects.select_related("response__version").get(pk=parent.parent_id or parent.pk)
    if not Remark.objects.filter(openly_shown(), pk=thread.pk).exists():
        raise RuleBroken(_("Synpunkten visas inte längre, och går inte att svara på."), field="text", status=409)
    if thread.response.version.proposal_id != version.proposal_id:
        raise RuleBroken(_("Synpunkten hör till ett annat förslag."), field="text", status=404)
    if (key.target, key.anchor) != (thread.target, thread.anchor):
        raise RuleBroken(_("Synpunkten handlar om en annan del av förslaget."), field="text", status=404)
    known = response_at(version, place_for(exercise, participation))
    said = come_in(
        round=round, version=version, exercise=exercise, participation=participation, first=True, transcribed=False,
        client_key=client_key, at=at, by=by, **how,
    )  # fmt: skip
    mine = _under(known or response_at(version, said.place), round, version, said, counted=counted)
    kept = new_note(key, text, said, again=0)
    found = Remark.objects.filter(contribution=kept).first()
    if found is not None:
        return found
    return Remark.objects.create(
        response=mine, contribution=kept, parent=thread, at=at, part=Part.COMMENT, target=thread.target,
        anchor=thread.anchor,
    )  # fmt: skip


def _under(mine: Response | None, round: Round, version: ProposalVersion, said: Saying, *, counted: bool) -> Response:
    """The person's answer about the version, to keep a remark under. One that was taken back is theirs again, without
    what it said of the whole."""
    if mine is None:
        return Response.objects.create(
            round=round, version=version, exercise=said.exercise, participation=said.place,
            receipt_id=said.receipt_id, late=said.late, created_at=said.at, at=said.at,
            counted=counted and said.exercise.workshop.rehearsal_of_id is None,
        )  # fmt: skip
    if mine.withdrawn_at is not None:
        mine.effect = mine.level = mine.county = ""
        mine.answers_for, mine.withdrawn_at = AnswersFor.SELF, None
    mine.at = said.at
    mine.save()
    return mine
