"""Gaps, dimensions and stories on the follow-up page of a målbild."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from followup.enums import PremDimension
from followup.pages.overview import gap_rows
from followup.queries.measures import GapTold
from journeys.actions.versions import publish_map
from journeys.analysis.document import from_data
from tests.factories import NOON, make_journey, make_lab, make_published_goal
from tests.followup.sample import make_indicator, make_indicator_version, make_link, make_unit
from tests.followup.telling import shares, tell
from tests.journeys.sample import DOCUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    return make_lab(is_public=True, is_demo=True)


@pytest.fixture
def version(lab):
    return make_published_goal(lab=lab)


def public_gap(lab, **fields):
    """A gap of a map that anyone may read. fields: of the gap."""
    gaps = tuple(replace(gap, voices=(), **(fields if n == 0 else {})) for n, gap in enumerate(DOCUMENT.gaps))
    journey = make_journey(lab=lab, document=replace(DOCUMENT, gaps=gaps))
    publish_map(journey=journey, edits=journey.edits, by=None, at=NOON)
    journey.refresh_from_db()
    return journey.gaps.get(title=gaps[0].title)


def page_of(client, version) -> str:
    answer = client.get(reverse("followup:goal", args=[version.goal.slug]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_three_kinds_of_days_that_are_not_mixed(client, lab, version):
    gap = public_gap(lab, days_planned=30, days_told=48, told_words="", days_measured=44, measured_n=31,
                     measured_source="Vårdregister")  # fmt: skip
    make_link(lab=lab, goal=version.goal, gap=gap, reason="Där väntar man ensam.")
    page = page_of(client, version)
    for words in (
        "Mellanrum i resor",
        "30 dagar",
        "48 dagar",
        "44 dagar",
        "(n = 31)",
        "Där väntar man ensam.",
        gap.title,
    ):
        assert words in page, words


def test_measured_days_of_few_people_are_hidden(lab, version):
    """A map that is published now cannot hold them; one that was published before the rule could."""
    gap = public_gap(lab, days_measured=44, measured_n=31, measured_source="Vårdregister")
    tie = make_link(lab=lab, goal=version.goal, gap=gap)
    kept = from_data(gap.journey.public_version.content).gaps[0]
    for n, hidden in ((31, False), (5, False), (4, True), (1, True), (None, False)):
        row = gap_rows([GapTold(tie, "Resan", "/resor/x/", replace(kept, measured_n=n))])[0]
        assert (row["hidden"], row["measured"]) == ((True, "") if hidden else (False, "44 dagar"))


def test_a_gap_of_a_map_that_is_not_public_is_not_told_of(client, lab, version):
    gap = make_journey(lab=lab).gaps.first()
    make_link(lab=lab, goal=version.goal, gap=gap, reason="Bara för oss.")
    assert "Bara för oss." not in page_of(client, version)


def test_a_gap_that_was_taken_out_of_the_public_map_has_no_words(client, lab, version):
    gap = public_gap(lab)
    later = make_journey(lab=lab).gaps.first()
    type(later).objects.filter(pk=later.pk).update(journey=gap.journey)  # drawn after the map was published
    make_link(lab=lab, goal=version.goal, gap=later)
    assert "Ett mellanrum som inte visas nu" in page_of(client, version)


def test_what_the_survey_asks_is_told_with_its_reason(client, lab, version):
    make_link(lab=lab, goal=version.goal, dimension=PremDimension.CONTINUITY, reason="Frågan om kontinuitet.")
    page = page_of(client, version)
    assert "Kontinuitet och koordinering" in page
    assert "Frågan om kontinuitet." in page


@pytest.mark.parametrize("n", [1, 6])
def test_the_page_with_gaps_asks_fifteen_questions_at_most(client, lab, version, n, django_assert_max_num_queries):
    unit = make_unit()
    for i in range(n):
        one = make_indicator_version(indicator=make_indicator(lab=lab, key=f"matt-{i}"))
        make_link(lab=lab, goal=version.goal, indicator=one.indicator)
        make_link(lab=lab, goal=version.goal, gap=public_gap(lab))
        tell(one, {unit: shares([40.0, 41.0])})
    with django_assert_max_num_queries(15):
        page_of(client, version)


def test_the_page_of_the_journey_says_what_its_gaps_are_followed_for(client, lab, version):
    """Anyone reads it where both the map and the målbild are public; a second query for the målbilder, however many."""
    gap = public_gap(lab)
    journey, other = gap.journey, make_lab(is_public=False)
    assert "Mellanrum som följs upp" not in client.get(journey.address).content.decode()
    make_link(lab=lab, goal=version.goal, gap=gap, reason="Där väntar man ensam.")
    make_link(lab=other, goal=make_published_goal(lab=other).goal, gap=gap, reason="Inte publikt.")
    said = " ".join(client.get(journey.address).content.decode().split())
    assert "Mellanrum som följs upp" in said and "Där väntar man ensam." in said and "Inte publikt." not in said
    assert reverse("followup:goal", args=[version.goal.slug]) in said and f"#mellanrum-{gap.pk}" in said


def test_the_labs_page_leads_to_its_follow_up(client, lab, version):
    from hlab.cms.actions.site import ensure_site

    ensure_site()
    assert reverse("followup:lab", args=[lab.slug]) in client.get(f"/labb/{lab.slug}/").content.decode()
