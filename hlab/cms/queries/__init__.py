"""Reads for the public site: only what is public, in few queries. pages: the tree. rooms: what pages show."""

from hlab.cms.queries.journeys import (
    family,
    journeys_in_list,
    journeys_in_map,
    kind_label,
    public_journey,
)
from hlab.cms.queries.rooms import (
    glossary,
    goals_for_api,
    goals_in_list,
    lab_page_data,
    page_of,
    public_labs,
    publishing_data,
    shown_versions,
    start_page_data,
    with_people,
)
from hlab.cms.queries.searching import search
from hlab.cms.queries.tree import (
    articles,
    foot_data,
    found_pages,
    information,
    operator,
    principals_words,
    site_map,
    with_marks,
)

__all__ = [
    "articles", "family", "foot_data", "found_pages", "glossary", "goals_for_api", "goals_in_list", "information",
    "journeys_in_list", "journeys_in_map", "kind_label", "lab_page_data", "operator", "page_of", "principals_words",
    "public_journey", "public_labs", "publishing_data", "search", "shown_versions", "site_map", "start_page_data",
    "with_marks", "with_people",
]  # fmt: skip
