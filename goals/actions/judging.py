""" "Känner du igen dig?": one person's answer about one version, with what is missing and another wording."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.enums import GoalStatus, Recognition
from goals.models import GoalVersion, Judgement
from goals.queries.judged import tried_in
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.actions.contributions import change_note, ensure_open, leave_note, place_in, withdraw
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.transcribing import place_of_the_sheet
from workshops.anonymity import is_anonymous
from workshops.enums import Language
from workshops.models import Contribution, Exercise, Participation
from workshops.queries import place_for
from workshops.wire import desk

PARTS = ("missing", "wording")


def seen_of(judgement: Judgement | None) -> int:
    """A number that is another as soon as the answer or its words are: what a form carries to say what was read."""
    if judgement is None:
        return 0
    notes = [getattr(judgement, part) for part in PARTS]
    return judgement.row_version + sum(note.row_version for note in notes if note and not note.withdrawn_at)


def words_of(judgement: Judgement | None, part: str) -> str:
    """What somebody says is missing, or how they would write it, as it stands now."""
    note = getattr(judgement, part) if judgement else None
    return note.text if note is not None and note.withdrawn_at is None else ""


@transaction.atomic
def judge(
    *,
    exercise: Exercise,
    participation: Participation,
    version: GoalVersion,
    answer: str,
    client_key: uuid.UUID,
    by,
    at: datetime,
    seen: int | None = 0,
    missing: str = "",
    wording: str = "",
    confirmed: bool = False,
    counted: bool = True,
    language: str = Language.SV,
    channel: str = "",
    transcribed: bool = False,
) -> Judgement:
    """A person's whole answer about a version; a second one replaces the first, and the same again changes nothing.

    missing, wording: notes of theirs, blank for none. seen: `seen_of` what the person had before them; StaleEdit with
    both answers when they have answered otherwise on another page since. None replaces regardless. transcribed: `by`
    writes it in for somebody else, which can also be done after the step has closed. counted: `workshops.rules.counts`.
    """
    if answer not in Recognition.values:
        raise RuleBroken(_("Välj ett av svaren. Du kan också välja Vet inte."), field="answer")
    words = {"missing": tidy(missing), "wording": tidy(wording)}
    # To change words takes the step for itself, which cannot wait behind a share of the same step.
    on_paper = transcribed and is_anonymous(exercise, participation)
    known = None if on_paper else _answer(version, place_for(exercise, participation))
    exercise = locked_step(exercise, shared=known is None and not on_paper)
    lock_place(participation)
    place = place_of_the_sheet(exercise, participation, client_key) if on_paper else place_in(exercise, participation)
    if not transcribed:
        ensure_open(exercise)
    _ensure_asked(exercise, version)
    mine = _answer(version, place)
    if mine is not None and mine.exercise_id != exercise.pk:
        raise RuleBroken(_("Du har redan svarat om den här målbilden i ett annat steg. Ändra svaret där."), status=409)
    if mine is not None and (mine.answer, *(words_of(mine, part) for part in PARTS)) == (answer, *words.values()):
        return mine
    if mine is not None and (known is None or seen != seen_of(mine)) and seen is not None:
        raise StaleEdit(
            _("Du har sparat ett annat svar på ett annat ställe sedan du öppnade sidan. Välj vilket som ska gälla."),
            field="answer",
            yours=in_words(answer, *words.values()),
            theirs=in_words(mine.answer, *(words_of(mine, part) for part in PARTS)),
            row_version=seen_of(mine),
        )
    said = {"confirmed": confirmed, "by": by, "at": at}
    written = {"language": language, "channel": channel, "transcribed_by": user_of(by) if transcribed else None}
    notes = {
        part: _keep(mine, part, text, exercise, place, uuid.uuid5(client_key, part), written, **said)
        for part, text in words.items()
    }
    if mine is None:
        mine = Judgement(version=version, participation=place, exercise=exercise)
    else:
        mine.row_version += 1
    mine.answer, mine.counted, mine.at = answer, counted, at
    mine.missing, mine.wording = notes["missing"], notes["wording"]
    mine.save()
    publish(channel=desk(exercise.here.site_id), kind="votes", at=at, step=exercise.pk)
    return mine


def in_words(answer: str, missing: str, wording: str) -> str:
    """A whole answer as text, to lay beside another."""
    return "\n\n".join(filter(None, (str(Recognition(answer).label), missing, wording)))


def _answer(version: GoalVersion, place: Participation) -> Judgement | None:
    rows = Judgement.objects.filter(version=version, participation=place)
    return rows.select_related("missing", "wording").first()


def _ensure_asked(exercise: Exercise, version: GoalVersion) -> None:
    if version.pk in {row.pk for row in tried_in(exercise)}:
        return
    if GoalVersion.objects.filter(pk=version.pk, status=GoalStatus.REPLACED).exists():
        raise RuleBroken(_("Den här versionen är ersatt av en senare. Ladda om sidan."), status=409)
    raise RuleBroken(_("Det steget frågar inte om den målbilden. Ladda om sidan."), field="version", status=404)


def _keep(mine, part: str, text: str, exercise: Exercise, place, key: uuid.UUID, written: dict, **said):
    """The note that holds these words after this; the one before stays, as an empty chair, when they are taken back."""
    before: Contribution | None = getattr(mine, part) if mine else None
    if before is not None and before.withdrawn_at is not None:
        before = before if not text else None
    if before is not None and (before.text == text or (not text and before.withdrawn_at)):
        return before
    try:
        if before is not None and text and written["transcribed_by"] is None:
            return change_note(contribution=before, text=text, row_version=before.row_version, **said)
        if before is not None:
            withdraw(contribution=before, by=said["by"], at=said["at"])
        if not text:
            return before
        return leave_note(
            exercise=exercise, participation=place, text=text, client_key=key, part=part, **written, **said
        )
    except RuleBroken as broken:
        broken.field = part if broken.field == "text" else broken.field
        raise
