"""A round of remarks: planned, changed, opened with a session of its own, closed, counted once, and ended when every
remark has an answer or there is a published reason why not."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from feedback.actions.round_session import end_session, hold_session, move_end
from feedback.enums import FormKind, Influence, ProposalStatus, RoundState, Stage
from feedback.models import Proposal, ProposalVersion, Round, RoundRelease, RoundVersion
from feedback.queries.remarks import unanswered
from feedback.queries.rounds import choosable_versions, missing
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import DECLARATION_WORDS, stale
from hlab.labs.models import Lab
from hlab.stats.suppression import DEFAULT_K
from workshops.actions.planning import same_only

LIMITS = {"title": 100, "asked": 300, "open_scope": 600, "closed_scope": 600, "decider": 200}
CODES: dict[str, Sequence[str]] = {"stage": Stage.values, "influence": Influence.values, "form": FormKind.values}
MOVABLE = ("closes_at", "paper_until", "answer_by")
"""What can be another day when people have begun to answer. Everything else stands as they read it."""
FIELDS = (*LIMITS, *CODES, *MOVABLE, "opens_on", "k")
LONGEST_REASON = 600
MOST_VERSIONS, LARGEST_K = 30, 50


@transaction.atomic
def plan_round(
    *, lab: Lab, versions: Iterable[ProposalVersion], by, at: datetime, key: uuid.UUID | None = None,
    is_demo: bool = False, **fields,
) -> Round:  # fmt: skip
    """A round that nobody can answer yet. versions: in the order that they are asked about; they may still be drafts.
    key: of the form it was sent in; the same form with the same words is the same round. fields: all of FIELDS, k and
    the codes as usual unless given. Raises RuleBroken.
    """
    list(Lab.objects.select_for_update(no_key=True).filter(pk=lab.pk).values_list("pk"))
    versions = list(versions)
    usual = {"k": DEFAULT_K, "stage": Stage.PROPOSAL, "influence": Influence.DIALOGUE, "form": FormKind.BOTH}
    fields = _checked(usual | fields, lab)
    if key is not None:
        key = same_only(key, [row.pk for row in versions], *(fields[name] for name in sorted(fields)))
        planned = Round.objects.filter(lab=lab, create_key=key).first()
        if planned is not None:
            return planned
    _check_days(Round(lab=lab, **fields), at)
    row = Round.objects.create(
        lab=lab, create_key=key, is_demo=is_demo or lab.is_demo, created_by=user_of(by), created_at=at, **fields
    )
    _ask_about(row, versions)
    record(act="round.planned", subject=row, by=by, at=at, lab_id=lab.pk)
    return row


@transaction.atomic
def change_round(
    *, round: Round, row_version: int, by, at: datetime, versions: Iterable[ProposalVersion] | None = None, **fields
) -> Round:
    """Other words, days or versions. fields: any of FIELDS; versions None leaves them.

    Once people have begun to answer only the days of MOVABLE can move, as long as they are ahead, and that is told:
    in the session, and where the round is read. Raises RuleBroken, or StaleEdit with both when somebody has saved.
    """
    row = locked_round(round)
    fields = _checked({name: fields[name] for name in FIELDS if name in fields}, row.lab, row)
    before = {name: getattr(row, name) for name in fields}
    changed = [name for name, value in fields.items() if value != before[name]]
    asked = list(row.asks.values_list("version", flat=True))
    versions = None if versions is None else list(versions)
    others = versions is not None and [version.pk for version in versions] != asked
    if not changed and not others:
        return row
    if row.row_version != row_version:
        raise stale(row, fields, _("Någon annan har ändrat rundan sedan du öppnade sidan."))
    if row.state != RoundState.PLANNED:
        _ensure_movable(row, changed, others)
    for name in changed:
        setattr(row, name, fields[name])
    _check_days(row, at, changed)
    row.row_version += 1
    row.save(update_fields=[*changed, "row_version"])
    if others and versions is not None:
        row.asks.all().delete()
        _ask_about(row, versions)
    if row.state == RoundState.PLANNED:
        record(act="round.changed", subject=row, by=by, at=at, lab_id=row.lab_id)
        return row
    for name in changed:
        facts = {"moved": name, "before": _as_text(before[name]), "after": _as_text(fields[name])}
        record(act="round.moved", subject=row, by=by, at=at, lab_id=row.lab_id, **facts)
    if "closes_at" in changed:
        move_end(round=row, before=before["closes_at"], by=by, at=at)
    return row


@transaction.atomic
def open_round(*, round: Round, support_person: str, by, at: datetime) -> Round:
    """Let people answer: with a session of the round's own, where the step of trying is open until the round closes.

    support_person: whom somebody can talk to if it becomes heavy. What can be changed and what is decided stands from
    now on. Twice is once. Raises RuleBroken with everything that is missing.
    """
    row = locked_round(round)
    if row.state == RoundState.OPEN:
        return row
    if row.state != RoundState.PLANNED:
        raise RuleBroken(_("Rundan har varit öppen och kan inte öppnas igen. Planera en ny runda."), status=409)
    support_person = " ".join(tidy(support_person).split())
    if not support_person:
        raise RuleBroken(_("Skriv vem man kan prata med om något blir tungt."), field="support_person")
    if problems := missing(row, at):
        raise RuleBroken(" ".join(sentence for _part, sentence in problems), status=409)
    hold_session(round=row, support_person=support_person, by=by, at=at)
    _set_status(row, ProposalStatus.OPEN, frm=(ProposalStatus.DRAFT, ProposalStatus.REWORKED, ProposalStatus.DECIDED))
    record(act="round.opened", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def close_round(*, round: Round, by, at: datetime) -> Round:
    """Take no more answers on the web. What comes on paper can be written in until `paper_until`. Twice is once."""
    row = locked_round(round)
    if row.state == RoundState.PLANNED:
        raise RuleBroken(_("Rundan har inte öppnat."), status=409)
    if row.state != RoundState.OPEN:
        return row
    row.state, row.closed_at = RoundState.CLOSED, at
    _save(row, "state", "closed_at")
    end_session(round=row, by=by, at=at)
    _set_status(row, ProposalStatus.REWORKED, frm=(ProposalStatus.OPEN,))
    record(act="round.closed", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def count_round(*, round: Round, by, at: datetime) -> RoundRelease:
    """Work out what the round came to, once and for all, when no more paper is to come. Twice is once.

    It cannot be done over: two counts of the same round could be compared, and what is hidden be worked out.
    """
    row = locked_round(round)
    if row.state in (RoundState.COUNTED, RoundState.ANSWERED):
        return row.release
    if row.state != RoundState.CLOSED:
        raise RuleBroken(_("Stäng rundan först. Resultatet räknas en enda gång, när alla svar är inne."), status=409)
    if localtime(at).date() <= row.paper_until:
        raise RuleBroken(
            _("Papper kan komma till och med %(day)s. Sedan räknas resultatet.") % {"day": _as_text(row.paper_until)},
            status=409,
        )
    from feedback.actions.counting import count  # what it counts with is heavy, and rounds are mostly read

    release = count(round=row, by=by, at=at)
    row.state = RoundState.COUNTED
    _save(row, "state")
    record(act="round.counted", subject=row, by=by, at=at, lab_id=row.lab_id)
    return release


@transaction.atomic
def end_round(*, round: Round, by, at: datetime, unanswered_reason: str = "") -> Round:
    """The round is answered: those who asked to be told get their message. Twice is once.

    unanswered_reason: why some remarks have no answer; published, and needed as long as there are such. Raises
    RuleBroken.
    """
    row = locked_round(round)
    if row.state == RoundState.ANSWERED:
        return row
    if row.state != RoundState.COUNTED:
        raise RuleBroken(_("Rundan kan avslutas när resultatet är räknat."), status=409)
    reason = tidy(unanswered_reason)
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_REASON}, field="unanswered_reason"
        )
    left = unanswered(row)
    if left and not reason:
        raise RuleBroken(
            _("Det finns synpunkter som inte har fått svar. Besvara dem, eller skriv varför de inte besvaras. Skälet "
              "blir publikt."),
            field="unanswered_reason",
        )  # fmt: skip
    row.state, row.answered_at, row.unanswered_reason = RoundState.ANSWERED, at, reason if left else ""
    _save(row, "state", "answered_at", "unanswered_reason")
    _set_status(row, ProposalStatus.DECIDED, frm=(ProposalStatus.OPEN, ProposalStatus.REWORKED))
    record(act="round.ended", subject=row, by=by, at=at, lab_id=row.lab_id, unanswered=left)
    return row


def locked_round(round: Round) -> Round:
    """The round anew, kept for this transaction: acts on one round come after each other."""
    return Round.objects.select_for_update(of=("self",)).select_related("lab", "workshop").get(pk=round.pk)


# --- Inner parts ------------------------------------------------------------------------------


def _checked(fields: dict, lab: Lab, row: Round | None = None) -> dict:
    fields = {name: tidy(value) if isinstance(value, str) else value for name, value in fields.items()}
    for name, limit in LIMITS.items():
        if name in fields and not fields[name]:
            raise RuleBroken(_("Fältet behöver fyllas i."), field=name)
        if len(fields.get(name, "")) > limit:
            raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=name)
    for name, codes in CODES.items():
        if name in fields and fields[name] not in codes:
            raise RuleBroken(_("Välj ett av alternativen."), field=name)
    if "k" in fields and not DEFAULT_K <= fields["k"] <= LARGEST_K:
        raise RuleBroken(
            _("Minsta grupp som visas är mellan %(least)d och %(most)d personer.")
            % {"least": DEFAULT_K, "most": LARGEST_K},
            field="k",
        )
    scopes = [fields.get(name, getattr(row, name, "")) for name in ("open_scope", "closed_scope")]
    words = sum(len(text.split()) for text in (*scopes, lab.nobody_here))
    if {"open_scope", "closed_scope"} & set(fields) and words > DECLARATION_WORDS:
        raise RuleBroken(
            _("Det som är öppet, bestämt och utom räckhåll är tillsammans %(words)d ord. Korta till högst %(limit)d.")
            % {"words": words, "limit": DECLARATION_WORDS},
            field="open_scope",
        )
    return fields


def _check_days(row: Round, at: datetime, changed: Sequence[str] = MOVABLE) -> None:
    """The days come in order, and none is moved to what has been."""
    closes = localtime(row.closed_at or row.closes_at).date()
    if "closes_at" in changed and row.closes_at <= at:
        raise RuleBroken(_("Tiden har redan varit. Välj en dag längre fram."), field="closes_at")
    if row.state == RoundState.PLANNED and row.opens_on > closes:
        raise RuleBroken(_("Rundan behöver öppna innan den stänger."), field="opens_on")
    if row.paper_until < closes:
        raise RuleBroken(_("Papper kan komma lika länge som rundan är öppen, eller längre."), field="paper_until")
    if row.answer_by <= row.paper_until:
        raise RuleBroken(_("Svaren kan komma först när alla papper har kommit in."), field="answer_by")
    if "answer_by" in changed and row.answer_by < localtime(at).date():
        raise RuleBroken(_("Dagen har redan varit. Välj en dag längre fram."), field="answer_by")


def _ensure_movable(row: Round, changed: Iterable[str], others: bool) -> None:
    fixed = [name for name in changed if name not in MOVABLE]
    if fixed or others:
        raise RuleBroken(
            _("Rundan har öppnat, så det står kvar som de som svarar har läst det. Bara dagarna kan ändras."),
            field=fixed[0] if fixed else "versions",
            status=409,
        )
    ahead = {
        RoundState.OPEN: MOVABLE,
        RoundState.CLOSED: ("paper_until", "answer_by"),
        RoundState.COUNTED: ("answer_by",),
    }.get(RoundState(row.state), ())
    for name in changed:
        if name not in ahead:
            raise RuleBroken(_("Den dagen har passerat och kan inte ändras."), field=name, status=409)


def _ask_about(row: Round, versions: Sequence[ProposalVersion]) -> None:
    wanted = [version.pk for version in versions]
    if len(set(wanted)) > MOST_VERSIONS:
        raise RuleBroken(_("Välj högst %(n)d förslag i en runda.") % {"n": MOST_VERSIONS}, field="versions")
    if set(wanted) - set(choosable_versions(row.lab).values_list("pk", flat=True)):
        raise RuleBroken(_("Något av förslagen har fått en nyare version. Välj igen."), field="versions")
    RoundVersion.objects.bulk_create(
        RoundVersion(round=row, version_id=pk, place=place) for place, pk in enumerate(dict.fromkeys(wanted), start=1)
    )


def _set_status(row: Round, status: str, *, frm: Iterable[str]) -> None:
    """Let the proposals of the round stand as the round does, unless another round about them is open."""
    elsewhere = Round.objects.filter(state=RoundState.OPEN, asks__version__proposal=OuterRef("pk")).exclude(pk=row.pk)
    asked = RoundVersion.objects.filter(round=row).values("version__proposal")
    rows = Proposal.objects.filter(pk__in=asked, status__in=frm)
    if status != ProposalStatus.OPEN:
        rows = rows.exclude(Exists(elsewhere))
    rows.update(status=status)


def _save(row: Round, *names: str) -> None:
    row.row_version += 1
    row.save(update_fields=[*names, "row_version"])


def _as_text(value: date | datetime) -> str:
    return localtime(value).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value.isoformat()
