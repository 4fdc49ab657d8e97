"""The pages of what became of it: for those who answer for it, for those who were there, and for anyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from followup.actions import reminding
from followup.actions.reporting import change_duty, plan_reports, tell_why_not
from followup.models import ReportBack, ReportReaction, ReportVersion
from hlab.cms.actions.site import ensure_site
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_response, make_round
from tests.followup.reporting.conftest import LATER, WORDS, tell
from tests.followup.sample import (
    make_indicator,
    make_indicator_version,
    make_release,
    make_unit,
    make_verdict,
    monthly,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(freeze):
    freeze(LATER)


def text(client, name, *args, query="", status=200):
    response = client.get(reverse(f"followup:{name}", args=args) + query)
    assert response.status_code == status
    return response.content.decode()


def followed(lab, key="slapper-beratta-igen", units=1, **verdict):
    """An indicator of the lab with published figures of so many regions."""
    version = make_indicator_version(indicator=make_indicator(lab=lab, key=key))
    regions = [make_unit(code=f"X{n}", name=f"Region {n}") for n in range(units)]
    release = make_release(version=version, figures={unit: monthly([61.0]) for unit in regions})
    for unit in regions:
        make_verdict(release=release, unit=unit, **verdict)
    return version.indicator


# --- Staff ------------------------------------------------------------------------------------


def test_from_owed_to_told_to_finished(client_of, lead, report, lab):
    client, desk = client_of(lead), reverse("followup:report_desk", args=[report.pk])
    assert "Kvällen i Ekby" in text(client, "reports", lab.pk)
    assert "Skriv återkopplingen" in text(client, "report_desk", report.pk)
    write = reverse("followup:write_report", args=[report.pk])
    half = client.post(write, {"said": WORDS["said"], "row_version": 0})
    assert half["Location"] == reverse("followup:preview_report", args=[report.pk])
    page = text(client, "preview_report", report.pk)
    assert "Skriv vad ni gjorde." in page
    assert "Publicera återkopplingen" not in page
    client.post(write, WORDS | {"row_version": 1})
    refused = client.post(reverse("followup:finish_report", args=[report.pk]), {"confirm": "1"})
    assert refused.status_code == 409
    assert "har inte fått veta vad som hände" in refused.content.decode()
    assert "Publicera återkopplingen" in text(client, "preview_report", report.pk)
    done = client.post(reverse("followup:preview_report", args=[report.pk]), {"row_version": 2})
    assert done["Location"] == desk
    assert "Avsluta verkstaden" in text(client, "report_desk", report.pk)
    assert client.post(reverse("followup:finish_report", args=[report.pk]), {"confirm": "1"})["Location"] == desk
    report.workshop.refresh_from_db()
    assert report.workshop.finished_at is not None
    assert "Verkstaden: Avslutad" in text(client, "report_desk", report.pk)


def test_the_one_it_was_given_to_writes_it_whatever_their_role(client_of, report, analyst, lead):
    client = client_of(analyst)
    assert client.get(reverse("followup:write_report", args=[report.pk])).status_code == 403
    change_duty(
        report=report, row_version=1, due_on=report.due_on, owner=analyst, owner_name="Analytikern", by=lead, at=LATER
    )
    assert client.get(reverse("followup:write_report", args=[report.pk])).status_code == 200


def test_two_who_write_see_both(client_of, lead, report):
    client, write = client_of(lead), reverse("followup:write_report", args=[report.pk])
    client.post(write, {"said": "Den första.", "row_version": 0})
    late = client.post(write, {"said": "Den andra.", "row_version": 0})
    assert late.status_code == 409
    assert "Den första." in late.content.decode()
    assert "Den andra." in late.content.decode()


def test_a_correction_begins_with_what_was_told(client_of, lead, report):
    tell(report)
    client, write = client_of(lead), reverse("followup:write_report", args=[report.pk])
    page = client.get(write).content.decode()
    assert WORDS["did"] in page
    assert "Vad är rättat?" in page
    client.post(write, WORDS | {"did": "Planen finns.", "what_changed": "Ett årtal.", "row_version": 0})
    client.post(reverse("followup:preview_report", args=[report.pk]), {"row_version": 1})
    public = text(client, "report", report.pk)
    assert "Rättad efter synpunkt" in public
    assert "Ett årtal." in public
    assert WORDS["did"] in text(client, "report_version", report.pk, 1)
    assert "äldre version" in text(client, "report_version", report.pk, 1)
    text(client, "report_version", report.pk, 3, status=404)


def test_a_draft_is_thrown_away_after_asking(client_of, lead, report):
    client, url = client_of(lead), reverse("followup:discard_report", args=[report.pk])
    client.post(reverse("followup:write_report", args=[report.pk]), {"said": "Något.", "row_version": 0})
    assert "Kasta utkastet?" in client.get(url).content.decode()
    client.post(url)
    assert ReportVersion.objects.exists()
    client.post(url, {"confirm": "1"})
    assert not ReportVersion.objects.exists()
    assert client.get(reverse("followup:preview_report", args=[report.pk])).status_code == 302


def test_the_day_and_the_one_who_answers_are_changed_and_told(client_of, lead, report):
    client, url = client_of(lead), reverse("followup:report_duty", args=[report.pk])
    assert report.due_on.isoformat() in client.get(url).content.decode()
    wrong = client.post(url, {"due_on": "i morgon", "owner_name": "", "row_version": 1})
    assert wrong.status_code == 422
    client.post(url, {"due_on": "2027-03-01", "owner": "", "owner_name": "Chefen", "row_version": 1})
    page = text(client, "report", report.pk)
    assert "till 1 mars 2027" in page
    assert "Chefen svarar för den." in page


def test_the_staff_pages_of_the_session_and_the_round_lead_here(client_of, lead, report, lab):
    client, desk = client_of(lead), reverse("followup:report_desk", args=[report.pk])
    assert desk in client.get(reverse("workshops:console", args=[report.workshop.site.pk])).content.decode()
    from tests.feedback.sample import make_proposal, make_version

    round = make_round(versions=[make_version(proposal=make_proposal(lab=lab), published=True)], state="answered")
    plan_reports(LATER)
    page = client.get(reverse("feedback:round", args=[round.pk])).content.decode()
    assert reverse("followup:report_desk", args=[round.report_back.pk]) in page


def test_lists_are_filtered_by_state(client_of, lead, report, lab, freeze):
    client = client_of(lead)
    assert "Kvällen i Ekby" in text(client, "reports", lab.pk, query="?lage=planned")
    assert "Ingen återkoppling i det läget" in text(client, "reports", lab.pk, query="?lage=late")
    assert "Kvällen i Ekby" in text(client, "reports", lab.pk, query="?lage=x&page=99")
    freeze(NOON + timedelta(days=60))
    assert "dagar sen" in text(client_of(lead), "reports", lab.pk, query="?lage=late")


# --- Anyone -----------------------------------------------------------------------------------


def test_what_is_late_stands_in_the_open(client, report, lab, freeze):
    ensure_site()
    assert "Kommer senast" in text(client, "reports_public")
    freeze(NOON + timedelta(days=32))
    page = text(client, "reports_public")
    assert "1 återkoppling skulle ha kommit" in page
    assert "2 dagar sen" in page
    assert "Försenad" in text(client, "report", report.pk)
    assert "Försenad" in client.get(f"/labb/{lab.slug}/").content.decode()
    assert "Kvällen i Ekby" in text(client, "reports_public", query=f"?lage=late&labb={lab.slug}&sok=ekby")
    assert "passar urvalet" in text(client, "reports_public", query="?sok=finnsinte&labb=x&lage=y")


def test_nothing_is_told_yet(client):
    assert "Inget att berätta ännu" in text(client, "reports_public")


def test_the_reason_why_none_is_read_by_anyone(client, report):
    tell_why_not(report=report, reason="Verkstaden slogs ihop.", by=None, at=LATER)
    assert "Verkstaden slogs ihop." in text(client, "report", report.pk)
    text(client, "report_poster", report.pk, status=404)
    text(client, "report_easy", report.pk, status=404)


def test_it_is_told_with_where_it_is_and_which_way_it_goes(client, report, lab):
    facts = {"last": {"period": "2026-10", "value": 61.0, "n": 100}}
    goal = factories.make_published_goal(lab=lab)
    tell(report, indicators=[followed(lab, facts=facts).pk], goals=[goal.goal_id])
    page = text(client, "report", report.pk)
    for words in (
        *WORDS.values(),
        goal.title,
        "Region 0",
        "oktober 2026",
        "Når inte målet",
        "Kan inte avgöras: för få mätningar",
    ):
        assert words in page


@pytest.mark.parametrize(("units", "words"), [(4, "Region 3"), (5, "Siffror finns för 5 enheter.")])
def test_no_unit_is_picked_out_of_many(client, report, lab, units, words):
    tell(report, indicators=[followed(lab, units=units).pk])
    assert words in text(client, "report", report.pk)


def test_where_the_country_is_told_of_it_stands_for_all(client, report, lab):
    indicator = followed(lab, units=6)
    version = indicator.versions.get()
    country = make_unit(kind="country", code="XR", name="Landet")
    release = make_release(version=version, figures={country: monthly([60.0])}, number=2)
    make_verdict(release=release, unit=country)
    tell(report, indicators=[indicator.pk])
    assert "Landet" in text(client, "report", report.pk)


def test_an_indicator_without_figures_says_who_owns_it(client, report, lab):
    version = make_indicator_version(indicator=make_indicator(lab=lab))
    tell(report, indicators=[version.indicator_id])
    assert "Det finns inga siffror att bedöma ännu. Analytikern i labbet svarar för dem." in text(
        client, "report", report.pk
    )


def test_on_paper_and_easy_to_read(client, report):
    tell(report, easy_read="Vi prövar en plan.")
    assert "Vi prövar en plan." in text(client, "report_easy", report.pk)
    for name in ("report_poster", "report_letter"):
        page = text(client, name, report.pk)
        assert WORDS["because"] in page
        assert "<svg" in page
    assert f"/aterkoppling/{report.pk}/" in text(client, "report_poster", report.pk)
    assert "Min kvittokod" in text(client, "report_letter", report.pk)


def test_a_lab_that_is_not_public_tells_its_own_and_those_who_were_there(client, client_of, person, report, outsider):
    tell(report, easy_read="Vi prövar.")
    lab = report.lab
    lab.is_public = False
    lab.save()
    names = ("report", "report_easy", "report_poster", "report_letter")
    for name in names:
        text(client, name, report.pk, status=404)
        text(client_of(outsider), name, report.pk, status=404)
        text(person[0], name, report.pk)
        text(client_of(factories.make_member(lab=lab, role="listener")), name, report.pk)
    assert "/kvitto/" in text(person[0], "report_poster", report.pk)
    assert "Kvällen i Ekby" not in text(client, "reports_public")
    text(client, "report", 10**12, status=404)


# --- Those who were there ---------------------------------------------------------------------


def test_the_receipt_page_ends_with_what_happened(person, report, lab):
    client = person[0]
    assert "Kommer senast" in text(client, "receipt")
    tell(report, indicators=[followed(lab).pk])
    page = text(client, "receipt")
    for words in (*WORDS.values(), "Når inte målet", "Säg om det stämmer"):
        assert words in page
    assert page.index("Det här hände sedan") > page.index("Du har")
    assert page.index("Det här hände sedan") < page.index("Din kod")


def test_right_or_not_is_said_and_changed(person, report, client):
    tell(report)
    url = reverse("followup:react", args=[report.pk])
    assert "Välj ett av svaren." in person[0].post(url, {}).content.decode()
    person[0].post(url, {"agrees": "no", "words": "Vi sa något annat."})
    assert "Vi sa något annat." in text(person[0], "receipt")
    person[0].post(url, {"agrees": "yes"})
    assert ReportReaction.objects.get().agrees
    tell(report, what_changed="Ett årtal.")
    assert "Den har rättats sedan du svarade." in text(person[0], "receipt")
    assert client.get(url).status_code == 302
    assert client.post(url, {"agrees": "yes"}).status_code == 403
    public = text(client, "report", report.pk)
    assert "Vi sa något annat." not in public
    assert "Färre än 5 personer har svarat" in public


def test_what_somebody_wrote_is_for_those_who_read_remarks(client_of, person, report, lab, outsider):
    """Free text may point at somebody: not for listeners, hosts and administrators, who do not read remarks either."""
    tell(report)
    person[0].post(reverse("followup:react", args=[report.pk]), {"agrees": "no", "words": "Vi sa något annat."})
    for role, reads in (
        ("lead", True),
        ("analyst", True),
        ("editor", True),
        ("listener", False),
        ("table_host", False),
    ):
        page = text(client_of(factories.make_member(lab=lab, role=role)), "report_desk", report.pk)
        assert ("Vi sa något annat." in page) is reads, role
    text(client_of(outsider), "report_desk", report.pk, status=404)


def test_there_is_nothing_to_say_before_it_is_told(person, report):
    assert person[0].get(reverse("followup:react", args=[report.pk])).status_code == 302


def test_whoever_answered_a_round_is_told_of_the_round(db):
    round = make_round(state="counted")
    response = make_response(round=round)
    plan_reports(LATER)
    from followup.queries.reports_public import own_reports

    (own,) = own_reports(response.receipt, LATER)
    assert own.read.report.round == round


# --- Reminders --------------------------------------------------------------------------------


def test_the_owner_is_reminded_once_a_week_until_it_is_told(report, lead):
    assert reminding.send_reminders(now=LATER) == 0
    soon = NOON + timedelta(days=24)
    assert reminding.send_reminders(now=soon) == 1
    assert reminding.send_reminders(now=soon + timedelta(days=6)) == 0
    assert reminding.send_reminders(now=soon + timedelta(days=7)) == 1
    tell(report)
    assert reminding.send_reminders(now=soon + timedelta(days=30)) == 0
    letter = mail.outbox[0]
    assert letter.to == [lead.email]
    assert letter.subject == "Påminnelse från Hälsolabb"
    for words in ("Kvällen i Ekby", report.lab.name):
        assert words not in letter.subject + letter.body


def test_reminders_go_by_themselves_and_a_refused_one_is_tried_again(
    report, monkeypatch, django_capture_on_commit_callbacks, freeze
):
    late = NOON + timedelta(days=40)
    freeze(late)

    def refuse(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("followup.actions.reminding.EmailMessage.send", refuse)
        assert reminding.send_reminders(now=late) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert reminding.queue_reminders(late) == 1
    assert len(mail.outbox) == 1
    assert reminding.queue_reminders(late) == 0


def test_without_post_nobody_is_reminded(report, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert reminding.queue_reminders(NOON + timedelta(days=40)) == 0


# --- However many -----------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 20])
def test_pages_ask_as_much_however_many(client, client_of, lead, lab, n, django_assert_max_num_queries):
    receipt, code = factories.make_receipt()
    person = factories.carry(client_of(None), code)
    points = [followed(lab, key=f"matt-{number}", units=2).pk for number in range(min(n, 12))]
    goals = [factories.make_published_goal(lab=lab).goal_id for _number in range(min(n, 12))]
    for _number in range(n):
        workshop = factories.make_open_workshop(lab=lab)
        factories.make_participation(workshop=workshop, receipt=receipt)
        type(workshop).objects.filter(pk=workshop.pk).update(state="closed", closed_at=NOON)
    plan_reports(LATER)
    for row in ReportBack.objects.order_by("pk"):
        tell(row, indicators=points, goals=goals, easy_read="Kort.")
    report = ReportBack.objects.order_by("pk").first()
    for number in range(n - 1):
        tell(report, what_changed=f"Rättelse {number}.", indicators=points, goals=goals, easy_read="Kort.")
    staff = client_of(lead)
    for who, name, args in (
        (client, "reports_public", ()), (client, "report", [report.pk]), (client, "report_letter", [report.pk]),
        (person, "react", [report.pk]), (staff, "reports", [lab.pk]), (staff, "report_desk", [report.pk]),
        (staff, "write_report", [report.pk]), (staff, "report_duty", [report.pk]),
    ):  # fmt: skip
        with django_assert_max_num_queries(15):
            assert who.get(reverse(f"followup:{name}", args=args)).status_code == 200
    with django_assert_max_num_queries(20):
        assert person.get(reverse("followup:receipt")).status_code == 200
