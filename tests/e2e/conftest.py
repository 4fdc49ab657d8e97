"""Stories share a browser and a site; each leaves the browser as it found it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _windows_are_closed(browser):
    """Pages that nobody looks at any more would go on listening and counting seconds beside the stories that follow."""
    yield
    for context in browser.contexts:
        context.close()
