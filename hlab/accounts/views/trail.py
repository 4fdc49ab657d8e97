"""The way here, and what the administrators' pages share."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from hlab.accounts.forms import SearchForm
from hlab.core.access import may

PER_PAGE = 50


def crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Steps from the start page. The last one has no address."""
    return [(_("Start"), "/"), *steps]


def way(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Steps from Mitt konto, where the administrators' pages are found."""
    return crumbs((_("Mitt konto"), reverse("accounts:account")), *steps)


def for_administrators(request) -> None:
    """Lists have no object to guard; for everybody else they do not exist."""
    if not may(request, "accounts.manage"):
        raise Http404


def searched(request) -> str:
    """What a list is narrowed by."""
    form = SearchForm(request.GET)
    return form.cleaned_data["q"] if form.is_valid() else ""
