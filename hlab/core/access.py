"""The one door to an object, and the label every view must carry.

A view is declared with exactly one of `public`, `signed_in` or `guarded`; a test fails on a view without one.
`guarded` fetches the object and asks the rule. What a person may not see looks the same as what does not exist.
"""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from rules.permissions import has_perm

# A key that cannot be one (a word for a number, half a uuid, more digits than the database counts to) is a page
# that does not exist.
_NO_SUCH_KEY = (ValueError, TypeError, ValidationError, OverflowError)


class NeedsLogin(Exception):
    """Nobody is signed in and the object is one for staff. The decorator answers with the log-in page."""


def may(request, perm: str, obj=None) -> bool:
    """Whether the person behind the request may do `perm` ("room.act") to `obj`."""
    return has_perm(perm, request.viewer, obj)


def get_for(request, queryset, perm: str, **lookup):
    """One object that the viewer may do `perm` to.

    queryset: a model or a queryset (with what the page needs already joined).
    Raises Http404 when the object does not exist or the viewer may not know of it, NeedsLogin when a log-in
    could help, PermissionDenied when the viewer takes part here but not in this way.
    """
    manager = getattr(queryset, "_default_manager", None)
    rows = manager.all() if manager is not None else queryset
    try:
        obj = rows.get(**lookup)
    except (rows.model.DoesNotExist, *_NO_SUCH_KEY):
        obj = None
    if obj is not None and has_perm(perm, request.viewer, obj):
        return obj
    if not request.viewer.is_staff:
        raise NeedsLogin
    if obj is not None and has_perm(f"{perm.split('.')[0]}.see", request.viewer, obj):
        raise PermissionDenied
    raise Http404


def public(view):
    """Anyone may open this page."""
    view.access = "public"
    return view


def signed_in(view):
    """Anyone with a log-in may open this page; it shows only what is theirs."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    inner.access = "signed_in"
    return inner


def guarded(perm: str, rows, by: str = "pk", turn_to: str = ""):
    """The view is given the object instead of its key, after the door has been asked.

    rows: a model, or a function without arguments that returns a queryset. by: name of the address part.
    turn_to: for pages of participants, the address name where somebody without a place is shown the way
    (a log-in would not help them); what they try to send in is refused.
    """

    def decorate(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            key = kwargs.pop(by)
            source = rows if isinstance(rows, type) else rows()
            try:
                obj = get_for(request, source, perm, **{by: key})
            except (NeedsLogin, Http404, PermissionDenied) as closed:
                if turn_to:
                    if request.method in ("GET", "HEAD"):
                        return redirect(turn_to)
                    raise PermissionDenied from closed
                if isinstance(closed, NeedsLogin):
                    return redirect_to_login(request.get_full_path())
                raise
            request.about = obj  # for what every page around the object must say of it
            return view(request, obj, *args, **kwargs)

        inner.access = perm
        return inner

    return decorate
