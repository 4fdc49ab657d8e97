"""Everything the site says can be said in English, and no gettext is needed for it."""

from __future__ import annotations

import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from hlab.core import translations
from tests import need

ROOT = Path(settings.BASE_DIR)
ENGLISH = ROOT / "hlab" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def said():
    """Every text in the sources."""
    return translations.collect(ROOT)


@pytest.fixture(scope="module")
def english():
    with ENGLISH.open("rb") as source:
        return read_po(source)


def keys(catalogue) -> set:
    return {(message.id if isinstance(message.id, str) else message.id[0], message.context) for message in catalogue}


def test_every_text_is_translated(said, english):
    """When this fails: `manage.py collecttranslations`, then translate what it lists."""
    missing = sorted(text for text, _context in keys(said) - keys(english))
    assert not missing, f"{len(missing)} texts are not in the catalogue: {missing[:5]}"
    left = translations.untranslated(english)
    assert not left, f"{len(left)} texts lack a translation: {left[:5]}"


def test_nothing_is_translated_that_is_no_longer_said(said, english):
    gone = sorted(text for text, _context in keys(english) - keys(said))
    assert not gone, f"{len(gone)} texts are no longer said: {gone[:5]}"


def test_translations_keep_what_is_filled_in(english):
    wrong = []
    for message in english:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        # The singular may say "one" instead of a number.
        if message.id and set(PLACEHOLDER.findall(forms[-1])) != wanted and forms[-1]:
            wrong.append(ids[-1])
    assert not wrong


def test_it_finds_what_gettext_finds(said, tmp_path):
    """Our own collecting against xgettext's, by way of Django's makemessages."""
    if not shutil.which("xgettext"):
        need.missing("gettext", "xgettext finns inte på maskinen")
    for room in translations.ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.pyc", "static", "*.po", "*.mo"))
    (tmp_path / "hlab" / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "manage.py", tmp_path)
    env = os.environ | {"HLAB_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hlab.settings.dev"}
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale=en", "--no-location"],
        cwd=tmp_path, env=env, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with (tmp_path / "hlab" / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as source:
        theirs = keys(read_po(source))
    assert keys(said) == theirs


# --- The tools ------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """A small project with one catalogue that lags behind."""
    (tmp_path / "hlab").mkdir()
    (tmp_path / "hlab" / "a.py").write_text(
        'from x import gettext as _, ngettext\n_("Hej")\n_("Nytt " "ord")\nngettext("%d lapp", "%d lappar", n)\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        "{% load i18n %}\n   <p>{% translate 'Det är \"bra\"' %}\n{% blocktranslate trimmed with n=1 %}\n"
        "  Du har {{ n }}\n  lappar.\n{% endblocktranslate %} det's {# inget #}\n"
        "{% blocktranslate count n=n %}{{ n }} ö{% plural %}{{ n }} öar{% endblocktranslate %}"
    )
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Hej"\nmsgstr "Hello"\n\nmsgid "Borta"\nmsgstr "Gone"\n'
    )
    return tmp_path


ALL = {"Hej", "Nytt ord", "%d lapp", 'Det är "bra"', "Du har %(n)s lappar.", "%(n)s ö"}


def test_texts_are_collected_from_code_and_templates(project):
    assert {text for text, _context in keys(translations.collect(project))} - {""} == ALL


def test_a_catalogue_is_brought_up_to_date_and_guesses_nothing(project):
    po = project / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue = translations.update(project, po)
    assert set(translations.untranslated(catalogue)) == ALL - {"Hej"}
    text = po.read_text()
    assert 'msgstr "Hello"' in text
    assert "Borta" not in text
    assert "fuzzy" not in text
    assert translations.update(project, po)
    assert po.read_text() == text


def test_compiling_needs_no_gettext_and_is_done_once(project):
    folder = project / "locale"
    (mo,) = translations.compile_catalogues(folder)
    with mo.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Hej") == "Hello"
    assert translations.compile_catalogues(folder) == []
    po = mo.with_suffix(".po")
    po.write_text(po.read_text().replace("Hello", "Hi"))
    os.utime(po, (mo.stat().st_mtime + 5,) * 2)
    assert translations.compile_catalogues(folder) == [mo]
    with mo.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Hej") == "Hi"
    assert [path.name for path in mo.parent.iterdir() if path.suffix == ".part"] == []


def test_a_guess_is_not_compiled(project):
    po = project / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.write_text(po.read_text() + '\n#, fuzzy\nmsgid "Gissat"\nmsgstr "Guessed"\n')
    (mo,) = translations.compile_catalogues(project / "locale")
    with mo.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Gissat") == "Gissat"


def test_the_command_compiles_what_the_site_has(tmp_path, settings):
    from django.core.management import call_command

    copy = tmp_path / "locale"
    shutil.copytree(ENGLISH.parents[2], copy, ignore=shutil.ignore_patterns("*.mo"))
    settings.LOCALE_PATHS = [copy]
    call_command("compiletranslations", verbosity=0, stdout=io.StringIO())
    with (copy / "en" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Utkast") == "Draft"
