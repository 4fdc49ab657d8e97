"""Where later rooms say what they keep about a lab, and ask to follow what it says of itself.

Rooms register when Django starts, the latest room first (as in INSTALLED_APPS); pages show them the other way
around, from what was said to what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Section = Callable[..., dict]
Line = Callable[..., dict[int, str]]
_sections: dict[str, Section] = {}
_lines: dict[str, Line] = {}
_followers: dict[str, Callable[..., None]] = {}


def register(name: str, section: Section, line: Line | None = None) -> None:
    """section(lab, viewer) → {"title", "items": [{"text", "url", "note", "chip": (kind, words)}], "empty",
    "links": [(words, url)]}. line(lab_ids, viewer) → {lab id: one short line for "Mina labb"}, in one query
    however many labs there are."""
    _sections[name] = section
    if line:
        _lines[name] = line


def sections(lab, viewer) -> list[dict]:
    """What every room says about the lab to this viewer, with the name it registered under as `key`."""
    return [section(lab, viewer) | {"key": name} for name, section in reversed(_sections.items())]


def lines(lab_ids: Iterable[int], viewer) -> dict[int, list[str]]:
    """{lab id: what the rooms say in a line each}."""
    ids = list(lab_ids)
    found: dict[int, list[str]] = {pk: [] for pk in ids}
    for line in reversed(_lines.values()):
        for pk, words in line(ids, viewer).items():
            found[pk].append(words)
    return found


def follow(name: str, act: Callable[..., None]) -> None:
    """act(lab=, by=, at=) belongs to every act that makes a lab or changes its words: in the same transaction, so
    that what is told of a lab elsewhere never says something else than the lab does."""
    _followers[name] = act


def changed(*, lab, by, at) -> None:
    """Let those who follow see to their own. Called by the acts on a lab."""
    for act in _followers.values():
        act(lab=lab, by=by, at=at)
