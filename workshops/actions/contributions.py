"""What people say: left, changed, taken back, agreed to, held and released."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from hlab.live.actions import publish
from workshops import registry
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.moderation import decided
from workshops.anonymity import is_anonymous, unknown_place
from workshops.enums import LIVE_STATES, ExerciseState, HoldReason, Language, ModerationAct
from workshops.models import Contribution, ContributionRevision, Exercise, GroupPace, Participation, Story
from workshops.models.contribution import STORY_LENGTH
from workshops.queries import step_at
from workshops.wire import desk, everywhere, room, table

DEFAULT_LENGTH = 240
CONSENTS = ("analysis", "quote", "reuse")


def max_length(exercise: Exercise) -> int:
    """Characters allowed in a note of this step; each kind judges how many that may be."""
    return min(int(exercise.settings.get("max_length", DEFAULT_LENGTH)), STORY_LENGTH)


def checked_text(text: str, limit: int) -> str:
    """The text ready to be stored, or RuleBroken that says how much is too much. limit: characters."""
    text = tidy(text)
    if not text:
        raise RuleBroken(_("Lappen är tom. Skriv några ord först, eller hoppa över frågan."), field="text")
    over = len(text) - limit
    if over > 0:
        raise RuleBroken(
            ngettext(
                "Texten är %(over)d tecken för lång. Korta den så att den ryms på %(limit)d tecken.",
                "Texten är %(over)d tecken för lång. Korta den så att den ryms på %(limit)d tecken.",
                over,
            )
            % {"over": over, "limit": limit},
            field="text",
        )
    return text


def _warn_if_personal(text: str, *, confirmed: bool) -> str:
    """The hold a text starts with. Raises the warning once, until the person has said that it should stay."""
    kinds = looks_personal(text)
    if not kinds:
        return HoldReason.NONE
    if not confirmed:
        names = {
            "personnummer": _("ett personnummer"),
            "phone": _("ett telefonnummer"),
            "email": _("en e-postadress"),
        }
        raise RuleBroken(
            _("Det ser ut som att texten innehåller %(what)s. Ta bort det, eller lämna lappen ändå.")
            % {"what": _(" och ").join(names[kind] for kind in kinds)},
            field="text",
            code="looks_personal",
            extra={"kinds": kinds},
        )
    return HoldReason.PERSONAL


@transaction.atomic
def leave_note(
    *,
    exercise: Exercise,
    participation: Participation,
    text: str,
    client_key: uuid.UUID,
    by,
    at: datetime,
    confirmed: bool = False,
    language: str = Language.SV,
    channel: str = "",
    transcribed_by=None,
    part: str = "",
    story: Story | None = None,
) -> Contribution:
    """Keep what somebody said. The same key and text again is the same note.

    In an anonymous step it is kept without whose it is (`place_in`). transcribed_by: somebody wrote it down for another
    (paper, phone, a table); that can also be done after the step has closed. part: which of several things that a step
    asks for, by the kind's own names. story: the story that it is a part of, which is then to be read through anew.
    confirmed: the person has seen the warning about personal details and wants to leave the note anyway; it
    then waits for a facilitator. A key that comes back with *other* words (a page reached by "back") is a new
    note: nothing said is lost.
    """
    text = checked_text(text, max_length(exercise))
    exercise = locked_step(exercise, shared=True)
    if is_anonymous(exercise, participation):
        lock_place(participation)
    participation = place_in(exercise, participation)
    keys = client_key, uuid.uuid5(client_key, f"{participation.pk}:{text}")
    for known in Contribution.objects.filter(exercise=exercise, client_key__in=keys):
        if _is_the_same(known, participation, text):
            return known
    if transcribed_by is None:
        ensure_open(exercise)  # after the key: what was kept in time is kept, however late its answer comes
    said = {
        "participation": participation,
        "site": exercise.site,
        "group_id": participation.group_id,
        "channel": channel or participation.channel,
        "language": language,
        "text": text,
        "part": part,
        "story": story,
        "hold": _warn_if_personal(text, confirmed=confirmed),
        "consent_analysis": participation.consent_analysis,
        "consent_quote": participation.consent_quote,
        "consent_reuse": participation.consent_reuse,
        "transcribed_by": transcribed_by,
        "created_at": at,
    }
    for key in keys:  # the first may be taken, also at this very moment
        note, new = Contribution.objects.get_or_create(exercise=exercise, client_key=key, defaults=said)
        note.exercise = exercise
        if new:
            registry.get(exercise.kind).kept(notes=[note], at=at)
            _read_anew(note.story_id)
            _tell(note, at=at, new=True)
        if new or _is_the_same(note, participation, text):
            break
    return note


def _read_anew(story_id: uuid.UUID | None) -> None:
    """A story that is not what was read any more is used again when somebody has read it."""
    _story_changed(story_id, approved_at=None, no_read_back="")


def _story_changed(story_id: uuid.UUID | None, **fields) -> None:
    if story_id is not None:
        Story.objects.filter(pk=story_id).update(row_version=F("row_version") + 1, **fields)


def _is_the_same(note: Contribution, participation: Participation, text: str) -> bool:
    """Whether a note is what this person has said with these words, now or before it was changed."""
    if note.participation_id != participation.pk:
        return False
    return note.text == text or (note.row_version > 1 and note.revisions.filter(text=text).exists())


def ensure_open(exercise: Exercise, *, even_closed: bool = False) -> None:
    """RuleBroken unless the step, as `locked_step` gave it, takes notes now.

    even_closed: only the session needs to be open.
    """
    if exercise.site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är stängd. Det du redan har lämnat finns kvar."), status=409, code="closed")
    if exercise.state != ExerciseState.OPEN and not even_closed:
        raise RuleBroken(
            _("Steget är stängt. Säg till processledaren om du vill få med något mer."), status=409, code="closed"
        )


def place_in(exercise: Exercise, participation: Participation) -> Participation:
    """Whose place what is said in a step belongs to: the person's own or, in an anonymous step, a place that nobody
    can trace to them (`workshops.anonymity`). Two first answers of one person at the same moment come after each
    other: whoever calls this has locked the place.
    """
    if not is_anonymous(exercise, participation):
        return participation
    unknown = unknown_place(exercise, participation)
    known = Participation.objects.filter(workshop=exercise.workshop, source_key=unknown.source_key).first()
    if known is None:
        unknown.save(force_insert=True)
    return known or unknown


def _is_shown(note: Contribution) -> bool:
    step = note.exercise
    if step.revealed_at is None or note.withdrawn_at is not None or note.hold != HoldReason.NONE:
        return False
    if not step.in_groups or note.group_id is None:
        return True
    return GroupPace.objects.filter(group=note.group_id, exercise=step, confirmed_at__isnull=False).exists()


def _tell(
    note: Contribution, *, at: datetime, new: bool = False, was_shown: bool = False, was_held: bool = False
) -> None:
    """Tell the room what it may see no longer ("gone") and what is new to it ("notes"), then the desk and the table.
    Of a story nobody is told: it is the teller's until they send it, and never the room's.

    New words for a note that is shown are the old ones gone and one new. Desk: "note" with how many are new,
    and "held" when one has begun to wait. A table whose words have changed has not confirmed what they are now.
    """
    step, site_id = note.exercise, note.site_id
    if note.story_id is not None:
        return
    if was_shown:
        publish(channel=room(site_id), kind="gone", at=at, step=step.pk, note=str(note.pk))
    if _is_shown(note):
        publish(channel=room(site_id), kind="notes", at=at, step=step.pk, n=1)
    publish(channel=desk(site_id), kind="note", at=at, step=step.pk, n=int(new))
    if note.withdrawn_at is None and note.hold != HoldReason.NONE and not was_held:
        publish(channel=desk(site_id), kind="held", at=at, n=1)
    if step.in_groups and note.group_id:
        fresh = {"confirmed_at": None, "confirmed_by": ""}
        undone = GroupPace.objects.filter(group=note.group_id, exercise=step, confirmed_at__isnull=False).update(
            **fresh
        )
        publish(channel=table(note.group_id), kind="written", at=at, step=step.pk, n=int(new))
        if undone and step.revealed_at is not None:  # with it goes all else that the table stood by
            publish(channel=room(site_id), kind="gone", at=at, step=step.pk)
    if was_shown and step.released_at is not None:
        publish(channel=everywhere(step.workshop_id), kind="gone", at=at, step=step.pk, site=site_id, note=str(note.pk))


def _locked(contribution: Contribution) -> Contribution:
    """The note as it is now. Its step is locked, so nothing is changed, held or shown meanwhile."""
    seen = step_at(contribution.site_id, contribution.exercise_id)
    if seen is None:
        raise RuleBroken(_("Steget finns inte längre. Ladda om sidan."), status=409)
    step = locked_step(seen)
    note = Contribution.objects.get(pk=contribution.pk)
    note.exercise = step
    return note


@transaction.atomic
def change_note(
    *,
    contribution: Contribution,
    text: str,
    row_version: int,
    by,
    at: datetime,
    confirmed: bool = False,
    read_back: bool = False,
) -> Contribution:
    """New words for one's own note while the step is open. The words before are kept as a revision.

    A note whose author was asked for other words may be changed as long as the session is open, and is then read
    by the facilitator before it is shown. read_back: of a story that is read back, which may be long after the
    session. A story is to be read through anew when a part of it has other words.
    """
    note = _locked(contribution)
    asked = note.hold == HoldReason.REWORD
    if not read_back:
        ensure_open(note.exercise, even_closed=asked)
    if note.withdrawn_at:
        raise RuleBroken(_("Lappen är återtagen och går inte att ändra."), status=409)
    text = checked_text(text, max_length(note.exercise))
    if note.row_version != row_version:
        if text == note.text:
            return note
        raise StaleEdit(
            _("Lappen har ändrats på ett annat ställe sedan du öppnade den. Välj vilken text som ska gälla."),
            field="text",
            yours=text,
            theirs=note.text,
            row_version=note.row_version,
        )
    if text == note.text:
        return note
    hold = _warn_if_personal(text, confirmed=confirmed)
    was_shown, was_held = _is_shown(note), bool(note.hold) and not asked
    ContributionRevision.objects.create(contribution=note, row_version=note.row_version, text=note.text, at=at)
    note.text, note.row_version, note.changed_at = text, note.row_version + 1, at
    note.hold = HoldReason.PERSONAL if asked else note.hold or hold
    note.save(update_fields=["text", "row_version", "changed_at", "hold"])
    registry.get(note.exercise.kind).kept(notes=[note], at=at)
    _read_anew(note.story_id)
    _tell(note, at=at, was_shown=was_shown, was_held=was_held)
    return note


@transaction.atomic
def withdraw(*, contribution: Contribution, by, at: datetime) -> Contribution:
    """Stop using and showing a note at once. What is already part of something published is not undone."""
    note = _locked(contribution)
    if note.withdrawn_at is None:
        was_shown = _is_shown(note)
        note.withdrawn_at = at
        note.save(update_fields=["withdrawn_at"])
        _story_changed(note.story_id)
        record(act="contribution.withdrawn", subject=note, by=by, at=at, lab_id=note.lab_id)
        _tell(note, at=at, was_shown=was_shown)
    return note


@transaction.atomic
def change_consent(*, contribution: Contribution, use: str, granted: bool, by, at: datetime) -> None:
    """Agree, or stop agreeing, to one use of one note. use: one of CONSENTS."""
    if use not in CONSENTS:
        raise RuleBroken(_("Okänd användning."), field="use", status=400)
    Contribution.objects.filter(pk=contribution.pk).update(**{f"consent_{use}": granted})
    record(
        act="contribution.consent",
        subject=contribution,
        by=by,
        at=at,
        lab_id=contribution.lab_id,
        use=use,
        granted=granted,
    )


@transaction.atomic
def hold_note(*, contribution: Contribution, reason: str, by, at: datetime) -> None:
    """Keep a note from being shown, with a reason. The author hears of those that ask something of them."""
    if reason not in HoldReason.values or reason == HoldReason.NONE:
        raise RuleBroken(_("Säg varför lappen hålls kvar."), field="reason")
    note = _locked(contribution)
    was_shown, was_held = _is_shown(note), bool(note.hold)
    note.hold = reason
    note.save(update_fields=["hold"])
    decided(contribution=note, act=ModerationAct.HELD, reason=reason, by=by, at=at)
    record(act="contribution.held", subject=note, by=by, at=at, lab_id=note.lab_id, reason=str(reason))
    if reason in (HoldReason.REWORD, HoldReason.DISTRESS):
        publish(channel=room(note.site_id), kind="asked", at=at, note=str(note.pk))
    _tell(note, at=at, was_shown=was_shown, was_held=was_held)


@transaction.atomic
def release_note(*, contribution: Contribution, by, at: datetime) -> None:
    """Let a held note through as it stands."""
    note = _locked(contribution)
    if not note.hold:
        return
    note.hold = HoldReason.NONE
    note.save(update_fields=["hold"])
    decided(contribution=note, act=ModerationAct.RELEASED, by=by, at=at)
    record(act="contribution.released", subject=note, by=by, at=at, lab_id=note.lab_id)
    _tell(note, at=at, was_held=True)
