"""Reads for the public site: only what is public, in few queries. pages: the tree. rooms: what pages show."""

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
from hlab.cms.queries.tree import articles, foot_data, found_pages, information, operator, site_map, with_marks

__all__ = [
    "articles", "foot_data", "found_pages", "glossary", "goals_for_api", "goals_in_list", "information",
    "lab_page_data", "operator", "page_of", "public_labs", "publishing_data", "shown_versions", "site_map",
    "start_page_data", "with_marks", "with_people",
]  # fmt: skip
