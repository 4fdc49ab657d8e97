"""Reading proposals as anyone does, and putting in place what there is to read."""

from __future__ import annotations

from datetime import timedelta

from feedback.models import Change, Paragraph, ProposalGoal, ProposalVersion
from hlab.labs.enums import Perspective
from tests.factories import NOON
from tests.feedback.sample import make_remark, make_response, make_version

LATER = NOON + timedelta(days=7)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def replaced(version, **fields) -> ProposalVersion:
    """A later version that is public in its place."""
    ProposalVersion.objects.filter(pk=version.pk).update(replaced_at=LATER)
    return make_version(proposal=version.proposal, number=version.number + 1, published=True, at=LATER, **fields)


def two_versions(**fields):
    """(first, second) of one proposal: 2 § has gone, and 1 § has other words."""
    first = make_version(published=True)
    ProposalVersion.objects.filter(pk=first.pk).update(replaced_at=LATER)
    second = make_version(proposal=first.proposal, number=2, paragraphs=1, title="En plan som du äger", **fields)
    Paragraph.objects.filter(version=second).update(legal="Regionen ska upprätta en plan (1).")
    Change.objects.create(version=second, place=1, what="Du väljer vad som delas.", why="Många närstående bad om det.")
    ProposalVersion.objects.filter(pk=second.pk).update(frozen_at=LATER, published_at=LATER)
    second.refresh_from_db()
    return first, second


def say(asked, text, *, quote=True, shown=True, **fields):
    """A remark on 1 §, shown openly unless said otherwise."""
    remark = make_remark(
        response=fields.pop("response", None) or make_response(round=asked), text=text, target="paragraph", anchor="p1",
        shown_at=NOON if shown else None, **fields,
    )  # fmt: skip
    remark.contribution.consent_quote = quote
    remark.contribution.save()
    return remark


def judge(version, goal, leads="clear", perspective=Perspective.NATIONAL, reason="Planen gör att någon håller i."):
    return ProposalGoal.objects.create(
        version=version, goal_version=goal, perspective=perspective, leads=leads, reason=reason, at=NOON
    )
