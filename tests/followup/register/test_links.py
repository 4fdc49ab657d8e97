"""What a lab follows, and why: tied, put in order, taken away, and how much of it measures value for the person."""

from __future__ import annotations

import pytest

from followup.actions import links as acts
from followup.models import FollowLink
from followup.queries.links import (
    indicators_of_goal,
    links_by_goal,
    links_of,
    rows_of_links,
    stories_to_link,
    unlinked,
)
from followup.queries.register import Shares, shares, shares_of
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON, make_lab
from tests.followup.sample import make_indicator, make_indicator_version, make_link
from workshops.models import Contribution, Story

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}


@pytest.fixture
def goal(lab):
    return factories.make_published_goal(lab=lab).goal


@pytest.fixture
def area(lab):
    return lab.value_areas.create(name="Sammanhang", created_at=NOON)


@pytest.fixture
def indicator(lab):
    return make_indicator_version(indicator=make_indicator(lab=lab)).indicator


def make_story(lab, *, quote=True, approved=True) -> Story:
    note = factories.make_room(people=1, lab=lab)[2][0]
    story = Story.objects.create(
        exercise=note.exercise, participation=note.participation, site=note.site, client_key=note.client_key,
        created_at=NOON, **({"approved_at": NOON, "read_back": "aloud"} if approved else {}),
    )  # fmt: skip
    Contribution.objects.filter(pk=note.pk).update(story=story, part="f1", consent_quote=quote)
    return story


