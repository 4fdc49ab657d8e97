"""An opinion map as a page keeps and draws it: counts, groups, marks on a canvas; never anybody's id. Pure.

The canvas is WIDTH × HEIGHT with y downwards. Both axes have one scale, so that distances mean the same everywhere.
Up to MOST_MARKS people are one mark each; above that neighbours of the same group share a mark whose area grows with
how many they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hlab.stats.opinion import OpinionMap

WIDTH, HEIGHT, MARGIN = 640, 420, 44
MOST_MARKS = 2_000
CELL = 16  # side of the square in which neighbours share a mark
FEW = 5  # no statement is told of by fewer people

Point = tuple[float, float]


def kept(found: OpinionMap) -> dict:
    """What a page needs of a map, as JSON.

    people: with an answer that counts. included: who are grouped. statements: {id: {agree, disagree, pass, seen,
    groups: [[agree, disagree, pass, seen] of each group], both, neither, smallest}}; both, neither: group-informed
    consensus to agree, to disagree. known_by: {letter: [[id, direction]]}. groups: [{letter, n, hull, at, marks}],
    only where they may be drawn. view: [middle x, middle y, scale] from the map to the canvas. routing: {id: [agree,
    disagree, pass, extremity]}.
    """
    everybody, by_group, informed = found.everybody, found.by_group, found.informed_consensus
    ids, live = found.votes.statements, ~found.rejected
    columns = (everybody.agree, everybody.disagree, everybody.passed, everybody.seen)
    agree, disagree, passed, seen = (column.tolist() for column in columns)
    parts = np.stack([by_group.agree, by_group.disagree, by_group.passed, by_group.seen], axis=-1).tolist()
    groups, view = _drawing(found) if found.drawable else ([], None)
    measured = found.stability
    return {
        "people": int((found.votes.n_votes > 0).sum()),
        "included": int(found.included.sum()),
        "k": found.k,
        "reason": str(found.reason),
        "named": found.named,
        "letters": list(found.letters) if found.drawable else [],
        "groups": groups,
        "view": view,
        "needed": max(1, min(found.settings.min_votes, int(found.votes.seen.any(axis=0).sum()))),
        "stability": round(measured.median, 3) if measured else None,
        "statements": {
            key: {
                "agree": agree[s], "disagree": disagree[s], "pass": passed[s], "seen": seen[s],
                "groups": parts[s] if found.drawable else [],
                "both": round(float(informed["agree"][s]), 6), "neither": round(float(informed["disagree"][s]), 6),
                "smallest": int(informed["smallest"][s]),
            }
            for s, key in enumerate(ids) if live[s]
        },
        "known_by": {
            letter: [[row.statement, row.direction] for row in rows] for letter, rows in found.representative.items()
        } if found.drawable else {},
        "routing": {
            key: [agree[s], disagree[s], passed[s], round(float(found.extremity[s]), 4)]
            for s, key in enumerate(ids) if live[s]
        },
    }  # fmt: skip


def on_canvas(places, view: Sequence[float]) -> np.ndarray:
    """Positions of the map (n, 2) as positions on the canvas. view: as in `kept`."""
    x, y, scale = view
    array = np.asarray(places, dtype=float).reshape(-1, 2)
    return np.column_stack([WIDTH / 2 + (array[:, 0] - x) * scale, HEIGHT / 2 - (array[:, 1] - y) * scale])


def _drawing(found: OpinionMap) -> tuple[list[dict], list[float]]:
    inside = found.places[found.included]
    labels = np.array([found.letters.index(group) for group in found.group if group is not None])
    low, high = inside.min(axis=0), inside.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    scale = float(min((WIDTH - 2 * MARGIN) / span[0], (HEIGHT - 2 * MARGIN) / span[1]))
    view = [float((low[0] + high[0]) / 2), float((low[1] + high[1]) / 2), scale]
    spots = np.round(on_canvas(inside, view)).astype(int)
    groups = []
    for g, letter in enumerate(found.letters):
        here = spots[labels == g]
        marks = _shared(here) if len(inside) > MOST_MARKS else [[int(x), int(y), 1] for x, y in here]
        marks.sort()
        edge = hull([(x, y) for x, y, _n in marks])
        top = min(edge, key=lambda point: (point[1], point[0]))
        groups.append(
            {"letter": letter, "n": len(here), "hull": [list(p) for p in edge], "at": list(top), "marks": marks}
        )
    return groups, view


def _shared(spots: np.ndarray) -> list[list[int]]:
    """[x, y, people] of one mark for each square of the canvas with anybody in it, at the middle of those people."""
    keys, where, n = np.unique(spots // CELL, axis=0, return_inverse=True, return_counts=True)
    sums = np.zeros((len(keys), 2))
    np.add.at(sums, where.ravel(), spots)
    middles = np.round(sums / n[:, None]).astype(int)
    return [[int(x), int(y), int(many)] for (x, y), many in zip(middles, n, strict=True)]


def hull(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The corners of the smallest convex shape around the points, in order (Andrew 1979, the monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def chain(row):
        out: list[tuple[int, int]] = []
        for p in row:
            while len(out) > 1 and _turn(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    return chain(ordered) + chain(reversed(ordered))


def _turn(a, b, c) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


# --- Which statements to tell of ---------------------------------------------------------------

APART = 0.3  # difference between two groups' shares from which they are said to part


def shared_by_all(statements: dict[str, dict], side: str, most: int = 5) -> list[str]:
    """Ids of statements where more than half of each group's answers agree (side "both") or disagree ("neither"), by
    group-informed consensus. Only those that at least FEW people in each group have answered."""
    part = 0 if side == "both" else 1
    found = [
        key
        for key, row in statements.items()
        if row["groups"] and all(g[3] >= FEW and 2 * g[part] > g[3] for g in row["groups"])
    ]
    return sorted(found, key=lambda key: (-statements[key][side], int(key)))[:most]


def apart(statements: dict[str, dict], most: int = 5) -> list[str]:
    """Ids of statements where two groups differ most in how large a share agrees, widest first."""
    wide = {}
    for key, row in statements.items():
        if not row["groups"] or any(g[3] < FEW for g in row["groups"]):
            continue
        shares = [(g[0] + 1) / (g[3] + 2) for g in row["groups"]]
        if max(shares) - min(shares) >= APART:
            wide[key] = max(shares) - min(shares)
    return sorted(wide, key=lambda key: (-wide[key], int(key)))[:most]


def furthest(groups: Sequence[dict]) -> tuple[int, int] | None:
    """Places in the list of the two groups whose middles lie furthest from each other; None for fewer than three."""
    if len(groups) < 3:
        return None
    middles = [np.average([m[:2] for m in g["marks"]], axis=0, weights=[m[2] for m in g["marks"]]) for g in groups]
    pairs = [(i, j) for i in range(len(groups)) for j in range(i + 1, len(groups))]
    return max(pairs, key=lambda pair: float(np.hypot(*(middles[pair[0]] - middles[pair[1]]))))


# --- Drawing -----------------------------------------------------------------------------------


def marks_path(marks: Sequence[Sequence[int]], shape: int) -> str:
    """One path with every mark of a group. shape: 0 circle, 1 square, 2 triangle, 3 diamond, 4 cross."""
    return "".join(_SHAPES[shape](x, y, radius(n)) for x, y, n in marks)


def outline(corners: Sequence[Sequence[int]]) -> str:
    """The closed path around a group."""
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "z"


def radius(people: int) -> float:
    """Of a mark: its area grows with how many share it."""
    return 4.5 if people == 1 else round(min(3.2 * people**0.5, 14), 1)


def _circle(x, y, r) -> str:
    return f"M{x - r:g} {y}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def _square(x, y, r) -> str:
    return f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z"


def _triangle(x, y, r) -> str:
    return f"M{x} {y - 1.2 * r:g}l{1.2 * r:g} {2 * r:g}h{-2.4 * r:g}z"


def _diamond(x, y, r) -> str:
    return f"M{x} {y - 1.3 * r:g}l{1.3 * r:g} {1.3 * r:g}l{-1.3 * r:g} {1.3 * r:g}l{-1.3 * r:g} {-1.3 * r:g}z"


def _cross(x, y, r) -> str:
    a, b = 1.2 * r, 0.45 * r
    return (
        f"M{x - b:g} {y - a:g}h{2 * b:g}v{a - b:g}h{a - b:g}v{2 * b:g}h{b - a:g}v{a - b:g}h{-2 * b:g}v{b - a:g}"
        f"h{b - a:g}v{-2 * b:g}h{a - b:g}z"
    )


_SHAPES = (_circle, _square, _triangle, _diamond, _cross)
