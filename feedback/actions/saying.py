"""What both whole answers and single remarks are kept by: whether it can be said here and now, from whose place, and
one note for each thing that was said."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from feedback.enums import Part, RemarkState, RoundState, Target
from feedback.models import ProposalVersion, Remark, Response, Round
from feedback.queries.responses import TAKES_PAPER, Key, response_elsewhere
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from workshops.actions.contributions import change_consent, change_note, ensure_open, leave_note, place_in, withdraw
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.transcribing import place_of_the_sheet
from workshops.anonymity import is_anonymous
from workshops.models import Contribution, Exercise, Participation

CLOSED = "closed"  # the code of what is refused because it came too late; the page then gives the words back


@dataclass
class Saying:
    """How something was said: in which step, from whose place, by which way. quote: whether the words may be shown
    openly; None lets what the person agreed to before stand. transcribed: written in by somebody else."""

    exercise: Exercise
    place: Participation
    by: object
    at: datetime
    client_key: uuid.UUID
    confirmed: bool = False
    quote: bool | None = None
    channel: str = ""
    transcribed: bool = False
    language: str = "sv"
    late: bool = False

    @property
    def receipt_id(self) -> uuid.UUID | None:
        """Whose answer it is; nobody's in a rehearsal, so that whoever has rehearsed can answer."""
        return None if self.exercise.workshop.rehearsal_of_id is not None else self.place.receipt_id


def come_in(
    *, round: Round, version: ProposalVersion, exercise: Exercise, participation: Participation, first: bool,
    transcribed: bool, client_key: uuid.UUID, at: datetime, **how,
) -> Saying:  # fmt: skip
    """Lock the step and the place, and see that something can be said there now, or raise RuleBroken.

    first: nothing of the person's is changed, so that many may do it at the same time. In an anonymous step the place
    is one that nobody can trace (`workshops.anonymity`).
    """
    on_paper = transcribed and is_anonymous(exercise, participation)
    # To change words takes the step for itself, which cannot wait behind a share of the same step.
    exercise = locked_step(exercise, shared=first and not on_paper)
    lock_place(participation)
    ensure_asked(round, version, exercise)
    late = False
    if exercise.workshop.rehearsal_of_id is None:
        late = ensure_round_takes(round, at=at, on_paper=transcribed)
    if not transcribed:
        ensure_open(exercise)
    place = place_of_the_sheet(exercise, participation, client_key) if on_paper else place_in(exercise, participation)
    in_rehearsal = exercise.workshop.rehearsal_of_id is not None
    other = None if in_rehearsal else response_elsewhere(version, place.receipt_id, place)
    if other is not None:
        raise RuleBroken(
            _("Du har redan svarat om den här versionen i ”%(title)s”. Ändra svaret där.")
            % {"title": other.exercise.workshop.title},
            status=409,
            code="elsewhere",
        )
    return Saying(
        exercise=exercise, place=place, at=at, client_key=client_key, transcribed=transcribed, late=late, **how
    )


def ensure_asked(round: Round, version: ProposalVersion, exercise: Exercise) -> None:
    """RuleBroken unless the step belongs to the round and the round asks about the version."""
    if exercise.settings.get("round") != round.pk or not round.asks.filter(version=version).exists():
        raise RuleBroken(_("Den versionen av förslaget frågas det inte om här. Ladda om sidan."), status=409)


def ensure_round_takes(round: Round, *, at: datetime, on_paper: bool) -> bool:
    """Whether what comes now is late; RuleBroken when nothing is taken any more, or yet. The round is read anew."""
    now = Round.objects.get(pk=round.pk)
    if now.state == RoundState.PLANNED:
        day = date_format(now.opens_on, "j F")
        raise RuleBroken(_("Rundan har inte öppnat. Den öppnar %(day)s.") % {"day": day}, status=409, code=CLOSED)
    if now.state == RoundState.OPEN and at < now.closes_at:
        return False
    paper = now.state in TAKES_PAPER and localdate(at) <= now.paper_until
    if on_paper and paper:
        return True
    words = _("Rundan stängde %(day)s och tar inte emot fler synpunkter.")
    if paper:
        words = _("Rundan stängde %(day)s. På papper kan du lämna synpunkter till och med %(paper)s.")
    days = {
        "day": date_format(localtime(min(now.closed_at or now.closes_at, now.closes_at)), "j F"),
        "paper": date_format(now.paper_until, "j F"),
    }
    raise RuleBroken(words % days, status=409, code=CLOSED)


