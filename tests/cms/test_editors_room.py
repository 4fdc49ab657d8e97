"""Wagtail's admin: who may enter, what they may write, and what cannot be lost."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from hlab.cms.actions.publishing import ensure_lab_page
from hlab.cms.models import ArticleIndexPage, ArticlePage, InfoIndexPage, InfoPage, StartPage
from hlab.cms.models.blocks import PictureBlock
from hlab.labs.actions.labs import change_lab
from tests import factories


@pytest.fixture
def editor_client(tree, client_of, site_editor):
    return client_of(site_editor)


def article(shelf=None) -> ArticlePage:
    shelf = shelf or ArticleIndexPage.objects.get()
    return shelf.add_child(instance=ArticlePage(title="En artikel", published_on=date(2026, 11, 24)))


# --- Who may enter ----------------------------------------------------------------------------


def test_the_room_speaks_swedish(editor_client):
    answer = editor_client.get("/redaktion/")
    text = answer.content.decode()
    assert answer.status_code == 200 and '<html lang="sv"' in text.replace("'", '"')
    assert "Hälsolabb" in text


def test_an_administrator_may_enter(tree, client_of, administrator):
    assert client_of(administrator).get("/redaktion/").status_code == 200


def test_nobody_is_led_to_the_log_in(tree, client_of):
    client = client_of()
    answer = client.get("/redaktion/pages/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/konto/login/?next=%2Fredaktion%2Fpages%2F")
    assert answer.status_code == 200


@pytest.mark.parametrize("role", ["outsider", "lead", "editor"])
def test_others_are_told_in_words_and_never_sent_in_circles(request, tree, client_of, role):
    answer = client_of(request.getfixturevalue(role)).get("/redaktion/", follow=True)
    assert answer.status_code == 403 and "för redaktörer" in answer.content.decode()
    assert len(answer.redirect_chain) == 1


@pytest.mark.parametrize("wanted", ["https://ond.example/", "//ond.example", "javascript:alert(1)"])
def test_the_door_leads_nowhere_else(tree, client_of, editor_client, wanted):
    assert editor_client.get("/redaktion-in/", {"next": wanted})["Location"] == "/redaktion/"
    assert "ond" not in client_of().get("/redaktion-in/", {"next": wanted})["Location"]


# --- What an editor may write -------------------------------------------------------------------


def test_an_editor_writes_and_publishes_an_article(editor_client, client_of):
    shelf = ArticleIndexPage.objects.get()
    form = nested_form_data({
        "title": "Vad vi lärde oss", "slug": "vad-vi-larde-oss", "intro": "Kort om våren.",
        "published_on": "2026-11-24",
        "body": streamfield([
            ("heading", "Det gick inte"),
            ("text", rich_text("<p>Men vi vet <b>varför</b>.</p>", features=["bold"])),
        ]),
        "action-publish": "action-publish", "search_description": "", "seo_title": "",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": "",
    })  # fmt: skip
    answer = editor_client.post(reverse("wagtailadmin_pages:add", args=["cms", "articlepage", shelf.pk]), form)
    assert answer.status_code == 302, answer.context["form"].errors
    shown = client_of().get("/artiklar/vad-vi-larde-oss/").content.decode()
    assert "<h2>Det gick inte</h2>" in shown and "<b>varför</b>" in shown
    assert ArticlePage.objects.get().search_description == "Kort om våren."


def test_an_editor_may_open_every_information_page(editor_client):
    for page in InfoPage.objects.all():
        assert editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_an_editor_does_not_touch_labs_malbilder_or_the_tree(editor_client, publish, lab, lead):

    pages = [
        publish(),
        ensure_lab_page(lab=lab, by=lead, at=factories.NOON),
        StartPage.objects.get(),
        InfoIndexPage.objects.get().get_parent(),
    ]
    for page in pages:
        rights = page.permissions_for_user(editor_client_user(editor_client))
        assert not (rights.can_edit() or rights.can_publish() or rights.can_delete()), page
        answer = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code in (302, 403), page


def editor_client_user(client):
    from hlab.accounts.models import User

    return User.objects.get(pk=client.session["_auth_user_id"])


def test_a_picture_needs_words():
    assert PictureBlock().child_blocks["alt"].required


# --- What cannot be lost ------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["delete", "unpublish"])
def test_pages_that_the_site_stands_on_stay(tree, client_of, administrator, editor_client, act):
    page = InfoPage.objects.get(slug="tillganglighet")
    for client in (client_of(administrator), editor_client):
        answer = client.post(reverse(f"wagtailadmin_pages:{act}", args=[page.pk]))
        assert answer.status_code in (302, 403)
        page.refresh_from_db()
        assert page.live


def test_nor_in_bulk(tree, client_of, administrator):
    page = InfoPage.objects.get(slug="tillganglighet")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client_of(administrator).post(f"{address}?id={page.pk}")
    assert Page.objects.filter(pk=page.pk).exists()


def test_nor_moved(tree, client_of, administrator):
    page, shelf = InfoPage.objects.get(slug="tillganglighet"), ArticleIndexPage.objects.get()
    client_of(administrator).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, shelf.pk]))
    page.refresh_from_db()
    assert page.url_path == "/start/om/tillganglighet/"


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_nor_put_behind_a_lock(tree, client_of, administrator, editor_client, anyone, kind):
    page = InfoPage.objects.get(slug="tillganglighet")
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    for client in (client_of(administrator), editor_client):
        client.post(address, {"restriction_type": kind, "password": "hemligt", "groups": ["1"]})
        assert not page.get_view_restrictions().exists()
    assert anyone.get("/om/tillganglighet/").status_code == 200


def test_the_name_of_a_lab_that_is_not_public_stays_within_it(tree, editor_client, lead):
    lab = factories.make_lab(name="Hemligt labb")
    page = ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    page.save_revision().publish()
    change_lab(lab=lab, row_version=lab.row_version, is_public=False, by=lead, at=factories.NOON)
    shelf = page.get_parent().pk
    for address in (
        "/redaktion/choose-page/search/?q=hemligt",
        f"/redaktion/choose-page/{shelf}/",
        f"/redaktion/pages/{shelf}/",
        f"/redaktion/pages/{page.pk}/",
        "/redaktion/pages/search/?q=hemligt",
        f"/redaktion/api/main/pages/?child_of={shelf}&for_explorer=1&fields=*",
    ):
        assert lab.name not in editor_client.get(address, follow=True).content.decode(), address


def test_an_article_may_go(tree, client_of, administrator):
    page = article()
    client_of(administrator).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not ArticlePage.objects.exists()


def test_an_administrator_can_open_every_kind_of_page(tree, client_of, administrator, publish, lab, lead):
    publish()
    ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    article()
    client = client_of(administrator)
    for page in Page.objects.filter(depth__gt=1):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, page
