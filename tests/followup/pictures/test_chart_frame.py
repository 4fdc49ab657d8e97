"""The frame around every chart: message, drawing, reading, whole table, source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from followup.pictures import multiples_picture, spc_picture
from tests.design.render import soup
from tests.followup.pictures.figures import followed, unit, version

BASE = [46, 41, 44, 49, 43, 40, 47, 45, 62, 44, 39, 42, "h", None]
HOSTILE = "<script>alert('å')</script> & \"x\""


def shown(picture):
    return soup('{% include "components/chart.html" with chart=chart %}', chart=picture)


def made(**fields):
    return spc_picture(
        version=version(**fields), unit=unit(), followed=followed(BASE), csv_url="/uppfoljning/matt/x/siffror.csv"
    )


def test_the_message_comes_first_and_the_table_is_whole():
    page = shown(made())
    assert page.find("figcaption").find("h3").get_text() == "Väntan: inget säkert tecken på förändring"
    assert len(page.select("details table tbody tr")) == len(BASE)
    assert page.select_one("td.hidden-cell span").get_text() == "Visas inte – för få personer"
    assert [one["scope"] for one in page.select("tbody th")] == ["row"] * len(BASE)
    title = "Väntan: inget säkert tecken på förändring"
    assert page.find("a", href="/uppfoljning/matt/x/siffror.csv").get_text() == f"Hämta siffrorna (CSV): {title}"
    folds = [one.get_text() for one in page.find_all("summary")]
    assert folds and all(one.endswith(f": {title}") for one in folds), "one is told from the next chart's"
    assert "Källa: Vårdregister" in page.get_text()


def test_both_drawings_have_the_whole_text_and_no_style():
    page = shown(made())
    drawings = page.find_all("svg")
    assert [one["class"] for one in drawings] == [["only-wide"], ["only-narrow"]]
    assert all(one["role"] == "img" and one.find(recursive=False).name == "title" for one in drawings)
    assert len({one.title.get_text() for one in drawings}) == 1
    assert not page.find(attrs={"style": True}) and not page.find_all(id=True), "two charts on a page share no name"


def test_a_scrolling_table_is_reached_by_key_and_named():
    region = shown(made()).find(role="region")
    assert region["tabindex"] == "0" and region["aria-label"] == region.find("caption").get_text()


@pytest.mark.parametrize("field", ["title", "short_title", "unit_label", "register_name"])
def test_words_from_people_are_text(field):
    page = shown(made(**{field: HOSTILE}))
    assert not page.find("script")
    picture = multiples_picture(version=version(), rows=[(unit(HOSTILE), followed(BASE))])
    assert not shown(picture).find("script")


def test_what_has_no_drawing_has_its_reason_and_its_table():
    page = shown(spc_picture(version=version(), unit=unit(), followed=followed(["h"] * 3)))
    assert not page.find("svg")
    assert "För få personer" in page.get_text() and len(page.select("td.hidden-cell")) == 3


def test_the_view_box_is_written_with_points_in_every_language():
    assert shown(replace(made())).svg["viewbox"] == "0 0 940 380"


def test_kolada_is_named_only_as_the_owner_wrote_for_worked_figures():
    assert "Källa: Eget arbete" in shown(made(attribution_processed="Eget arbete")).get_text()
    assert "Kolada" not in shown(made(attribution_raw="Källa: Kolada")).get_text()
