"""What a search finds: pages of the tree, and what is in no tree: proposals, journeys, what is followed and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from feedback.models import ProposalVersion
from feedback.queries.public import found_versions as found_proposals
from followup.models import IndicatorVersion, ReportVersion, Unit
from followup.queries.register_public import found_versions as found_indicators
from followup.queries.reports import thing_of
from followup.queries.reports_public import found_reports
from followup.queries.unit_page import found_units
from hlab.cms.queries.journeys import found_journeys
from hlab.cms.queries.tree import found_pages
from journeys.models import Journey

SUMMARY_WORDS = 40


@dataclass(frozen=True)
class Hit:
    """What is no page of the tree among the pages that a search has found."""

    title: str
    search_description: str
    href: str
    kind_name: str
    marks_demo: bool


class Hits:
    """Pages, the best first, and after them what is in no tree, as one list that a paginator can cut."""

    def __init__(self, pages: Any, others: list[Hit]):
        self.pages, self.n, self.others = pages, pages.count(), others

    def __len__(self) -> int:
        return self.n + len(self.others)

    def __getitem__(self, cut: slice) -> list[Any]:
        start, stop = cut.start or 0, len(self) if cut.stop is None else cut.stop
        found = list(self.pages[start : min(stop, self.n)]) if start < self.n else []
        return found + self.others[max(0, start - self.n) : max(0, stop - self.n)]


def search(query: str) -> tuple[Hits, bool]:
    """(what is found, whether every word was). What has some of the words where nothing has them all."""
    pages, every_word = found_pages(query)
    others = _others(query, every=True)
    if others or every_word:
        return Hits(pages if every_word else Page.objects.none(), others), True
    return Hits(pages, _others(query, every=False)), False


def _others(query: str, *, every: bool) -> list[Hit]:
    return [
        *(_proposal(row) for row in found_proposals(query, every=every)),
        *(_journey(row) for row in found_journeys(query, every=every)),
        *(_report(row) for row in found_reports(query, every=every)),
        *(_indicator(row) for row in found_indicators(query, every=every)),
        *(_unit(row) for row in found_units(query, every=every)),
    ]


def _proposal(row: ProposalVersion) -> Hit:
    kind = _("Tankeväckare, inte ett förslag") if row.proposal.is_provotype else row.proposal.get_kind_display()
    summary = Truncator(row.summary).words(SUMMARY_WORDS)
    return Hit(row.title, summary, row.proposal.address, kind, row.proposal.is_demo)


def _journey(row: Journey) -> Hit:
    return Hit(row.told_title, row.told_question, row.address, _("Resa"), row.is_demo)


def _report(row: ReportVersion) -> Hit:
    there = reverse("followup:report", args=[row.report_id])
    summary = Truncator(row.did).words(SUMMARY_WORDS)
    return Hit(thing_of(row.report).title, summary, there, _("Det här hände"), row.report.lab.is_demo)


def _indicator(row: IndicatorVersion) -> Hit:
    there = reverse("followup:indicator", args=[row.indicator.key])
    return Hit(row.title, row.question, there, _("Mått"), row.indicator.is_demo)


def _unit(row: Unit) -> Hit:
    there, kind = reverse("followup:unit", args=[row.code]), row.get_kind_display()
    return Hit(row.name, _("Allt som följs, och det som saknas."), there, kind, row.is_demo)
