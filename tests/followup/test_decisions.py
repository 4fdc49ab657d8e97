"""A chart's lines change by a decision with a name and a reason, and by nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from followup.actions.decisions import decide, withdraw_decision
from followup.analysis.following import follow
from followup.analysis.proposing import LEAST, proposal
from followup.enums import DecisionKind
from followup.models import ChartDecision
from followup.queries.decisions import followable
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from hlab.labs.enums import LabRole
from tests.factories import NOON, make_member
from tests.followup.sample import make_indicator_version, make_release, make_unit
from tests.followup.test_following import SHARE, TODAY, shares

pytestmark = pytest.mark.django_db
SHIFTED = [40, 41, 39, 42, 40, 38, 43, 40, 41, 39, 42, 40, 41, 38, 55, 56, 54, 57, 55, 56, 54, 53, 55, 56, 54, 57]
SAID = {"reason": "Nytt arbetssätt sedan mars, och det fortsätter.", "decided_by": "Styrgruppen"}


@pytest.fixture
def told():
    version, unit = make_indicator_version(), make_unit()
    make_release(version=version, figures={unit: shares(SHIFTED)})
    return version, unit


def the_series(told, **which):
    version, unit = told
    return followable(version.indicator, unit.code, **which)


def a_decision(told, **fields) -> ChartDecision:
    facts = {"kind": "rebase", "period": "2025-03", "by": None, "at": NOON} | SAID | fields
    return decide(followable=the_series(told), **facts)


def test_a_new_centre_line_changes_the_answer_and_keeps_the_old_one(told):
    before = the_series(told)
    assert follow(before.cells, before.definition, as_of=TODAY).heading == "better"
    row = a_decision(told)
    after = the_series(told)
    assert [one.period for one in after.definition.decisions] == ["2025-03"]
    found = follow(after.cells, after.definition, as_of=TODAY)
    assert (found.heading, found.facts["before"]["heading"]) == ("no_sign", "better")
    event = AuditEvent.objects.get(act="decision.made")
    assert event.facts == {"decision_kind": "rebase", "unit": "X1", "decision": row.pk}


def test_the_same_again_is_the_same_and_another_about_the_same_is_refused(told):
    assert a_decision(told) == a_decision(told)
    with pytest.raises(RuleBroken, match="Ta tillbaka det först") as broken:
        a_decision(told, reason="Något annat")
    assert broken.value.field == "period"
    assert AuditEvent.objects.filter(act="decision.made").count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "forgotten"}, "kind"),
        ({"period": "1999-01"}, "period"),
        ({"period": "2024-01"}, "period"),
        ({"kind": "exclude", "period": "2024-99"}, "period"),
        ({"kind": "baseline", "count": None}, "count"),
        ({"kind": "baseline", "count": 11}, "count"),
        ({"kind": "baseline", "count": 99}, "count"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 401}, "reason"),
        ({"reason": "Ring 070-123 45 67"}, "reason"),
        ({"decided_by": ""}, "decided_by"),
    ],
)
def test_what_cannot_be_decided_is_refused_at_its_field(told, fields, field):
    with pytest.raises(RuleBroken) as broken:
        a_decision(told, **fields)
    assert broken.value.field == field
    assert not ChartDecision.objects.exists()


def test_a_hidden_value_is_not_one_to_leave_out():
    version, unit = make_indicator_version(), make_unit()
    make_release(version=version, figures={unit: shares([40, None, 41] * 6, states={1: "hidden"})})
    with pytest.raises(RuleBroken, match="inget värde att räkna bort"):
        a_decision((version, unit), kind="exclude", period="2024-02")


def test_taking_back_keeps_the_row_and_says_why_once(told):
    row = a_decision(told)
    with pytest.raises(RuleBroken) as broken:
        withdraw_decision(decision=row, reason="", by=None, at=NOON)
    assert broken.value.field == "reason"
    taken = withdraw_decision(decision=row, reason="Fel månad", by=None, at=NOON)
    again = withdraw_decision(decision=row, reason="Annat", by=None, at=NOON + timedelta(days=1))
    assert (again.withdrawn_reason, again.withdrawn_at) == ("Fel månad", taken.withdrawn_at)
    assert the_series(told).definition.decisions == []
    a_decision(told)  # the same period is free again
    with pytest.raises(IntegrityError), transaction.atomic():
        ChartDecision.objects.filter(pk=row.pk).update(reason="Ändrat i efterhand")


def test_a_sustained_shift_is_proposed_and_never_decided(told):
    one = the_series(told)
    found = proposal(follow(one.cells, one.definition, as_of=TODAY))
    assert (found.period, found.above) == ("2025-03", True)
    assert found.n == 12 >= LEAST
    assert not ChartDecision.objects.exists()
    still = follow(shares([40, 41, 39, 42] * 6), SHARE, as_of=TODAY)
    assert proposal(still) is None
    assert proposal(follow([], SHARE, as_of=TODAY)) is None
    gap = follow(shares([*SHIFTED[:-3], None, *SHIFTED[-2:]]), SHARE, as_of=TODAY)
    assert proposal(gap) is None


def test_a_decision_of_women_is_of_women_only(told):
    version, unit = told
    a_decision(told, period="2025-04")
    assert followable(version.indicator, unit.code, "K") is None  # nothing is told of women
    assert followable(version.indicator, "finns-inte") is None


# --- Pages ------------------------------------------------------------------------------------


@pytest.fixture
def analyst(told, client_of):
    return client_of(make_member(lab=told[0].indicator.lab, role=LabRole.ANALYST))


def address(told, name):
    version, unit = told
    return reverse(f"followup:{name}", args=[version.indicator_id, unit.code])


def test_the_units_are_found_by_name_and_told_how_many_decisions_stand(told, analyst):
    a_decision(told)
    url = reverse("followup:decisions", args=[told[0].indicator_id])
    page = analyst.get(url).content.decode()
    assert "Region Exempel" in page
    assert "1 beslut gäller" in page
    assert "Ingen enhet heter så" in analyst.get(url, {"sok": "Finns inte"}).content.decode()


def test_the_series_is_shown_with_its_decisions_and_a_proposal(told, analyst):
    page = analyst.get(address(told, "decisions_of")).content.decode()
    assert "De 12 senaste värdena, från mars 2025, ligger alla över mittlinjen." in page
    row = a_decision(told)
    withdraw_decision(decision=row, reason="Fel månad", by=None, at=NOON)
    page = analyst.get(address(told, "decisions_of")).content.decode()
    assert "Ny mittlinje från: mars 2025" in page
    assert "Fel månad" in page


def test_a_look_first_writes_nothing_and_shows_both_answers(told, analyst):
    sent = {"kind": "rebase", "period": "2025-03", "look": "1"} | SAID
    page = analyst.post(address(told, "decide"), sent)
    assert page.status_code == 200
    assert "Inget är sparat ännu" in page.content.decode()
    assert "Ingen säker förändring" in page.content.decode()
    assert not ChartDecision.objects.exists()
    assert analyst.post(address(told, "decide"), sent | {"reason": ""}).status_code == 422


def test_a_decision_is_saved_and_taken_back_on_its_pages(told, analyst):
    done = analyst.post(address(told, "decide"), {"kind": "rebase", "period": "2025-03"} | SAID, follow=True)
    assert "Beslutet är sparat" in done.content.decode()
    row = ChartDecision.objects.get()
    assert row.by is not None
    url = reverse("followup:withdraw_decision", args=[row.pk])
    assert "Nytt arbetssätt" in analyst.get(url).content.decode()
    assert analyst.post(url, {"reason": ""}).status_code == 422
    done = analyst.post(url, {"reason": "Fel månad"}, follow=True)
    assert "taget tillbaka" in done.content.decode()
    assert "togs tillbaka" in analyst.get(url).content.decode()


def test_mistakes_in_the_form_are_told_at_their_field(told, analyst):
    page = analyst.post(address(told, "decide"), {"kind": "baseline", "count": "3"} | SAID)
    assert page.status_code == 422
    assert "Välj minst 12 värden" in page.content.decode()
    page = analyst.post(address(told, "decide"), {"kind": "rebase", "period": "1999-01"} | SAID)
    assert "Välj en period som finns i serien" in page.content.decode()


def test_a_unit_without_figures_does_not_exist(told, analyst):
    other = make_unit(code="X9", name="Region Nio")
    assert analyst.get(reverse("followup:decisions_of", args=[told[0].indicator_id, other.code])).status_code == 404
    assert analyst.get(address(told, "decisions_of"), {"kon": "Q"}).status_code == 404


@pytest.mark.parametrize("n", [1, 20])
def test_pages_take_as_many_queries_however_much_there_is(n, client_of, django_assert_max_num_queries):
    version = make_indicator_version()
    units = [make_unit(code=f"X{i}", name=f"Region {i}") for i in range(n)]
    make_release(version=version, figures={unit: shares(SHIFTED) for unit in units})
    client = client_of(make_member(lab=version.indicator.lab, role=LabRole.ANALYST))
    for i in range(n):
        ChartDecision.objects.create(
            indicator=version.indicator, unit=units[0], kind=DecisionKind.EXCLUDE, period=f"20{i + 10}-01", at=NOON,
            **SAID,
        )  # fmt: skip
    for name, args in (("decisions", []), ("decisions_of", ["X0"]), ("decide", ["X0"])):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(f"followup:{name}", args=[version.indicator_id, *args])).status_code == 200


def test_the_proposal_starts_the_form(told, analyst):
    page = analyst.get(address(told, "decide"), {"slag": "rebase", "period": "2025-03"}).content.decode()
    assert 'value="2025-03" selected' in page
