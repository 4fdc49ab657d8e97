"""A journey as a Mermaid diagram."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings

from journeys.analysis import mermaid
from journeys.analysis.document import Actor
from tests.journeys.exchange.making import documents
from tests.journeys.sample import DOCUMENT

TASK = re.compile(r"    [^:;#]+: [1-5](: [^:;#]+)?")


def test_phases_steps_gaps_and_scores():
    assert mermaid.write(DOCUMENT).splitlines() == [
        "journey",
        "  %% 1 av 6 saknar känsla och visas som 3",
        "  title Alex väg till hjälp",
        "  accTitle: Alex väg till hjälp",
        "  accDescr: Var i kedjan blir det tyst?",
        "  section Söker hjälp",
        "    Ringer vårdcentralen: 3: Alex, Vårdcentralen",
        "    Mellanrum – Ingen hör av sig (47 dagar, uppmätt): 2: Vårdcentralen, Psykiatrin",
        "  section Faller emellan",
        "    Första besöket: 1: Alex, Psykiatrin",
        "    Mellanrum – Ingen tar över (60 dagar, berättat): 3: Psykiatrin, Socialkontoret",
        "  section Någon håller ihop",
        "    Möte på socialkontoret: 3: Alex, Socialkontoret",
        "    SIP-möte: 5: Alex, Psykiatrin, Socialkontoret",
    ]


def test_signs_of_mermaid_itself_are_written_another_way():
    step = replace(DOCUMENT.steps[0], title="Title: #1; {x} %%y", feeling=None)
    actor = Actor("a1", "Kim, Alex: 2", "person")
    document = replace(DOCUMENT, actors=(actor,), phases=(replace(DOCUMENT.phases[0], steps=(step,)),), gaps=())
    assert mermaid.write(document).splitlines()[-1] == "    – Title – nr 1, (x) %y: 3: Kim / Alex – 2"


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_line_is_one_that_mermaid_knows(document):
    head, *lines = mermaid.write(document).splitlines()
    assert head == "journey"
    for line in lines:
        assert TASK.fullmatch(line) or re.fullmatch(r"  (%% |title |accTitle: |accDescr: |section )[^:;#{}]+", line), (
            line
        )
    tasks = [line for line in lines if line.startswith("    ")]
    assert len(tasks) == len(document.steps) + len(document.gaps)
