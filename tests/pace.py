"""What makes Python itself slow in a process that lives long and calls deeply."""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import CodeType


def leave_alone_what_stays() -> None:
    """Modules, tests and templates live as long as the process: the garbage collector need not walk through them.

    It comes more seldom too; otherwise it takes an eighth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def with_room(call: Callable):
    """The answer of call(), which has the frames of all that it calls in one piece of memory.

    Python keeps them in pieces of 16 kB, and asks the operating system for a new one each time that a call passes the
    end of the last. A page calls so deeply that some loop always stands at such an edge, and then that is half a
    million times a minute. A frame that is itself larger gets a piece that holds the others too.
    """
    return call()


def _large(code: CodeType) -> CodeType:
    return code.replace(co_stacksize=40_000)  # of 8 bytes; the piece is the next power of two, 512 kB


with_room.__code__ = _large(with_room.__code__)
