"""What differs between two versions of a proposal: its words, its paragraphs and its scenes, each by its anchor. Pure.

Words are compared as in `goals.analysis.words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from feedback.analysis.document import Version
from goals.analysis.words import word_diff

How = Literal["same", "changed", "added", "removed", "moved"]
WORDS = ("title", "summary", "easy_read", "problem", "unknowns", "alternatives")
OF_PARAGRAPH = ("label", "legal", "plain")
OF_SCENE = (
    "title", "who", "today_text", "today_back", "today_alt", "proposed_text", "proposed_back", "proposed_alt",
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """kind: "same", "added" or "removed". space: what stands before the text, kept out of the mark around it."""

    kind: str
    space: str
    text: str


@dataclass(frozen=True)
class Field:
    """One text of a part, as pieces that together are both wordings."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True)
class Part:
    """One paragraph or scene in both versions. before, after: what it is called there, blank where it is not there.
    fields: those that differ; of a part that came or went all but what it is called.
    moved: only its place among the others is another. pictured: a picture, a letter or a form is another."""

    anchor: str
    how: How
    before: str
    after: str
    fields: tuple[Field, ...] = ()
    pictured: bool = False

    @property
    def label(self) -> str:
        return self.after or self.before


@dataclass(frozen=True)
class Differences:
    """Everything that differs. words: those of WORDS that do. paragraphs, scenes: in the order of the later version,
    those that are gone where they stood. fidelity: (before, after) when another, or None."""

    words: tuple[Field, ...]
    paragraphs: tuple[Part, ...]
    scenes: tuple[Part, ...]
    fidelity: tuple[int, int] | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.words or self.fidelity) or any(part.how != "same" for part in (*self.paragraphs, *self.scenes))

    @property
    def same(self) -> dict[str, list[str]]:
        """{"paragraphs", "scenes"}: what those are called that are as they were."""
        return {
            name: [part.label for part in getattr(self, name) if part.how == "same"]
            for name in ("paragraphs", "scenes")
        }


def differences(before: Version, after: Version) -> Differences:
    """What differs between two versions, the earlier first."""
    words = (_field(name, _words(before, name), _words(after, name)) for name in WORDS)
    return Differences(
        words=tuple(field for field in words if field.differs),
        paragraphs=_parts(before.paragraphs, after.paragraphs, OF_PARAGRAPH),
        scenes=_parts(before.scenes, after.scenes, OF_SCENE),
        fidelity=(before.fidelity, after.fidelity) if before.fidelity != after.fidelity else None,
    )


def _words(version: Version, name: str) -> str:
    return "\n".join(version.unknowns) if name == "unknowns" else getattr(version, name)


def _field(name: str, old: str, new: str) -> Field:
    if old == new:
        return Field(name, (Piece("same", "", old),))
    pieces = []
    for segment in word_diff(old, new):
        text = segment.text.lstrip()
        pieces.append(Piece(segment.kind, segment.text[: len(segment.text) - len(text)], text))
    return Field(name, tuple(pieces))


def _parts(before: tuple[Any, ...], after: tuple[Any, ...], names: tuple[str, ...]) -> tuple[Part, ...]:
    old = {one.anchor: one for one in before}
    new = {one.anchor: one for one in after}
    moved = _moved([one for one in old if one in new], [one for one in new if one in old])
    return tuple(_part(anchor, old.get(anchor), new.get(anchor), names, moved) for anchor in _order(old, new))


def _order(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Anchors in the order of the later version; what is gone comes after what it came after."""
    out = list(new)
    previous = ""
    for anchor in old:
        if anchor not in new:
            out.insert(out.index(previous) + 1 if previous else 0, anchor)
        previous = anchor
    return out


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Those that must be lifted out for the rest to stand in the same order: all but a longest common run."""
    order = {anchor: at for at, anchor in enumerate(old)}
    best: list[list[str]] = []
    for anchor in new:
        before = [run for run in best if order[run[-1]] < order[anchor]]
        best.append([*_longest(before), anchor])
    return set(new) - set(_longest(best))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []


def _part(anchor: str, old: Any, new: Any, names: tuple[str, ...], moved: set[str]) -> Part:
    called = names[0]
    fields = tuple(
        _field(name, getattr(old, name, "") if old else "", getattr(new, name, "") if new else "")
        for name in names
        if (old and getattr(old, name)) or (new and getattr(new, name))
    )
    before, after = getattr(old, called, "") if old else "", getattr(new, called, "") if new else ""
    if new is None or old is None:
        return Part(anchor, "removed" if new is None else "added", before, after, fields[1:])
    pictured = any(
        getattr(old, name, "") != getattr(new, name, "")
        for name in ("today_drawing", "today_picture", "proposed_drawing", "proposed_picture")
    )
    beside = getattr(old, "mockups", ()) != getattr(new, "mockups", ())
    changed = tuple(field for field in fields if field.differs)
    if changed or pictured or beside:
        return Part(anchor, "changed", before, after, changed, pictured or beside)
    return Part(anchor, "moved" if anchor in moved else "same", before, after)
