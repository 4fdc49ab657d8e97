"""What a page weighs over the wire, and that what a template names exists."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "hlab" / "static" / "hlab"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def weight(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_the_style_sheets_weigh_at_most_fifteen_kilobytes():
    assert weight(*STATIC.glob("*.css")) <= 15_000


def test_the_heaviest_page_weighs_at_most_sixty_kilobytes():
    assert weight(HTMX, *STATIC.glob("*.css"), *STATIC.glob("*.js")) <= 60_000


def test_a_page_to_read_needs_five_kilobytes_of_script_at_most():
    assert weight(STATIC / "hlab.js") <= 5_000


def test_no_style_sheet_asks_another_host():
    for file in STATIC.glob("*.css"):
        assert not re.search(r"url\((?!\"data:)", file.read_text()), file.name


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_templates_name_only_what_there_is(template):
    text = template.read_text()
    for name in re.findall(r"{% static '([^']+)' %}", text):
        assert finders.find(name), name
    for name in re.findall(r"<c-([a-z][a-z_.-]*)", text):
        if name not in ("vars", "slot"):
            assert (TEMPLATES / "components" / f"{name.replace('-', '_')}.html").exists(), name
    assert " style=" not in text and "<style" not in text and "javascript:" not in text
    assert not re.search(r"\son[a-z]+=\"", text), "no handlers in the page"
    assert "hx-on" not in text and "js:" not in text, "would need eval"
