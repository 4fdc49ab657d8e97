"""What the acts on answers have in common: which rows are locked, what an answer must say, and when it may go out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.enums import RoundState, Verdict
from feedback.models import Answer, ProposalVersion, Remark, Round
from feedback.queries.remarks import standing
from goals.actions.checks import warn_if_personal
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy

LONGEST = {"title": 160, "reason": 2000, "decider": 160}
WORDS = (*LONGEST, "verdict", "decided_on", "changed_in")
AT_A_TIME = 500  # rows in one statement


def locked_round(round: Round) -> Round:
    """The round, for one who answers at a time: two who answer the same remark do it one after the other."""
    return Round.objects.select_for_update(of=("self",)).select_related("lab").get(pk=round.pk)


def locked_remarks(round: Round, remarks: Iterable[Remark]) -> list[Remark]:
    """Those of the remarks that are of the round and have not been taken back meanwhile, locked."""
    keys = list({remark.pk for remark in remarks})
    found: list[Remark] = []
    for start in range(0, len(keys), AT_A_TIME):
        some = Remark.objects.select_for_update(of=("self",)).filter(pk__in=keys[start : start + AT_A_TIME])
        found += some.filter(standing(), response__round=round).select_related("contribution", "answer")
    return found


def locked_draft(answer: Answer) -> Answer:
    """An answer that is not published, locked after its round. Raises RuleBroken."""
    locked_round(answer.round)
    row = Answer.objects.select_for_update(of=("self",)).select_related("round__lab").get(pk=answer.pk)
    if row.published_at is not None:
        raise RuleBroken(
            _("Svaret är publicerat, och de som sa det kan ha läst det. Skriv ett rättat svar i stället."), status=409
        )
    return row


def ensure_free(rows: list[Remark], but: Answer | None = None) -> None:
    """Raises RuleBroken when some of the remarks have another answer."""
    taken = [row.answer for row in rows if row.answer is not None and row.answer != but]
    if taken:
        words = ngettext(
            "%(n)d av synpunkterna har redan svaret ”%(title)s”. Ta bort den ur ditt urval, eller ur det svaret.",
            "%(n)d av synpunkterna har redan svar, till exempel ”%(title)s”. Ta bort dem ur ditt urval, eller ur de "
            "svaren.",
            len(taken),
        )
        raise RuleBroken(words % {"n": len(taken), "title": taken[0].title}, status=409)


def tie(rows: list[Remark], answer: Answer) -> None:
    """Let the remarks have this answer. What somebody said of an earlier answer is not about this one."""
    keys = [row.pk for row in rows if row.answer_id != answer.pk]
    for start in range(0, len(keys), AT_A_TIME):
        Remark.objects.filter(pk__in=keys[start : start + AT_A_TIME]).update(
            state=answer.verdict, answer=answer, own_view="", own_words="", row_version=F("row_version") + 1
        )


def checked_words(round: Round, words: dict, *, at: datetime, confirmed: bool) -> dict:
    """The words of an answer as they are kept. Raises RuleBroken at the field."""
    words = words | {name: tidy(words[name]) for name in LONGEST}
    asked = {
        "title": _("Skriv vad synpunkterna handlar om, så att den som läser känner igen frågan."),
        "reason": _("Skriv varför. Ett ställningstagande utan skäl går inte att förstå."),
        "decider": _("Skriv i vilken roll det är beslutat."),
    }
    for name, sentence in asked.items():
        if not words[name]:
            raise RuleBroken(sentence, field=name)
        if len(words[name]) > LONGEST[name]:
            raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST[name]}, field=name)
    if words["verdict"] not in Verdict.values:
        raise RuleBroken(_("Välj ett ställningstagande."), field="verdict")
    if words["decided_on"] is None or words["decided_on"] > localdate(at):
        raise RuleBroken(_("Skriv vilken dag det beslutades. Det kan inte vara en dag som kommer."), field="decided_on")
    _check_version(round, words["verdict"], words["changed_in"])
    if not confirmed:
        warn_if_personal(title=words["title"], reason=words["reason"], decider=words["decider"])
    return words


def _check_version(round: Round, verdict: str, version: ProposalVersion | None) -> None:
    if version is None:
        return
    if verdict == Verdict.NOT_ADOPTED:
        raise RuleBroken(
            _("Inte beaktat betyder att inget ändrades. Ta bort versionen, eller välj Delvis beaktat."),
            field="changed_in",
        )
    earlier = round.asks.filter(version__proposal=version.proposal_id, version__number__lt=version.number)
    if not earlier.exists():
        raise RuleBroken(_("Välj en version som är senare än den som rundan frågade om."), field="changed_in")


def ensure_over(round: Round) -> None:
    """Raises RuleBroken as long as those who have answered can still change what they said."""
    if round.state in (RoundState.PLANNED, RoundState.OPEN):
        raise RuleBroken(
            _("Rundan är öppen, och den som har svarat kan ändra sig tills den stänger. Publicera svaren sedan."),
            status=409,
        )
