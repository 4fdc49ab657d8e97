"""What is told of groups: never a few, nothing to work them out from, never a mean. And records made of answers."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from goals.actions.checks import check_from_answers, record_check
from goals.actions.status import validate
from goals.analysis.recognition import ANSWERS, plain, shown, summed
from goals.models import GoalVersion, MemberCheck
from goals.queries.checks import shown_checks
from goals.queries.people import GROUPS, WIDER
from goals.queries.shown_tables import table_data
from goals.queries.trials import public_validation, steps_that_try
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.validation.conftest import crowd, say, show
from workshops.actions.pacing import close_writing
from workshops.models import Workshop


def counts(**groups):
    return {group: dict(zip(ANSWERS, numbers, strict=True)) for group, numbers in groups.items()}


def told(by_group):
    return shown(by_group, groups=GROUPS, wider=WIDER)


# --- Numbers ----------------------------------------------------------------------------------


def test_groups_that_can_be_told_are_told_whole_and_so_is_their_sum():
    table = told(counts(lived=(17, 5, 0, 0), relative=(11, 0, 0, 0), staff=(19, 8, 0, 5)))
    assert [(row.key, row.n, row.cells) for row in table.rows] == [
        ("lived", 22, (17, 5, 0, 0)), ("relative", 11, (11, 0, 0, 0)), ("staff", 32, (19, 8, 0, 5)),
    ]  # fmt: skip
    assert table.total.cells == (47, 13, 0, 5) and not table.hides


def test_a_few_are_hidden_with_another_and_the_sum_of_all_is_not_beside_them():
    table = told(counts(lived=(17, 5, 2, 0), relative=(11, 0, 0, 0), staff=(9, 9, 0, 0)))
    assert [row.cells for row in table.rows] == [(None,) * 4, (11, 0, 0, 0), (9, 9, 0, 0)]
    assert table.total is None and table.hides
    assert table_data(table)["chart"]["title"] == "Så svarade de grupper som kan visas"


def test_small_groups_become_wider_ones_and_nothing_is_told_of_a_handful():
    table = told(counts(lived=(4, 0, 0, 0), relative=(4, 0, 0, 0), staff=(3, 0, 0, 0), manager=(2, 0, 0, 0)))
    assert [(row.key, row.n) for row in table.rows] == [("_lived", 8), ("_others", 5)]
    assert told(counts(lived=(2, 1, 0, 1))) == told({"lived": {"recognise": 4}})
    assert table_data(told(counts(lived=(2, 1, 0, 1))))["few"]
    assert told({}).n == 0


def test_no_row_leaves_a_few_to_be_worked_out():
    """Every small table of two groups: what is told of a row together with its number never leaves one way to fill
    what is hidden that holds a number from 1 to 4 everywhere."""
    for lived in product(range(8), repeat=2):
        table = told(counts(lived=(*lived, 0, 0), staff=(9, 0, 3, 0)))
        for row in table.rows:
            shown_cells = [cell for cell in row.cells if cell is not None]
            assert all(cell == 0 or cell >= 5 for cell in shown_cells), (lived, row)
            hidden = len(row.cells) - len(shown_cells)
            assert hidden != 1, (lived, row)
        assert table.total is None or all(cell is None or cell == 0 or cell >= 5 for cell in table.total.cells)


def test_the_lab_sees_every_number_and_sums_of_chosen_groups():
    by_group = counts(lived=(2, 1, 0, 0), staff=(1, 0, 0, 0))
    table = plain(by_group, GROUPS)
    assert [(row.key, row.n) for row in table.rows] == [("lived", 3), ("staff", 1)]
    assert (table.n, table.total.cells) == (4, (3, 1, 0, 0))
    assert summed(by_group, {"staff"}) == {"recognise": 1, "partly": 0, "not_recognise": 0, "unknown": 0}


# --- A record made of answers -----------------------------------------------------------------


@pytest.mark.django_db
def test_a_record_is_made_of_a_closed_step_once_and_lets_the_version_out_of_draft(stand, versions, lead):
    here, (one, _two) = stand(), versions
    crowd(here, one)
    say(here, one, "recognise", counted=False)
    make = {"version": one, "exercise": here.step, "how": "Verkstad på biblioteket", "by": lead, "at": LATER}
    with pytest.raises(RuleBroken, match="inte stängt"):
        check_from_answers(**make)
    close_writing(exercise=here.step, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="telefonnummer"):
        check_from_answers(**make | {"how": "Ring 070-123 45 67"})
    check = check_from_answers(**make)
    assert (check.recognise, check.partly, check.people, check.lived_experience) == (27, 10, 37, 23)
    assert (check.held_on, check.exercise) == (NOON.date(), here.step)
    assert check.by_group["staff"] == {"recognise": 9, "partly": 5}
    with pytest.raises(RuleBroken, match="redan en prövning"):
        check_from_answers(**make)
    assert MemberCheck.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberCheck.objects.create(
            version=one,
            exercise=here.step,
            held_on=NOON.date(),
            how="x",
            recognise=1,
            lived_experience=1,
            recorded_at=NOON,
        )
    validate(version=one, by=lead, at=LATER)


@pytest.mark.django_db
def test_no_record_without_lived_experience_answers_or_a_step_of_the_lab(stand, versions, lead):
    here, (one, two) = stand(), versions
    say(here, one, "recognise", perspective="staff")
    show(here)
    make = {"exercise": here.step, "how": "Ett samtal", "by": lead, "at": LATER}
    with pytest.raises(RuleBroken, match="för hand"):
        check_from_answers(version=one, **make)
    with pytest.raises(RuleBroken, match="Ingen har svarat"):
        check_from_answers(version=two, **make)
    with pytest.raises(RuleBroken):
        check_from_answers(version=factories.make_goal_version(frozen_at=NOON), **make)
    assert not MemberCheck.objects.exists()


@pytest.mark.django_db
def test_everyone_sees_groups_with_a_chart_and_a_table_and_no_mean(stand, versions, lead):
    here, (one, _two) = stand(), versions
    crowd(here, one, {"lived": (12, 5, 0, 0), "staff": (9, 2, 0, 0), "elected": (1, 0, 1, 0)})
    show(here)
    check_from_answers(version=one, exercise=here.step, how="Verkstad", by=lead, at=LATER)
    record_check(version=one, held_on=NOON.date(), how="Ett samtal", recognise=6, lived_experience=6, by=lead, at=LATER)
    GoalVersion.objects.filter(pk=one.pk).update(
        shown={"size": "few", "n": 0, "parts": [], "absent": []}, published_at=LATER
    )
    one.refresh_from_db()
    data = public_validation(one.goal, one)
    assert [len(data["checks"][name]) for name in ("groups", "rows")] == [1, 1]
    page = render_to_string("goals/_public_validation.html", data)
    assert page.startswith("<h2>Stämmer den för fler?</h2>") and page.count("<svg") == 4
    assert '<th scope="row">Egen erfarenhet eller närstående</th><td class="num" data-l="Känner igen">12</td>' in page
    assert "Dolt" in page and "Tal under 5 är dolda" in page and "%" not in page.replace("100%", "")
    assert "Målbilden prövades 24 november 2026: Verkstad" in page
    assert shown_checks([])["groups"] == []


@pytest.mark.django_db
def test_staff_make_the_record_on_a_page_that_asks_first(stand, versions, client_of, lead, lab):
    here, (one, two) = stand(), versions
    crowd(here, one, {"lived": (2, 1, 0, 0)})
    say(here, one, "not_recognise", missing="Att någon hör av sig.")
    show(here)
    client = client_of(lead)
    trials = reverse("goals:trials", args=[one.pk])
    page = client.get(trials).content.decode()
    url = reverse("goals:check_answers", args=[one.pk, here.step.pk])
    assert url in page and "Att någon hör av sig." in page and '<td class="num" data-l="Känner igen">2</td>' in page
    asked = client.get(url).content.decode()
    assert "Det går inte att ändra efteråt" in asked and "Verkstad 24 november 2026." in asked
    assert not MemberCheck.objects.exists()
    assert client.post(url, {"how": ""}).status_code == 422
    assert client.post(url, {"how": "Verkstad. Ring 070-123 45 67"}).status_code == 422
    assert client.post(url, {"how": "Verkstad på biblioteket"}).url == trials
    assert client.post(url, {"how": "Verkstad på biblioteket"}).status_code == 409
    assert client.get(reverse("goals:check_answers", args=[two.pk, 0])).status_code == 404
    assert url not in client.get(trials).content.decode()
    filtered = client.get(trials, {"slag": "wording", "svar": "banan"}).content.decode()
    assert "Att någon hör av sig." not in filtered
    assert [step.record is not None for step in steps_that_try(one)] == [True]
    assert "Att någon hör av sig." not in client.get(reverse("goals:trials", args=[two.pk])).content.decode()


@pytest.mark.django_db
def test_an_editor_reads_no_remark_before_the_room_does_and_the_page_costs_the_same(
    stand, versions, client_of, lab, django_assert_max_num_queries
):
    here, (one, _two) = stand(), versions
    for number in range(3):
        say(here, one, "partly", missing=f"Tanke {number}.")
    client = client_of(factories.make_member(lab=lab, role="editor"))
    trials = reverse("goals:trials", args=[one.pk])
    page = client.get(trials).content.decode()
    assert "Tanke 1." not in page and "3 till väntar på att visas" in page
    for number in range(3, 20):
        say(here, one, "partly", missing=f"Tanke {number}.")
    show(here)
    with django_assert_max_num_queries(15):
        page = client.get(trials).content.decode()
    assert "Tanke 1." in page and "Tanke 19." in page


@pytest.mark.django_db
def test_the_words_offered_tell_the_day_it_was_held_and_not_the_day_it_was_planned_for(
    stand, versions, lead, client_of
):
    here, (one, _two) = stand(), versions
    crowd(here, one)
    Workshop.objects.filter(pk=here.step.workshop_id).update(starts_at=NOON + timedelta(days=40))
    close_writing(exercise=here.step, by=None, at=NOON)
    page = client_of(lead).get(reverse("goals:check_answers", args=[one.pk, here.step.pk])).content.decode()
    assert f"Verkstad {date_format(NOON, 'j F Y')}." in page
