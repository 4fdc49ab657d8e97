"""One person's answer about one version: given, changed until the round closes, and taken back."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.saying import Saying, come_in, ensure_round_takes, ensure_there, ensure_unanswered, keep_words
from feedback.enums import (
    AnswersFor,
    Dimension,
    Effect,
    FormKind,
    Part,
    RemarkState,
    Stance,
    Target,
)
from feedback.models import ProposalVersion, Remark, Reply, Response, Round
from feedback.queries.responses import Key, remarks_in, response_at, words_in
from hlab.accounts.reference.counties import counties_of
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from hlab.labs.enums import Level, Perspective
from hlab.live.actions import publish
from workshops.actions.contributions import withdraw
from workshops.actions.locks import lock_place
from workshops.enums import Language
from workshops.models import Contribution, Exercise, Participation
from workshops.queries import place_for
from workshops.wire import desk

WRITTEN_LENGTH = 1000  # characters of one remark


class Consequence(NamedTuple):
    """A row of the expert form: what a consequence is about, for whom, whether it speaks for the proposal, and why."""

    dimension: str
    concerns: str
    stance: str
    text: str

    @property
    def key(self) -> Key:
        return Key(Part.CONSEQUENCE, dimension=self.dimension, concerns=self.concerns, stance=self.stance)


@transaction.atomic
def respond(
    *,
    round: Round,
    version: ProposalVersion,
    exercise: Exercise,
    participation: Participation,
    effect: str,
    words: Mapping[str | Key, str],
    client_key: uuid.UUID,
    by,
    at: datetime,
    seen: int | None = 0,
    form: str = FormKind.SHORT,
    level: str = "",
    county: str = "",
    answers_for: str = AnswersFor.SELF,
    quote: bool | None = None,
    confirmed: bool = False,
    counted: bool = True,
    channel: str = "",
    transcribed: bool = False,
    language: str = Language.SV,
    consequences: Iterable[Consequence] = (),
) -> Response:
    """A person's answer about a version as a whole; a second one changes the first, and the same again changes nothing.

    words: {part, or Key of a part of the version: words}; blank takes back, and what is not there stands as it is.
    consequences: of the expert form, all of them; the short form leaves those that were there. seen: `seen_of` what
    the person had before them; StaleEdit with both answers when they have answered otherwise on another page since.
    None replaces regardless. quote: whether the words may be shown openly; None as agreed to before. transcribed: `by`
    writes it in for somebody else, which can be done until the round's last day for paper. counted:
    `workshops.rules.counts`; nothing that is said in a rehearsal is.
    """
    facts = _checked(round, effect=effect, form=form, level=level, county=county, answers_for=answers_for)
    sent = {part if isinstance(part, Key) else Key(part): tidy(text) for part, text in words.items()}
    if any(key.part == Part.CONSEQUENCE for key in sent):
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), status=400)
    ensure_there(version, sent)
    if form == FormKind.EXPERT:
        sent |= _consequences(consequences)
    known = response_at(version, place_for(exercise, participation))
    said = come_in(
        round=round, version=version, exercise=exercise, participation=participation, first=known is None,
        transcribed=transcribed, client_key=client_key, at=at, by=by, confirmed=confirmed, quote=quote,
        channel=channel, language=language,
    )  # fmt: skip
    mine = response_at(version, said.place)
    remarks = remarks_in(mine)
    if form == FormKind.EXPERT:
        sent = {key: "" for key in remarks if key.part == Part.CONSEQUENCE} | sent
    was = words_in(remarks)
    if mine is None:
        if not facts["effect"] and not any(sent.values()):
            raise RuleBroken(_("Blanketten är tom. Svara på minst en fråga."))
        mine = Response(round=round, version=version, exercise=said.exercise, participation=said.place, created_at=at)
        mine.receipt_id, mine.late = said.receipt_id, said.late
    else:
        _ensure_same_step(mine, said)
        same = mine.withdrawn_at is None and all(getattr(mine, name) == value for name, value in facts.items())
        changed = not same or any(text != was.get(key, "") for key, text in sent.items())
        if changed and seen is not None and (known is None or seen != seen_of(mine, was)):
            raise _answered_elsewhere(mine, was, facts, sent)
        if not changed:
            keep_words(mine, sent, remarks, said)  # what they agree to may be another
            return mine
        mine.row_version += 1
    _keep_facts(mine, facts, counted=counted, said=said)
    keep_words(mine, sent, remarks, said)
    publish(channel=desk(said.exercise.here.site_id), kind="votes", at=at, step=said.exercise.pk)
    return mine


def seen_of(response: Response | None, words: Mapping[Key, str]) -> int:
    """A number that is another as soon as the answer as a whole is: what a form carries to say what was read.

    words: as they stand (`words_in`); those of paragraphs and scenes have forms of their own. A checksum (CRC-32), so
    that it changes with what is said and with nothing else; 0 for no answer.
    """
    if response is None or response.withdrawn_at is not None:
        return 0
    facts = [response.effect, response.level, response.county]
    whole = [repr((*key, text)) for key, text in sorted(words.items()) if key.target == Target.WHOLE]
    if not any(facts + whole) and response.answers_for == AnswersFor.SELF:
        return 0  # there is a remark on a paragraph and nothing more
    return _checksum([*facts, response.answers_for, *whole])


def seen_at(words: Mapping[Key, str], target: str, anchor: str) -> int:
    """As `seen_of`, of what is said about one paragraph or scene."""
    here = [repr((*key, text)) for key, text in sorted(words.items()) if (key.target, key.anchor) == (target, anchor)]
    return _checksum(here) if here else 0


def _checksum(parts: list[str]) -> int:
    return zlib.crc32("\n".join(parts).encode()) % (2**31 - 1) + 1


def in_words(facts: Mapping[str, str], words: Mapping[Key, str]) -> str:
    """A whole answer as text, to lay beside another."""
    lines = []
    if facts["effect"]:
        lines.append(str(Effect(facts["effect"]).label))
    for key, text in words.items():
        if text and key.target == Target.WHOLE:
            about = [str(Part(key.part).label)]
            if key.dimension:
                about = [str(Dimension(key.dimension).label), str(Perspective(key.concerns).label)]
                about.append(str(Stance(key.stance).label))
            lines.append(f"{', '.join(about)}: {text}")
    return "\n\n".join(lines)


@transaction.atomic
def withdraw_response(*, response: Response, by, at: datetime) -> Response:
    """Take back a whole answer with all its words, whenever: it is not used or shown any more. What has been counted
    and published already is not undone. Twice is once."""
    lock_place(response.participation)
    mine = Response.objects.select_related("round").get(pk=response.pk)
    for remark in mine.remarks.select_related("contribution__exercise__workshop").order_by("at", "pk"):
        withdraw(contribution=remark.contribution, by=by, at=at)
    mine.remarks.update(shown_at=None)
    if mine.withdrawn_at is None:
        mine.withdrawn_at = at
        mine.row_version += 1
        mine.save(update_fields=["withdrawn_at", "row_version"])
        record(act="response.withdrawn", subject=mine, by=by, at=at, lab_id=mine.lab_id)
    return mine


def read_anew(notes: Iterable[Contribution], *, at: datetime) -> None:
    """Remarks whose notes have other words than those that somebody read: shown to nobody until they are read, and out
    of the answer that was being written to the words before. Raises RuleBroken when the round takes no other words, or
    when there is an answer to those that were: a note may be changed on other pages than a proposal's."""
    remarks = Remark.objects.filter(contribution__in=[note.pk for note in notes])
    for remark in remarks.select_related("answer", "response__round", "contribution__exercise__workshop"):
        if remark.contribution.exercise.workshop.rehearsal_of_id is None:
            ensure_round_takes(remark.response.round, at=at, on_paper=False)
        ensure_unanswered(remark, field="text")
    remarks.update(state=RemarkState.RECEIVED, answer=None, shown_at=None)


