"""What leaves the lab: files that hold everything with its sources, and a public page that points nobody out."""

from __future__ import annotations

import io

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from goals.actions.hiding import hide_version
from goals.actions.plan_judging import judge_from, put_group
from goals.actions.plans import set_public
from goals.queries.plan_public import public_plans, would_be_public
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.goals.plans.conftest import read, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(items, goals, lived, owner, council):
    say(owner, items[0], goals[0], "clear", "Det är vår viktigaste insats.")
    say(lived, items[0], goals[0], "against", "=HYPERLINK(farligt)")
    say(council, items[0], goals[0], "partly", "Vi vill ha samma person hela vägen.")
    return items[0]


def test_the_workbook_holds_matrix_reasons_gaps_and_sources(judged, plan, goals, listener, client_of):
    answer = client_of(listener).get(reverse("goals:plan_xlsx", args=[plan.pk]))
    assert 'filename="lanets-handlingsplan-v1.xlsx"' in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Matris", "Motiveringar", "Luckor", "Om underlaget"]
    rows = {name: [[cell.value for cell in row] for row in book[name].iter_rows()] for name in book.sheetnames}
    assert rows["Matris"][0][4:] == [f"{goal.title} ({goal.citation})" for goal in goals]
    cell = rows["Matris"][1][4]
    assert "Egen erfarenhet och närstående: Bidrar delvis: 1 (6 personer), Motverkar: 1" in cell
    assert rows["Matris"][1][5] == rows["Matris"][2][4] == "Inte bedömd"
    reasons = {row[6]: row for row in rows["Motiveringar"][1:]}
    assert set(reasons) == {
        "Det är vår viktigaste insats.", "'=HYPERLINK(farligt)", "Vi vill ha samma person hela vägen.",
    }  # fmt: skip
    council = reasons["Vi vill ha samma person hela vägen."]
    assert council[3:6] == [goals[0].citation, 1, "Bidrar delvis"] and council[7:11] == [
        "Egen erfarenhet", "nej", "Brukarrådet", 6,
    ]  # fmt: skip
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert ["Målbild utan insats", goals[1].title, "Inte bedömd ännu."] in rows["Luckor"]
    about = dict(rows["Om underlaget"][1:])
    assert about["Underlag"] == "3 bedömningar från 8 personer." and "är inget urval" in about["Begränsning"]
    assert "%" not in str(rows)


def test_the_document_reads_well_and_says_where_it_comes_from(judged, plan, goals, items, listener, client_of):
    type(plan).objects.filter(pk=plan.pk).update(is_demo=True)
    doc = Document(io.BytesIO(client_of(listener).get(reverse("goals:plan_docx", args=[plan.pk])).content))
    assert doc.core_properties.language == "sv-SE" and 'w:val="sv-SE"' in doc.styles.element.xml
    heads = [p.text for p in doc.paragraphs if p.style.name == "Heading 1"]
    assert heads == [
        f"{goals[0].title} ({goals[0].citation})", f"{goals[1].title} ({goals[1].citation})",
        "Det som saknas och det som skiljer", "Om underlaget",
    ]  # fmt: skip
    text = "\n".join(p.text for p in doc.paragraphs)
    assert text.count("Exempeldata") == 1 and "Exempeldata" in doc.sections[0].header.paragraphs[0].text
    assert "Den som äger en plan tenderar" in text and "1 insats är inte bedömd." in text
    table = doc.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Insats", "Egen erfarenhet och närstående", "De som äger planen", "Övriga",
    ]  # fmt: skip
    row = [cell.text for cell in table.rows[1].cells]
    assert row[0].startswith("1 Fast kontakt") and row[3] == "Inte bedömd"
    assert "Bidrar delvis. Vi vill ha samma person hela vägen. (Egen erfarenhet, Brukarrådet, 6 personer)" in row[1]
    for one in doc.tables:
        assert "w:tblHeader" in one.rows[0]._tr.xml and "w:tblDescription" in one._tbl.xml
    book = load_workbook(io.BytesIO(client_of(listener).get(reverse("goals:plan_xlsx", args=[plan.pk])).content))
    assert all(sheet["A1"].value == "Exempeldata. Allt innehåll är påhittat." for sheet in book)


def test_files_of_an_earlier_version_and_of_none(plan, version, lead, listener, client_of):
    read(plan, lead, "insats\tnr\nNytt\t9\n")
    client = client_of(listener)
    answer = client.get(reverse("goals:plan_docx", args=[plan.pk]), {"version": "1"})
    assert "-v1.docx" in answer["Content-Disposition"] and b"Nytt" not in answer.content
    empty = factories_plan(plan.lab, lead)
    assert client.get(reverse("goals:plan_xlsx", args=[empty.pk])).status_code == 404


