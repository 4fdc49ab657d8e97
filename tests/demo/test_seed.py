"""`manage.py seed`: once, whole, marked, and nothing known about it where strangers could come."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from goals.enums import GoalOrigin, GoalStatus
from goals.models import ActionAssessment, ActionPlan, Barrier, CodeEvent, Goal, GoalVersion
from goals.queries import published_goals, shown_voices
from goals.queries.codetalk import readings
from hlab.accounts.models import Organisation, Receipt, User
from hlab.accounts.queries import receipt_by_code
from hlab.cms.demo import lab as content
from hlab.cms.demo import spring, stories
from hlab.cms.demo.build import build
from hlab.cms.models import ArticlePage, GoalPage, LabPage, Operator
from hlab.core.models import AuditEvent
from hlab.labs.actions.labs import readiness
from hlab.labs.models import Lab
from tests.factories import make_lab
from workshops.models import Contribution, OpinionRun, Participation, Statement, Story, Workshop
from workshops.queries import contributions_of, held_notes, programme, usable_contributions

PAGES = (
    "/", "/malbilder/", "/malbilder/jag-behover-bara-beratta-en-gang/", "/labb/vard-som-hanger-ihop/", "/artiklar/",
)  # fmt: skip
ROOMS = ("accounts", "labs", "workshops", "goals", "cms", "live", "core")


def seed(*arguments: str) -> dict:
    out = io.StringIO()
    call_command("seed", *arguments, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1]) if "--facts" in arguments else {}


def counts() -> dict[str, int]:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: model.objects.count() for model in models}


class ExampleLab(TestCase):
    """One example lab, read by all of these."""

    @classmethod
    def setUpTestData(cls):
        cls.facts = seed("--facts")
        cls.finished = Workshop.objects.get(title=spring.WORKSHOP["title"])
        cls.running = Workshop.objects.get(state="open", feedback_round=None)

    def test_twice_is_once(self):
        before = counts()
        assert seed("--facts") == self.facts
        seed("--if-empty")
        assert counts() == before

    def test_the_finished_workshop(self):
        notes = Contribution.objects.filter(exercise__workshop=self.finished)
        assert Participation.objects.filter(workshop=self.finished).count() == 40
        assert notes.filter(withdrawn_at=None).count() >= 60
        assert notes.exclude(withdrawn_at=None).count() == 1
        assert notes.filter(channel="paper", transcribed_by__isnull=False).count() >= 5
        assert notes.filter(channel="phone", transcribed_by__isnull=False).count() >= 2
        assert {step.kind for step in programme(self.finished)} == {"brainstorm", "cluster", "dot_vote"}
        assert all(step.revealed_at for step in programme(self.finished))

    def test_the_running_workshop(self):
        running, facts = self.running, self.facts
        assert (running.site.join_code, running.site.pk, running.title) == (
            facts["join_code"], facts["site_id"], facts["workshop"],
        )  # fmt: skip
        assert running.participations.count() == 15
        assert sorted(held_notes(running.site).values_list("hold", flat=True)) == ["distress", "personal"]
        assert running.site.current.state == "open"
        assert running.site.current.revealed_at is None
        assert running.site.current.readies.count() == 8
        assert not usable_contributions(running.lab).exclude(hold="").exists()

    def test_malbilder_have_come_different_ways(self):
        assert Goal.objects.filter(origin=GoalOrigin.PUBLIC_THEME).count() == 3
        assert Goal.objects.filter(origin=GoalOrigin.INVENTED).count() == 2
        assert sorted(published_goals().values_list("status", flat=True)) == ["adopted", "draft", "draft", "validated"]
        assert GoalPage.objects.count() == 4
        assert GoalVersion.objects.filter(published_at=None).count() == 1

    def test_the_adopted_one_says_who_stands_behind_it_and_what_was_objected(self):
        adopted = GoalVersion.objects.get(status=GoalStatus.ADOPTED)
        assert adopted.number == 3
        assert adopted.people_count == 19
        assert adopted.people_by_perspective == {"lived": 9, "relative": 5, "staff": 5}
        by_hand, online = adopted.checks.order_by("-held_on")
        assert (by_hand.people, by_hand.exercise, online.people) == (31, None, 24)
        carried, new = adopted.dissents.order_by("carried_from")
        carried, new = (carried, new) if carried.carried_from else (new, carried)  # where none comes first or last
        assert (carried.carried_from.version.number, new.carried_from) == (2, None)
        assert shown_voices(adopted).count() >= 6

    def test_forty_stories_by_the_same_forty_read_back_and_coded(self):
        told = Story.objects.all()
        assert told.count() == 40 and all(story.may_be_used for story in told)
        assert {story.read_back for story in told} == {"self", "aloud", "sent", ""}
        assert told.get(no_read_back__gt="").taken_down_by_id
        both = [self.finished, told[0].exercise.workshop]
        assert Receipt.objects.filter(participations__workshop__in=both).distinct().count() == 40
        assert Contribution.objects.filter(story__isnull=False).exclude(withdrawn_at=None).count() == 1
        assert CodeEvent.objects.filter(act="merge").count() == 1
        lab = Lab.objects.get()
        compared = readings(lab, usable_contributions(lab)).compared.values()
        assert {len(row) for row in compared} == {2}
        assert any(len(set(map(frozenset, row.values()))) > 1 for row in compared), "two people see different things"

    def test_a_day_at_three_sites_and_a_plan_that_groups_have_judged(self):
        together = Barrier.objects.filter(originals__isnull=False).distinct()
        assert sorted(row.originals.count() for row in together) == [2, 5]
        assert together.filter(is_public=True).count() == 2
        plan = ActionPlan.objects.get()
        assert plan.is_public and plan.versions.get().items.count() == 9
        assert sorted(plan.assessors.values_list("perspective", flat=True)) == ["lived", "manager", "staff"]
        assert not ActionAssessment.objects.filter(goal_version__frozen_at=None).exists()

    def test_a_conversation_falls_into_groups_that_hold(self):
        run = OpinionRun.objects.get()
        assert (run.drawable, run.people, len(run.result["groups"])) == (True, 86, 3)
        assert Statement.objects.exclude(state="accepted").get().reason

    def test_the_page_tells_the_whole_thread(self):
        page = self.client.get("/malbilder/jag-behover-bara-beratta-en-gang/").content.decode()
        for words in ("Egen erfarenhet", "Dolt", "Två namn är bättre än ett", "Av minst 5 personer.", "Motverkar"):
            assert words in page
        assert "Jag vill vara mamma, inte samordnare" not in page  # refused

    def test_everything_is_marked(self):
        for model in (Lab, Workshop, Goal, ArticlePage, Operator, Barrier, ActionPlan):
            assert model.objects.exists()
            assert not model.objects.filter(is_demo=False).exists()
        assert not Organisation.objects.filter(labs__isnull=False, is_demo=False).exists()
        assert not User.objects.filter(organisation__is_demo=False).exists()
        assert not User.objects.exclude(email__endswith=".example").exists()

    def test_the_site_and_the_reference_list_are_there_too(self):
        assert Organisation.objects.filter(kind="region", is_demo=False).count() == 21
        assert Organisation.objects.filter(kind="municipality", is_demo=False).count() == 290
        assert LabPage.objects.count() == 1
        assert readiness(Lab.objects.get()) == []

    def test_help_pages_say_whom_to_call_and_write_to_in_forms_that_reach_nobody(self):
        for address in ("/om/tillganglighet/", "/om/ring-eller-papper/"):
            text = self.client.get(address).content.decode()
            assert "hej@halsolabb.example" in text and "070-174 06 05" in text and "Exempeldata." in text

    def test_the_article_quotes_by_reference(self):
        article = ArticlePage.objects.get()
        words = "Den tionde fick ett papper."
        assert words in self.client.get(f"/artiklar/{article.slug}/").content.decode()
        assert words not in str(article.body.raw_data)

    def test_public_pages_carry_the_label(self):
        for address in PAGES:
            with self.subTest(address):
                page = self.client.get(address)
                assert page.status_code == 200
                assert "Exempeldata" in page.content.decode()

    def test_the_logins_work(self):
        assert [row["role"] for row in self.facts["logins"]] == [
            "Processledare", "Utredningssekreterare", "Redaktör på SKR",
        ]  # fmt: skip
        for row in (*self.facts["logins"], *self.facts["other_logins"]):
            assert self.client.login(username=row["email"], password=row["password"])

    def test_the_printed_receipt_leads_to_words_and_onwards(self):
        notes = contributions_of(receipt_by_code(self.facts["receipt_code"]))
        assert {note.exercise.workshop.title for note in notes} == {
            stories.WORKSHOP["title"], spring.WORKSHOP["title"], "Synpunkter: Synpunkter på de två första förslagen",
        }  # fmt: skip
        assert notes.filter(evidence__version__status=GoalStatus.ADOPTED).count() == 5

    def test_nothing_happens_later_than_it_is_seen(self):
        now = timezone.now()
        assert AuditEvent.objects.order_by("-at").first().at <= now
        assert not Contribution.objects.filter(created_at__gt=now).exists()


def test_if_empty_leaves_a_real_lab_alone(db):
    make_lab()
    facts = seed("--if-empty", "--facts")
    assert facts["logins"] == []
    assert facts["join_code"] == ""
    assert not Lab.objects.filter(slug=content.LAB["slug"]).exists()


def test_a_real_lab_with_the_same_name_is_not_taken_for_the_example(db):
    make_lab(slug=content.LAB["slug"])
    assert seed("--if-empty", "--facts")["logins"] == []


def test_a_real_site_says_no_in_one_sentence(db, settings):
    settings.SESSION_COOKIE_SECURE = True
    with pytest.raises(CommandError, match="--yes-example-data"):
        seed()
    assert not Lab.objects.exists()
    assert not User.objects.exists()


def test_on_a_real_site_nobody_can_read_a_key_in_the_source(db, settings):
    settings.SESSION_COOKIE_SECURE = True
    facts = seed("--yes-example-data", "--facts")
    assert facts["logins"] == facts["other_logins"] == []
    assert facts["receipt_code"] == ""
    assert receipt_by_code(content.RECEIPT_CODE) is None
    assert not any(user.has_usable_password() or user.site_role for user in User.objects.all())
    assert Lab.objects.get().is_demo


def test_all_or_nothing(db, monkeypatch):
    monkeypatch.setattr("hlab.cms.demo.build.build_spring", lambda **_fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(now=datetime(2026, 11, 24, 9, tzinfo=UTC), known_keys=True)
    assert not Lab.objects.exists()
    assert not Organisation.objects.exists()
