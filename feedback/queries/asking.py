"""Whether a version of a proposal can be answered on the web now, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from feedback.enums import RoundState, Target
from feedback.models import Paragraph, ProposalVersion, Round, Scene
from feedback.queries.responses import TAKES_PAPER, own_step, round_about
from workshops.models import Exercise


@dataclass(frozen=True)
class Asked:
    """A published version that somebody wants to say something about. versions: all that are published, oldest first.
    round: the latest that asks, or has asked, about it."""

    versions: list[ProposalVersion]
    version: ProposalVersion
    round: Round | None

    @property
    def proposal(self):
        return self.version.proposal

    @property
    def newer(self) -> ProposalVersion | None:
        """What the proposal shows now, when this version is not that."""
        return None if self.version.is_current else next((row for row in self.versions if row.is_current), None)

    def why_not(self, now: datetime) -> str:
        """Whole sentences for somebody who cannot answer: what is closed, since when, and what they can do."""
        if self.round is None:
            return _("Ingen frågar om den här versionen just nu. När en runda öppnar kan du lämna synpunkter här.")
        closed = localtime(min(self.round.closed_at or self.round.closes_at, self.round.closes_at))
        days = {"day": date_format(closed, "j F Y"), "paper": date_format(self.round.paper_until, "j F Y"),
                "answer": date_format(self.round.answer_by, "j F Y")}  # fmt: skip
        if self.round.state in TAKES_PAPER and localdate(now) <= self.round.paper_until:
            words = _("Rundan stängde %(day)s. På papper kan du lämna synpunkter till och med %(paper)s.")
        else:
            words = _("Rundan stängde %(day)s och tar inte emot fler synpunkter.")
        if self.round.state != RoundState.ANSWERED:
            words += " " + _("Alla synpunkter får svar senast %(answer)s.")
        return words % days


@dataclass(frozen=True)
class Answerable(Asked):
    """One that can be answered now. step: where, in the round's own session."""

    round: Round
    step: Exercise


def asked_about(slug: str, now: datetime, *, number: int = 0, pk: int = 0) -> Asked | None:
    """What somebody wants to answer: the version with a number or an id, else the one that is shown now. None when
    there is no such published version."""
    versions = list(
        ProposalVersion.objects.filter(proposal__slug=slug, published_at__isnull=False)
        .select_related("proposal__lab")
        .order_by("number")
    )
    wanted = [row for row in versions if (row.pk == pk if pk else row.number == number if number else row.is_current)]
    if not wanted:
        return None
    round = round_about(wanted[0])
    if round is not None and round.state == RoundState.OPEN and now < round.closes_at:
        step = own_step(round)
        if step is not None:
            return Answerable(versions, wanted[0], round, step)
    return Asked(versions, wanted[0], round)


def piece_of(version: ProposalVersion, target: str, anchor: str) -> Paragraph | Scene | None:
    """The paragraph or scene of a version with this anchor."""
    if target == Target.PARAGRAPH:
        return version.paragraphs.filter(anchor=anchor).first()
    return next((scene for scene in version.scenes.all() if str(scene.anchor) == anchor), None)


def last_with(versions: list[ProposalVersion], target: str, anchor: str) -> ProposalVersion | None:
    """The latest of these versions that has the paragraph or scene."""
    rows = Paragraph.objects if target == Target.PARAGRAPH else Scene.objects
    found = rows.filter(version__in=versions).values_list("version", "anchor")
    there = {version for version, each in found if str(each) == anchor}
    return next((row for row in reversed(versions) if row.pk in there), None)