def forget_responses(exercise: Exercise) -> None:
    """Throw away what was said in a step of a rehearsal, or in one that never began."""
    said = Remark.objects.filter(response__exercise=exercise)
    Reply.objects.filter(remark__in=said).delete()
    said.filter(parent__isnull=False).delete()
    said.delete()
    Response.objects.filter(exercise=exercise).delete()


def _checked(round: Round, **facts: str) -> dict[str, str]:
    codes: dict[str, Collection[str]] = {
        "effect": ["", *Effect.values], "level": ["", *Level.values],
        "county": ["", *counties_of(is_demo=round.is_demo)],
        "answers_for": AnswersFor.values, "form": [FormKind.SHORT, FormKind.EXPERT],
    }  # fmt: skip
    for name, value in facts.items():
        if value not in codes[name]:
            raise RuleBroken(_("Välj ett av alternativen."), field=name)
    if facts["form"] == FormKind.EXPERT and round.form == FormKind.SHORT:
        raise RuleBroken(_("I den här rundan används bara den korta blanketten."), field="form")
    return facts


def _consequences(rows: Iterable[Consequence]) -> dict[Key, str]:
    out: dict[Key, str] = {}
    for row in rows:
        text = tidy(row.text)
        if row.dimension not in Dimension.values or row.concerns not in Perspective.values:
            raise RuleBroken(_("Välj vad konsekvensen gäller, och för vem."), field=row.key.field)
        if row.stance not in Stance.values:
            raise RuleBroken(_("Säg om det talar för eller emot, eller välj Vet inte."), field=row.key.field)
        if not text:
            raise RuleBroken(_("Skriv några ord om varför, eller töm raden."), field=row.key.field)
        if row.key in out:
            raise RuleBroken(_("Samma konsekvens står på två rader. Skriv ihop dem till en."), field=row.key.field)
        out[row.key] = text
    return out


def _ensure_same_step(mine: Response, said: Saying) -> None:
    if mine.exercise_id != said.exercise.pk:
        words = _("Du har redan svarat om den här versionen i steget ”%(title)s”. Ändra svaret där.")
        raise RuleBroken(words % {"title": mine.exercise.title}, status=409, code="elsewhere")


def _answered_elsewhere(mine: Response, was: dict[Key, str], facts: dict[str, str], sent: dict[Key, str]) -> StaleEdit:
    return StaleEdit(
        _("Du har sparat ett annat svar på ett annat ställe sedan du öppnade sidan. Välj vilket som ska gälla."),
        field="effect",
        yours=in_words(facts, was | sent),
        theirs=in_words({"effect": mine.effect}, was),
        row_version=seen_of(mine, was),
    )


def _keep_facts(mine: Response, facts: dict[str, str], *, counted: bool, said: Saying) -> None:
    for name, value in facts.items():
        setattr(mine, name, value)
    mine.counted = counted and said.exercise.workshop.rehearsal_of_id is None
    mine.at, mine.withdrawn_at = said.at, None
    mine.save()
