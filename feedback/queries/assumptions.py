"""What must be true for a proposal to work: the list, what anyone reads of it, and the remarks it can be made of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from feedback.enums import AssumptionStatus, Part, Risk
from feedback.models import Assumption, Proposal, ProposalVersion, Remark
from workshops.enums import HoldReason
from workshops.queries import is_shown
from workshops.queries.notes import may_be_used

RISKS = (Risk.HIGH, Risk.MEDIUM, Risk.UNKNOWN, Risk.LOW)
"""Where trying matters most first; what nobody knows is looked at before what is known to be small."""
_BY_RISK = Case(
    *(When(risk=code, then=Value(place)) for place, code in enumerate(RISKS)), output_field=IntegerField()
)  # fmt: skip


def assumptions() -> QuerySet[Assumption]:
    """Those that have not been taken away, with proposal and lab."""
    return Assumption.objects.filter(gone_at__isnull=True).select_related("proposal__lab")


def proposals() -> QuerySet[Proposal]:
    """Proposals with lab and versions, for pages about what must be true for one."""
    return Proposal.objects.select_related("lab").prefetch_related("versions")


def assumptions_of(proposal: Proposal, *, status: str = "", words: str = "") -> QuerySet[Assumption]:
    """A proposal's, the highest risk first. `.said`: how many remarks that stand it was made of."""
    stands = Q(remarks__contribution__withdrawn_at__isnull=True, remarks__response__withdrawn_at__isnull=True)
    rows = assumptions().filter(proposal=proposal).annotate(said=Count("remarks", filter=stands), by_risk=_BY_RISK)
    rows = rows.filter(status=status) if status in AssumptionStatus.values else rows
    rows = rows.filter(Q(text__icontains=words) | Q(who_knows__icontains=words)) if words else rows
    return rows.order_by("by_risk", "created_at", "pk")


def open_assumptions(proposal: Proposal) -> list[Assumption]:
    """What anyone reads of a proposal, once a version of it has been published. Nobody's remark is told."""
    published = ProposalVersion.objects.filter(proposal=OuterRef("proposal"), published_at__isnull=False)
    rows = assumptions().filter(Exists(published), proposal=proposal).annotate(by_risk=_BY_RISK)
    return list(rows.order_by("by_risk", "created_at", "pk"))


# --- Remarks to make them of ------------------------------------------------------------------


def conditions_said(
    proposal: Proposal, *, everything: bool, but_shown_at: Iterable[int] = (), words: str = "", only_new: bool = False
) -> QuerySet[Remark]:
    """What people say must be true for a proposal to work, the latest first, as far as the reader may read it
    (`workshops.readers.reads_in_rooms`). only_new: those that are in no assumption yet.

    Held, taken back and not to be used are not here, and nothing of a rehearsal.
    """
    rows = Remark.objects.filter(
        response__version__proposal=proposal, part=Part.MUST_HOLD, response__withdrawn_at__isnull=True
    )
    rows = readable(rows, everything=everything, but_shown_at=but_shown_at)
    rows = rows.filter(contribution__text__icontains=words) if words else rows
    in_one = Assumption.remarks.through.objects.filter(remark=OuterRef("pk"), assumption__gone_at__isnull=True)
    rows = rows.exclude(Exists(in_one)) if only_new else rows
    standing = Prefetch("assumptions", Assumption.objects.filter(gone_at__isnull=True), to_attr="made_into")
    found = rows.select_related("contribution", "response__version__proposal").prefetch_related(standing)
    return found.order_by("-at", "pk")


def readable(
    rows: QuerySet[Remark], *, everything: bool, but_shown_at: Iterable[int] = ()
) -> QuerySet[Remark]:  # fmt: skip
    """Those of these remarks that the reader may read and that may be used."""
    rows = rows.filter(
        may_be_used("contribution__"), contribution__withdrawn_at__isnull=True, contribution__hold=HoldReason.NONE,
        contribution__consent_analysis=True, contribution__exercise__workshop__rehearsal_of__isnull=True,
    )  # fmt: skip
    shown = is_shown("contribution__")
    return rows.filter(shown | ~Q(contribution__site__in=but_shown_at)) if everything else rows.filter(shown)


def remarks_behind(assumption: Assumption, *, everything: bool, but_shown_at: Iterable[int] = ()) -> QuerySet[Remark]:
    """The remarks that an assumption was made of, as far as the reader may read them."""
    rows = Remark.objects.filter(assumptions=assumption, response__withdrawn_at__isnull=True)
    rows = readable(rows, everything=everything, but_shown_at=but_shown_at)
    return rows.select_related("contribution", "response__version__proposal").order_by("-at", "pk")
