"""One way to show a form, save it and say what is wrong."""

from __future__ import annotations

from django.shortcuts import render

from hlab.core.errors import RuleBroken, StaleEdit


def save_form(request, form, save, *, template: str, **context):
    """GET shows the form. POST gives `save` the cleaned data and answers with what it returns.

    A broken rule is shown at its field, or above the form, and nothing typed is lost. When somebody else was
    first (StaleEdit) the template gets `stale` to show with `<c-stale />`, which is no mistake in the form, and the
    form carries the new row version: what is saved next is saved knowingly.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return save(form.cleaned_data)
            except StaleEdit as stale:
                context["stale"], status = stale, stale.status
                form.data = form.data.copy()
                form.data[form.add_prefix("row_version")] = stale.row_version
            except RuleBroken as broken:
                refuse(form, broken)
                status = broken.status
    return render(request, template, {"form": form, **context}, status=status)


def refuse(form, broken: RuleBroken) -> None:
    """Say in the form what the action refused."""
    form.add_error(broken.field if broken.field in form.fields else None, str(broken))
