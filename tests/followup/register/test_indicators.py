"""The acts on an indicator: made, written, published, begun anew, looked after, aimed at, broken, ended."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from followup.actions import indicators as acts
from followup.actions import targets as aims
from followup.actions import versions
from followup.actions.register_facts import age_bands
from followup.models import ExternalId, Indicator, IndicatorVersion, KnownBreak, Target
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests.factories import NOON, make_lab
from tests.followup.sample import make_indicator, make_indicator_version, make_link, make_target

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}
LATER = NOON.date() + timedelta(days=365)
WHOLE = {
    "question": "Slapp jag?", "definition": "Andel som slapp.", "limitations": "De som inte svarar.",
    "register_name": "Enkät", "levels": ["region"], "numerator": "De som slapp", "denominator": "Alla",
    "polarity": "higher",
}  # fmt: skip


def make(lab, **fields) -> Indicator:
    facts = {"kind": "prem", "owner": "Analytikern", "review_by": LATER, "title": "Slapp berätta igen"} | fields
    return acts.make_indicator(lab=lab, **facts, **BY)


def write(version: IndicatorVersion, **fields) -> IndicatorVersion:
    version.refresh_from_db()
    return versions.write_version(version=version, row_version=version.row_version, **fields, **BY)


def publish(version: IndicatorVersion) -> IndicatorVersion:
    version.refresh_from_db()
    return versions.publish_version(version=version, row_version=version.row_version, **BY)


def test_an_indicator_is_made_once_with_a_version_to_write_on(lab):
    key = uuid.uuid4()
    first, second = (make(lab, create_key=key) for _twice in range(2))
    assert first == second and first.key == "slapp-beratta-igen"
    version = first.versions.get()
    assert (version.number, version.short_title, version.k, version.polarity) == (
        1, "Slapp berätta igen", 10, "neutral",
    )  # fmt: skip
    assert make(lab).key == "slapp-beratta-igen-2"
    assert make(lab, kind="register").versions.get().k == 5
    assert AuditEvent.objects.filter(act="indicator.made").count() == 3


@pytest.mark.parametrize(
    ("field", "bad"),
    [("owner", " "), ("kind", "x"), ("review_by", NOON.date()), ("title", ""), ("title", "x" * 201), ("logic", "bra")],
)
def test_what_is_wrong_is_said_at_the_field(lab, field, bad):
    with pytest.raises(RuleBroken) as broken:
        make(lab, **{field: bad})
    assert broken.value.field == field and not Indicator.objects.exists()


def test_what_counts_production_has_no_direction_whatever_is_chosen(lab):
    version = make(lab).versions.get()
    row = write(version, logic="production", polarity="higher")
    assert row.polarity == "neutral"
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorVersion.objects.filter(pk=version.pk).update(polarity="lower")


def test_a_range_has_two_ends_and_nothing_else_has_any(lab):
    version = make(lab).versions.get()
    for low, high, field in ((None, 3, "range_low"), (3, None, "range_high"), (3, 3, "range_high")):
        with pytest.raises(RuleBroken) as broken:
            write(version, polarity="range", range_low=low, range_high=high)
        assert broken.value.field == field
    assert write(version, polarity="range", range_low=1.5, range_high=3.0).range_high == 3.0
    assert write(version, polarity="higher").range_low is None


@pytest.mark.parametrize(
    ("text", "bands"),
    [("18-29, 65+,30–64", ["18-29", "30-64", "65+"]), ("", []), ("0-17\n18+", ["0-17", "18+"]), ("5-5", ["5-5"])],
)
def test_age_bands_are_read_as_people_write_them(text, bands):
    assert age_bands(text) == bands


@pytest.mark.parametrize("text", ["gamla", "18-29, 29-40", "30-20", "65+, 80+", "1-2,3-4,5-6,7-8,9-10,11-12,13-14"])
def test_age_bands_that_cannot_be(text):
    with pytest.raises(RuleBroken) as broken:
        age_bands(text)
    assert broken.value.field == "ages"


@pytest.mark.parametrize(
    ("field", "bad"),
    [("k", 4), ("judge_n", 0), ("multiplier", 0), ("decimals", 7), ("shifts", ["femte"]), ("levels", ["by"]),
     ("valid_to", date(1999, 1, 1)), ("definition", "x" * 3001)],
)  # fmt: skip
def test_a_version_refuses_what_cannot_be(lab, field, bad):
    with pytest.raises(RuleBroken) as broken:
        write(make(lab).versions.get(), **{field: bad})
    assert broken.value.field == field


def test_two_who_write_meet(lab):
    version = make(lab).versions.get()
    versions.write_version(version=version, row_version=1, definition="En", **BY)
    with pytest.raises(StaleEdit) as stale:
        versions.write_version(version=version, row_version=1, definition="Två", **BY)
    assert "En" in stale.value.theirs and "Två" in stale.value.yours and stale.value.row_version == 2
    same = versions.write_version(version=version, row_version=1, definition="En", **BY)  # nothing differs
    assert same.row_version == 2


def test_a_version_is_published_when_nothing_is_missing_and_stands(lab):
    version = make(lab).versions.get()
    with pytest.raises(RuleBroken, match="Skriv definitionen") as broken:
        publish(version)
    assert broken.value.code == "hindered"
    write(version, **WHOLE)
    row = publish(version)
    assert row.published_at == NOON and publish(version).row_version == row.row_version
    with pytest.raises(RuleBroken):
        write(version, title="Annat")
    with pytest.raises(RuleBroken):
        versions.discard_version(version=version, **BY)


def test_what_was_read_is_what_is_published(lab):
    version = write(make(lab).versions.get(), **WHOLE)
    with pytest.raises(RuleBroken) as broken:
        versions.publish_version(version=version, row_version=version.row_version - 1, **BY)
    assert broken.value.status == 409


def test_what_people_say_of_their_care_is_never_shown_of_fewer_than_ten(lab):
    version = write(make(lab).versions.get(), **WHOLE, k=5)
    with pytest.raises(RuleBroken, match="10 personer"):
        publish(version)


def test_another_meaning_is_another_version_and_the_first_ends_the_day_before(lab):
    indicator = make(lab)
    first = publish(write(indicator.versions.get(), **WHOLE))
    second = versions.new_version(indicator=indicator, **BY)
    assert versions.new_version(indicator=indicator, **BY) == second and second.number == 2
    assert second.definition == first.definition and second.what_changed == ""
    with pytest.raises(RuleBroken, match="vad som har ändrats"):
        publish(second)
    write(second, what_changed="Ny fråga.", valid_from=first.valid_from)
    with pytest.raises(RuleBroken, match="tidigast"):
        publish(second)
    write(second, valid_from=date(2027, 1, 1))
    publish(second)
    first.refresh_from_db()
    assert first.valid_to == date(2026, 12, 31)


def test_a_draft_is_thrown_away_with_its_indicator_when_nothing_rests_on_it(lab):
    indicator = make(lab)
    acts.add_code(indicator=indicator, source="kolada", code="U1", **BY)
    assert versions.discard_version(version=indicator.versions.get(), **BY) is True
    assert not Indicator.objects.exists() and not ExternalId.objects.exists()
    tied = make(lab)
    make_link(lab=lab, indicator=tied, area=lab.value_areas.create(name="Sammanhang", created_at=NOON))
    with pytest.raises(RuleBroken, match="Avsluta"):
        versions.discard_version(version=tied.versions.get(), **BY)
    later = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    draft = versions.new_version(indicator=later, **BY)
    assert versions.discard_version(version=draft, **BY) is False and later.versions.count() == 1


def test_facts_are_changed_but_not_where_published_figures_come_from(lab):
    indicator = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    row = acts.change_indicator(indicator=indicator, row_version=1, owner="Redaktören", **BY)
    assert row.owner == "Redaktören" and row.row_version == 2
    with pytest.raises(StaleEdit):
        acts.change_indicator(indicator=indicator, row_version=1, owner="Annan", **BY)
    with pytest.raises(RuleBroken) as broken:
        acts.change_indicator(indicator=indicator, row_version=2, kind="register", **BY)
    assert broken.value.field == "kind"


def test_a_review_is_written_down(lab):
    indicator = make(lab)
    row = acts.review_indicator(indicator=indicator, review_by=LATER + timedelta(days=1), row_version=1, **BY)
    assert row.reviewed_on == NOON.date()
    again = acts.review_indicator(indicator=indicator, review_by=LATER + timedelta(days=1), row_version=1, **BY)
    assert again.row_version == row.row_version
    with pytest.raises(RuleBroken) as broken:
        acts.review_indicator(indicator=indicator, review_by=NOON.date(), row_version=2, **BY)
    assert broken.value.field == "review_by"


def test_an_indicator_ends_for_a_reason_and_lives_again(lab):
    indicator, other = make(lab), make(lab, title="Det nya")
    end = {"indicator": indicator, "row_version": 1, **BY}
    for fields, field in (
        ({"ended_on": NOON.date(), "ended_reason": ""}, "ended_reason"),
        ({"ended_on": LATER, "ended_reason": "Slut."}, "ended_on"),
        ({"ended_on": NOON.date(), "ended_reason": "Slut.", "replaced_by": indicator}, "replaced_by"),
        ({"ended_on": NOON.date(), "ended_reason": "Slut.", "replaced_by": make(make_lab())}, "replaced_by"),
    ):
        with pytest.raises(RuleBroken) as broken:
            acts.end_indicator(**end, **fields)
        assert broken.value.field == field
    acts.end_indicator(**end, ended_on=NOON.date(), ended_reason="Slut.", replaced_by=other)
    indicator.refresh_from_db()
    with pytest.raises(RuleBroken, match="ring"):
        acts.end_indicator(
            indicator=other, ended_on=NOON.date(), ended_reason="Slut.", replaced_by=indicator, row_version=1, **BY
        )
    with pytest.raises(RuleBroken):
        publish(indicator.versions.get())
    for _twice in range(2):
        row = acts.reopen_indicator(indicator=indicator, **BY)
    assert (row.ended_on, row.ended_reason, row.replaced_by, row.row_version) == (None, "", None, 3)


def test_a_code_leads_to_one_indicator_of_the_lab_and_keeps_its_noughts(lab):
    indicator = make(lab)
    code = acts.add_code(indicator=indicator, source="kolada", code=" 00144 ", **BY)
    assert code.code == "00144" and acts.add_code(indicator=indicator, source="kolada", code="00144", **BY) == code
    with pytest.raises(RuleBroken, match="hör redan"):
        acts.add_code(indicator=make(lab), source="kolada", code="00144", **BY)
    assert acts.add_code(indicator=make(make_lab()), source="kolada", code="00144", **BY) != code
    for bad in ("", "U 1"):
        with pytest.raises(RuleBroken):
            acts.add_code(indicator=indicator, source="kolada", code=bad, **BY)
    for _twice in range(2):
        acts.remove_code(code=code, **BY)
    assert AuditEvent.objects.filter(act="indicator.code_removed").count() == 1
    assert acts.add_code(indicator=make(lab), source="kolada", code="00144", **BY).gone_at is None


def test_a_target_is_a_decision_that_stands(lab):
    indicator = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    told = {"indicator": indicator, "valid_from": date(2026, 1, 1), "source": "Planen", **BY}
    first = aims.add_target(value=80.0, **told)
    assert aims.add_target(value=80.0, **told) == first
    with pytest.raises(RuleBroken) as broken:
        aims.add_target(value=90.0, **told)
    assert broken.value.field == "valid_from"
    assert aims.add_target(value=90.0, level="region", **told) != first
    for bad, field in (
        ({"value": 101.0}, "value"), ({"value": -1.0}, "value"), ({"value": float("nan")}, "value"),
        ({"source": " "}, "source"), ({"level": "by"}, "level"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as broken:
            aims.add_target(**{"value": 70.0, **told, "valid_from": date(2027, 1, 1)} | bad)
        assert broken.value.field == field
    for _twice in range(2):
        aims.withdraw_target(target=first, **BY)
    assert aims.add_target(value=85.0, **told).pk != first.pk and Target.objects.count() == 3


def test_a_volume_has_no_target_and_a_range_is_one(lab):
    for n, polarity in enumerate(("neutral", "range")):
        ends = {"range_low": 1.0, "range_high": 2.0} if polarity == "range" else {}
        version = make_indicator_version(
            indicator=make_indicator(lab=lab, key=f"m{n}"), polarity=polarity, logic="support", **ends
        )
        with pytest.raises(RuleBroken) as broken:
            aims.add_target(indicator=version.indicator, value=1.0, valid_from=date(2026, 1, 1), source="Planen", **BY)
        assert broken.value.field == "value"


def test_a_version_without_direction_is_not_published_while_there_are_targets(lab):
    indicator = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    make_target(indicator=indicator)
    draft = versions.new_version(indicator=indicator, **BY)
    write(draft, **WHOLE | {"polarity": "neutral", "what_changed": "Bara volym nu.", "k": 10})
    with pytest.raises(RuleBroken, match="Ta tillbaka dem först"):
        publish(draft)


def test_a_break_is_noted_once_and_taken_back(lab):
    indicator = make(lab)
    told = {"indicator": indicator, "on": date(2025, 1, 1), **BY}
    first = aims.add_break(what="Nytt system", **told)
    assert aims.add_break(what="Nytt system", **told) == first
    for what, field in (("Annat", "on"), ("", "what")):
        with pytest.raises(RuleBroken) as broken:
            aims.add_break(what=what, **told)
        assert broken.value.field == field
    for _twice in range(2):
        aims.withdraw_break(known=first, **BY)
    assert KnownBreak.objects.get().withdrawn_at == NOON
