"""What several measures of one målbild come to, as two answers and never as a score. Pure.

Only what shows value for the person (service logic) can say whether a målbild is reached: what is produced is neither
good nor bad, and conditions are not results. It is reached when every such measure that can be judged reaches its
target, and at least one can be judged; it is not when any of them does not. The measures are told one by one beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from followup.analysis.defined import BETTER, NO_SIGN, NOT_REACHED, REACHED, UNKNOWN, WORSE

SERVICE = "service"  # a code of `Logic`


@dataclass(frozen=True)
class Together:
    """position, heading and why they are unknown: codes. n: measures of value for the person. positions, headings:
    {code: how many of those n}. others: measures that were left out, since they count something else."""

    position: str
    position_why: str
    heading: str
    heading_why: str
    n: int
    positions: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, int] = field(default_factory=dict)
    others: int = 0

    @property
    def judged(self) -> int:
        """Measures of which it can be said where they are."""
        return self.positions.get(REACHED, 0) + self.positions.get(NOT_REACHED, 0)

    @property
    def headed(self) -> int:
        """Measures of which it can be said which way they go."""
        return sum(self.headings.get(code, 0) for code in (BETTER, WORSE, NO_SIGN))


def together(answers: Iterable[Sequence[str]]) -> Together:
    """answers: (logic, position, heading) of each measure, codes of `Logic`, `Position` and `Heading`; with
    (…, position_why, heading_why) the reason why nothing can be said is the one that most of them have."""
    rows = list(answers)
    mine = [row for row in rows if row[0] == SERVICE]
    positions, headings = Counter(row[1] for row in mine), Counter(row[2] for row in mine)
    where, where_why = _where(positions, _commonest(row[3] for row in mine if len(row) > 3 and row[1] == UNKNOWN))
    way, way_why = _way(headings, _commonest(row[4] for row in mine if len(row) > 4 and row[2] == UNKNOWN))
    return Together(where, where_why, way, way_why, len(mine), positions, headings, len(rows) - len(mine))


def _commonest(reasons: Iterable[str]) -> str:
    found = Counter(reasons)
    return min(found, key=lambda why: (-found[why], why), default="no_data")


def _where(found: Counter, why: str) -> tuple[str, str]:
    if found[NOT_REACHED]:
        return NOT_REACHED, ""
    return (REACHED, "") if found[REACHED] else (UNKNOWN, why)


def _way(found: Counter, why: str) -> tuple[str, str]:
    """One measure that gets better and another that gets worse are two answers, and no mean of them is one."""
    if found[BETTER] and found[WORSE]:
        return UNKNOWN, "apart"
    code = next((code for code in (BETTER, WORSE, NO_SIGN) if found[code]), None)
    return (code, "") if code else (UNKNOWN, why)
