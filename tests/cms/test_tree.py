"""The tree is there from the first start, and the next deploy changes nothing in it."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site, Task, Workflow

from hlab.accounts.models import Organisation
from hlab.cms.actions.publishing import ensure_lab_page
from hlab.cms.actions.site import ensure_site
from hlab.cms.content.pages import PAGES
from hlab.cms.models import ArticleIndexPage, GoalPage, InfoPage, LabPage, Operator, StartPage
from hlab.core.models import AuditEvent
from hlab.labs.actions.labs import change_lab, create_lab
from hlab.labs.models import Lab
from tests import factories

FIXED = [slug for slug, *_rest in PAGES]


def test_a_fresh_database_becomes_a_site(tree):
    assert Site.objects.get(is_default_site=True).root_page_id == tree.pk
    assert [page.slug for page in tree.get_children()] == ["labb", "malbilder", "artiklar", "om"]
    assert list(InfoPage.objects.filter(fixed=True).order_by("path").values_list("slug", flat=True)) == FIXED
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_twice_is_once(tree):
    before = list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_created_at"))
    rights = GroupPagePermission.objects.count()
    assert ensure_site(at=factories.NOON).pk == tree.pk
    assert list(Page.objects.order_by("pk").values_list("pk", "path", "latest_revision_created_at")) == before
    assert GroupPagePermission.objects.count() == rights
    assert AuditEvent.objects.filter(act="site.ensured").count() == 1


def test_what_an_editor_changed_stays(tree):
    page = InfoPage.objects.get(slug="tillganglighet")
    page.title, page.body = "Vår tillgänglighet", [("heading", "Bara det här")]
    page.save_revision().publish()
    start = StartPage.objects.get()
    start.heading = "Välkommen"
    start.save()
    ensure_site()
    page.refresh_from_db()
    assert page.title == "Vår tillgänglighet" and len(page.body) == 1
    assert StartPage.objects.get().heading == "Välkommen"


def test_a_page_that_was_lost_comes_back(tree):
    InfoPage.objects.get(slug="ordlista").delete()
    ensure_site()
    assert InfoPage.objects.filter(slug="ordlista", fixed=True).exists()


@pytest.mark.parametrize("address", ["/", "/labb/", "/malbilder/", "/artiklar/", "/om/", *(f"/om/{s}/" for s in FIXED)])
def test_every_page_of_an_empty_site_can_be_read(anyone, address):
    answer = anyone.get(address)
    assert answer.status_code == 200
    assert "Exempeldata" not in answer.content.decode()


def test_the_command_makes_the_site_and_the_principals(db, capsys):
    call_command("ensuresite")
    call_command("ensuresite")
    assert StartPage.objects.count() == 1
    assert Organisation.objects.filter(kind="municipality").count() == 290
    assert "finns" in capsys.readouterr().out


def test_pages_that_rooms_lack_are_made(tree, lab):
    version = factories.make_published_goal(lab=lab)
    hidden = factories.make_lab(is_public=False)
    ensure_site()
    assert LabPage.objects.filter(lab=lab, live=True).exists()
    assert not LabPage.objects.filter(lab=hidden).exists()
    assert GoalPage.objects.get(goal=version.goal).title == version.title


def test_a_lab_page_follows_its_lab_and_keeps_what_was_added(tree, lab, lead):
    page = ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    page.take_part = "<p>Kom på onsdagar.</p>"
    page.save_revision().publish()
    lab.name, lab.question = "Nytt namn", "Ny fråga?"
    lab.save()
    again = ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    again.refresh_from_db()
    assert (again.pk, again.title, again.search_description) == (page.pk, "Nytt namn", "Ny fråga?")
    assert "onsdagar" in again.take_part
    assert again.get_latest_revision_as_object().title == "Nytt namn"


def test_a_lab_that_becomes_public_has_a_page_and_one_that_no_longer_is_has_none(tree, anyone, lead):
    lab = factories.make_lab(is_public=False)
    act = {"by": lead, "at": factories.NOON}
    lab = change_lab(lab=lab, row_version=lab.row_version, name="Väntan", **act)
    assert not LabPage.objects.filter(lab=lab).exists()
    lab = change_lab(lab=lab, row_version=lab.row_version, is_public=True, **act)
    page = LabPage.objects.get(lab=lab)
    assert page.live and page.title == "Väntan"
    page.take_part = "<p>Kom på onsdagar.</p>"
    page.save_revision().publish()

    lab = change_lab(lab=lab, row_version=lab.row_version, is_public=False, name="Hemligheten", **act)
    page.refresh_from_db()
    assert not page.live and "Väntan" not in page.title and "Hemlig" not in page.title
    assert anyone.get(f"/labb/{lab.slug}/").status_code == 404

    lab = change_lab(lab=lab, row_version=lab.row_version, is_public=True, **act)
    page.refresh_from_db()
    assert page.live and page.title == "Hemligheten" and "onsdagar" in page.take_part
    assert "onsdagar" in anyone.get(f"/labb/{lab.slug}/").content.decode()
    assert not Page.objects.get(pk=page.pk).has_unpublished_changes


def test_a_new_lab_that_is_public_has_its_page_at_once(tree, lead):
    words = {"name": "Ung", "question": "Vad händer?", "purpose": "Att förstå.", "people": "Unga"}
    lab = create_lab(by=lead, at=factories.NOON, is_public=True, **words)
    assert LabPage.objects.get(lab=lab).live


def test_the_next_deploy_takes_down_what_a_lab_left_standing(tree, lab, lead):
    page = ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    Lab.objects.filter(pk=lab.pk).update(is_public=False)
    ensure_site()
    page.refresh_from_db()
    assert not page.live
    Lab.objects.filter(pk=lab.pk).update(is_public=True)
    ensure_site()
    page.refresh_from_db()
    assert page.live


def test_a_lab_page_can_be_made_before_the_tree(lab, lead):
    assert ensure_lab_page(lab=lab, by=lead, at=factories.NOON).url_path.endswith(f"/labb/{lab.slug}/")


def test_the_statement_holds_what_the_law_asks_for(anyone):
    text = " ".join(anyone.get("/om/tillganglighet/").content.decode().split())
    for said in (
        "2018:1937",
        "delvis förenlig",
        "Ingen oberoende har granskat",
        "Det som inte är tillgängligt än",
        "oskäligt betungande",
        "Säg till om något inte fungerar",
        "Myndigheten för digital förvaltning",
        "https://www.digg.se/tdosanmalan",
        "Självskattning",
        "Senast bedömd",
        "Senast ändrad",
    ):
        assert said in text, said
    assert "helt förenlig" not in text


def test_a_page_is_dated_by_its_last_published_edit(anyone, freeze):
    page = InfoPage.objects.get(slug="tillganglighet")
    freeze(datetime(2027, 1, 2, 12, tzinfo=UTC))
    page.save_revision()
    address = "/om/tillganglighet/"
    assert "<dt>Senast ändrad</dt><dd>24 november 2026</dd>" in anyone.get(address).content.decode()
    page.save_revision().publish()
    text = anyone.get(address).content.decode()
    assert "<dt>Senast ändrad</dt><dd>2 januari 2027</dd>" in text and "Senast uppdaterad 2 januari 2027" in text
    assert "Senast uppdaterad 2 januari 2027" in anyone.get("/").content.decode()  # as new as the newest below it


def test_the_review_that_wagtail_comes_with_has_a_swedish_name_and_keeps_one_that_was_given(tree):
    assert set(Workflow.objects.values_list("name", flat=True)) == {"granskning"}
    assert set(Task.objects.values_list("name", flat=True)) == {"granskning"}
    Workflow.objects.update(name="Juristen läser")
    ensure_site()
    assert Workflow.objects.get().name == "Juristen läser"


def test_the_foot_tells_who_stands_behind_the_page(anyone, lab, publish):
    region, municipality = lab.principals.all()
    publish(slug="ringa", lab=lab)
    both = f"{region.name} och {municipality.name} driver det här labbet tillsammans."
    for address in (f"/labb/{lab.slug}/", "/malbilder/ringa/"):
        assert both in anyone.get(address).content.decode()
    start = anyone.get("/").content.decode()
    assert both not in start and "Hälsolabb är ett samarbete" in start
    Operator.objects.create(site=Site.objects.get(), name="Region Prov", is_demo=True)
    for address in ("/", "/om/tillganglighet/"):
        text = anyone.get(address).content.decode()
        assert "Region Prov driver webbplatsen." in text and "Exempeldata." in text


def test_contact_is_told_once_it_is_filled_in(anyone):
    assert "inte fyllt i" in anyone.get("/om/tillganglighet/").content.decode()
    site = Site.objects.get()
    Operator.objects.create(site=site, name="Region Exempel", email="hjalp@example.se", phone="010-000 00 00")
    text = anyone.get("/om/tillganglighet/").content.decode()
    assert "Region Exempel" in text and "mailto:hjalp@example.se" in text and "inte fyllt i" not in text


def test_articles_are_listed_newest_first(anyone):
    shelf = ArticleIndexPage.objects.get()
    from datetime import date

    from hlab.cms.models import ArticlePage

    for day in (3, 9):
        shelf = ArticleIndexPage.objects.get()
        shelf.add_child(
            instance=ArticlePage(title=f"Dag {day}", published_on=date(2026, 11, day), intro="Kort.", is_demo=day == 9)
        )
    shelf.add_child(instance=ArticlePage(title="Utkast", published_on=date(2026, 11, 20), live=False))
    text = anyone.get("/artiklar/").content.decode()
    assert text.index("Dag 9") < text.index("Dag 3") and "Utkast" not in text
    assert "Exempelinnehåll" in text and "Exempeldata" in text
    assert anyone.get("/artiklar/dag-3/").status_code == 200
    assert anyone.get("/artiklar/utkast/").status_code == 404
