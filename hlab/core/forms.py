"""One way to show a form, save it and say what is wrong; and one to ask before something is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

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


def who(request) -> dict[str, Any]:
    """Who acts, and when: what every action is told."""
    return {"by": request.user, "at": timezone.now()}


def sent(request):
    """What a form was sent with; None when it is only looked at."""
    return request.POST if request.method == "POST" else None


def confirmed(
    request, act, /, *, words: str, to: str, cancel_url: str = "", kind: str = "stop", is_yes: bool = True, **context
):
    """Ask first; then do it, say so and go on. A refusal stays here and says why. act may give an address to go on to
    instead of `to`. is_yes: that what was sent is the answer, and not a form that leads to the question."""
    error, status = "", 200
    if request.method == "POST" and is_yes:
        try:
            onward = act()
        except RuleBroken as broken:
            error, status = broken.message, broken.status
        else:
            messages.success(request, words)
            return redirect(onward or to)
    context |= {"error": error, "action": request.path, "cancel_url": cancel_url or to, "kind": kind}
    return render(request, "confirm.html", context, status=status)
