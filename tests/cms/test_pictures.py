"""Pictures that editors upload are seen by readers; originals and other files are not given out."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Drawing
from wagtail.images.models import Image

from hlab.cms.models import ArticleIndexPage, ArticlePage
from tests import factories


@pytest.fixture
def image(db) -> Image:
    data = io.BytesIO()
    Drawing.new("RGB", (1600, 900), "teal").save(data, "JPEG")
    return Image.objects.create(title="Väntrum", file=ContentFile(data.getvalue(), "vantrum.jpg"))


@pytest.fixture
def article(tree, image) -> ArticlePage:
    block = ("picture", {"image": image, "alt": "Ett tomt väntrum.", "caption": "Måndag morgon"})
    page = ArticlePage(title="Om väntan", slug="vantan", published_on=date(2026, 11, 24), body=[block])
    return ArticleIndexPage.objects.get().add_child(instance=page)


@pytest.mark.get_may_write("the first reader makes the size that the page asks for")
def test_an_article_shows_its_picture(anyone, article):
    html = anyone.get("/artiklar/vantan/").content.decode()
    (address,) = re.findall(r'<img alt="Ett tomt väntrum." [^>]*src="([^"]+)"', html) or re.findall(
        r'<img [^>]*src="([^"]+)"', html
    )
    assert 'alt="Ett tomt väntrum."' in html and "Måndag morgon" in html
    assert address.startswith("/media/images/")
    shown = anyone.get(address)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Cache-Control"] == "public, max-age=2592000"
    assert Drawing.open(io.BytesIO(shown.content)).width == 1200
    assert "Cookie" not in shown.get("Vary", "")


def test_the_original_is_not_given_out(anyone, image):
    assert default_storage.exists(image.file.name)
    assert anyone.get(f"/media/{image.file.name}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "x.svg",
        "x.html",
        "x",
        "finns-inte.jpg",
        "..%2Foriginal_images%2Fvantrum.jpg",
        "%00.jpg",
        "..",
        "x" * 300 + ".jpg",
    ],
)
def test_nothing_else_is(anyone, image, name):
    for kept in ("images/x.svg", "images/x.html"):
        if not default_storage.exists(kept):
            default_storage.save(kept, ContentFile(b"<script>"))
    assert anyone.get(f"/media/images/{name}").status_code == 404


def test_a_colleagues_picture_is_for_those_who_have_logged_in(client_of, db):
    name = default_storage.save("avatar_images/kim.png", ContentFile(b"x"))
    shown = client_of(factories.make_user()).get(f"/media/{name}")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert "public" not in shown.get("Cache-Control", "")
    assert Client().get(f"/media/{name}").status_code == 302


def test_documents_are_not_pictures(anyone):
    default_storage.save("documents/rapport.png", ContentFile(b"x"))
    assert anyone.get("/media/documents/rapport.png").status_code == 404
