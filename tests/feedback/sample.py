"""A small proposal, a round about it, and what people said, put straight into the tables."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from feedback.enums import Drawing, Effect, Part, ProposalKind, ProposalStatus, RemarkState, RoundState
from feedback.models import (
    Answer,
    Paragraph,
    Proposal,
    ProposalVersion,
    Remark,
    Response,
    Round,
    RoundVersion,
    Scene,
)
from hlab.labs.enums import Perspective
from tests.factories import NOON, make_lab, make_note, make_open_workshop, make_participation


def make_proposal(*, lab=None, number="F1", at: datetime = NOON, **fields) -> Proposal:
    """A proposal without any version."""
    lab = lab or make_lab()
    slug = fields.pop("slug", f"forslag-{number.lower()}-{lab.pk}")
    return Proposal.objects.create(lab=lab, number=number, slug=slug, created_at=at, **fields)


def make_version(
    *, proposal=None, number=1, paragraphs=2, scenes=1, frozen=False, published=False, at: datetime = NOON, **fields
) -> ProposalVersion:
    """A version with that many paragraphs (anchors p1, p2 …) and scenes; frozen and published as asked for."""
    proposal = proposal or make_proposal()
    words = {
        "title": "En plan som följer med dig", "summary": "Vården och socialtjänsten har samma plan.",
        "problem": "Ingen håller ihop det.", "unknowns": ["Vad det kostar, och för vem"],
        "alternatives": "Att inget göra: var och en planerar för sig.",
    } | fields  # fmt: skip
    version = ProposalVersion.objects.create(proposal=proposal, number=number, created_at=at, **words)
    for n in range(1, paragraphs + 1):
        Paragraph.objects.create(
            version=version, anchor=f"p{n}", place=n * 1000, label=f"{n} §",
            legal=f"Regionen och kommunen ska gemensamt upprätta en plan ({n}).", plain="De ska göra en plan ihop.",
        )  # fmt: skip
    for n in range(1, scenes + 1):
        Scene.objects.create(
            version=version, anchor=uuid.uuid5(uuid.NAMESPACE_URL, f"scene-{proposal.pk}-{n}"), place=n * 1000,
            who=Perspective.LIVED, title=f"Scen {n}. Första mötet", today_text="Du söker hjälp på tre ställen.",
            today_drawing=Drawing.DOORS, today_alt="En person står ensam framför tre dörrar.",
            proposed_text="Du gör en plan med en person.", proposed_drawing=Drawing.TABLE,
            proposed_alt="Två personer vid samma bord.",
        )  # fmt: skip
    if frozen or published:
        version.frozen_at = at
        version.save(update_fields=["frozen_at"])
    if published:
        version.published_at = at
        version.save(update_fields=["published_at"])
    return version


def make_round(*, versions=None, lab=None, state=RoundState.OPEN, at: datetime = NOON, **fields) -> Round:
    """A round about these versions (a new public one unless given), with a session of its own when it is under way."""
    versions = versions or [make_version(proposal=make_proposal(lab=lab), published=True)]
    lab = versions[0].proposal.lab
    facts = {
        "title": "Synpunkter på planen", "asked": "Alla i tre län", "open_scope": "Hur planen görs.",
        "closed_scope": "Att det ska finnas en plan.", "decider": "Utredningen", "answer_by": date(2026, 5, 1),
        "opens_on": at.date(), "closes_at": at + timedelta(days=14), "paper_until": at.date() + timedelta(days=21),
    } | fields  # fmt: skip
    begun = state != RoundState.PLANNED
    if begun:
        facts.setdefault("workshop", make_open_workshop(lab=lab, at=at))
        facts.setdefault("opened_at", at)
    if state == RoundState.ANSWERED:
        facts.setdefault("answered_at", at)
    made = Round.objects.create(lab=lab, state=state, created_at=at, **facts)
    for place, version in enumerate(versions, start=1):
        RoundVersion.objects.create(round=made, version=version, place=place)
    Proposal.objects.filter(versions__in=versions).update(status=ProposalStatus.OPEN)
    return made


def make_response(
    *, round, version=None, participation=None, perspective=Perspective.LIVED, effect=Effect.BETTER,
    at: datetime = NOON, **fields,
) -> Response:  # fmt: skip
    """One person's answer, without words."""
    place = participation or make_participation(workshop=round.workshop, perspective=perspective)
    return Response.objects.create(
        round=round, version=version or round.asks.first().version, participation=place, receipt_id=place.receipt_id,
        exercise=round.workshop.exercises.first(), effect=effect, created_at=at, at=at, **fields,
    )  # fmt: skip


def make_remark(*, response=None, text="Ingen svarar på natten.", part=Part.RETHINK, at: datetime = NOON, **fields):
    """Something that somebody said, as a note of theirs."""
    response = response or make_response(round=make_round())
    note = make_note(exercise=response.exercise, participation=response.participation, text=text, at=at)
    return Remark.objects.create(response=response, contribution=note, part=part, at=at, **fields)


def make_answer(*, remarks, at: datetime = NOON, published=True, **fields) -> Answer:
    """An answer to these remarks, published unless said otherwise."""
    facts = {
        "title": "Vem som svarar på natten", "verdict": "partly", "reason": "Vi skriver in en jour.",
        "decider": "Särskild utredare", "decided_on": at.date(),
    } | fields  # fmt: skip
    answer = Answer.objects.create(
        round=remarks[0].response.round, created_at=at, published_at=at if published else None, **facts
    )
    for remark in remarks:
        remark.state, remark.answer = RemarkState(facts["verdict"]), answer
        remark.save(update_fields=["state", "answer"])
    return answer


def make_alternative(*, to: Proposal, number="F1a", **fields) -> Proposal:
    """Another way to the same thing; doing nothing unless said otherwise."""
    fields = {"is_nothing": True} | fields
    return make_proposal(lab=to.lab, number=number, kind=ProposalKind.ALTERNATIVE, alternative_to=to, **fields)