def factories_plan(lab, by):
    from goals.actions.plans import create_plan

    return create_plan(lab=lab, title="Tom", owner="Länet", by=by, at=NOON)


def test_a_public_plan_tells_what_groups_say_and_no_more(
    judged, plan, items, goals, lead, listener, django_assert_num_queries
):
    goal = goals[0]
    assert public_plans(goal.goal, goal) == []
    set_public(plan=plan, is_public=True, by=lead, at=NOON)
    with django_assert_num_queries(2):
        [told] = public_plans(goal.goal, goal)
    [item] = told["items"]
    sides = {side["key"]: side for side in item["sides"]}
    # Six of the council; the one who said "motverkar" and the owner are too few to be told of.
    assert [answer["code"] for answer in sides["lived"]["answers"]] == ["partly"]
    assert [reason["text"] for reason in sides["lived"]["reasons"]] == ["Vi vill ha samma person hela vägen."]
    assert sides["owners"]["answers"] == sides["others"]["answers"] == []
    assert told["lead"] == 1
    page = render_to_string("goals/_public_plans.html", {"public_plans": [told]})
    assert "Bidrar delvis" in page and "Motverkar" not in page and "viktigaste" not in page and "HYPERLINK" not in page
    for hidden in (goals[1], None):  # not public, or no version at all
        assert public_plans(goal.goal, hidden) == []
    read(plan, lead, "nr\tinsats\n1\tFast kontakt nu\n")
    assert public_plans(goal.goal, goal) == []  # what is carried needs a look first


def test_owners_are_public_only_beside_others(plan, items, goals, lead):
    owners = put_group(
        plan=plan, label="Styrgruppen", perspective="manager", people=9, owns_plan=True, by=lead, at=NOON
    )
    say(owners, items[0], goals[0], "clear", "Vi har beslutat det.")
    set_public(plan=plan, is_public=True, by=lead, at=NOON)
    assert public_plans(goals[0].goal, goals[0]) == []
    staff = put_group(plan=plan, label="Teamet", perspective="staff", people=5, owns_plan=False, by=lead, at=NOON)
    say(staff, items[0], goals[0], "none", "Det finns inga tider.")
    [told] = public_plans(goals[0].goal, goals[0])
    assert [bool(side["answers"]) for side in told["items"][0]["sides"]] == [False, True, True]


def test_five_with_log_ins_make_an_answer_but_never_a_reason(plan, items, goals, lab, lead):
    set_public(plan=plan, is_public=True, by=lead, at=NOON)
    for n in range(5):
        assert public_plans(goals[0].goal, goals[0]) == [], n
        one = judge_from(plan=plan, perspective="staff", owns_plan=False, by=factories.make_member(lab=lab), at=NOON)
        say(one, items[0], goals[0], "clear", f"Skäl {n}")
    other = judge_from(plan=plan, perspective="civil", owns_plan=False, by=one.user, at=NOON)
    say(other, items[0], goals[0], "clear", "Samma person igen.")
    [told] = public_plans(goals[0].goal, goals[0])
    assert told["items"][0]["sides"][2]["answers"] and told["items"][0]["sides"][2]["reasons"] == []


def test_nothing_is_told_of_a_hidden_wording(judged, plan, goals, lead):
    set_public(plan=plan, is_public=True, by=lead, at=NOON)
    hide_version(version=goals[0], reason="En person kunde kännas igen.", by=lead, at=NOON)
    goals[0].refresh_from_db()
    assert public_plans(goals[0].goal, goals[0]) == []


def test_the_act_shows_first_what_anyone_could_read(judged, plan, goals, lead, facilitator, analyst, client_of):
    here = reverse("goals:show_plan", args=[plan.pk])
    assert client_of(analyst).get(here).status_code == 403
    client = client_of(facilitator)
    text = client.get(here).content.decode()
    assert "Vi vill ha samma person hela vägen." in text and "viktigaste" not in text
    assert len(would_be_public(plan, goals)) == 1
    client.post(here, {"confirm": "1"})
    plan.refresh_from_db()
    assert plan.is_public
    set_public(plan=plan, is_public=True, by=lead, at=NOON)
    client.post(here, {"confirm": "1"})
    plan.refresh_from_db()
    assert not plan.is_public
    assert [row.act for row in AuditEvent.objects.filter(act__endswith="shown").order_by("pk")] == [
        "plan.shown", "plan.unshown",
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="Läs in insatserna först"):
        set_public(plan=factories_plan(plan.lab, lead), is_public=True, by=lead, at=NOON)
