"""What processes cost: processor seconds and memory, read from /proc (nothing where there is none)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Use:
    """cpu: processor seconds so far. peak_mb: the most memory it has had."""

    cpu: float
    peak_mb: float


def family(pid: int) -> list[int]:
    """A process and those it has started, and theirs."""
    out = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            out += [one for child in task.read_text().split() for one in family(int(child))]
        except OSError:
            continue
    return out


def use(pid: int) -> Use | None:
    """None when the process is gone, or there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    peak = next((int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
    return Use((int(fields[11]) + int(fields[12])) / _TICKS, peak)


def busy() -> float:
    """Processor seconds of the whole machine, all processes and users, so far."""
    try:
        fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    except OSError:
        return 0.0
    spent = [int(field) for field in fields[:8]]
    return (sum(spent) - spent[3] - spent[4]) / _TICKS
