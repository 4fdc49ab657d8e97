"""What a point is a sign of: the four rules of *Making Data Count* (methods 2.2). Pure; all series at once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from hlab.stats.spc.phases import phase_of

RUN = 7  # points in a shift, and in a trend


class Signal(IntEnum):
    """The first that holds, in this order. Odd is up (above), even is down (below)."""

    NONE = 0
    ABOVE_LIMIT = 1
    BELOW_LIMIT = 2
    TREND_UP = 3
    TREND_DOWN = 4
    TWO_OF_THREE_ABOVE = 5
    TWO_OF_THREE_BELOW = 6
    SHIFT_ABOVE = 7
    SHIFT_BELOW = 8

    @property
    def is_up(self) -> bool:
        return self % 2 == 1

    @property
    def code(self) -> str:
        """As programs write it: "shift_above"."""
        return self.name.lower()


def signals(value, centre, lower, upper, *, starts: Sequence[int] = (), trend: bool = True) -> np.ndarray:
    """(series × time) codes of `Signal`. A missing value has none, and breaks every run; so does a new phase.

    1. Astronomical: strictly outside the limits. 2. Shift: seven in a row on one side; a point on the centre breaks.
    3. Trend: seven in a row strictly rising or falling; at a turning point the later one counts; can be left out, since
    it finds little (Anhøj & Olesen 2014). 4. Two of three: three in a row on one side, of which two or more lie
    strictly beyond two thirds of the way to the limit, not outside it; only those are signs.
    """
    y = np.asarray(value, dtype=float)
    with np.errstate(invalid="ignore"):
        side = (y > centre).astype(np.int8) - (y < centre)
        above, below = y > upper, y < lower
        near_up = (y > centre + (upper - centre) * (2 / 3)) & ~above & (side > 0)
        near_down = (y < centre - (centre - lower) * (2 / 3)) & ~below & (side < 0)
    phase = phase_of(y.shape[-1], starts)
    joined = np.concatenate([[False], phase[1:] == phase[:-1]])
    shifted = _run_lengths(side, joined) >= RUN
    close = _two_of_three(side, near_up | near_down, joined)
    out = np.zeros(y.shape, dtype=np.int8)
    # From the weakest to the strongest: the first that holds is written last.
    out[shifted & (side > 0)], out[shifted & (side < 0)] = Signal.SHIFT_ABOVE, Signal.SHIFT_BELOW
    out[close & (side > 0)], out[close & (side < 0)] = Signal.TWO_OF_THREE_ABOVE, Signal.TWO_OF_THREE_BELOW
    if trend:
        way = _trend(y, joined)
        out[way > 0], out[way < 0] = Signal.TREND_UP, Signal.TREND_DOWN
    out[above], out[below] = Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT
    return out


def _run_lengths(sign: np.ndarray, joined: np.ndarray) -> np.ndarray:
    """How long the run of equal, non-zero signs is that each point lies in. joined: the point follows on the one
    before."""
    begins = np.ones(sign.shape, dtype=bool)
    begins[..., 1:] = (sign[..., 1:] != sign[..., :-1]) | ~joined[1:]
    ends = np.ones(sign.shape, dtype=bool)
    ends[..., :-1] = begins[..., 1:]
    place = np.arange(sign.shape[-1], dtype=np.int32)
    first = np.maximum.accumulate(np.where(begins, place, 0), axis=-1)
    last = np.minimum.accumulate(np.where(ends, place, place[-1:])[..., ::-1], axis=-1)[..., ::-1]
    return np.where(sign == 0, 0, last - first + 1)


def _trend(y: np.ndarray, joined: np.ndarray) -> np.ndarray:
    """1 in a rising trend, −1 in a falling one, 0 in none."""
    step = np.zeros(y.shape, dtype=np.int8)
    with np.errstate(invalid="ignore"):
        step[..., 1:] = (y[..., 1:] > y[..., :-1]).astype(np.int8) - (y[..., 1:] < y[..., :-1])
    step[..., ~joined] = 0
    # A step belongs to the phase of its later point; the step into a phase is none.
    long = np.where(_run_lengths(step, joined) >= RUN - 1, step, 0)
    later = np.zeros_like(long)
    later[..., :-1] = long[..., 1:]
    return np.where(later != 0, later, long)


def _two_of_three(side: np.ndarray, near: np.ndarray, joined: np.ndarray) -> np.ndarray:
    found = np.zeros(side.shape, dtype=bool)
    if side.shape[-1] < 3:
        return found
    windows = [slice(0, -2), slice(1, -1), slice(2, None)]
    one_side = (side[..., windows[0]] == side[..., windows[1]]) & (side[..., windows[1]] == side[..., windows[2]])
    several = sum(near[..., window].astype(np.int8) for window in windows) >= 2
    holds = one_side & (side[..., windows[0]] != 0) & several & joined[1:-1] & joined[2:]
    for window in windows:
        found[..., window] |= near[..., window] & holds
    return found
