"""What a table says where there is room, and what it says as blocks on a phone; and that a mark has a look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SHEET = (Path(settings.BASE_DIR) / "hlab" / "static" / "hlab" / "hlab.css").read_text()
WITH_TABLES = sorted(path for path in TEMPLATES.rglob("*.html") if 'class="stack' in path.read_text())


def words(markup: str) -> str:
    """As read: translated literals stay, the rest of the tags goes."""
    said = re.sub(r"{%\s*translate\s+(['\"])(.*?)\1.*?%}", r"\2", markup)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", said)).strip()


@pytest.mark.parametrize("template", WITH_TABLES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_cell_on_a_phone_has_the_name_of_its_column(template):
    for table in re.findall(r"<table[^>]*\bstack\b.*?</table>", template.read_text(), re.DOTALL):
        heads = {words(one) for one in re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", table, re.DOTALL)}
        spans = {words(one) for one in re.findall(r"colspan=[^>]*data-l=\"(.*?)\"(?=[ >])", table)}
        named = {words(one) for one in re.findall(r"data-l=\"(.*?)\"(?=[ >])", table)} - spans
        if not any("{" in one for one in heads | named):
            assert named <= heads, named - heads


def test_every_mark_and_message_has_a_look_of_its_own():
    pages = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    for what in ("chip", "alert"):
        kinds = set(re.findall(rf'<c-{what} kind="([a-z]+)"', pages)) | set(re.findall(rf"\b{what}--([a-z]+)", pages))
        missing = {kind for kind in kinds if f".{what}--{kind} " not in SHEET and f".{what}--{kind}:" not in SHEET}
        assert not missing, f"{what}: {missing}"
