"""A plan comes in: looked at first, then in whole or not at all."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import Workbook

from goals.actions.plan_uploads import KEPT_FOR, changes_in, forget_old, map_columns, read_in, seen, take_in
from goals.actions.plans import change_plan, remove_plan, remove_version
from goals.models import ActionItem, ActionPlan, PlanUpload, PlanVersion
from hlab.core.errors import RuleBroken, StaleEdit
from tests.factories import NOON
from tests.goals.plans.conftest import ROWS, read, say

pytestmark = pytest.mark.django_db


def workbook(rows, *, sheet="Insatser", merge="", before=None) -> bytes:
    book = Workbook()
    page = book.active
    if before:
        page.title = before
        page.append(["Läs mig först"])
        page = book.create_sheet(sheet)
    page.title = sheet
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_file_is_read_in_whole_and_only_once(plan, lead):
    key = uuid.uuid4()
    uploads = [take_in(plan=plan, key=key, raw=ROWS.encode(), filename="plan.csv", by=lead, at=NOON) for _ in range(2)]
    assert PlanUpload.objects.count() == 1
    versions = {read_in(upload=upload, by=lead, at=NOON).pk for upload in uploads}
    assert len(versions) == 1
    assert [(row.position, row.number, row.title, row.responsible) for row in ActionItem.objects.all()] == [
        (1, "1", "Fast kontakt", "Psykiatrin"),
        (2, "2", "En plan som följer med", "Kommunen"),
    ]
    uploads[0].refresh_from_db()
    assert uploads[0].content is None and uploads[0].done_at == NOON
    with pytest.raises(RuleBroken, match="desamma"):
        read(plan, lead)
    assert plan.versions.count() == 1


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1gammal", "plan.xls", "spara den som .xlsx"),
        (b"PK\x03\x04trasig", "plan.xlsx", "spara den p"),
        (b"%PDF-1.7", "plan.pdf", "inte en tabell"),
        (b"<html><table></table></html>", "plan.xls", "webbsida"),
        (b"", "tom.csv", "inga rader"),
        (b"   \n  ", "", "inga rader"),
    ],
)
def test_what_is_no_plan_is_told_with_what_to_do(plan, lead, client_of, raw, name, says):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with pytest.raises(RuleBroken) as broken:
        take_in(plan=plan, key=uuid.uuid4(), raw=raw, filename=name, by=lead, at=NOON)
    assert says in str(broken.value)
    if name and raw:
        page = client_of(lead).post(
            reverse("goals:plan_source", args=[plan.pk]), {"file": SimpleUploadedFile(name, raw)}
        )
        assert page.status_code == 422 and says in page.content.decode()
    assert not PlanUpload.objects.exists()


def test_merged_cells_and_faults_are_told_by_their_row(plan, lead, client_of):
    rows = [
        ["Område", "Insats", "Ansvarig"],
        ["Psykiatri", "Fast kontakt"],
        [None, None, "Kommunen"],
        ["Skola", "x" * 301],
    ]
    upload = take_in(
        plan=plan, key=uuid.uuid4(), raw=workbook(rows, merge="A2:A3"), filename="p.xlsx", by=lead, at=NOON
    )
    page = client_of(lead).get(reverse("goals:plan_look", args=[upload.pk])).content.decode()
    assert "Rad 3: insatsen saknas" in page and "Rad 4, kolumn B: texten är 1 tecken för lång" in page
    assert "sammanfogade" in page and "Läs in insatserna</button>" not in page
    with pytest.raises(RuleBroken, match="2 saker behöver rättas"):
        read_in(upload=upload, by=lead, at=NOON)
    assert not ActionItem.objects.exists() and not PlanVersion.objects.exists()


def test_another_sheet_and_other_columns_can_be_chosen(plan, lead, client_of):
    raw = workbook([["Vad vi gör", "Kod"], ["Fast kontakt", "A1"]], before="Om planen")
    upload = take_in(plan=plan, key=uuid.uuid4(), raw=raw, filename="p.xlsx", by=lead, at=NOON)
    assert upload.sheet == "Om planen"
    client, url = client_of(lead), reverse("goals:plan_look", args=[upload.pk])
    sent = {"columns": "1", "sheet": "Insatser", "header": "1", "title": "0"}
    assert client.post(url, sent).status_code == 302
    upload.refresh_from_db()
    assert (upload.sheet, upload.mapping) == ("Insatser", {})
    both = client.post(url, sent | {"number": "0"})
    assert both.status_code == 422 and "redan vald" in both.content.decode()
    assert client.post(url, sent | {"number": "1"}).status_code == 302
    upload.refresh_from_db()
    assert [row.values["number"] for row in seen(upload).rows] == ["A1"]
    with pytest.raises(RuleBroken, match="Insatser"):
        map_columns(upload=upload, sheet="Finns inte", header=None, mapping=None, by=lead, at=NOON)
    with pytest.raises(RuleBroken, match="Rad 99"):
        map_columns(upload=upload, sheet="Insatser", header=99, mapping=None, by=lead, at=NOON)
    assert client.post(url, {"note": ""}).status_code == 302
    assert plan.versions.get().items.get().title == "Fast kontakt"
    assert client.get(url).status_code == 302  # read in already


def test_the_next_version_ties_each_action_to_the_same_one_before(plan, lead, version):
    text = "nr\tinsats\n2\tEn plan som är min\n\tFast kontakt\n3\tNytt\n"
    upload = take_in(plan=plan, key=uuid.uuid4(), raw=text.encode(), by=lead, at=NOON)
    changes = changes_in(plan, seen(upload))
    assert (changes.new, changes.changed, changes.same, changes.gone) == (1, 2, 0, 0)
    later = read_in(upload=upload, by=lead, at=NOON, note="Tredje insatsen är ny.")
    first, second = version.items.all()
    assert [row.before for row in later.items.all()] == [second, first, None]
    # A number that two carry decides nothing; then the words do.
    third = read(plan, lead, "nr\tinsats\n1\tNytt\n1\tFast kontakt\n")
    assert [row.before and row.before.title for row in third.items.all()] == ["Nytt", "Fast kontakt"]


def test_words_that_are_read_in_never_change(version):
    item = version.items.first()
    for change in (
        lambda: ActionItem.objects.filter(pk=item.pk).update(title="Annat"),
        lambda: PlanVersion.objects.filter(pk=version.pk).update(note="Annat"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_version_nobody_has_judged_can_go_and_then_the_plan(plan, version, items, goals, lived, lead):
    later = read(plan, lead, "insats\tnr\nNytt\t9\n")
    with pytest.raises(RuleBroken, match="senare version"):
        remove_version(version=version, by=lead, at=NOON)
    say(lived, later.items.get(), goals[0])
    with pytest.raises(RuleBroken, match="bedömt"):
        remove_version(version=later, by=lead, at=NOON)
    lived.assessments.all().delete()
    with pytest.raises(RuleBroken, match="Planen har insatser"):
        remove_plan(plan=plan, by=lead, at=NOON)
    remove_version(version=later, by=lead, at=NOON)
    remove_version(version=version, by=lead, at=NOON)
    remove_plan(plan=plan, by=lead, at=NOON)
    assert not ActionPlan.objects.exists() and not PlanUpload.objects.exists()


def test_a_removed_version_is_not_brought_back_by_its_old_page(plan, lead):
    upload = take_in(plan=plan, key=uuid.uuid4(), raw=ROWS.encode(), by=lead, at=NOON)
    remove_version(version=read_in(upload=upload, by=lead, at=NOON), by=lead, at=NOON)
    with pytest.raises(RuleBroken, match="Välj filen igen"):
        read_in(upload=upload, by=lead, at=NOON)


def test_written_by_hand_it_is_looked_at_like_a_file(plan, lead, client_of):
    client, url = client_of(lead), reverse("goals:plan_by_hand", args=[plan.pk])
    page = client.get(url)
    key = page.context["key"]
    sent = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "key": key,
        "form-0-title": "Fast\tkontakt",
        "form-0-number": "1",
    }
    more = client.post(url, sent | {"fler": "1", "form-1-number": "7"})
    assert more.status_code == 200 and len(more.context["forms"].forms) == 7 and b'value="7"' in more.content
    missing = client.post(url, sent | {"form-1-number": "7"})
    assert missing.status_code == 422 and "Skriv insatsen" in missing.content.decode()
    assert client.post(url, {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}).status_code == 422
    for _ in range(2):
        there = client.post(url, sent)
        assert there["Location"] == reverse("goals:plan_look", args=[key])
    assert client.post(there["Location"], {}).status_code == 302
    assert plan.versions.get().items.get().title == "Fast\tkontakt"
    again = client.get(url)
    assert b"Fast\tkontakt" in again.content


def test_five_thousand_rows_come_in_within_seconds(plan, lead, client_of, django_assert_max_num_queries, goals):
    text = "nr\tinsats\n" + "".join(f"{n}\tInsats nummer {n}\n" for n in range(1, 5001))
    read(plan, lead, text)
    read(plan, lead, text.replace("Insats nummer 7\n", "Insats sju\n"))
    assert ActionItem.objects.filter(before__isnull=False).count() == 5000
    with pytest.raises(RuleBroken, match="fler än 5000 rader"):
        read(plan, lead, text + "5001\tEn till\n")
    client = client_of(lead)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("goals:plan", args=[plan.pk]), {"page": "200"})
    assert page.status_code == 200 and "Insats nummer 5000" in page.content.decode()
    assert len(page.content) < 200_000


def test_facts_can_be_changed_and_nobody_writes_over_another(plan, lead, outsider):
    changed = change_plan(plan=plan, row_version=1, title="Planen", owner="Länet", by=lead, at=NOON)
    assert (changed.title, changed.period, changed.row_version) == ("Planen", "", 2)
    with pytest.raises(StaleEdit) as stale:
        change_plan(plan=plan, row_version=1, title="Annan", owner="Länet", by=lead, at=NOON)
    assert "Annan" in stale.value.yours and "Planen" in stale.value.theirs and stale.value.row_version == 2
    for broken in ({"title": " "}, {"owner": ""}, {"title": "x" * 161}):
        with pytest.raises(RuleBroken):
            change_plan(plan=plan, row_version=2, by=lead, at=NOON, **({"title": "Planen", "owner": "Länet"} | broken))
    from tests.factories import make_organisation

    with pytest.raises(RuleBroken, match="huvudmän"):
        change_plan(plan=plan, row_version=2, title="P", owner="L", principal=make_organisation(), by=lead, at=NOON)


def test_files_nobody_went_on_with_are_forgotten(plan, lead):
    take_in(plan=plan, key=uuid.uuid4(), raw=ROWS.encode(), by=lead, at=NOON)
    assert forget_old(NOON + KEPT_FOR) == 0
    assert forget_old(NOON + KEPT_FOR + timedelta(seconds=1)) == 1
    assert forget_old(NOON + KEPT_FOR + timedelta(seconds=1)) == 0


def test_a_plan_is_begun_on_a_page_and_its_rows_pasted(lab, lead, client_of):
    client = client_of(lead)
    made = client.post(reverse("goals:new_plan", args=[lab.pk]), {"title": "Länets plan", "owner": "Länet"})
    plan = ActionPlan.objects.get()
    assert made["Location"] == reverse("goals:plan_source", args=[plan.pk])
    assert "Inga insatser ännu" in client.get(reverse("goals:plan", args=[plan.pk])).content.decode()
    both = client.post(made["Location"], {"pasted": ""})
    assert both.status_code == 422 and "Välj en fil" in both.content.decode()
    look = client.post(made["Location"], {"pasted": "- Fast kontakt\n- En plan\n"})
    page = client.get(look["Location"]).content.decode()
    assert "2 insatser hittades" in page and "Det blir planens första version" in page
    assert client.post(look["Location"], {}).status_code == 302
    assert "Länets plan" in client.get(reverse("goals:plans", args=[lab.pk])).content.decode()
    assert "2 insatser, 0 bedömningar" in client.get(reverse("labs:detail", args=[lab.pk])).content.decode()
