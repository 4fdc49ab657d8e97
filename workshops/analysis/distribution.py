"""How people fall on the labelled points of a scale, or which alternative they put first, as a room may see it. Pure.

Never a mean: five who agree and five who do not are no room in the middle. "Vet inte" is a part of its own. What is
told is told so that no small part can be worked out (`hlab.stats.suppression`); under k persons nothing is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hlab.stats.suppression import DEFAULT_K, Cell, suppress_parts


@dataclass(frozen=True)
class Part:
    """One part. share: 0–100 of the largest that is shown, 0 when hidden. unknown: stands apart from the points."""

    key: str
    label: str
    cell: Cell
    share: int
    unknown: bool = False


@dataclass(frozen=True)
class Distribution:
    """n: persons in all. parts: in order; empty when they are too few to be told."""

    n: int
    parts: tuple[Part, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether some part is not told."""
        return any(part.cell.is_hidden for part in self.parts)

    @property
    def tells_nothing(self) -> bool:
        """Whether every part is hidden, so that only n is told."""
        return bool(self.parts) and all(part.cell.is_hidden for part in self.parts)


def distribution(
    counts: Mapping[str, int], labels: Sequence[tuple[str, str]], *, unknown: str = "", k: int = DEFAULT_K
) -> Distribution:
    """Persons on each part. counts: {key: persons}, missing keys are nobody. labels: [(key, label)] in order.

    unknown: key of the part that is no point. k: no fewer persons are told of. Raises BadTable.
    """
    full = {key: counts.get(key, 0) for key, _label in labels}
    n = sum(full.values())
    if n < k:
        return Distribution(n)
    cells = suppress_parts(full, order=[key for key, _label in labels], k=k)
    top = max((cell.value or 0 for cell in cells.values()), default=0) or 1
    return Distribution(
        n,
        tuple(
            Part(key, label, cells[key], round(100 * (cells[key].value or 0) / top), key == unknown)
            for key, label in labels
        ),
    )
