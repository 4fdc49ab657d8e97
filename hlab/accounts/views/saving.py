"""One way to show a form, save it and say what is wrong."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken


def crumbs(*trail: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way here from the start page. The last step has no address."""
    return [(_("Start"), "/"), *trail]


def save_form(request, form, save, *, template: str = "accounts/form.html", **context):
    """GET shows the form. POST gives `save` the cleaned data and answers with what it returns.

    A broken rule is shown at its field, or above the form, with nothing typed lost.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return save(form.cleaned_data)
            except RuleBroken as broken:
                form.add_error(broken.field if broken.field in form.fields else None, str(broken))
                status = broken.status
    return render(request, template, {"form": form, **context}, status=status)