def test_one_thing_is_tied_once_for_a_reason(lab, goal, area, indicator):
    told = {"lab": lab, "goal": goal, "area": area, "indicator": indicator, **BY}
    first = acts.add_link(reason="Det märks där.", **told)
    assert acts.add_link(reason="Något annat.", **told) == first and first.reason == "Det märks där."
    (link,) = links_of(lab)
    assert (link.goal_title, link.indicator_title) == (goal.versions.get().title, "Slapp berätta om allt")
    assert indicators_of_goal(goal) == [indicator] and links_by_goal([goal.pk]) == {goal.pk: [first]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": " "}, "reason"), ({"reason": "x" * 301}, "reason"), ({"goal": None}, "goal"),
        ({"indicator": None}, "by"), ({"dimension": "access"}, "by"),
        ({"indicator": None, "dimension": "mode"}, "dimension"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_field(lab, goal, indicator, fields, field):
    with pytest.raises(RuleBroken) as broken:
        acts.add_link(**{"lab": lab, "goal": goal, "indicator": indicator, "reason": "Så."} | fields, **BY)
    assert broken.value.field == field and not FollowLink.objects.exists()


def test_nothing_of_another_lab_is_tied(lab, goal, indicator):
    other = make_lab()
    theirs = {
        "goal": factories.make_published_goal(lab=other).goal,
        "area": other.value_areas.create(name="Annat", created_at=NOON),
        "indicator": make_indicator_version(indicator=make_indicator(lab=other, key="annat")).indicator,
        "gap": factories.make_journey(lab=other).gaps.first(),
        "story": make_story(other),
    }
    for name, row in theirs.items():
        means = {} if name in ("gap", "story") else {"indicator": indicator}
        with pytest.raises(RuleBroken):
            acts.add_link(**{"lab": lab, "goal": goal, "reason": "Så."} | means | {name: row}, **BY)


def test_a_gap_that_is_taken_out_of_the_map_is_followed_no_longer(lab, goal):
    gap = factories.make_journey(lab=lab).gaps.first()
    acts.add_link(lab=lab, goal=goal, gap=gap, reason="Där väntar man.", **BY)
    assert [link.gap for link in links_of(lab)] == [gap]
    assert links_by_goal([goal.pk])[goal.pk] == []  # the map is not public
    assert len(links_by_goal([goal.pk], openly=False)[goal.pk]) == 1
    gap.gone_at = NOON
    gap.save()
    assert links_of(lab) == []
    with pytest.raises(RuleBroken):
        acts.add_link(lab=lab, goal=goal, gap=gap, reason="Igen.", **BY)


def test_a_story_is_tied_only_when_its_teller_lets_it_be_quoted(lab, goal):
    story = make_story(lab)
    for silent in (make_story(lab, quote=False), make_story(lab, approved=False)):
        with pytest.raises(RuleBroken) as broken:
            acts.add_link(lab=lab, goal=goal, story=silent, reason="Så.", **BY)
        assert broken.value.field == "by"
    assert list(stories_to_link(lab)) == [story]
    acts.add_link(lab=lab, goal=goal, story=story, reason="Så känns det.", **BY)
    assert len(links_of(lab)) == 1
    Contribution.objects.filter(story=story).update(consent_quote=False)
    assert links_of(lab) == []


def test_an_indicator_without_a_published_version_is_not_told_in_the_open(lab, goal):
    draft = make_indicator_version(indicator=make_indicator(lab=lab), published=False).indicator
    make_link(lab=lab, goal=goal, indicator=draft)
    assert links_by_goal([goal.pk]) == {goal.pk: []} and len(links_of(lab)) == 1


def test_links_are_taken_away_and_back(lab, goal, indicator):
    link = acts.add_link(lab=lab, goal=goal, indicator=indicator, reason="Så.", **BY)
    for _twice in range(2):
        acts.remove_link(link=link, **BY)
    assert links_of(lab) == [] and list(unlinked(lab)) == [indicator]
    with pytest.raises(RuleBroken):
        acts.change_reason(link=link, reason="Annat.", **BY)
    for _twice in range(2):
        assert acts.restore_link(link=link, **BY) == link
    acts.remove_link(link=link, **BY)
    anew = acts.add_link(lab=lab, goal=goal, indicator=indicator, reason="Nytt.", **BY)
    assert acts.restore_link(link=link, **BY) == anew and links_of(lab) == [anew]
    assert acts.change_reason(link=anew, reason="Bättre.", **BY).reason == "Bättre."


def test_links_are_moved_among_their_own(lab, goal, area):
    rows = [
        acts.add_link(lab=lab, goal=goal, dimension=code, reason="Så.", **BY)
        for code in ("access", "respect", "overall")
    ]
    apart = acts.add_link(lab=lab, area=area, dimension="access", reason="Så.", **BY)

    def order():
        return [link.dimension for link in links_of(lab) if link.goal_id]

    acts.move_link(link=rows[2], up=True, **BY)
    assert order() == ["access", "overall", "respect"]
    acts.move_link(link=rows[0], up=False, **BY)
    assert order() == ["overall", "access", "respect"]
    acts.move_link(link=rows[2], up=True, **BY)  # first already
    acts.move_link(link=apart, up=True, **BY)
    assert order() == ["overall", "access", "respect"]
    FollowLink.objects.filter(goal=goal).update(place=0)
    acts.move_link(link=rows[0], up=False, **BY)
    assert order() == ["respect", "access", "overall"]


def test_shares_are_of_what_is_published_and_runs_on(lab):
    logics = ["service", "service", "production", "support"]
    for n, logic in enumerate(logics):
        neutral = {"polarity": "neutral"} if logic == "production" else {}
        make_indicator_version(indicator=make_indicator(lab=lab, key=f"m{n}"), logic=logic, **neutral)
    make_indicator_version(indicator=make_indicator(lab=lab, key="utkast"), published=False)
    make_indicator_version(indicator=make_indicator(lab=lab, key="slut", ended_on=NOON.date(), ended_reason="Slut."))
    again = make_indicator_version(indicator=make_indicator(lab=lab, key="bytt"), logic="support")
    make_indicator_version(indicator=again.indicator, number=2, logic="service")
    assert shares(lab) == Shares(3, 1, 1) and shares(lab).total == 5
    other = make_lab()
    assert shares_of([lab.pk, other.pk])[other.pk] == Shares()


def test_rows_of_links_keep_those_that_are_gone(lab, goal):
    link = make_link(lab=lab, goal=goal, dimension="access", gone_at=NOON)
    assert list(rows_of_links()) == [link]
