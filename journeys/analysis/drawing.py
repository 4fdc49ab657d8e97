"""What a drawing on paper is made of, and how words are broken into lines. Pure; lengths in units of the drawing.

A drawing is a list of marks, each with a box around it, so that it can be written as SVG, cut into tiles or counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

INK, SOFT, THREAD, OCHRE, OCHRE_BG = "#1C2B30", "#4A585C", "#B5352C", "#7A4D00", "#FBEFD5"
SAND, LINE, EDGE, CARD = "#F1EBE0", "#D9D1C3", "#7D7A70", "#FFFFFF"
"""The light colours of `tokens.css`, with the same meanings."""
SANS, BOLD, SERIF, ITALIC = "sans", "bold", "serif", "italic"
LEADING = 1.34
ASCENT, DESCENT = 1.07, 0.3
VOWELS = "aeiouyåäöéèáàüæø"

Box = tuple[float, float, float, float]
"""x, y of the upper left corner, width, height."""
Measure = Callable[[str, str, float], float]
"""How wide (words, face, size) is."""


@dataclass(frozen=True)
class Text:
    """One line of words with its baseline at y. anchor: "start", "middle" or "end"; width: as measured. halo: with a
    rim of paper, so that it can be read on top of a line."""

    x: float
    y: float
    words: str
    face: str
    size: float
    colour: str
    width: float
    anchor: str = "start"
    halo: bool = False

    @property
    def box(self) -> Box:
        left = {"start": self.x, "middle": self.x - self.width / 2, "end": self.x - self.width}[self.anchor]
        return left, self.y - self.size * ASCENT, self.width, self.size * (ASCENT + DESCENT)


@dataclass(frozen=True)
class Area:
    """A rectangle. dash: lengths of its edge's dashes, none for a whole line."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""
    thick: float = 0.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()

    @property
    def box(self) -> Box:
        half = self.thick / 2
        return self.x - half, self.y - half, self.width + self.thick, self.height + self.thick


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    thick: float
    dash: tuple[float, ...] = ()

    @property
    def box(self) -> Box:
        left, top = min(self.x1, self.x2) - self.thick / 2, min(self.y1, self.y2) - self.thick / 2
        return left, top, abs(self.x2 - self.x1) + self.thick, abs(self.y2 - self.y1) + self.thick


@dataclass(frozen=True)
class Way:
    """A soft line through points, level at each of them."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thick: float
    dash: tuple[float, ...] = ()

    @property
    def box(self) -> Box:
        across, down = [x for x, _y in self.points], [y for _x, y in self.points]
        half = self.thick / 2
        width, height = max(across) - min(across), max(down) - min(down)
        return min(across) - half, min(down) - half, width + self.thick, height + self.thick


@dataclass(frozen=True)
class Dot:
    """A ring or a filled disc."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str
    thick: float

    @property
    def box(self) -> Box:
        reach = self.radius + self.thick / 2
        return self.x - reach, self.y - reach, 2 * reach, 2 * reach


Mark = Text | Area | Rule | Way | Dot


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share any surface."""
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def broken(words: str, face: str, size: float, width: float, measure: Measure) -> list[str]:
    """The words as lines that are at most so wide. Line breaks in the words stay; a word that is wider than a line is
    divided. Nothing is left out."""
    lines: list[str] = []
    for paragraph in words.splitlines():
        line, used = "", 0.0
        space = measure(" ", face, size)
        for whole in paragraph.split():
            word, length = whole, measure(whole, face, size)
            if line and used + space + length <= width:
                line, used = f"{line} {word}", used + space + length
                continue
            if line:
                lines.append(line)
            while length > width and len(word) > 1:
                head, word = _divided(word, face, size, width, measure)
                lines.append(head)
                length = measure(word, face, size)
            line, used = word, length
        if line:
            lines.append(line)
    return lines


def _divided(word: str, face: str, size: float, width: float, measure: Measure) -> tuple[str, str]:
    """A word as what fits on a line, with its hyphen, and the rest: where the last consonant before a vowel begins a
    part of three letters or more (Svenska skrivregler), else where there is room."""
    most = next(
        (n for n in range(len(word) - 1, 1, -1) if measure(word[:n] + "-", face, size) <= width),
        1,
    )
    lower = word.lower()
    for n in range(most, 2, -1):
        if word[n - 1] in "-/–":
            return word[:n], word[n:]
        is_part = lower[n] not in VOWELS and lower[n + 1 : n + 2] in tuple(VOWELS) and len(word) - n >= 3
        if is_part and word[n - 1 : n + 1].isalpha():
            return word[:n] + "-", word[n:]
    return (word[:most] + "-" if word[most - 1].isalnum() else word[:most]), word[most:]
