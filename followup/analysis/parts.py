"""Long rows cut into parts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def parts(rows: Iterable[T], n: int) -> Iterator[list[T]]:
    """The rows, n at a time; the last part may be shorter."""
    left = iter(rows)
    while part := list(islice(left, n)):
        yield part
