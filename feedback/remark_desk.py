"""What every page of remarks and answers has in common: which remarks this person may read, and where one is."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.forms_answers import RemarkFilterForm
from feedback.models import ProposalVersion, Remark, Round
from feedback.queries.remarks import owners_in, parts_of, remarks_of
from hlab.core.access import may
from hlab.labs.models import Lab
from workshops.readers import reads_in_rooms

FILTERS = tuple(RemarkFilterForm.base_fields)
MOST_CHOSEN = 200  # by hand; more than that is chosen by search


def rounds() -> QuerySet[Round]:
    """Rounds with what the door asks for."""
    return Round.objects.select_related("lab", "workshop")


def reads(request, lab: Lab) -> dict:
    """As `remarks_of` takes it: how far this person reads. What is held is for those who lead."""
    return reads_in_rooms(request.viewer, lab) | {"held": may(request, "feedback.read_held", lab)}


def readable(request, round: Round) -> QuerySet[Remark]:
    """The remarks of a round that this person may read."""
    return remarks_of(round, **reads(request, round.lab))


def filter_form(data, round: Round, parts: dict) -> RemarkFilterForm:
    """The filter of a round. parts: from `parts_of`. Two queries."""
    asked = round.asks.select_related("version__proposal")
    versions = [(ask.version_id, f"{ask.version.citation} {ask.version.title}") for ask in asked]
    labels = {about.key: about.label for about in parts.values()}
    return RemarkFilterForm(data, versions=versions, parts=list(labels.items()), owners=owners_in(round.lab_id))


def found_by(request, round: Round, data) -> QuerySet[Remark]:
    """The remarks without an answer that a search finds (`data`: the filter as it was sent)."""
    return filter_form(data, round, parts_of(round)).narrow(readable(request, round)).filter(answer=None)


def chosen_of(rows: QuerySet[Remark], keys: Iterable[str]) -> list[Remark]:
    """Those of the remarks whose ids were sent."""
    try:
        return list(rows.filter(pk__in=list(keys)[:MOST_CHOSEN]))
    except (ValidationError, ValueError):
        return []


def later_versions(round: Round) -> list[tuple[int, str]]:
    """[(id, "F1.2 En plan …")] of versions that came after those which were asked about."""
    asked = dict(round.asks.values_list("version__proposal", "version__number"))
    rows = ProposalVersion.objects.filter(proposal__in=asked).select_related("proposal").order_by("proposal", "number")
    return [(row.pk, f"{row.citation} {row.title}") for row in rows if row.number > asked[row.proposal_id]]


def frame(round: Round, here: str, *above: tuple[str, str]) -> dict:
    """Where one is, and the way back. above: [(label, address)] between the round and here."""
    lab = round.lab
    first = [
        (_("Mina labb"), reverse("labs:mine")), (lab.name, reverse("labs:detail", args=[lab.pk])),
        (round.title, reverse("feedback:round", args=[round.pk])),
    ]  # fmt: skip
    return {
        "round": round, "lab": lab, "is_demo": round.is_demo or lab.is_demo, "crumbs": [*first, *above, (here, None)]
    }  # fmt: skip
