"""Reading and coding: stretches marked, codes put on them and taken away, notes read, thoughts written down.

Every coder's word is a row of its own. Nobody changes another's, and what is taken away stays with who and when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.codebook import add_code
from goals.analysis.marking import Span, trimmed
from goals.analysis.refi import normalised
from goals.enums import CodeOrigin
from goals.models import Code, Coding, CodingPass, DismissedCoding, Excerpt, Memo
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy
from workshops.models import Contribution
from workshops.queries import usable_contributions

LONGEST_MEMO = 4000
MOST_AT_ONCE = 200  # stretches marked in one go


@transaction.atomic
def code_note(
    *, note: Contribution, note_version: int, spans: Iterable[Span], codes: Collection[Code], by, at: datetime,
    origin: str = CodeOrigin.HUMAN, new_code: str = "",
) -> list[Excerpt]:  # fmt: skip
    """Mark stretches of a note and put codes on each, as one person's word. What is there already stays as it is.

    spans: code points in the note's normalised text (`goals.analysis.refi.normalised`); they may overlap. note_version:
    the row version whose words were read. new_code: the name of one more code, which is made first. Raises StaleEdit
    when the words have been changed since, RuleBroken when the note may not be used any more, a stretch lies outside
    the text or is empty, or a code is none of the lab's in use.
    """
    coder = must_be_a_person(by)
    now = usable_note(note, note_version)
    text = normalised(now.text)
    chosen = [trimmed(text, start, end) for start, end in spans]
    if not chosen:
        raise RuleBroken(_("Välj minst en mening, eller hela texten."), field="spans")
    if len(chosen) > MOST_AT_ONCE:
        raise RuleBroken(_("Det blev för många bitar på en gång. Ta några i taget."), field="spans")
    if None in chosen:
        raise RuleBroken(_("Det markerade finns inte i texten. Markera igen."), field="spans")
    if new_code:
        codes = [*codes, add_code(lab=now.exercise.workshop.lab, name=new_code, by=by, at=at)]
    _codes_in_use(now.lab_id, codes)
    out, new = [], 0
    for start, end in dict.fromkeys(span for span in chosen if span):
        excerpt, _made = Excerpt.objects.get_or_create(
            contribution=now, note_version=now.row_version, start=start, end=end,
            defaults={"text": text[start:end], "created_by": coder, "created_at": at},
        )  # fmt: skip
        for code in codes:
            _coding, made = Coding.objects.get_or_create(
                excerpt=excerpt, code=code, coder=coder, removed_at=None, defaults={"origin": origin, "at": at}
            )
            new += made
        out.append(excerpt)
    if new:
        record(act="coding.added", subject=now, by=by, at=at, lab_id=now.lab_id, n=new, origin=origin)
    return out


@transaction.atomic
def remove_coding(*, coding: Coding, by, at: datetime) -> Coding:
    """Take away a code that one has put oneself. The row stays. Twice is once."""
    now = Coding.objects.select_for_update(of=("self",)).select_related("code").get(pk=coding.pk)
    if now.coder_id != must_be_a_person(by).pk:
        raise RuleBroken(
            _("Bara den som satte koden kan ta bort den. Säg hur du ser på det i en anteckning."), status=403
        )
    if now.removed_at is None:
        now.removed_at, now.removed_by = at, by
        now.save(update_fields=["removed_at", "removed_by"])
        record(act="coding.removed", subject=now.code, by=by, at=at, lab_id=now.code.lab_id)
    return now


@transaction.atomic
def done_with(*, note: Contribution, note_version: int, by, at: datetime) -> CodingPass:
    """One has read a note and is done with it, with codes or without. Again is the same, at the words as they are."""
    coder = must_be_a_person(by)
    now = usable_note(note, note_version)
    row, new = CodingPass.objects.get_or_create(
        contribution=now, coder=coder, defaults={"note_version": now.row_version, "at": at}
    )
    if new or row.note_version != now.row_version:
        row.note_version, row.at = now.row_version, at
        row.save(update_fields=["note_version", "at"])
        record(act="coding.read", subject=now, by=by, at=at, lab_id=now.lab_id)
    return row


@transaction.atomic
def look_again(
    *, note: Contribution, note_version: int, excerpt: Excerpt, span: Span | None, by, at: datetime
) -> Excerpt | None:
    """One's own codes on words that have been changed since: carried over to a stretch of the words as they are now
    (span), or taken away (None). Others' stay with them, until they have looked themselves."""
    coder = must_be_a_person(by)
    now = usable_note(note, note_version)
    mine = list(
        excerpt.codings.select_for_update(of=("self",))
        .filter(coder=coder, removed_at__isnull=True)
        .select_related("code")
    )
    if excerpt.contribution_id != now.pk or excerpt.note_version == now.row_version or not mine:
        raise RuleBroken(_("Det utdraget behöver inte ses över längre."), status=409)
    kept = None
    by_origin: dict[str, list[Code]] = {}
    for coding in mine:
        if coding.code.gone_at is None:
            by_origin.setdefault(coding.origin, []).append(coding.code)
    if span is not None:
        for origin, codes in by_origin.items():
            kept = code_note(
                note=now, note_version=note_version, spans=[span], codes=codes, origin=origin, by=by, at=at
            )[0]
    Coding.objects.filter(pk__in=[coding.pk for coding in mine]).update(removed_at=at, removed_by=coder)
    record(act="coding.looked_again", subject=now, by=by, at=at, lab_id=now.lab_id, n=len(mine))
    return kept


