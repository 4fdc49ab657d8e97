"""Reads. working: for those who write. people, checks: counts, and what of them is shown. public, page, voices: what
anyone sees."""

from goals.queries.checks import shown_checks
from goals.queries.drafting import evidence_page, excerpts_of
from goals.queries.page import page_data
from goals.queries.people import chosen_release, people_behind_version, shown_people, speakers
from goals.queries.public import (
    goals_resting_on,
    hidden_words,
    published_goals,
    published_version,
    veiled,
)
from goals.queries.voices import (
    public_voices,
    shown_voices,
    voice_choices,
    voices_data,
    voices_of,
)
from goals.queries.working import (
    cautions,
    counts_by_lab,
    filter_choices,
    goals_of,
    left_behind,
    narrowed,
    replacing,
    selectable,
    usable_evidence,
    versions,
)

__all__ = [
    "cautions", "chosen_release", "counts_by_lab", "evidence_page", "excerpts_of", "filter_choices", "goals_of",
    "goals_resting_on", "hidden_words", "left_behind", "narrowed", "page_data", "people_behind_version",
    "public_voices", "published_goals", "published_version", "replacing", "selectable", "shown_checks", "shown_people",
    "shown_voices", "speakers", "usable_evidence", "veiled", "versions", "voice_choices", "voices_data", "voices_of",
]  # fmt: skip
