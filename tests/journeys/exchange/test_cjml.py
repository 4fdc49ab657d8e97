"""CJML 2.0 out, in one fixed order, and in, as tools in the wild write it. The files here are our own imitations."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from journeys.analysis import cjml_read, cjml_write
from journeys.analysis.cjml import day_of, lane_lines, lanes_in, provider_of
from journeys.analysis.document import LANES, Step, numbered
from journeys.analysis.findings import NoJourney
from journeys.exchange_words import file_sentence, losses_told, table_words
from tests.journeys.exchange.making import documents
from tests.journeys.sample import DOCUMENT

WORDS = table_words()
DATED = replace(DOCUMENT, day_zero=date(2025, 3, 4))


def read(raw: str | bytes):
    return cjml_read.read(raw.encode() if isinstance(raw, str) else raw, WORDS)


def told(found) -> str:
    return "\n".join(loss["text"] for loss in losses_told(found.losses))


def point(inside: str, kind: str = "actualCommunicationPoint") -> str:
    return f"<{kind}>{inside}</{kind}>"


def actual(points: str, *, actors: str = "", before: str = "", kind: str = "actualJourney") -> str:
    people = actors or '<endUser actorID="EU"><actorName>Kim</actorName></endUser>'
    return (
        f'<CJML version="2.0"><{kind}>{before}<journeyID>J1</journeyID><actors>{people}</actors>'
        f"<touchpoints>{points}</touchpoints></{kind}></CJML>"
    )


# A drawing tool: ids again as actorIDref in the second journey, no names there, phases told by their id alone.
DRAWN = """<CJML version="2.0">
<plannedJourney>
  <journeyID>Planen</journeyID>
  <journeyPhases>
    <journeyPhase phaseID="Före"><phaseName>Före</phaseName><phaseDescription></phaseDescription></journeyPhase>
  </journeyPhases>
  <journeyShortSummary>Hur ska det gå till?</journeyShortSummary>
  <actors>
    <endUser actorID="P1"><actorName>Kim</actorName></endUser>
    <serviceProvider actorID="V1"><companyName>Vårdcentralen Eken</companyName><providerType>Primary care</providerType>
    </serviceProvider>
  </actors>
  <touchpoints>
    <plannedCommunicationPoint>
      <touchpointID>T1</touchpointID><belongsTo phaseIDref="Före"></belongsTo>
      <initiator><refersTo actorIDref="P1"/><initiatorLabel>Ringer</initiatorLabel></initiator>
      <receiver><refersTo actorIDref="V1"/><receiverLabel>Svarar inom en dag</receiverLabel></receiver>
      <channel><channelName>Telephone</channelName></channel>
    </plannedCommunicationPoint>
  </touchpoints>
</plannedJourney>
<actualJourney>
  <journeyID>Så blev det</journeyID><plannedReference>Planen</plannedReference>
  <actors><endUser actorIDref="P1"></endUser><serviceProvider actorIDref="V1"></serviceProvider></actors>
  <touchpoints>
    <actualCommunicationPoint>
      <touchpointID>D1</touchpointID><compliance>adhoc</compliance>
      <initiator><refersTo actorIDref="V1"/><initiatorLabel>Skickar brev</initiatorLabel></initiator>
      <receiver><refersTo actorIDref="P1"/><receiverLabel>Receiving</receiverLabel></receiver>
      <channel><channelName>Letter (paper)</channelName></channel>
    </actualCommunicationPoint>
    <actualAction><touchpointID>2</touchpointID>
      <initiator><refersTo actorIDref="P1"/><initiatorLabel>Öppnar inte</initiatorLabel></initiator></actualAction>
  </touchpoints>