@transaction.atomic
def accept_suggestion(*, code: Code, note: Contribution, note_version: int, by, at: datetime) -> Excerpt:
    """A person has read the note and says that it belongs under the code: the whole of it, marked as the computer's
    suggestion."""
    text = normalised(note.text)
    return code_note(
        note=note, note_version=note_version, spans=[(0, len(text))], codes=[code], origin=CodeOrigin.SUGGESTED,
        by=by, at=at,
    )[0]  # fmt: skip


@transaction.atomic
def dismiss_suggestion(*, code: Code, note: Contribution, by, at: datetime) -> None:
    """A person has read the note and says no: it is not suggested for the code again. Twice is once."""
    person = must_be_a_person(by)
    _codes_in_use(note.lab_id, [code])
    _row, new = DismissedCoding.objects.get_or_create(contribution=note, code=code, defaults={"by": person, "at": at})
    if new:
        record(act="coding.dismissed", subject=code, by=by, at=at, lab_id=code.lab_id)


@transaction.atomic
def write_memo(*, lab, text: str, by, at: datetime, code: Code | None = None, note: Contribution | None = None) -> Memo:
    """What a coder thinks, about a code, a note or the whole."""
    person = must_be_a_person(by)
    memo = Memo.objects.create(lab=lab, code=code, contribution=note, text=_checked_memo(text), by=person, at=at)
    record(act="memo.written", subject=code or lab, by=by, at=at, lab_id=lab.pk)
    return memo


@transaction.atomic
def change_memo(*, memo: Memo, text: str, row_version: int, by, at: datetime) -> Memo:
    """Other words for one's own memo. StaleEdit when it was changed on another page."""
    now = Memo.objects.select_for_update().get(pk=memo.pk)
    if now.by_id != must_be_a_person(by).pk:
        raise RuleBroken(_("Bara den som skrev anteckningen kan ändra den. Skriv en egen i stället."), status=403)
    text = _checked_memo(text)
    if text == now.text:
        return now
    if now.row_version != row_version:
        raise StaleEdit(
            _("Anteckningen har ändrats på ett annat ställe. Välj vilken text som ska gälla."),
            field="text", yours=text, theirs=now.text, row_version=now.row_version,
        )  # fmt: skip
    now.text, now.changed_at, now.row_version = text, at, now.row_version + 1
    now.save(update_fields=["text", "changed_at", "row_version"])
    record(act="memo.changed", subject=memo.code or memo.lab, by=by, at=at, lab_id=now.lab_id)
    return now


def usable_note(note: Contribution, note_version: int) -> Contribution:
    """The note as it is now, locked. RuleBroken when it may not be used, StaleEdit when it has other words."""
    lab = note.exercise.workshop.lab
    Contribution.objects.select_for_update().filter(pk=note.pk).first()
    now = usable_contributions(lab).filter(pk=note.pk).first()
    if now is None:
        raise RuleBroken(
            _("Lappen får inte användas längre. Den är återtagen, eller så har personen ändrat sitt samtycke."),
            status=409,
        )
    if now.row_version != note_version:
        raise StaleEdit(
            _("Personen har ändrat sina ord sedan du öppnade sidan. Läs texten som den är nu och markera igen."),
            row_version=now.row_version, theirs=now.text,
        )  # fmt: skip
    return now


def must_be_a_person(by):
    """Whoever codes has a log-in: a coding is somebody's word."""
    person = user_of(by)
    if person is None:
        raise RuleBroken(_("Den som kodar behöver vara inloggad."), status=403)
    return person


def _codes_in_use(lab_id: int, codes: Collection[Code]) -> None:
    if not codes:
        raise RuleBroken(_("Välj en kod, eller skriv en."), field="code")
    wanted = {code.pk for code in codes}
    if Code.objects.filter(pk__in=wanted, lab=lab_id, gone_at__isnull=True).count() != len(wanted):
        raise RuleBroken(_("Koden finns inte i labbets kodbok längre. Välj en annan."), field="code")


def _checked_memo(text: str) -> str:
    text = tidy(text)
    if not text:
        raise RuleBroken(_("Skriv något i anteckningen."), field="text")
    if len(text) > LONGEST_MEMO:
        raise RuleBroken(
            _("Anteckningen är för lång. Korta den till %(n)s tecken.") % {"n": LONGEST_MEMO}, field="text"
        )
    return text
