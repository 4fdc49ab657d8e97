"""An opinion map as one JSON document, for analysts. Pure.

Strictly JSON: what has no value is null, never NaN. People and statements stand in natural order of their ids, so the
same votes give the same document in whatever order they came. `group` is there for everyone included, also when
groups may not be drawn (`drawable`, `reason`): those who publish anything follow `drawable`.
"""

from __future__ import annotations

import math

from hlab.stats.opinion.result import OpinionMap
from hlab.stats.opinion.statements import Typical, directed, split

DIGITS = 9


def document(found: OpinionMap) -> dict:
    """All of a map. stability: the median adjusted Rand index, null when nothing was checked.

    left_out: the statement was rejected, or never put to others; it has no part in the map and stands in no list.
    repness in a statement's group: the ratio r to the other groups in the direction with the larger z; null when there
    is one group only.
    """
    counts, informed, measured = found.everybody, found.informed_consensus, found.stability
    sides = directed(found.by_group, found.votes.statements)
    agree, disagree, passed, seen = (x.tolist() for x in (counts.agree, counts.disagree, counts.passed, counts.seen))
    divided = split(counts.agree, counts.disagree, counts.seen)
    return {
        "participants": [
            {"id": key, "x": _number(x), "y": _number(y), "group": group, "votes": votes}
            for key, (x, y), group, votes in zip(
                found.votes.participants, found.places.tolist(), found.group, found.votes.n_votes.tolist(), strict=True
            )
        ],
        "k": found.k,
        "stability": _number(measured.median) if measured else None,
        "stability_p10": _number(measured.low) if measured else None,
        "null_check": {
            "silhouette": _number(measured.silhouette),
            "shuffled_p95": _number(measured.by_chance),
            "passed": measured.beats_chance,
        }
        if measured
        else None,
        "drawable": found.drawable,
        "reason": str(found.reason),
        "statements": [
            {
                "id": key,
                "agree": agree[s],
                "disagree": disagree[s],
                "pass": passed[s],
                "seen": seen[s],
                "left_out": bool(found.rejected[s]),
                "x": _number(found.statement_places[s, 0]) if found.axes.rank else None,
                "y": _number(found.statement_places[s, 1]) if found.axes.rank else None,
                "split": _number(divided[s]),
                "group_informed_consensus": _number(informed["agree"][s]),
                "group_informed_disagreement": _number(informed["disagree"][s]),
                "smallest_group_seen": int(informed["smallest"][s]),
                "groups": {letter: _in_group(found, sides[s][g], s, g) for g, letter in enumerate(found.letters)},
            }
            for s, key in enumerate(found.votes.statements)
        ],
        "representative": {letter: [_typical(row) for row in rows] for letter, rows in found.representative.items()},
        "consensus": {
            side: [{"id": row.statement, "p": _number(row.p), "z": _number(row.z_p)} for row in rows]
            for side, rows in found.consensus.items()
        },
        "included": int(found.included.sum()),
        "ungrouped": int((~found.included).sum()),
        "variance": [_number(part) for part in found.axes.shares],
        "axes_may_turn": found.axes_may_turn,
        "silhouettes": {str(k): _number(value) for k, value in sorted(found.silhouettes.items())},
        "engine": found.engine,
        "seed": found.seed,
        "settings": found.settings.as_dict(),
    }


def _in_group(found: OpinionMap, row: Typical, s: int, g: int) -> dict:
    counts = found.by_group
    one = found.k < 2
    return {
        "agree": int(counts.agree[s, g]),
        "disagree": int(counts.disagree[s, g]),
        "pass": int(counts.passed[s, g]),
        "seen": int(counts.seen[s, g]),
        "repness": None if one else _number(row.r),
        "direction": None if one else row.direction,
        "p": _number(row.p),
        "z_p": _number(row.z_p),
        "z_r": None if one else _number(row.z_r),
    }


def _typical(row: Typical) -> dict:
    return {
        "id": row.statement,
        "direction": row.direction,
        "repness": _number(row.r),
        "p": _number(row.p),
        "z_p": _number(row.z_p),
        "z_r": _number(row.z_r),
    }


def _number(value: float) -> float | None:
    value = float(value)
    return round(value, DIGITS) + 0.0 if math.isfinite(value) else None
