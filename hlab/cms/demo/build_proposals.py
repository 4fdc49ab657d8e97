"""The example inquiry's proposals: tried by four roles in three invented counties, answered, changed, and tried again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from feedback.actions.answering import answer_remarks, publish_answers, take_on
from feedback.actions.assumptions import add_assumption
from feedback.actions.changes import add_change
from feedback.actions.matrix import account
from feedback.actions.paragraphs import add_paragraph, change_paragraph
from feedback.actions.proposals import make_proposal
from feedback.actions.responding import respond
from feedback.actions.rounds import close_round, count_round, end_round, open_round, plan_round
from feedback.actions.scenes import add_scene
from feedback.actions.showing import show_remark
from feedback.actions.versions import change_words, freeze, new_version, publish
from feedback.enums import USUAL_LEVEL, Part, ProposalKind, Side, Target
from feedback.models import Answer, Proposal, ProposalVersion, Remark, Round
from feedback.queries.rounds import step_of
from goals.models import GoalVersion
from hlab.accounts.models import Receipt, User
from hlab.cms.demo import proposal_remarks as said
from hlab.cms.demo import proposals as content
from hlab.cms.demo import spring
from hlab.cms.demo.acts import MINUTE, joined, key
from hlab.cms.demo.moments import moment
from hlab.labs.enums import Perspective
from hlab.labs.models import Lab
from workshops.enums import Channel

WRITTEN, FIRST_PUBLIC = moment(9, 8), moment(9, 21, 10)
OPENS, CLOSES, COUNTED = moment(9, 28, 8), moment(10, 12, 20), moment(10, 19, 9)
DECIDED, SECOND_PUBLIC, ANSWERED = moment(11, 6, 13), moment(11, 10, 10), moment(11, 10, 15)
OPENS_AGAIN = moment(11, 16, 8)
APART = timedelta(hours=7, minutes=13)
SUPPORT = "Sam på Kamratföreningen Bron, 070-174 06 05"
ROUND = {
    "asked": "Alla som har egen erfarenhet, är närstående, arbetar i vården eller socialtjänsten, leder eller är "
    "förtroendevald i de tre länen.",
    "open_scope": "Hur planen görs, vem som får läsa den och vad som händer när det går fel.",
    "closed_scope": "Att region och kommun ska göra det tillsammans.",
    "decider": "Exempelutredningens särskilda utredare",
}
DECIDER = "Exempelutredningens särskilda utredare"


@dataclass
class Inquiry:
    """Those who work with it, and what has come of it so far."""

    lab: Lab
    writer: User
    lead: User
    editor: User
    receipts: dict[int, Receipt]
    proposals: dict[str, Proposal] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)


def build_proposals(*, lab: Lab, writer: User, lead: User, editor: User, receipts: dict[int, Receipt]) -> None:
    """From the first version to a round that is open now."""
    here = Inquiry(lab, writer, lead, editor, receipts)
    for row in content.PROPOSALS:
        _first_version(here, row)
    tried = [here.proposals[number].versions.get(number=1) for number in (content.PLAN, content.DOOR)]
    ended = _first_round(here, tried)
    for row in content.PROPOSALS:
        if len(row["versions"]) > 1:
            _second_version(here, row)
    publish_answers(round=ended, by=lead, at=SECOND_PUBLIC)
    end_round(round=ended, by=lead, at=ANSWERED, unanswered_reason=said.UNANSWERED)
    _accounts(here)
    _second_round(here)


def _first_version(here: Inquiry, row: dict) -> None:
    words = dict(row["versions"][0])
    paragraphs, scenes = words.pop("paragraphs"), words.pop("scenes")
    to = row.get("alternative_to")
    kind = row.get("kind") or (ProposalKind.ALTERNATIVE if to else ProposalKind.PROPOSAL)
    made = make_proposal(
        lab=here.lab, number=row["number"], slug=row["slug"], kind=kind, is_nothing=row.get("is_nothing", False),
        alternative_to=here.proposals[to] if to else None, is_demo=True, by=here.writer, at=WRITTEN, **words,
    )  # fmt: skip
    here.proposals[row["number"]] = made
    version = made.versions.get()
    for anchor, label, legal, plain in paragraphs:
        add_paragraph(version=version, anchor=anchor, label=label, legal=legal, plain=plain, by=here.writer, at=WRITTEN)
    for who, title, today, proposed in scenes:
        halves = {
            f"{side}_{name}": words
            for side, half in ((Side.TODAY, today), (Side.PROPOSED, proposed))
            for name, words in zip(("drawing", "alt", "text", "back"), half, strict=True)
        }
        add_scene(
            version=version, key=key(f"scene-{row['number']}-{title}"), who=who, title=title, by=here.writer,
            at=WRITTEN, **halves,
        )  # fmt: skip
    publish(version=version, by=here.lead, at=FIRST_PUBLIC)


def _first_round(here: Inquiry, versions: list[ProposalVersion]) -> Round:
    planned = plan_round(
        lab=here.lab, versions=versions, title="Synpunkter på de två första förslagen", by=here.writer,
        at=FIRST_PUBLIC, opens_on=OPENS.date(), closes_at=CLOSES, paper_until=date(2026, 10, 16),
        answer_by=date(2026, 11, 13), is_demo=True, **ROUND,
    )  # fmt: skip
    row = open_round(round=planned, support_person=SUPPORT, by=here.lead, at=OPENS)
    behind = _people_answer(here, row, versions)
    row = close_round(round=row, by=here.lead, at=CLOSES)
    count_round(round=row, by=here.lead, at=COUNTED)
    for name, (title, verdict, reason, _changed) in said.ANSWERS.items():
        remarks = Remark.objects.filter(pk__in=behind[name])
        take_on(round=row, remarks=remarks, owner=here.writer, by=here.lead, at=COUNTED + MINUTE)
        for remark in remarks.filter(contribution__consent_quote=True):
            show_remark(remark=remark, by=here.writer, at=COUNTED + 2 * MINUTE, confirmed=True)
        here.answers[name] = answer_remarks(
            round=row, remarks=remarks, title=title, verdict=verdict, reason=reason, decider=DECIDER,
            decided_on=DECIDED.date(), by=here.writer, at=DECIDED,
        )  # fmt: skip
    for number, text, who_knows, risk, status, learned, name in said.ASSUMPTIONS:
        proposal = here.proposals[number]
        about = Remark.objects.filter(pk__in=behind[name], part=Part.MUST_HOLD, response__version__proposal=proposal)
        add_assumption(
            proposal=proposal, text=text, who_knows=who_knows, risk=risk, status=status, learned=learned,
            remarks=[remark.pk for remark in about], readable=about, by=here.writer, at=DECIDED,
        )  # fmt: skip
    return row


def _people_answer(here: Inquiry, row: Round, versions: list[ProposalVersion]) -> dict[str, list]:
    """{key of the answer to come: ids of the remarks it answers}. Those who have told before come with their code."""
    behind: dict[str, list] = {}
    known = {
        perspective: iter([number for number, one in enumerate(spring.PERSPECTIVES, start=1) if one == perspective])
        for perspective in set(spring.PERSPECTIVES)
    }
    step, by_number = step_of(row), {version.proposal.number: version for version in versions}
    for order, (perspective, county, channel, answers) in enumerate(said.PEOPLE):
        at = OPENS + order * APART
        receipt = here.receipts.get(next(known.get(perspective, iter(())), 0))
        place = joined(
            row.workshop.site, perspective, receipt=receipt, at=at, channel=channel, consent_quote=order % 3 != 2
        )
        typed = channel in (Channel.PAPER, Channel.PHONE)
        for number, (effect, words) in answers.items():
            answer = respond(
                round=row, version=by_number[number], exercise=step, participation=place, effect=effect,
                level=USUAL_LEVEL.get(Perspective(perspective), ""),
                words={part: text for part, (text, _answer) in words.items()}, county=county, channel=channel,
                client_key=key(f"round-{order}-{number}"), seen=None, transcribed=typed,
                by=here.writer if typed else place, at=at + 9 * MINUTE,
            )  # fmt: skip
            for remark in answer.remarks.filter(target=Target.WHOLE):
                name = words.get(remark.part, ("", ""))[1]
                if name:
                    behind.setdefault(name, []).append(remark.pk)
    return behind


def _second_version(here: Inquiry, row: dict) -> None:
    words = dict(row["versions"][1])
    paragraphs, changes = words.pop("paragraphs"), words.pop("changes")
    version = new_version(proposal=here.proposals[row["number"]], by=here.writer, at=DECIDED)
    version = change_words(version=version, row_version=version.row_version, by=here.writer, at=DECIDED, **words)
    there = {paragraph.anchor: paragraph for paragraph in version.paragraphs.all()}
    for anchor, label, legal, plain in paragraphs:
        text = {"label": label, "legal": legal, "plain": plain}
        old = there.get(anchor)
        if old is None:
            add_paragraph(version=version, anchor=anchor, by=here.writer, at=DECIDED, **text)
        else:
            change_paragraph(paragraph=old, row_version=old.row_version, by=here.writer, at=DECIDED, **text)
    for what, why, name, anchor in changes:
        add_change(
            version=version, what=what, why=why, answer=here.answers[name], target=Target.PARAGRAPH, anchor=anchor,
            by=here.writer, at=DECIDED,
        )  # fmt: skip
    freeze(version=version, by=here.lead, at=SECOND_PUBLIC)
    publish(version=version, by=here.lead, at=SECOND_PUBLIC)


def _accounts(here: Inquiry) -> None:
    """How each proposal stands to the målbilder, in the inquiry's words and in others'."""
    for number, slug, perspective, leads, reason in content.ACCOUNTS:
        wording = GoalVersion.objects.filter(goal__slug=slug, goal__lab=here.lab, published_at__isnull=False).last()
        version = here.proposals[number].versions.filter(published_at__isnull=False).last()
        if wording is not None:
            account(
                version=version, goal_version=wording, perspective=perspective, leads=leads, reason=reason,
                by=here.writer, at=SECOND_PUBLIC,
            )  # fmt: skip


def _second_round(here: Inquiry) -> None:
    versions = [here.proposals[number].versions.get(replaced_at=None, published_at__isnull=False) for number in
                (content.PLAN, content.NOTHING, content.DOOR)]  # fmt: skip
    planned = plan_round(
        lab=here.lab, versions=versions, title="Synpunkter på de omarbetade förslagen", by=here.writer,
        at=ANSWERED, opens_on=OPENS_AGAIN.date(), closes_at=moment(12, 13, 20), paper_until=date(2026, 12, 18),
        answer_by=date(2027, 1, 22), is_demo=True, **ROUND,
    )  # fmt: skip
    open_round(round=planned, support_person=SUPPORT, by=here.lead, at=OPENS_AGAIN)
