"""Translations where gettext is not installed: collecting what is to be translated, and compiling what has been."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS: dict = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
ROOMS = ("hlab", "workshops", "journeys", "goals", "feedback", "followup", "templates")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def collect(root: Path) -> Catalog:
    """Every text of ours that is to be translated, with where it stands, in the order of files and lines."""
    catalogue = Catalog(charset="utf-8")
    for file in _sources(root):
        for line, message, _comments, context in _messages(file):
            catalogue.add(message, locations=[(file.relative_to(root).as_posix(), line)], context=context)
    return catalogue


def _sources(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        files = (file for file in (root / room).rglob("*") if file.suffix in (".py", ".html", ".txt"))
        yield from (file for file in sorted(files) if "migrations" not in file.parts)


def _messages(file: Path):
    text = file.read_text()
    if file.suffix != ".py":
        # Django turns a template into something like Python; its indentation means nothing and would not parse.
        text = _INDENT.sub("", templatize(text, origin=str(file)))
    return extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})


def update(root: Path, po: Path) -> Catalog:
    """Bring a catalogue up to date with the sources: new texts come in untranslated, those no longer said go out.

    Nothing is guessed (no "fuzzy" ones): a sentence that has changed is a sentence to translate.
    """
    with po.open("rb") as source:
        catalogue = read_po(source)
    catalogue.update(collect(root), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    with po.open("wb") as target:
        write_po(target, catalogue, width=110, no_location=True, omit_header=False, sort_output=False)
    return catalogue


def untranslated(catalogue: Catalog) -> list[str]:
    """Texts without a translation, in one or both numbers, or with one that is only a guess."""
    out = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):
            out.append(message.id[0] if message.pluralizable else message.id)
    return out


def compile_catalogues(folder: Path) -> list[Path]:
    """Write the .mo beside each .po below a folder when it is missing or older. Returns those written."""
    written = []
    for po in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source)
        part = mo.with_suffix(".part")
        with part.open("wb") as target:
            write_mo(target, catalogue)
        part.replace(mo)  # a site that is running reads either the old one or the new one
        written.append(mo)
    return written
