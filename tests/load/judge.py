"""What a run came to. Pure: what was sent, heard and stored in; figures and complaints out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Arrivals:
    """Milliseconds from just before a note was sent until a phone was told of it; counts of deliveries."""

    p50: float
    p99: float
    slowest: float
    wanted: int
    came: int

    @property
    def share(self) -> float:
        """Per cent delivered, rounded down so that one that is missing is seen."""
        return np.floor(10_000 * self.came / self.wanted) / 100 if self.wanted else 0.0


def arrivals(sent: dict, listeners: Sequence[Iterable[tuple[float, tuple]]]) -> Arrivals:
    """sent: {key of a told note: when it was sent}. listeners: for each, (when, keys that came then) in order.

    Only the first time a key comes counts; what a replay brings again is no delivery.
    """
    took: list[float] = []
    for heard in listeners:
        left = dict(sent)
        for at, keys in heard:
            took += [at - began for key in keys if (began := left.pop(key, None)) is not None]
    ms = np.asarray(took) * 1000
    wanted = len(sent) * len(listeners)
    if not len(ms):
        return Arrivals(float("nan"), float("nan"), float("nan"), wanted, 0)
    p50, p99 = np.percentile(ms, [50, 99])
    return Arrivals(float(p50), float(p99), float(ms.max()), wanted, len(ms))


def complaints(accepted, stored, listeners: Sequence[Iterable[tuple[float, tuple]]] = ()) -> list[str]:
    """Where what is stored is not what was answered with yes, in words; empty when all is well.

    accepted: written notes (`tests.load.crowd.Written`); stored: the database's (`tests.load.session.Stored`).
    Order: what was answered before another was sent lies before it, and each phone heard them in that order.
    """
    said, kept = [note.name for note in accepted], [note.name for note in stored]
    out = []
    for name in sorted(set(said) - set(kept)):
        out.append(f"lapp {name} fick ja men finns inte")
    for name in sorted(set(kept) - set(said)):
        out.append(f"lapp {name} finns men fick aldrig ja")
    if len(kept) != len(set(kept)):
        out.append(f"{len(kept) - len(set(kept))} lappar är sparade två gånger")
    untold = [note.name for note in stored if note.order is None]
    if untold:
        out.append(f"{len(untold)} lappar har inte berättats för rummet: {untold[:3]}")
    return out + _order(accepted, stored) + _as_heard(listeners)


def _order(accepted, stored) -> list[str]:
    """Notes by their place on the channel: nobody's yes came before the sending of one that lies earlier."""
    when = {note.name: note for note in accepted}
    rows = sorted(
        (note for note in stored if note.order is not None and note.name in when), key=lambda note: note.order
    )
    out, latest_sent = [], float("-inf")
    for row in rows:
        note = when[row.name]
        if note.answered < latest_sent:
            out.append(f"lapp {row.name} fick ja före en annan skickades, men ligger efter den")
        latest_sent = max(latest_sent, note.sent)
    return out


def _as_heard(listeners) -> list[str]:
    out = []
    for number, heard in enumerate(listeners):
        last: dict = {}
        for _at, keys in heard:
            for channel, order in keys:
                if order < last.get(channel, -1):
                    out.append(f"telefon {number} hörde {order} efter {last[channel]}")
                last[channel] = order
    return out[:5]
