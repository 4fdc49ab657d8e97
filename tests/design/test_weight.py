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


def test_the_style_sheets_of_a_page_weigh_at_most_eighteen_kilobytes():
    """Those of every page, those of charts, and the heaviest of what only some kinds of pages read."""
    shared = {STATIC / f"{name}.css" for name in ("tokens", "hlab", "print", "figures")}
    others = set(STATIC.glob("*.css")) - shared
    assert weight(*shared) + max(weight(file) for file in others) <= 18_000


def test_the_heaviest_page_weighs_at_most_sixty_kilobytes():
    assert weight(HTMX, *STATIC.glob("*.css"), *STATIC.glob("*.js")) <= 60_000


def test_a_page_to_read_needs_five_kilobytes_of_script_at_most():
    assert weight(STATIC / "hlab.js") <= 5_000


def test_no_style_sheet_asks_another_host():
    for file in STATIC.glob("*.css"):
        assert not re.search(r"url\((?!\"data:)", file.read_text()), file.name


def test_no_style_waits_for_a_page_that_never_came():
    """Each class in the sheet of all pages stands in a template or a script: whole, or up to its variable."""
    sheet = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", (STATIC / "hlab.css").read_text(), flags=re.DOTALL)
    names = set(re.findall(r"\.([a-z][a-z0-9_-]*)", re.sub(r"{[^{}]*}", "", sheet)))
    pages = "".join(file.read_text() for file in [*TEMPLATES.rglob("*.html"), *STATIC.glob("*.js")])
    pages += (Path(settings.BASE_DIR) / "hlab/core/templatetags/design.py").read_text()  # the field of a code

    def is_used(name: str) -> bool:
        stem = re.match(r"is-|[a-z_]+--", name)
        whole = re.search(rf"(?<![\w-]){name}(?![\w-])", pages)
        return bool(whole or (stem and f"{stem.group()}{{" in pages))

    assert not {name for name in names if not is_used(name)}


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
