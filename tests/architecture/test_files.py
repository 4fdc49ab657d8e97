"""Short files, whole sentences, nothing inline."""

import ast
import re
import statistics
from pathlib import Path

from tests.architecture.source import PACKAGES, ROOT, drawer, files, public_functions, shown, tree

LONGEST = 400
COPIED = {"hlab/static/hlab/hlab.css", "hlab/static/hlab/tokens.css"}  # kept as in the design system


def lines(path: Path) -> int:
    return path.read_text().count("\n") + 1


def test_no_file_is_long():
    every = files(".py", ".html", ".css", ".js")
    assert [(shown(p), lines(p)) for p in every if lines(p) > LONGEST and shown(p) not in COPIED] == []


def test_most_files_are_short():
    assert statistics.median(lines(path) for path in files(".py", inside=PACKAGES)) < 100


def test_no_drawer_for_leftovers():
    assert [shown(path) for path in files(".py", inside=PACKAGES) if path.stem in ("utils", "helpers", "misc")] == []


def test_nothing_is_put_off():
    mark = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    every = files(".py", ".html", ".css", ".js")
    assert [shown(path) for path in every if mark.search(path.read_text())] == []


def test_every_module_of_a_drawer_says_what_it_is():
    modules = [path for name in ("actions", "queries", "rules", "stats", "analysis") for path in drawer(name)]
    assert modules
    assert [shown(path) for path in modules if not ast.get_docstring(tree(path))] == []


def test_public_functions_of_a_drawer_say_what_they_mean():
    bare = [
        f"{shown(path)}:{function.name}"
        for name in ("actions", "queries", "stats", "analysis")
        for path in drawer(name)
        for function in public_functions(path)
        if not ast.get_docstring(function)
    ]
    assert bare == []


def test_glossary_begins_with_the_word_that_is_mixed_up():
    first = (ROOT / "GLOSSARY.md").read_text().splitlines()[0]
    assert first.startswith("`feedback` is feedback **on proposals**")
    assert "followup" in first


INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(
        r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"(?:href|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
}


def test_nothing_is_inline():
    """The content security policy would refuse it, quietly, at the reader's end."""
    pages = files(".html", inside=("templates", *PACKAGES))
    assert pages
    found = [
        f"{shown(page)}: {what}"
        for page in pages
        for what, pattern in INLINE.items()
        if pattern.search(re.sub(r"\{%.*?%\}|\{#.*?#\}", "", page.read_text(), flags=re.DOTALL))
    ]
    assert found == []
