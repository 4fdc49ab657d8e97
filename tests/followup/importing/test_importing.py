"""Figures that are read in: nothing silently, nothing twice, and nothing forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from followup.actions import importing, looking
from followup.enums import BatchState, ObservationStatus
from followup.models import ImportBatch, Observation
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests.factories import NOON, make_lab
from tests.followup.importing.sample import csv_of, figure, kolada_page, kolada_row, make_followed, read
from tests.followup.sample import make_unit

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)
HEAD = ("Mått", "Enhetskod", "År", "Kön", "Täljare", "Nämnare", "Värde")


@pytest.fixture
def version():
    return make_followed()


@pytest.fixture
def lab(version):
    return version.indicator.lab


def now(**which):
    return Observation.objects.filter(replaced_at=None, **which).order_by("start", "sex", "pk")


def codes(batch: ImportBatch) -> set[str]:
    return {one["code"] for one in batch.findings}


def took(lab, raw: bytes, **fields) -> ImportBatch:
    return importing.take_in(lab=lab, raw=raw, by=None, at=NOON, name="fil", **fields)


def test_missing_is_never_zero_and_zero_is_kept(lab):
    read(lab, kolada_page(
        kolada_row(figure(0), figure(None, "K"), figure(12.5, "M", status="Missing")),
        kolada_row(figure(41), period=2023),
    ))  # fmt: skip
    found = {(row.period, row.sex): (row.status, row.value) for row in now()}
    assert found == {
        ("2023", "T"): ("ok", 41), ("2024", "T"): ("ok", 0), ("2024", "K"): ("missing", None),
        ("2024", "M"): ("missing", None),
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing_and_says_so(lab):
    raw = kolada_page(kolada_row(figure(41.2)))
    read(lab, raw)
    again = read(lab, raw, at=LATER)
    assert again.state == BatchState.DONE and again.counts["same"] == 1
    assert not any(again.counts[kind] for kind in ("new", "revised", "deleted"))
    assert Observation.objects.count() == 1
    assert AuditEvent.objects.filter(act="figures.nothing_new").count() == 1


def test_read_in_twice_is_read_in_once(lab):
    batch = took(lab, kolada_page(kolada_row(figure(41.2))))
    prepared = looking.prepare(batch, NOON)
    for _twice in range(2):
        importing.read_in(batch=batch, prepared=prepared, by=None, at=NOON)
    assert Observation.objects.count() == 1
    assert AuditEvent.objects.filter(act="figures.read_in").count() == 1


def test_a_changed_value_keeps_what_was_known(lab):
    read(lab, kolada_page(kolada_row(figure(41.2))))
    done = read(lab, kolada_page(kolada_row(figure(43))), at=LATER)
    assert done.counts["revised"] == 1
    old, new = Observation.objects.order_by("pk")
    assert (old.value, old.replaced_at, new.value, new.replaced_at) == (41.2, LATER, 43, None)
    assert new.recorded_at == LATER and new.batch == done


def test_a_value_that_is_taken_back_is_marked_and_not_erased(lab):
    read(lab, kolada_page(kolada_row(figure(41.2))))
    done = read(lab, kolada_page(kolada_row(figure(None, isdeleted=True), figure(None, "K", isdeleted=True))), at=LATER)
    assert done.counts["deleted"] == 1 and "nothing_to_delete" in codes(done)
    assert [(row.status, row.value) for row in Observation.objects.order_by("pk")] == [("ok", 41.2), ("deleted", None)]
    assert read(lab, kolada_page(kolada_row(figure(None, isdeleted=True))), at=LATER).counts["same"] == 1


def test_what_a_file_says_nothing_of_stays(lab):
    read(lab, kolada_page(kolada_row(figure(41.2)), kolada_row(figure(40), period=2023)))
    read(lab, kolada_page(kolada_row(figure(41.2))), at=LATER)
    assert now(status=ObservationStatus.OK).count() == 2


def test_unknown_kpi_and_municipality_are_named_by_row(lab):
    batch = took(lab, kolada_page(
        kolada_row(figure(1)), kolada_row(figure(2), kpi="X99999"), kolada_row(figure(3), unit="0014"),
    ))  # fmt: skip
    told = [one["text"] for one in batch.findings]
    assert any(text.startswith("Rad 2: måttet X99999") for text in told)
    assert any(text.startswith("Rad 3: enheten 0014") for text in told)
    assert batch.counts["rejected"] == 2 and batch.counts["new"] == 1


def test_all_or_nothing_unless_somebody_says_so(lab):
    raw = kolada_page(kolada_row(figure(1)), kolada_row(figure(2), kpi="X99999"))
    with pytest.raises(RuleBroken, match="Inget är inläst"):
        read(lab, raw)
    assert not Observation.objects.exists()
    assert read(lab, raw, only_good=True).counts["new"] == 1


def test_nothing_is_read_in_where_no_row_is_good(lab):
    with pytest.raises(RuleBroken, match="Ingen rad"):
        read(lab, kolada_page(kolada_row(figure(2), kpi="X99999")), only_good=True)


def test_a_table_with_counts_gives_their_share(lab):
    done = read(lab, csv_of(HEAD, ("slapper-beratta-igen", "X1", 2024, "Kvinnor", 20, "1 000", "2,0")))
    row = now().get()
    assert (row.sex, row.numerator, row.denominator, row.value) == ("K", 20, 1000, 2.0)
    assert done.source == "table" and not done.findings


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("", "X1", 2024, "T", "", "", 4), "no_indicator"),
        (("okant", "X1", 2024, "T", "", "", 40), "unknown_indicator"),
        (("slapper-beratta-igen", "X9", 2024, "T", "", "", 40), "unknown_unit"),
        (("slapper-beratta-igen", "X1", 2199, "T", "", "", 40), "future"),
        (("slapper-beratta-igen", "X1", "i fjol", "T", "", "", 40), "bad_period"),
        (("slapper-beratta-igen", "X1", "2024-03", "T", "", "", 40), "too_short"),
        (("slapper-beratta-igen", "X1", 2024, "Ö", "", "", 40), "unknown_sex_code"),
        (("slapper-beratta-igen", "X1", 2024, "T", -1, 20, ""), "negative_count"),
        (("slapper-beratta-igen", "X1", 2024, "T", 3, 0, ""), "denominator_zero"),
        (("slapper-beratta-igen", "X1", 2024, "T", 3, "", ""), "half"),
        (("slapper-beratta-igen", "X1", 2024, "T", 30, 20, ""), "more_than_all"),
        (("slapper-beratta-igen", "X1", 2024, "T", 3, 20, 90), "value_differs"),
        (("slapper-beratta-igen", "X1", 2024, "T", "", "", -4), "negative"),
        (("slapper-beratta-igen", "X1", 2024, "T", "", "", 140), "over_all"),
        (("slapper-beratta-igen", "X1", 2024, "T", "", "", "tio"), "bad_number"),
        (("slapper-beratta-igen", "X1", 2024, "T", "", "", "0,4"), "fraction"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_its_row(lab, line, code):
    batch = took(lab, csv_of(HEAD, line))
    assert codes(batch) == {code}
    assert batch.findings[0]["row"] == 2 and batch.findings[0]["fault"]
    assert batch.counts["rejected"] == 1 and not Observation.objects.exists()


def test_nobody_is_no_figure(lab):
    done = read(lab, csv_of(HEAD, ("slapper-beratta-igen", "X1", 2024, "T", 0, 0, "")))
    assert now().get().status == "missing" and codes(done) == {"nobody"}


def test_shares_of_one_are_asked_about(lab):
    lines = [
        ("slapper-beratta-igen", "X1", year, "T", "", "", value) for year, value in ((2023, "0,41"), (2024, "0,5"))
    ]
    batch = took(lab, csv_of(HEAD, *lines))
    assert batch.counts["asks"] == ["fraction"]
    mapping = looking.unpacked(batch.mapping)
    importing.map_columns(batch=batch, mapping=mapping.with_choices(scale="fraction"), by=None, at=NOON)
    batch.refresh_from_db()
    assert codes(batch) == {"scaled"} and batch.counts["rejected"] == 0
    importing.read_in(batch=batch, prepared=looking.prepare(batch, NOON), by=None, at=NOON)
    assert [row.value for row in now()] == [41, 50]


def test_two_answers_about_one_thing(lab):
    lines = [("slapper-beratta-igen", "X1", 2024, "T", "", "", value) for value in (40, 41)]
    batch = took(lab, csv_of(HEAD, *lines))
    assert batch.counts["rejected"] == 2 and batch.findings[0]["text"].startswith("Rad 2, 3:")
    mapping = looking.unpacked(batch.mapping).with_choices(last=True)
    importing.map_columns(batch=batch, mapping=mapping, by=None, at=NOON)
    importing.read_in(batch=batch, prepared=looking.prepare(ImportBatch.objects.get(), NOON), by=None, at=NOON)
    assert now().get().value == 41


def test_the_same_row_twice_is_one(lab):
    done = read(lab, csv_of(HEAD, *[("slapper-beratta-igen", "X1", 2024, "T", "", "", 40)] * 2))
    assert done.counts["new"] == 1 and done.counts["rejected"] == 0 and codes(done) == {"same_twice"}


def test_two_sources_of_one_figure(lab):
    read(lab, kolada_page(kolada_row(figure(41.2)), kolada_row(figure(40), period=2023)))
    raw = csv_of(HEAD, *[("slapper-beratta-igen", "X1", year, "T", "", "", value) for year, value in
                         ((2023, 40), (2024, 50))])  # fmt: skip
    batch = took(lab, raw)
    assert codes(batch) == {"other_source"} and batch.counts["same"] == 1
    with pytest.raises(RuleBroken):
        importing.read_in(batch=batch, prepared=looking.prepare(batch, NOON), by=None, at=LATER)
    mapping = looking.unpacked(batch.mapping).with_choices(replace=True)
    importing.map_columns(batch=batch, mapping=mapping, by=None, at=NOON)
    batch.refresh_from_db()
    importing.read_in(batch=batch, prepared=looking.prepare(batch, NOON), by=None, at=LATER)
    assert [row.value for row in now()] == [40, 50]


def test_an_ended_indicator_says_what_came_instead(lab, version):
    new = make_followed(lab=lab, key="ny-fraga", code="X00002")
    version.indicator.ended_on, version.indicator.ended_reason = NOON.date().replace(year=2023), "Frågan är ändrad"
    version.indicator.replaced_by = new.indicator
    version.indicator.save()
    batch = took(lab, kolada_page(kolada_row(figure(41.2)), kolada_row(figure(40), period=2022)))
    assert codes(batch) == {"ended_indicator"} and batch.counts["new"] == 1
    assert "ersätts av ny-fraga" in batch.findings[0]["text"]


def test_an_indicator_the_source_does_not_have_any_more(lab, version):
    version.indicator.external_ids.update(gone_at=NOON)
    batch = took(lab, kolada_page(kolada_row(figure(41.2))))
    assert codes(batch) == {"gone_indicator"}


def test_a_draft_takes_no_figures(lab):
    make_followed(lab=lab, key="utkast", code="X00003", published=False)
    assert codes(took(lab, kolada_page(kolada_row(figure(1), kpi="X00003")))) == {"unpublished"}


def test_invented_figures_and_real_units_never_meet(lab):
    make_unit(code="0080", name="Riktig region", is_demo=False)
    assert codes(took(lab, kolada_page(kolada_row(figure(1), unit="0080")))) == {"real_unit"}
    real = make_followed(lab=make_lab(), key="riktigt", code="X00004")
    assert codes(took(real.indicator.lab, kolada_page(kolada_row(figure(1), kpi="X00004")))) == {"invented_unit"}


def test_a_lost_zero_is_asked_about(version):
    lab = make_lab()
    make_followed(lab=lab, key="riktigt", code="")
    make_unit(code="0014", name="Riktig kommun", is_demo=False)
    raw = csv_of(HEAD, ("riktigt", "14", 2024, "T", "", "", 40))
    batch = took(lab, raw)
    assert codes(batch) == {"lost_zero"}
    mapping = looking.unpacked(batch.mapping).with_choices(pad=True)
    importing.map_columns(batch=batch, mapping=mapping, by=None, at=NOON)
    batch.refresh_from_db()
    assert batch.counts["new"] == 1
    assert not codes(took(lab, csv_of(HEAD, ("riktigt", "0014", 2024, "T", "", "", 40))))


def test_figures_of_other_labs_are_unknown_here():
    make_followed(key="deras", code="X00009")
    other = make_followed(lab=make_lab(is_demo=True), key="vart", code="X00010").indicator.lab
    assert codes(took(other, kolada_page(kolada_row(figure(1), kpi="X00009")))) == {"unknown_indicator"}


def test_the_version_is_that_of_the_period(lab, version):
    two = make_followed_version(version)
    read(
        lab, kolada_page(kolada_row(figure(1)), kolada_row(figure(2), period=2019), kolada_row(figure(3), period=2015))
    )
    assert {(row.period, row.version_id) for row in now()} == {
        ("2024", two.pk), ("2019", version.pk), ("2015", version.pk),
    }  # fmt: skip


def make_followed_version(version):
    from datetime import date

    from tests.followup.sample import make_indicator_version

    return make_indicator_version(
        indicator=version.indicator, number=2, frequency="year", levels=[], valid_from=date(2024, 1, 1),
        what_changed="Ny fråga",
    )  # fmt: skip


def test_a_wide_table(lab):
    mapping = looking.Mapping(
        columns={"unit": "Region"}, fixed={"indicator": "slapper-beratta-igen"}, wide=True, header=1
    )
    read(lab, csv_of(("Region", "2022", "2023"), ("X1", "41,5", ""), ("Exempelby kommun", "..", "38")), mapping=mapping)
    assert {(row.unit.code, row.period): row.value for row in now()} == {
        ("X1", "2022"): 41.5, ("X1", "2023"): None, ("X2", "2022"): None, ("X2", "2023"): 38,
    }  # fmt: skip


def test_saved_columns_are_found_again_by_the_headings(lab):
    raw = csv_of(("Var", "När", "Svar"), ("X1", 2024, 40))
    batch = took(lab, raw)
    assert batch.counts.get("unread")
    told = looking.Mapping(
        columns={"unit": "Var", "period": "När", "value": "Svar"}, fixed={"indicator": "slapper-beratta-igen"}, header=1
    )
    importing.map_columns(batch=batch, mapping=told, by=None, at=NOON, save_as="Enkäten")
    assert took(lab, csv_of(("Var", "När", "Svar"), ("X1", 2023, 41))).counts["new"] == 1


def test_what_waits_can_be_thrown_away_and_what_is_read_in_cannot(lab):
    batch = took(lab, kolada_page(kolada_row(figure(1))))
    importing.discard(batch=batch, by=None, at=NOON)
    done = read(lab, kolada_page(kolada_row(figure(1))))
    with pytest.raises(RuleBroken, match="redan inläst"):
        importing.discard(batch=done, by=None, at=NOON)
    assert importing.forget_old(NOON + timedelta(days=400)) == 0
    took(lab, kolada_page(kolada_row(figure(2))))
    assert importing.forget_old(NOON + timedelta(days=15)) == 1


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"PK\x03\x04", b"<html>", b'{"values": "x"}', b"a;b\n"])
def test_what_holds_no_figures_is_refused_in_words(lab, raw):
    with pytest.raises(RuleBroken) as refused:
        took(lab, raw)
    assert str(refused.value).endswith(".") and not ImportBatch.objects.exists()


def test_an_import_can_be_taken_back_without_erasing_it(lab):
    read(lab, kolada_page(kolada_row(figure(41.2))))
    done = read(lab, kolada_page(kolada_row(figure(43)), kolada_row(figure(40), period=2023)), at=LATER)
    back = importing.undo(batch=done, by=None, at=LATER + timedelta(days=1))
    assert {(row.period, row.status, row.value) for row in now()} == {("2024", "ok", 41.2), ("2023", "deleted", None)}
    assert Observation.objects.count() == 5 and back.counts["revised"] == 1 and back.counts["deleted"] == 1
    with pytest.raises(RuleBroken, match="inget att ta tillbaka"):
        importing.undo(batch=done, by=None, at=LATER + timedelta(days=2))
