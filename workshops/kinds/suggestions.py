"""What the computer proposes in a sorting: groups of notes that share words, until a person says yes or no."""

from __future__ import annotations

from workshops.analysis.similarity import MOST_GROUPS, groups
from workshops.models import Exercise
from workshops.queries.sorting import comparable_notes, dismissed

FEWEST = 4  # notes to compare
SHOWN = 20  # notes of one suggestion; the rest are proposed anew when these have been accepted
HALF = 0.5


def suggestions(exercise: Exercise) -> list[dict]:
    """[{"title", "words", "notes", "total", "key"}], largest first. Nothing is stored."""
    notes = comparable_notes(exercise)
    if len(notes) < FEWEST:
        return []
    no = dismissed(exercise)
    found = groups([note.text for note in notes], most=MOST_GROUPS + len(no))
    out = []
    for group in found:
        members = [notes[at] for at in group.members]
        if any(_same(frozenset(str(note.pk) for note in members), former) for former in no):
            continue
        shown = members[:SHOWN]
        out.append(
            {"title": group.title, "words": group.words, "notes": shown, "total": len(members), "key": str(shown[0].pk)}
        )
    return out[:MOST_GROUPS]


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two suggestions are mostly the same notes: the share of the smaller that lies in the larger (the
    overlap coefficient of Szymkiewicz and Simpson) is above a half."""
    return len(one & other) > HALF * min(len(one), len(other))
