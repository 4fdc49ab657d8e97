"""Barriers that share words, as the computer's suggestion: nothing is stored, and a person decides."""

from __future__ import annotations

from workshops.analysis.similarity import groups

MOST = 600  # compared at once; the newest
SHOWN = 20
FEWEST = 2


def alike(chosen) -> tuple[list[dict], int, int]:
    """([{"title", "words", "barriers", "total"}] largest first, how many were compared, how many there are)."""
    total = chosen.order_by().count()
    found = list(chosen[:MOST])
    if len(found) < FEWEST:
        return [], len(found), total
    said = groups([f"{barrier.title} {barrier.example}" for barrier in found])
    out = []
    for group in said:
        members = [found[at] for at in group.members]
        out.append({"title": group.title, "words": group.words, "barriers": members[:SHOWN], "total": len(members)})
    return out, len(found), total