def ensure_there(version: ProposalVersion, keys) -> None:
    """RuleBroken when a key is of no question, or of a paragraph or scene that the version does not have."""
    for target, anchor in {(key.target, key.anchor) for key in keys}:
        if target == Target.PARAGRAPH and not version.paragraphs.filter(anchor=anchor).exists():
            words = _("Paragrafen finns inte i version %(n)s. Lämna synpunkten på hela förslaget i stället.")
            raise RuleBroken(words % {"n": version.number}, field="anchor", status=409, code="gone")
        if target == Target.SCENE and not _has_scene(version, anchor):
            words = _("Scenen finns inte i version %(n)s. Lämna synpunkten på hela förslaget i stället.")
            raise RuleBroken(words % {"n": version.number}, field="anchor", status=409, code="gone")
        if target not in Target.values or (target == Target.WHOLE) != (anchor == ""):
            raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), status=400)
    if any(key.part not in Part.values for key in keys):
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), status=400)


def _has_scene(version: ProposalVersion, anchor: str) -> bool:
    try:
        return version.scenes.filter(anchor=uuid.UUID(anchor)).exists()
    except ValueError:
        return False


def keep_words(response: Response, words: dict[Key, str], known: dict[Key, Remark], said: Saying) -> None:
    """One remark for each key with words; one that is blank now is taken back, as an empty chair."""
    for key, text in words.items():
        try:
            _keep(response, key, text, known.get(key), said)
        except RuleBroken as broken:
            broken.field = key.field if broken.field == "text" else broken.field
            raise


def _keep(response: Response, key: Key, text: str, remark: Remark | None, said: Saying) -> None:
    if remark is None:
        if text:
            note = new_note(key, text, said, again=0)
            Remark.objects.create(response=response, contribution=note, at=said.at, **key._asdict())
        return
    before = remark.contribution
    stands = before.withdrawn_at is None
    if text == (before.text if stands else ""):
        _consent(before, said)
        return
    if not text:
        withdraw(contribution=before, by=said.by, at=said.at)
        _changed(remark, said, shown_at=None)
        return
    ensure_unanswered(remark, field=key.field)
    if stands and not said.transcribed:
        note = change_note(
            contribution=before, text=text, row_version=before.row_version, confirmed=said.confirmed, by=said.by,
            at=said.at,
        )  # fmt: skip
    else:
        if stands:
            withdraw(contribution=before, by=said.by, at=said.at)
        note = new_note(key, text, said, again=remark.row_version)
    _consent(note, said)
    # Other words are words that nobody has read, and that a draft of an answer was not about.
    unread = {"state": RemarkState.RECEIVED, "answer": None, "shown_at": None}
    _changed(remark, said, contribution=note, **unread)


def new_note(key: Key, text: str, said: Saying, *, again: int) -> Contribution:
    """The words as a note of the person's. again: makes the key another when the same thing is said anew after it was
    taken back."""
    if said.quote is not None:
        said.place.consent_quote = said.quote  # for this note; another of theirs may say otherwise
    return leave_note(
        exercise=said.exercise, participation=said.place, text=text, part=key.part,
        client_key=uuid.uuid5(said.client_key, f"{'|'.join(key)}:{again}"), confirmed=said.confirmed,
        language=said.language, channel=said.channel,
        transcribed_by=user_of(said.by) if said.transcribed else None, by=said.by, at=said.at,
    )  # fmt: skip


def ensure_unanswered(remark: Remark, *, field: str) -> None:
    """RuleBroken when whoever said it can read an answer: it is to the words as they stand."""
    if remark.answer is not None and remark.answer.published_at is not None:
        raise RuleBroken(
            _("Den synpunkten är redan besvarad och kan inte ändras. Skriv det nya under ”Något mer?”."),
            field=field, status=409,
        )  # fmt: skip


def _consent(note: Contribution, said: Saying) -> None:
    if said.quote is not None and note.consent_quote != said.quote:
        change_consent(contribution=note, use="quote", granted=said.quote, by=said.by, at=said.at)
        if not said.quote:
            Remark.objects.filter(contribution=note).update(shown_at=None)


def _changed(remark: Remark, said: Saying, **fields) -> None:
    for name, value in fields.items():
        setattr(remark, name, value)
    remark.at, remark.row_version = said.at, remark.row_version + 1
    remark.save(update_fields=[*fields, "at", "row_version"])
