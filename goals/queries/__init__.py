"""Reads. working: for those who write. people: how many stand behind. public: what anyone may see."""

from goals.queries.people import people_behind_version, shown_people
from goals.queries.public import (
    goals_resting_on,
    page_data,
    published_goals,
    published_version,
    shown_voices,
    voices_data,
)
from goals.queries.working import (
    cautions,
    counts_by_lab,
    evidence_of,
    filter_choices,
    goals_of,
    left_behind,
    selectable,
    usable_evidence,
    versions,
)

__all__ = [
    "cautions", "counts_by_lab", "evidence_of", "filter_choices", "goals_of", "goals_resting_on", "left_behind",
    "page_data", "people_behind_version", "published_goals", "published_version", "selectable", "shown_people",
    "shown_voices", "usable_evidence", "versions", "voices_data",
]  # fmt: skip
