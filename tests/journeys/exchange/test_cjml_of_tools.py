"""CJML as the tools of its makers write it: what they leave out, how they count deviations, and the plan beside."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from journeys.actions.importing import read_in, seen, take_in
from journeys.analysis import cjml_write
from journeys.analysis.document import Phase, Step
from journeys.exchange_words import table_words
from journeys.exports.files import content
from tests.factories import NOON
from tests.journeys.exchange.test_cjml import actual, point, read, told, who
from tests.journeys.sample import DOCUMENT, STEPS

WORDS = table_words()
RATED = "<touchpointExperience><experienceRating>{}</experienceRating></touchpointExperience>"

# The shape of the example on the language's own site: the receiver is called by the company's name, not by its id.
SHORTEST = """<CJML version="2.0"><actualJourney><journeyID>AJ1</journeyID>
<actors><endUser actorID="Kim"><actorName>Kim</actorName></endUser>
<serviceProvider actorID="Company A"><companyName>Eken</companyName></serviceProvider></actors>
<touchpoints><actualCommunicationPoint><touchpointID>TP1</touchpointID>
<initiator><refersTo actorIDref="Kim"/><initiatorLabel>Skapar konto</initiatorLabel></initiator>
<receiver><refersTo actorIDref="Eken"/><receiverLabel>Kontot finns</receiverLabel></receiver>
<channel><channelName>Web</channelName></channel></actualCommunicationPoint></touchpoints></actualJourney></CJML>"""


def test_the_shortest_file_gives_its_two_actors_and_no_third():
    (found,) = read(SHORTEST)
    assert [(actor.name, actor.is_person) for actor in found.document.actors] == [("Kim", True), ("Eken", False)]
    (step,) = found.document.steps
    assert (step.title, step.actors, step.channel, step.cells) == (
        "Skapar konto", ("a1", "a2"), "digital", {"front": "Kontot finns"},
    )  # fmt: skip
    assert "presenteras inte" not in told(found) and not found.faults


def test_what_kind_of_actor_it_is_may_stand_in_the_name_alone():
    actors = '<endUser actorID="EU"/><serviceProvider actorID="Hospital"/><serviceProvider actorID="Kommun"/>'
    (found,) = read(actual(point(who("Hospital")) + point(who("GP")) + point(who("Kim")), actors=actors))
    assert {actor.name: actor.kind for actor in found.document.actors} == {
        "EU": "person", "Hospital": "region", "Kommun": "municipality", "GP": "region", "Kim": "other",
    }  # fmt: skip
    assert "Namnet tyder på: region" in told(found) and "Namnet tyder på: kommun" in told(found)


def test_ratings_that_are_good_on_one_scale_and_bad_on_the_other_give_no_feeling():
    """A tool that rates 1–5 writes only 1 and 2 of a way where all was bad: read as −2 … 2 that would be good."""
    (found,) = read(actual("".join(point(who("EU") + RATED.format(rating)) for rating in ("1", "2"))))
    assert [step.feeling for step in found.document.steps] == [None, None]
    assert "känslan lämnas tom" in told(found)
    glad = replace(DOCUMENT, phases=(Phase("f1", "Fas", (replace(STEPS[3], cells={}),)),), gaps=(), links=())
    (ours,) = read(cjml_write.write(glad, WORDS))
    assert ours.document.steps[0].feeling == 2  # our own file says whose scale it is


def test_what_has_no_phase_lies_in_that_of_the_one_before():
    """A drawing tool says the phase of what is communication, and of no action."""

    def at(label: str, phase: str = "") -> str:
        return point(who("EU", label) + (f'<belongsTo phaseIDref="{phase}"/>' if phase else ""))

    (found,) = read(actual(at("0") + at("1", "Före") + at("2") + at("3", "Före") + at("4", "Efter") + at("5")))
    assert [(phase.title, [step.title for step in phase.steps]) for phase in found.document.phases] == [
        ("Före", ["0", "1", "2", "3"]), ("Efter", ["4", "5"]),
    ]  # fmt: skip
    assert "Ingen fas anges" in told(found) and "kommer tillbaka" not in told(found)


def test_a_number_with_a_d_is_a_deviation_where_nothing_else_is_said():
    points = "".join(
        point(f"<touchpointID>{number}</touchpointID>{compliance}" + who("EU"))
        for number, compliance in (
            ("D1", ""), ("T2", ""), ("D3", "<compliance>completed</compliance>"), ("Dag", ""),
        )
    )  # fmt: skip
    (found,) = read(actual(points))
    assert [step.cells.get("front", "") for step in found.document.steps] == ["Var inte planerat.", "", "", ""]
    plan = actual(point("<touchpointID>D1</touchpointID>" + who("EU"), "plannedAction"), kind="plannedJourney")
    assert read(plan)[0].document.steps[0].cells == {}


@pytest.mark.parametrize("version", ["3.0", "1.1"])
def test_another_version_of_the_language_is_read_and_told(version):
    (found,) = read(SHORTEST.replace('version="2.0"', f'version="{version}"'))
    assert f"CJML {version}" in told(found) and found.document.steps and not found.faults
    assert "läses som 2.0" not in told(read(SHORTEST)[0])
    assert "läses som 2.0" not in told(read(SHORTEST.replace(' version="2.0"', ""))[0])


@pytest.mark.parametrize("nothing", ["nan", "NaT", "undefined", "None", "null"])
def test_what_a_tool_writes_for_nothing_is_nothing(nothing):
    said = f"<journeyShortSummary>{nothing}</journeyShortSummary>"
    points = point(
        who("EU") + f'<belongsTo phaseIDref="{nothing}"/><comment>{nothing}</comment>' + RATED.format(nothing)
        + f"<timestamps><timeCompleted>{nothing}</timeCompleted></timestamps>"
    )  # fmt: skip
    (found,) = read(actual(points, before=said))
    assert found.document.question == "" and [phase.title for phase in found.document.phases] == ["Resan"]
    assert found.document.steps[0].cells == {} and nothing not in told(found)


# --- The plan ---------------------------------------------------------------------------------


def planned(*titles: str):
    steps = tuple(Step(f"p{n}", title, ("a1", "a2"), from_day=n) for n, title in enumerate(titles))
    return replace(
        DOCUMENT, kind="planned", title="Planen", phases=(Phase("f1", "Planen", steps),), gaps=(), links=(),
        day_zero=date(2020, 1, 1),
    )  # fmt: skip


def points_of(plan) -> list[tuple[str, str, str]]:
    root = ET.fromstring(cjml_write.write(replace(DOCUMENT, day_zero=date(2025, 3, 4)), WORDS, planned=plan))
    became = root.find("actualJourney/touchpoints")
    for one in became:
        if one.findtext("compliance") == "missing":
            assert one.find("timestamps") is None, "a day of the plan is no day that something was missing"
    return [
        (one.findtext("touchpointID"), one.findtext("initiator/initiatorLabel"), one.findtext("compliance"))
        for one in became
    ]


def test_the_same_touchpoint_has_the_same_number_in_the_plan_and_in_what_became():
    titles = ("Kallelse", STEPS[1].title, "Samtal", STEPS[0].title, "Uppföljning")
    assert points_of(planned(*titles)) == [
        ("T1", "Kallelse", "missing"),  # what should have come before anything else did
        ("T4", STEPS[0].title, "completed"), ("T5", "Uppföljning", "missing"),
        ("T2", STEPS[1].title, "completed"), ("T3", "Samtal", "missing"),
        ("D1", STEPS[2].title, "adhoc"), ("D2", STEPS[3].title, "adhoc"),
    ]  # fmt: skip


def test_nothing_of_a_plan_that_was_not_kept_at_all_is_left_out():
    assert [row[2] for row in points_of(planned("Kallelse", "Samtal"))] == ["missing"] * 2 + ["adhoc"] * 4
    assert [row[2] for row in points_of(planned("Samtal", "Samtal", STEPS[0].title))][:3] == [
        "missing", "missing", "completed",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_plan_of_a_file_stays_tied_to_what_became_of_it(lab, lead):
    raw = cjml_write.write(DOCUMENT, WORDS, planned=planned("Kallelse"))
    upload = take_in(lab=lab, key=uuid.uuid4(), raw=raw, by=lead, at=NOON)
    assert "sparas inte" not in "".join(told(entry.found) for entry in seen(upload, voices=True))
    plan, became = read_in(upload=upload, by=lead, at=NOON, voices=True)
    assert (plan.kind, plan.as_is, became.as_is) == ("planned", became, None)
    assert b"<plannedReference>PJ1</plannedReference>" in content(became, "cjml", voices=True)


@pytest.mark.django_db
def test_what_became_comes_in_alone_where_only_that_is_chosen(lab, lead):
    raw = cjml_write.write(DOCUMENT, WORDS, planned=planned("Kallelse"))
    upload = take_in(lab=lab, key=uuid.uuid4(), raw=raw, by=lead, at=NOON)
    (became,) = read_in(upload=upload, by=lead, at=NOON, voices=True, chosen=[1])
    assert became.kind == "told" and became.as_is is None


def test_a_plan_is_that_of_one_and_a_plan_that_is_not_there_is_told():
    one = actual(point(who("EU")), before="<plannedReference>J9</plannedReference>")
    assert "”J9” sparas inte" in told(read(one)[0])
