"""A measured time of few persons is hidden wherever a map is read; only the lab's own files hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from journeys.analysis import mermaid
from journeys.analysis.facts import facts
from journeys.analysis.shown import shown
from journeys.exports.told import days
from journeys.frames import gap_frame
from journeys.map_page import on_page
from journeys.models import Journey
from tests.factories import make_journey
from tests.journeys.sample import DOCUMENT, GAPS

STEPS_WITHOUT_DAYS = tuple(
    replace(phase, steps=tuple(replace(step, from_day=None, to_day=None) for step in phase.steps))
    for phase in DOCUMENT.phases
)


def with_median(n):
    """The sample with one measured gap, of 4711 days."""
    gap = replace(GAPS[0], days_planned=None, told_words="", days_measured=4711, measured_n=n)
    return replace(DOCUMENT, phases=STEPS_WITHOUT_DAYS, gaps=(gap,))


def as_anyone(document):
    return shown(document, quotes={}, people={}, veiled=(), instead="")


@pytest.mark.parametrize(("n", "is_told"), [(0, False), (4, False), (5, True)])
def test_every_way_of_telling_keeps_to_the_same_threshold(n, is_told):
    document = with_median(n)
    for told in (on_page(document), on_page(document, exact=True), days(document.gaps[0]), facts(document).waited,
                 mermaid.write(document), as_anyone(document)):  # fmt: skip
        assert ("4711" in repr(told).replace("\\xa0", "").replace(" ", "")) is is_told


def test_nobody_outside_reads_a_median_of_nobody_knows_how_many():
    gap = as_anyone(with_median(None)).gaps[0]
    assert (gap.days_measured, gap.measured_n, gap.measured_source) == (None, None, "")


@pytest.mark.django_db
def test_maps_together_count_no_median_of_few(lab):
    for n in (4, 5):
        make_journey(lab=lab, document=with_median(n))
    assert sorted(gap_frame(Journey.objects.all())["days_measured"].dropna()) == [4711]


@pytest.mark.django_db
def test_the_page_hides_it_and_the_labs_own_file_holds_it(lab, lead, client_of):
    journey, client = make_journey(lab=lab, document=with_median(4)), client_of(lead)
    page = client.get(reverse("journeys:journey", args=[journey.pk])).content.decode()
    assert "4711" not in page.replace("\xa0", "") and "median av 4" not in page
    assert "visas inte, för få personer" in page
    for form in ("json", "csv"):
        file = client.get(reverse("journeys:export_journey", args=[journey.pk, form])).content.decode()
        assert "4711" in file
