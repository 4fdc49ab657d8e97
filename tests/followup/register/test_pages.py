"""The pages of the register."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from followup.actions import versions
from followup.analysis.register_file import write
from followup.models import ExternalId, FollowLink, Indicator, IndicatorVersion, KnownBreak, Target
from followup.queries.register_document import document
from tests import factories
from tests.factories import NOON, make_lab
from tests.followup.sample import make_indicator, make_indicator_version, make_link, make_target

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}


def at(name, *args, **query):
    return reverse(f"followup:{name}", args=args, query=query or None)


def next_year() -> str:
    return (timezone.localdate() + timedelta(days=365)).isoformat()


def as_sent(page) -> dict:
    """A form as a browser sends it back."""
    initial = page.context["form"].initial
    return {name: value for name, value in initial.items() if value or (value == 0 and value is not False)}


@pytest.fixture
def staff(client_of, editor):
    return client_of(editor)


def fill(lab, rows: int) -> Indicator:
    """So many indicators with everything around each."""
    area = lab.value_areas.create(name="Sammanhang", created_at=NOON)
    goal = factories.make_published_goal(lab=lab).goal
    for n in range(rows):
        indicator = make_indicator(lab=lab, key=f"matt-{n}")
        make_indicator_version(indicator=indicator, title=f"Mått {n}")
        versions.new_version(indicator=indicator, **BY)
        make_target(indicator=indicator)
        make_link(lab=lab, indicator=indicator, goal=goal, area=area)
        loose = make_indicator(lab=lab, key=f"los-{n}")
        make_indicator_version(indicator=loose, title=f"Löst {n}", logic="production", polarity="neutral")
    return indicator


def test_an_indicator_goes_from_a_first_word_to_published(staff, lab):
    assert "Inget mått ännu" in staff.get(at("register", lab.pk)).text
    new = {
        "title": "Slapp berätta igen", "question": "Behöver jag bara berätta en gång?", "logic": "service",
        "kind": "prem", "value_type": "proportion", "owner": "Analytikern", "review_by": next_year(),
        "create_key": str(uuid.uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        answer = staff.post(at("new_indicator", lab.pk), new)
    version = IndicatorVersion.objects.get()
    assert answer["Location"] == at("edit_version", version.pk)
    page = staff.get(at("edit_version", version.pk))
    form = as_sent(page)
    assert "Skriv version 1" in page.text and form["k"] == 10
    form |= {"valid_from": "2026-01-01"}
    words = form | {
        "definition": "Andel som slapp.", "limitations": "De som inte svarar.", "numerator": "Slapp",
        "denominator": "Alla", "register_name": "Enkät", "levels": ["region", "country"], "polarity": "range",
        "range_low": "1,5", "range_high": "99,5", "ages": "18–64, 65+",
    }  # fmt: skip
    assert staff.post(at("edit_version", version.pk), words).status_code == 302
    version.refresh_from_db()
    assert (version.range_low, version.ages, version.levels) == (1.5, ["18-64", "65+"], ["country", "region"])
    page = staff.get(at("publish_version", version.pk))
    assert "Mellan 1,5 och 99,5 %" in page.text and "går inte att ta tillbaka" in page.text
    stale = staff.post(at("publish_version", version.pk), {"seen": "1"})
    assert stale.status_code == 409 and stale.context["form"]["seen"].value() == version.row_version
    staff.post(at("publish_version", version.pk), {"seen": version.row_version})
    version.refresh_from_db()
    assert version.published_at is not None
    assert "står kvar" in staff.get(at("edit_version", version.pk), follow=True).text
    assert staff.get(at("publish_version", version.pk)).status_code == 302


def test_production_is_told_why_it_has_no_direction(staff, lab):
    version = make_indicator_version(indicator=make_indicator(lab=lab), published=False)
    page = staff.get(at("edit_version", version.pk))
    form = as_sent(page)
    form |= {"logic": "production", "polarity": "higher", "valid_from": "2026-01-01", "register_name": "Register"}
    page = staff.post(at("edit_version", version.pk), form, follow=True)
    assert "därför ingen önskad riktning" in page.text and "har inget mål" in page.text


def test_two_who_write_meet(staff, lab):
    version = make_indicator_version(indicator=make_indicator(lab=lab), published=False, row_version=3)
    form = as_sent(staff.get(at("edit_version", version.pk)))
    form |= {"row_version": 2, "definition": "Min.", "valid_from": "2020-01-01"}
    page = staff.post(at("edit_version", version.pk), form)
    assert page.status_code == 409 and "Någon hann före dig" in page.text
    assert page.context["form"]["definition"].value() == "Min."


def test_the_list_is_searched_and_narrowed(staff, lab):
    fill(lab, 2)
    today = timezone.localdate()
    Indicator.objects.filter(key="matt-0").update(review_by=today - timedelta(days=1))
    Indicator.objects.filter(key="los-1").update(ended_on=today, ended_reason="Slut.")
    version = IndicatorVersion.objects.get(indicator__key="matt-1", number=2)
    IndicatorVersion.objects.filter(pk=version.pk).update(shifts=["proactive"], quality_area="person")

    def keys(**query):
        return [row.key for row in staff.get(at("register", lab.pk, **query)).context["page"]]

    assert keys() == ["los-0", "los-1", "matt-0", "matt-1"]
    assert keys(sok="mått 1") == ["matt-1"] and keys(logik="production") == ["los-0", "los-1"]
    assert keys(lage="se-over") == ["matt-0"] and keys(lage="utan") == ["los-0"]
    assert keys(lage="upphort") == ["los-1"] and keys(lage="utkast") == ["matt-0", "matt-1"]
    assert keys(forflyttning="proactive") == ["matt-1"] and keys(omrade="person") == ["matt-1"]
    assert keys(slag="register") == [] and keys(logik="nonsens") == keys()
    text = staff.get(at("register", lab.pk)).text
    assert "1 mått skulle ha setts över." in text and "Har upphört" in text
    assert "Inget mått passar urvalet" in staff.get(at("register", lab.pk, sok="finns inte")).text


@pytest.mark.parametrize("name", ["register", "links", "indicator_desk", "add_link", "labs:detail"])
def test_pages_cost_the_same_at_one_row_and_at_twenty(client_of, lead, lab, name):
    client = client_of(lead)
    costs = []
    for rows in (1, 20):
        FollowLink.objects.all().delete()
        here = lab if rows == 1 else make_lab()
        if rows == 20:
            factories.make_member(lab=here, user=lead, role="lead")
            Indicator.objects.filter(lab=lab).update(lab=make_lab())
            for row in Indicator.objects.all():
                Indicator.objects.filter(pk=row.pk).update(key=f"gammal-{row.pk}")
        indicator = fill(here, rows)
        url = reverse(name, args=[here.pk]) if ":" in name else at(name, indicator.pk if "desk" in name else here.pk)
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        costs.append(len(caught))
    assert costs[0] == costs[1] and costs[0] <= (16 if name == "labs:detail" else 15), costs


def test_an_indicator_is_looked_after_on_its_page(staff, lab):
    indicator = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    other = make_indicator_version(indicator=make_indicator(lab=lab, key="nytt"), title="Det nya").indicator
    key = indicator.pk
    staff.post(at("add_target", key), {"value": "80,5", "valid_from": "2026-01-01", "source": "Planen", "level": ""})
    staff.post(at("add_break", key), {"on": "2025-01-01", "what": "Nytt system"})
    staff.post(at("add_code", key), {"source": "kolada", "code": "00144"})
    page = staff.get(at("indicator_desk", key))
    assert "80,5 %" in page.text and "Nytt system" in page.text and "00144" in page.text
    target, known, code = indicator.targets.get(), indicator.breaks.get(), indicator.external_ids.get()
    for name, row in (("withdraw_target", target), ("withdraw_break", known), ("remove_code", code)):
        assert staff.get(at(name, row.pk)).status_code == 200
        staff.post(at(name, row.pk))  # the question is not answered
        staff.post(at(name, row.pk), {"confirm": "1"})
        assert staff.get(at(name, row.pk)).status_code == 404
    assert "Inget mål är satt" in staff.get(at("indicator_desk", key)).text
    bad = staff.post(at("add_target", key), {"value": "mycket", "valid_from": "2026-01-01", "source": "Planen"})
    assert bad.status_code == 422 and bad.context["form"].errors.keys() == {"value"}
    facts = {"owner": "Redaktören", "review_by": next_year(), "row_version": 1}
    staff.post(at("change_indicator", key), facts)
    staff.post(at("review_indicator", key), {"review_by": next_year(), "row_version": 2})
    today = timezone.localdate().isoformat()
    end = {"ended_on": today, "ended_reason": "Frågan ställs inte.", "replaced_by": other.pk, "row_version": 3}
    staff.post(at("end_indicator", key), end)
    page = staff.get(at("indicator_desk", key))
    assert "Frågan ställs inte." in page.text and "Redaktören" in page.text and "I stället: nytt" in page.text
    assert "Kom i stället för" in staff.get(at("indicator_desk", other.pk)).text
    staff.post(at("reopen_indicator", key), {"confirm": "1"})
    indicator.refresh_from_db()
    assert indicator.ended_on is None


def test_what_an_indicator_has_belongs_to_its_lab_whatever_number_it_has(staff, lab):
    """A target is not a lab, though their numbers may be the same."""
    other = make_indicator_version(indicator=make_indicator(lab=make_lab())).indicator
    rows = [
        (
            "withdraw_target",
            Target(pk=lab.pk, indicator=other, value=1, valid_from=NOON.date(), source="Planen", added_at=NOON),
        ),
        ("withdraw_break", KnownBreak(pk=lab.pk, indicator=other, on=NOON.date(), what="Nytt", added_at=NOON)),
        ("remove_code", ExternalId(pk=lab.pk, indicator=other, code="N00001")),
    ]
    for name, row in rows:
        row.save(force_insert=True)
        assert staff.get(at(name, row.pk)).status_code == 404
        assert staff.post(at(name, row.pk), {"confirm": "1"}).status_code == 404


def test_a_new_version_is_asked_for_first_and_can_be_thrown_away(staff, lab):
    indicator = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    assert "serien" in staff.get(at("new_version", indicator.pk)).text
    staff.post(at("new_version", indicator.pk), {"confirm": "1"})
    draft = indicator.versions.get(number=2)
    assert staff.get(at("new_version", indicator.pk))["Location"] == at("edit_version", draft.pk)
    assert "Vad är nytt?" in staff.get(at("edit_version", draft.pk)).text
    page = staff.get(at("indicator_desk", indicator.pk))
    assert "Skriv vad som har ändrats" in page.text and "Så som det står i version 1" in page.text
    assert "Det finns en senare version" in staff.get(at("version", indicator.versions.get(number=1).pk)).text
    staff.post(at("discard_version", draft.pk), {"confirm": "1"})
    assert indicator.versions.count() == 1


def test_what_is_followed_is_tied_with_a_reason_and_read_on_its_page(staff, lab):
    goal = factories.make_published_goal(lab=lab).goal
    area = lab.value_areas.create(name="Sammanhang", description="Att hänga ihop.", created_at=NOON)
    gap = factories.make_journey(lab=lab).gaps.first()
    indicator = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    page = staff.get(at("links", lab.pk))
    assert "Inget följs ännu" in page.text and "Följs inte ännu" in page.text and "Mått utan koppling" in page.text
    form = staff.get(at("add_link", lab.pk, malbild=goal.pk, matt=indicator.pk)).context["form"]
    assert form.initial == {"goal": goal.pk, "area": None, "by": f"indicator:{indicator.pk}"}
    for by in (f"indicator:{indicator.pk}", "dimension:respect", f"gap:{gap.pk}"):
        told = {"goal": goal.pk, "area": area.pk, "by": by, "reason": f"Skäl för {by}."}
        assert staff.post(at("add_link", lab.pk), told).status_code == 302
    page = staff.get(at("links", lab.pk))
    assert "1 av 1 mått visar om personer får nytta" in page.text and "1 mellanrum i resor" in page.text
    assert f"Skäl för gap:{gap.pk}." in page.text and "Respekt och bemötande" in page.text
    bad = staff.post(at("add_link", lab.pk), {"by": "gap:999999", "reason": ""})
    assert bad.status_code == 422 and bad.context["form"].errors.keys() == {"by", "reason"}
    none = staff.post(at("add_link", lab.pk), {"by": "dimension:access", "reason": "Så."})
    assert none.context["form"].errors.keys() == {"goal"}
    link = FollowLink.objects.get(dimension="respect")
    staff.post(at("move_link", link.pk), {"vart": "upp"})
    assert staff.post(at("move_link", link.pk), {"vart": "bort"}).status_code == 404
    staff.post(at("change_reason", link.pk), {"reason": "Ett bättre skäl."})
    gone = staff.post(at("remove_link", link.pk), {"confirm": "1"}, follow=True)
    assert "Ångra, följ det igen" in gone.text
    staff.post(at("restore_link", link.pk))
    assert "Ett bättre skäl." in staff.get(at("links", lab.pk)).text


def test_a_register_is_taken_along_and_read_in_elsewhere(staff, client_of, lab):
    fill(lab, 1)
    raw = staff.get(at("export_indicators", lab.pk)).content
    assert raw == write(document(lab)) and b"halsolabb-matt" in staff.get(at("register_schema")).content

    def send(client, where, **more):
        file = SimpleUploadedFile("matt.json", raw, "application/json")
        return client.post(at("import_indicators", where.pk), {"file": file, "owner": "Vi", **more}, follow=True)

    assert "Fanns redan, likadana: 2" in send(staff, lab, look="on").text
    assert "inget är ändrat" in send(staff, lab).text
    there = make_lab()
    analyst = client_of(factories.make_member(lab=there, role="analyst"))
    page = send(analyst, there, look="on")
    assert "Nya mått: 2" in page.text and not Indicator.objects.filter(lab=there).exists()
    send(analyst, there)
    drafts = IndicatorVersion.objects.filter(indicator__lab=there)
    assert {row.published_at for row in drafts} == {None} and drafts.count() == 2
    bad = staff.post(at("import_indicators", lab.pk), {"file": SimpleUploadedFile("x.json", b"{"), "owner": "Vi"})
    assert bad.status_code == 422 and "inte JSON" in bad.text


def test_the_labs_page_tells_what_is_followed(staff, lab):
    assert "Inget följs ännu." in staff.get(reverse("labs:detail", args=[lab.pk])).text
    fill(lab, 1)
    text = staff.get(reverse("labs:detail", args=[lab.pk])).text
    assert "Mått 0" in text and "Hör inte till någon målbild." in text


def test_who_only_reads_is_not_asked_to_write(client_of, lab):
    indicator = fill(lab, 1)
    client = client_of(factories.make_member(lab=lab, role="listener"))
    for url in (at("register", lab.pk), at("links", lab.pk), at("indicator_desk", indicator.pk)):
        text = client.get(url).text
        assert "Nytt mått" not in text and "Följ något" not in text and "Ändra uppgifterna" not in text
