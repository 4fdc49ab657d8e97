"""Stories share a browser and a site; each leaves the browser as it found it."""

from __future__ import annotations

import pytest

# Handed out first, so that no worker is left alone with one of them at the end.
LONGEST = (
    "test_from_the_template_to_the_board",
    "test_from_a_story_to_a_judged_plan",
    "test_a_measure_from_nothing_to_an_answer_that_can_be_traced",
    "test_staffs_pages",
    "test_from_a_phone_to_a_published_malbild",
    "test_the_staff_pages_of_the_example",
    "test_a_link_of_two_hundred_characters_stays_inside_every_page",
    "test_what_happened_is_told_and_found_by_code",
)


def place(item) -> int:
    name = item.originalname
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """The longest first. But while one worker puts in the example, the others try pages that need no site."""
    result = yield
    stories = [item for item in items if "site" in item.fixturenames]
    others = [item for item in items if "site" not in item.fixturenames]
    if stories and all(item.get_closest_marker("browser") for item in items):
        stories.sort(key=place)
        items[:] = stories[:2] + others + stories[2:]
    return result


@pytest.fixture(autouse=True)
def _windows_are_closed(browser):
    """Pages that nobody looks at any more would go on listening and counting seconds beside the stories that follow."""
    yield
    for context in browser.contexts:
        context.close()