</actualJourney>
</CJML>"""

# A spreadsheet turned to XML: receiver before initiator, spaces in attributes, phases in no order, ids that are names.
SHEET = """<!-- Produced by a sheet -->
<CJML version="2.0"><actualJourney>
<touchpoints>
<actualCommunicationPoint><timestamps><timeOriginated>2024-05-01 10:00:00</timeOriginated></timestamps>
<comment>Hon tog sig tid.</comment>
<receiver><refersTo actorID="Läkare"/><receiverLabel>Lyssnar</receiverLabel></receiver>
<initiator><refersTo actorID="Patient"/><initiatorLabel>Berättar</initiatorLabel></initiator>
<channel><channelName>face2face</channelName></channel>
<touchpointExperience><experienceDescription>Äntligen någon</experienceDescription>
<experienceRating>5</experienceRating></touchpointExperience>
<belongsTo phaseIDref=" Utredning"/><touchpointID>1</touchpointID><category>x</category></actualCommunicationPoint>
<actualCommunicationPoint><timestamps><timeOriginated>21.05.2024</timeOriginated></timestamps>
<receiver><refersTo actorIDref="Patient"/></receiver>
<initiator><refersTo actorIDref="Kommunen"/><initiatorLabel>Kallar till möte</initiatorLabel></initiator>
<touchpointExperience><experienceRating>2</experienceRating></touchpointExperience>
<belongsTo phaseIDref="Stöd"/></actualCommunicationPoint>
</touchpoints>
<journeyPhases><journeyPhase phaseID =" Stöd"><phaseName> Stöd</phaseName></journeyPhase>
<journeyPhase phaseID=" Utredning"><phaseName> Utredning</phaseName></journeyPhase></journeyPhases>
<actors><serviceProvider actorID="Läkare"/><endUser actorID ="Patient"/></actors>
<journeyTitle>Vägen till stöd</journeyTitle></actualJourney></CJML>"""


def test_what_a_drawing_tool_writes():
    plan, became = read(DRAWN)
    assert (plan.document.kind, plan.document.title, plan.document.question) == (
        "planned", "Planen", "Hur ska det gå till?",
    )  # fmt: skip
    assert [(actor.name, actor.kind, actor.is_person) for actor in plan.document.actors] == [
        ("Kim", "person", True), ("Vårdcentralen Eken", "region", False),
    ]  # fmt: skip
    assert [actor.name for actor in became.document.actors] == ["Kim", "Vårdcentralen Eken"]
    (step,) = plan.document.steps
    assert (step.title, step.channel, step.cells, step.grade) == (
        "Ringer", "phone", {"front": "Svarar inom en dag"}, "assumed",
    )  # fmt: skip
    letter, action = became.document.steps
    assert (letter.channel, letter.actors, action.actors, action.grade) == ("letter", ("a2", "a1"), ("a1",), "told")
    assert letter.cells == {"front": "Var inte planerat."}
    assert [phase.title for phase in became.document.phases] == ["Resan"]
    assert "”Planen”" not in told(became) and "inga faser" in told(became)
    assert not plan.faults and not became.faults


def test_what_a_sheet_turned_to_xml_holds():
    (found,) = read(SHEET)
    document = found.document
    assert [phase.title for phase in document.phases] == ["Utredning", "Stöd"]
    first, second = document.steps
    assert (first.title, first.feeling, second.feeling, first.channel) == ("Berättar", 2, -1, "meeting")
    assert first.cells == {"person": "Äntligen någon", "front": "Hon tog sig tid.\nLyssnar"}
    assert (document.day_zero, first.from_day, second.from_day) == (date(2024, 5, 1), 0, 20)
    (gap,) = document.gaps
    assert (gap.kind, gap.days_told, gap.days_planned, gap.grade) == ("wait", 20, None, "told")
    words = told(found)
    for part in ("”Kommunen” presenteras inte", "”category”", "inte som citat", "1–5 blir −2 till 2", "20 dagar"):
        assert part in words, words
    assert not found.faults and document.question == "" and not document.steps[0].voices


def test_the_order_of_elements_does_not_matter():
    def shuffled(node: ET.Element, by: random.Random) -> None:
        children = list(node)
        for child in children:
            shuffled(child, by)
        if node.tag not in ("touchpoints", "actors", "journeyPhases", "CJML"):
            by.shuffle(children)
            node[:] = children

    raw = cjml_write.write(DATED, WORDS, planned=replace(DATED, kind="planned"))
    wanted = [found.document for found in read(raw)]
    for seed in range(5):
        root = ET.fromstring(raw)
        shuffled(root, random.Random(seed))
        assert [found.document for found in read(ET.tostring(root))] == wanted


def test_either_dialect_of_ids_gives_the_same():
    raw = cjml_write.write(DATED, WORDS).decode()
    wanted = read(raw)[0].document
    for name in ("actorID", "actorIDref", "id"):
        assert read(re.sub(r"actorID(ref)?=", f"{name}=", raw))[0].document == wanted
    assert read(raw.replace("phaseIDref=", "phaseID="))[0].document == wanted
    assert read(raw.replace("<CJML ", '<CJML xmlns="urn:x" '))[0].document == wanted


def test_out_and_in_keeps_what_cjml_has_room_for():
    (found,) = read(cjml_write.write(DATED, WORDS))
    ours = numbered(DATED)
    kept = ("title", "actors", "channel", "feeling", "word", "from_day", "to_day", "cells")
    for mine, theirs in zip(ours.steps, found.document.steps, strict=True):
        assert {name: getattr(mine, name) for name in kept} == {name: getattr(theirs, name) for name in kept}
    assert [phase.title for phase in found.document.phases] == [phase.title for phase in ours.phases]
    assert found.document.actors == ours.actors and found.document.question == ours.question
    assert found.document.gaps[0].days_told == 47  # between the two that have days
    assert "Mellanrummens ord" in told(found) and not found.faults


@settings(max_examples=40, deadline=None)
@given(documents())
def test_any_map_is_written_as_xml_and_read_without_faults(document):
    raw = cjml_write.write(document, WORDS)
    assert raw == cjml_write.write(document, WORDS)
    (found,) = read(raw)
    assert not found.faults, found.faults
    assert [step.title for step in found.document.steps] == [step.title for step in document.steps]


def test_the_elements_stand_in_one_order():
    journey = ET.fromstring(cjml_write.write(DATED, WORDS))[0]
    assert [child.tag for child in journey] == [
        "journeyID", "journeyTitle", "journeyPhases", "journeyShortSummary", "journeyLongSummary", "actors",
        "touchpoints", "comment",
    ]  # fmt: skip
    assert [child.tag for child in journey.find("touchpoints")[0]] == [
        "touchpointID", "belongsTo", "compliance", "initiator", "receiver", "channel", "timestamps",
        "touchpointExperience", "comment",
    ]  # fmt: skip


def test_a_day_is_never_made_up():
    raw = cjml_write.write(DOCUMENT, WORDS).decode()
    assert "timestamps" not in raw and "Dag 47–48" in raw


def test_a_wish_has_no_experience_and_an_assumed_present_is_a_plan_with_a_word():
    wish = cjml_write.write(replace(DOCUMENT, kind="to_be"), WORDS).decode()
    assert "<plannedJourney>" in wish and "experience" not in wish and "Känsla: -2 Avvisad" in wish
    steps = tuple(replace(step, grade="assumed") for step in DOCUMENT.steps)
    assumed = replace(DOCUMENT, phases=(replace(DOCUMENT.phases[0], steps=steps),), links=(), gaps=())
    raw = cjml_write.write(assumed, WORDS).decode()
    assert "<plannedJourney>" in raw and cjml_write.ASSUMED in raw


def test_planned_and_told_say_what_kept_to_the_plan():
    plan = replace(
        DOCUMENT, kind="planned", title="Planen",
        phases=(replace(DOCUMENT.phases[0], steps=(
            DOCUMENT.steps[0], Step("x", "Uppföljning", ("a1", "a2")), DOCUMENT.steps[1],
        )),), gaps=(), links=(),
    )  # fmt: skip
    root = ET.fromstring(cjml_write.write(DOCUMENT, WORDS, planned=plan))
    became = root.find("actualJourney")
    said = [
        (one.findtext("initiator/initiatorLabel"), one.findtext("compliance")) for one in became.find("touchpoints")
    ]
    assert said == [
        ("Ringer vårdcentralen", "completed"), ("Uppföljning", "missing"), ("Första besöket", "completed"),
        ("Möte på socialkontoret", "adhoc"), ("SIP-möte", "adhoc"),
    ]  # fmt: skip
    assert became.findtext("plannedReference") == root.findtext("plannedJourney/journeyID")
    missing = read(ET.tostring(root))[1].document.steps[1]
    assert missing.cells["barrier"] == "Skulle ha hänt enligt planen, men uteblev."


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><CJML>&a;</CJML>', "egna förkortningar"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><CJML/>', "DOCTYPE"),
        ("<CJML><actualJourney>", "inte avslutat"),
        ("<CJML>&lol;</CJML>", "inte hel XML"),
        ("<CJML/>", "ingen resa"),
        ("<bpmn/>", "inte CJML"),
        ("<CJML>" + "<a>" * 200 + "</a>" * 200 + "</CJML>", "för många nivåer"),
        ("", "tom"),
        ("<CJML>" + "<actualJourney/>" * 51 + "</CJML>", "51 resor"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(raw, words):
    with pytest.raises(NoJourney) as bad:
        read(raw)
    assert words in file_sentence(bad.value)


def who(key: str, label: str = "X") -> str:
    return f'<initiator><refersTo actorIDref="{key}"/><initiatorLabel>{label}</initiatorLabel></initiator>'


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (point(who("okänd")), "Aktören ”okänd” presenteras inte i filen"),
        (point(who("EU") + "<channel><channelName>röksignal</channelName></channel>"), "Kanalen ”röksignal”"),
        (point(who("EU") + "<timestamps><timeStarted>05/06/24</timeStarted></timestamps>"), "Tiden ”05/06/24”"),
        (
            point(who("EU") + "<timestamps><timeStarted>2024-05-09</timeStarted><timeCompleted>2024-05-01"
                  "</timeCompleted></timestamps>"),
            "Slutar innan det börjar (2024-05-09/2024-05-01)",
        ),
        (
            point(who("EU") + "<timestamps><timeStarted>2024-05-09</timeStarted></timestamps>")
            + point(who("EU") + "<timestamps><timeStarted>2024-05-06</timeStarted></timestamps>"),
            "Börjar 3 dagar innan steget före är slut",
        ),
        (point(who("EU") + "<touchpointExperience><experienceRating>99</experienceRating></touchpointExperience>"),
         "Betyget ”"),
        (point(who("EU") + "<compliance>missing</compliance>"), "Uteblev enligt filen"),
        (point(who("EU", "y" * 200)), "kortas (200/120 tecken)"),
        (point(who("EU") + '<belongsTo phaseIDref="sen"/>'), "Fasen ”sen” presenteras inte"),
        (point(who("EU") + "<deltaTime>2</deltaTime>"), "”deltaTime” har ingen plats"),
        (point("<touchpointID>T1</touchpointID>"), "inga faser"),
    ],
)  # fmt: skip
def test_each_loss_is_told_and_the_rest_is_read(points, words):
    (found,) = read(actual(points))
    assert words in told(found), told(found)
    assert not found.faults and found.document.steps


def test_a_phase_that_comes_again_keeps_the_order_of_what_happened():
    points = "".join(
        point(who("EU", str(n)) + f'<belongsTo phaseIDref="{phase}"/>') for n, phase in enumerate("aba", start=1)
    )
    (found,) = read(actual(points))
    assert [step.title for step in found.document.steps] == ["1", "2", "3"]
    assert [phase.title for phase in found.document.phases] == ["a", "b", "a"]
    assert "kommer tillbaka senare" in told(found)


def test_phases_where_nothing_happened_stay_where_they_were_told_of():
    phases = "".join(f'<journeyPhase phaseID="{key}"><phaseName>{key}</phaseName></journeyPhase>' for key in "xyz")
    points = point(who("EU") + '<belongsTo phaseIDref="y"/>')
    (found,) = read(actual(points, before=f"<journeyPhases>{phases}</journeyPhases>"))
    assert [(phase.title, len(phase.steps)) for phase in found.document.phases] == [("x", 0), ("y", 1), ("z", 0)]


def test_nobody_to_go_by_is_called_the_person():
    (found,) = read(actual(point(who("V")), actors='<serviceProvider actorID="V"/>'))
    assert found.document.person == "Personen" and "Ingen slutanvändare" in told(found)


def test_feelings_in_words_and_on_either_scale():
    def feelings(*ratings):
        rated = "<touchpointExperience><experienceRating>{}</experienceRating></touchpointExperience>"
        (found,) = read(actual("".join(point(who("EU") + rated.format(rating)) for rating in ratings)))
        return [step.feeling for step in found.document.steps]

    assert feelings("-2", "0", "2", "−1") == [-2, 0, 2, -1]
    assert feelings("1", "3", "5") == [-2, 0, 2]
    assert feelings("very negative", "Neutral", "mycket bra") == [-2, 0, 2]


def test_lanes_in_a_comment_are_there_and_back():
    cells = {lane: f"{lane}\nmed två rader: och kolon" for lane in LANES}
    assert lanes_in("\n".join(lane_lines(cells))) == (cells, "")
    assert lanes_in("Fritt ord.\nPå scenen: A") == ({"front": "A"}, "Fritt ord.")


def test_kinds_of_providers_and_days():
    assert [provider_of(word) for word in ("region", "Municipality", "Hospital ward", "NGO", "x", "")] == [
        "region", "municipality", "region", "civil_society", None, None,
    ]  # fmt: skip
    assert day_of("2024-02-30") is None and day_of("1.2.2024") == day_of("2024-02-01T23:59:00+01:00")
