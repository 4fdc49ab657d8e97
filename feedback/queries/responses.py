"""What people have said about versions: one's own answer, where it can be left, and how many have answered."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from feedback.enums import Part, RoundState
from feedback.models import Proposal, ProposalVersion, Remark, Response, Round
from feedback.queries.own_remarks import told_state
from feedback.queries.remarks import openly_shown
from workshops.models import Exercise, Participation
from workshops.queries import step_first_at

KIND = "try_prototype"
TAKES_PAPER = (RoundState.OPEN, RoundState.CLOSED)


class Key(NamedTuple):
    """What one remark of a person is about, of which they have one: part and target by their codes, anchor of a
    paragraph or a scene; the rest of a consequence in the expert form."""

    part: str
    target: str = ""
    anchor: str = ""
    dimension: str = ""
    concerns: str = ""
    stance: str = ""

    @property
    def field(self) -> str:
        """Its name in a form, for what is said of it there."""
        return ".".join((self.part, self.dimension, self.concerns, self.stance)) if self.dimension else self.part


def key_of(remark: Remark) -> Key:
    """Which question, about which part, a remark answers."""
    return Key(*(str(getattr(remark, name)) for name in Key._fields))


def responses() -> QuerySet[Response]:
    """Answers with their version, round and lab."""
    return Response.objects.select_related("version__proposal__lab", "round", "participation", "exercise__workshop")


def remarks_in(response: Response | None) -> dict[Key, Remark]:
    """{key: remark} of an answer, withdrawn ones too; replies in threads are no part of it."""
    if response is None:
        return {}
    rows = response.remarks.filter(parent=None).select_related("contribution", "answer")
    return {key_of(row): row for row in rows}


def words_in(remarks: dict[Key, Remark]) -> dict[Key, str]:
    """{key: words} of those that have not been taken back."""
    return {key: row.contribution.text for key, row in remarks.items() if row.contribution.withdrawn_at is None}


def response_at(version: ProposalVersion, place: Participation | None) -> Response | None:
    """The answer from this place in a session."""
    if place is None:
        return None
    return Response.objects.filter(version=version, participation=place).select_related("exercise__workshop").first()


def response_elsewhere(version: ProposalVersion, receipt_id, place: Participation | None) -> Response | None:
    """A person's answer about the version from another place than this one, in another session."""
    if receipt_id is None:
        return None
    rows = Response.objects.filter(version=version, receipt=receipt_id)
    if place is not None:
        rows = rows.exclude(participation=place)
    return rows.select_related("exercise__workshop", "round").first()


def responses_in(exercise: Exercise, place: Participation) -> dict[int, Any]:
    """{version id: answer} of one person in one step, with the remarks of each as `said`. Two queries."""
    rows: dict[int, Any] = {
        row.version_id: row for row in Response.objects.filter(exercise=exercise, participation=place)
    }
    for row in rows.values():
        row.said = {}
    remarks = Remark.objects.filter(response__in=rows.values(), parent=None) if rows else []
    for remark in remarks and remarks.select_related("contribution", "answer", "response"):
        rows[remark.response.version_id].said[key_of(remark)] = remark
    return rows


def round_in(exercise: Exercise) -> Round | None:
    """The round that a step of ours belongs to."""
    return Round.objects.select_related("lab").filter(pk=exercise.settings.get("round") or 0).first()


def versions_in(round: Round) -> list[ProposalVersion]:
    """What is asked about in a round, in order, each with its proposal."""
    asks = round.asks.select_related("version__proposal__lab").order_by("place", "pk")
    return [ask.version for ask in asks]


def people_in(exercise: Exercise) -> dict[int, int]:
    """{version id: people whose answer counts} at the step's site."""
    rows = Response.objects.filter(
        exercise=exercise, counted=True, withdrawn_at=None, participation__site=exercise.here.site_id
    )
    return dict(rows.order_by().values_list("version").annotate(Count("pk")))


def own_step(round: Round) -> Exercise | None:
    """The step of a round's own session where people answer on the web, at the session's first site; with `.here`."""
    if round.workshop_id is None:
        return None
    return step_first_at(
        Q(exercise__workshop=round.workshop_id, exercise__kind=KIND, exercise__settings__round=round.pk)
    )


def round_about(version: ProposalVersion) -> Round | None:
    """The latest round that asks about a version and has begun, whatever has become of it."""
    rounds = Round.objects.filter(asks__version=version).exclude(state=RoundState.PLANNED)
    return rounds.select_related("lab", "workshop").order_by("-opened_at", "-pk").first()


def own_responses(proposal: Proposal, receipt) -> list[Any]:
    """One person's answers about a proposal, the newest version first, each with its remarks as `own`, replies among
    them, as the forms ask, with how far each has come as the person is told (`told_state`). Those of a rehearsal
    are nobody's."""
    rows: list[Any] = list(
        responses()
        .filter(version__proposal=proposal, receipt=receipt, exercise__workshop__rehearsal_of=None)
        .order_by("-version__number", "-created_at")
    )
    for row in rows:
        row.own = []
    by_id = {row.pk: row for row in rows}
    remarks: Any = Remark.objects.filter(response__in=rows).select_related("contribution", "answer", "parent")
    asked = {part.value: place for place, part in enumerate(Part)}
    for remark in sorted(remarks, key=lambda row: (row.target, row.anchor, asked[row.part], row.at, str(row.pk))):
        remark.told_state = told_state(remark)
        by_id[remark.response_id].own.append(remark)
    return rows


def shown_remarks(proposal: Proposal) -> QuerySet[Remark]:
    """What people have said about any version of a proposal and that is shown openly now. Threads begin with these."""
    rows = Remark.objects.filter(openly_shown(), response__version__proposal=proposal, parent=None)
    return rows.select_related("contribution", "response__version")
