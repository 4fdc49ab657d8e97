"""Regions, municipalities and national actors."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from hlab.accounts.actions.organisations import ensure_reference
from hlab.accounts.models import Organisation
from hlab.accounts.queries import organisation_by_name, organisation_names, organisations
from hlab.accounts.reference import MUNICIPALITIES, REGIONS
from tests import factories

# Kolada shortens this one; the region's own name has the county in it.
KOLADA_SHORT = {"08": ("Region Kalmar", "Region Kalmar län")}


def test_counts_and_codes():
    assert len(REGIONS) == 21 and len(MUNICIPALITIES) == 290
    assert {code[:2] for code in MUNICIPALITIES} == set(REGIONS)
    assert all(code.isdigit() and len(code) == 4 for code in MUNICIPALITIES)
    assert len(set(MUNICIPALITIES.values())) == 290
    assert (REGIONS["09"], MUNICIPALITIES["0980"]) == ("Region Gotland", "Gotland")
    sizes = Counter(code[:2] for code in MUNICIPALITIES)
    assert (sizes["14"], sizes["12"], sizes["01"], sizes["09"]) == (49, 33, 26, 1)


def test_the_same_as_kolada(reference_data):
    with (reference_data / "kolada" / "municipality_312.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    theirs = {row["id"]: row["title"] for row in rows if row["type"] == "K"}
    assert theirs == MUNICIPALITIES
    regions = {row["id"][2:]: row["title"] for row in rows if row["type"] == "L" and row["title"] != "Riket"}
    different = {code: (regions[code], name) for code, name in REGIONS.items() if regions[code] != name}
    assert set(regions) == set(REGIONS)
    assert different == KOLADA_SHORT


@pytest.mark.django_db
class TestLoading:
    def test_twice_is_once(self):
        assert ensure_reference()[0] == 21 + 290 + 27
        assert ensure_reference() == (0, 0)
        assert Organisation.objects.filter(kind="municipality", county="25").count() == 14
        assert Organisation.objects.filter(kind="agency", name__startswith="Inspektionen för vård").exists()

    def test_the_command_says_what_it_did(self):
        out = StringIO()
        call_command("loadorganisations", stdout=out)
        call_command("loadorganisations", stdout=out)
        assert out.getvalue().splitlines() == [
            "338 organisationer lades till, 0 bytte namn.",
            "0 organisationer lades till, 0 bytte namn.",
        ]

    def test_a_new_name_is_taken_over_and_links_stay(self):
        old = Organisation.objects.create(name="Gamla namnet", kind="region", code="12", county="12")
        assert ensure_reference() == (337, 1)
        old.refresh_from_db()
        assert old.name == "Region Skåne"

    def test_examples_and_own_organisations_are_left_alone(self):
        example = factories.make_organisation(kind="region", name="Region Exempel")
        own = factories.make_organisation(kind="civil_society", name="Föreningen", is_demo=False)
        ensure_reference()
        assert set(Organisation.objects.filter(pk__in=[example.pk, own.pk]).values_list("name", flat=True)) == {
            "Region Exempel",
            "Föreningen",
        }


@pytest.mark.django_db
class TestFinding:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("Åre (kommun)", "2321"),
            (" åre  (KOMMUN)", "2321"),
            ("ÅRE", "2321"),
            ("2321", "2321"),
            ("region skåne", "12"),
            ("12", "12"),
            ("0980", "0980"),
            ("Gotland", "0980"),
        ],
    )
    def test_what_people_write(self, typed, code):
        ensure_reference()
        assert organisation_by_name(typed).code == code

    @pytest.mark.parametrize("typed", ["", "   ", "Ankeborg", "%", "Region"])
    def test_what_is_not_there(self, typed):
        ensure_reference()
        assert organisation_by_name(typed) is None

    def test_two_of_the_same_name_are_not_guessed_between(self):
        factories.make_organisation(kind="civil_society", name="Bryggan")
        factories.make_organisation(kind="other", name="Bryggan")
        assert organisation_by_name("bryggan") is None

    def test_only_of_the_kinds_asked_for(self):
        ensure_reference()
        assert organisation_by_name("Socialstyrelsen", ("region", "municipality")) is None
        assert len(organisation_names(("region",))) == 21
        assert [row.code for row in organisations("gotland")] == ["09", "0980"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Region X", "kind": "region", "code": ""},
        {"name": "Region X", "kind": "region", "code": "1"},
        {"name": "Region X", "kind": "region", "code": "0912"},
        {"name": "Kommun X", "kind": "municipality", "code": "12"},
        {"name": "Kommun X", "kind": "municipality", "code": "12A4"},
        {"name": "Myndigheten X", "kind": "agency", "code": "1234"},
        {"name": "Dubbelt namn", "kind": "agency"},
        {"name": "Region Två", "kind": "region", "code": "12"},
    ],
)
def test_the_database_refuses_a_code_that_does_not_fit(fields):
    Organisation.objects.create(name="Dubbelt namn", kind="agency")
    Organisation.objects.create(name="Region Skåne", kind="region", code="12")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**fields)
