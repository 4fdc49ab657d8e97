"""What the matrix asks is answered by the status and the words; it need not draw what stands around a refusal."""

from __future__ import annotations

import pytest

from hlab.core.views import errors


@pytest.fixture
def bare_refusals(monkeypatch, settings):
    """Most of the matrix is refusals, and menu and foot around each of them cost five times what refusing does; then
    Wagtail looks for a redirect, and no editor has laid any.

    A refusal still says its own words: `bare` writes them. What stands around them is the same at every address;
    `tests/core/test_errors.py` and one test of `test_between` read it.
    """
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "redirects" not in name]
    drawn = errors._rendered
    monkeypatch.setattr(
        errors, "_rendered", lambda page, *rest: "" if page == "errors/page.html" else drawn(page, *rest)
    )
