"""The example's follow-up, as stories find it, and what those who work with it do."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.steps import PATIENCE, loaded, press

GOAL = "/uppfoljning/malbild/jag-behover-bara-beratta-en-gang/"
GOAL_TITLE = "Jag behöver bara berätta en gång"
MEASURE = "fast-kontakt-exempel"
NUMBERS = """
import json
from followup.models import Indicator, ReportVersion
from hlab.labs.models import Lab
lab = Lab.objects.get(is_demo=True)
told = ReportVersion.objects.filter(report__lab=lab, number=2, published_at__isnull=False).order_by("pk")[0]
measure = Indicator.objects.get(lab=lab, key="fast-kontakt-exempel")
print(json.dumps({"lab": lab.pk, "measure": measure.pk, "report": told.report_id}))
"""


def follow_up_of(site) -> dict[str, int]:
    """What they are numbered: the lab, and a register measure of it with figures for each of its
    regions, and a report that has been put right."""
    return json.loads(site.run(NUMBERS).splitlines()[-1])


def to_the_lab(page: Page) -> Page:
    """From one's labs to the example."""
    page.goto("/arbete/")
    page.get_by_role("link", name=re.compile("Vård som hänger ihop")).first.click()
    return page


def figures(file: Path, key: str, rows: Iterator[tuple] | list[tuple]) -> Path:
    """A table as a measure's owner would save it."""
    lines = ["Mått;Enhetskod;Period;Täljare;Nämnare", *(";".join(map(str, (key, *row))) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def looked_at(page: Page, file: Path) -> None:
    """Choose a file, and see what it would give."""
    press(page, "Läs in en fil")
    page.get_by_label("Fil", exact=True).set_input_files(str(file))
    press(page, "Titta på filen")
    come_so_far(page, page.get_by_text("Inget är inläst ännu."))


def come_so_far(page: Page, what) -> None:
    """Wait for what is done in the background, as one without script does: by asking again."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not (loaded(page) and what.count()) and time.monotonic() < deadline:
        page.wait_for_timeout(250)
        page.reload()
    expect(what.first).to_be_visible()
