"""A document as what it says, in order, before it is a file of any kind. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """level: 1 for a chapter, 2 and 3 below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Words:
    """A paragraph. strong: what must be seen."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Points:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table. title: over it. described: what it holds, for who listens."""

    title: str
    described: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[list[dict[str, str]]]:
        """Every cell with the name of its column, for a page that is read row by row."""
        return [
            [{"label": label, "text": text} for label, text in zip(self.head, row, strict=True)] for row in self.rows
        ]


@dataclass(frozen=True)
class Shown:
    """A picture with what it shows in words. png: None where the picture could not be had; then the words stand."""

    png: bytes | None
    alt: str
    caption: str


Block = Heading | Words | Points | Sheet | Shown


@dataclass(frozen=True)
class Paper:
    """The whole. marks: what stands on every page ("Exempeldata", "Inget är beslutat")."""

    title: str
    author: str
    marks: tuple[str, ...]
    blocks: tuple[Block, ...]
