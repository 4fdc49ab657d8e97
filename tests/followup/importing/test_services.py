"""Services that figures are of: put in by a lab as a list, all or none, and never changed by it."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from followup.actions import fetching
from followup.actions.services import add_services
from followup.enums import UnitKind
from followup.models import ExternalId, Observation, Unit
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from hlab.labs.enums import LabRole
from tests.factories import NOON, make_lab, make_member
from tests.followup.importing.sample import csv_of, make_followed, read
from tests.followup.sample import make_indicator, make_indicator_version, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    make_unit(code="0001", name="Region Söder", is_demo=False)
    make_unit(code="0114", name="Ekby", kind=UnitKind.MUNICIPALITY, is_demo=False)
    return make_lab(is_public=True)


def add(lab, text, **more):
    return add_services(lab=lab, text=text, by=None, at=NOON, **more)


def test_a_list_pasted_from_a_spreadsheet(lab):
    text = "Kod\tNamn\tDel av\nEX-01\tVårdcentralen Eken\t0001\n\nEX-02\tAvdelning 3\tEX-01\nEX-03\tHemtjänsten\tekby\n"
    assert add(lab, text) == (3, 0)
    assert add(lab, text) == (0, 0)
    found = Unit.objects.filter(kind=UnitKind.UNIT).order_by("code")
    assert [(unit.code, unit.name, unit.parent.code, unit.is_demo) for unit in found] == [
        ("EX-01", "Vårdcentralen Eken", "0001", False), ("EX-02", "Avdelning 3", "EX-01", False),
        ("EX-03", "Hemtjänsten", "0114", False),
    ]  # fmt: skip
    assert AuditEvent.objects.filter(act="units.services", lab_id=lab.pk).count() == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("EX-01; Eken", "Rad 2: skriv kod, namn och vad den är en del av"),
        ("E X; Eken; 0001", "koden får ha"),
        ("0115; Eken; 0001", "fyra siffror är koden för en kommun"),
        ("EX-01; Eken; 9999", "9999 finns inte"),
        ("EX-01; Eken; EX-01", "finns inte"),
        ("EX-00; Ett annat namn; 0001", "finns redan och heter Grunden"),
        ("EX-00; Grunden; 0114", "som del av något annat"),
        (f"EX-01; {'x' * 161}; 0001", "namnet är för långt"),
    ],
)
def test_one_fault_stops_all_and_says_which_row(lab, row, why):
    add(lab, "EX-00; Grunden; 0001")
    with pytest.raises(RuleBroken, match="Inget är inlagt") as refused:
        add(lab, f"EX-09; Nian; 0001\n{row}")
    assert why in str(refused.value) and refused.value.field == "rows"
    assert list(Unit.objects.filter(kind=UnitKind.UNIT).values_list("code", flat=True)) == ["EX-00"]


def test_nothing_is_nothing(lab):
    with pytest.raises(RuleBroken, match="minst en verksamhet"):
        add(lab, " \n")


def test_an_example_lab_gets_invented_ones_only():
    lab = make_lab(is_demo=True)
    make_unit(code="X1", name="Region Exempel")
    make_unit(code="0001", name="Region Söder", is_demo=False)
    assert add(lab, "XV9; Påhittad; X1") == (1, 0)
    assert Unit.objects.get(code="XV9").is_demo
    for row, why in (("9X; Annan; X1", "börjar med en bokstav"), ("XV8; Annan; 0001", "finns inte")):
        with pytest.raises(RuleBroken, match=why):
            add(lab, row)


def test_figures_are_read_in_for_a_service(lab):
    add(lab, "EX-01; Vårdcentralen Eken; 0001")
    make_indicator_version(indicator=make_indicator(lab=lab, key="slapper"), frequency="year", levels=[])
    read(lab, csv_of(("Mått", "Enhet", "År", "Täljare", "Nämnare"), ("slapper", "EX-01", 2023, 30, 60)))
    assert Observation.objects.get().unit.code == "EX-01"


def test_services_are_not_asked_for_in_kolada(lab):
    add(lab, "EX-01; Vårdcentralen Eken; 0001")
    version = make_followed(lab=lab, code="")
    ExternalId.objects.create(indicator=version.indicator, code="N00001")
    batch = fetching.begin_fetch(lab=lab, kpis=["N00001"], years=[2023], by=None, at=NOON)
    assert batch.mapping["fetch"]["units"] == ["0001", "0114"]


def test_the_page_takes_a_list_and_shows_what_is_there(lab):
    client = Client()
    client.force_login(make_member(lab=lab, role=LabRole.ANALYST))
    address = reverse("followup:services", args=[lab.pk])
    assert "Ingen verksamhet är inlagd" in client.get(address).content.decode()
    refused = client.post(address, {"rows": "EX-01; Eken; 9999"})
    assert refused.status_code == 422 and "9999 finns inte" in refused.content.decode()
    assert "EX-01; Eken; 9999" in refused.content.decode()
    page = client.post(address, {"rows": "EX-01; Eken; 0001"}, follow=True).content.decode()
    assert "1 verksamhet är inlagd." in page and "Region Söder" in page
    assert "Alla fanns redan" in client.post(address, {"rows": "EX-01; Eken; 0001"}, follow=True).content.decode()
    assert "Ingen verksamhet passar" in client.get(address, {"sok": "zzz"}).content.decode()
    assert address in client.get(reverse("followup:imports", args=[lab.pk])).content.decode()


def test_the_command_renames_what_the_page_does_not(lab, tmp_path, capsys):
    file = tmp_path / "enheter.csv"
    file.write_text("kod;namn;del av\nEX-01;Eken;0001\n")
    call_command("importunits", str(file), "--lab", lab.slug, "--dry-run")
    assert not Unit.objects.filter(kind=UnitKind.UNIT).exists()
    call_command("importunits", str(file), "--lab", lab.slug)
    file.write_text("EX-01;Vårdcentralen Eken;0001\n")
    with pytest.raises(CommandError, match="heter Eken"):
        call_command("importunits", str(file), "--lab", lab.slug)
    call_command("importunits", str(file), "--lab", lab.slug, "--rename")
    assert Unit.objects.get(code="EX-01").name == "Vårdcentralen Eken"
    assert "1 med nytt namn" in capsys.readouterr().out
