"""Who is behind the request, asked for only when someone wants to know; and what no cache may keep of them."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from hlab.accounts.receipts import COOKIE
from hlab.accounts.viewer import viewer_of

GOODBYES = ("account_logout", "accounts:leave")


class ViewerMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        return self.get_response(request)


class NothingKept:
    """A page for somebody who carries a log-in or a receipt, and one that is not public, is kept by no cache: on a
    borrowed device "back" must not show what the last person saw. Who leaves takes along what was kept before.

    Decided by which cookies there are, so it costs no query. Public pages for strangers may be kept, and what says
    itself how it may be kept is left as it is. `request.is_known` tells the templates.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.is_known = bool({settings.SESSION_COOKIE_NAME, COOKIE} & request.COOKIES.keys())
        response = self.get_response(request)
        known = request.is_known or {settings.SESSION_COOKIE_NAME, COOKIE} & response.cookies.keys()
        if known or not _is_public(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if _leaves(request, response):
            response.headers["Clear-Site-Data"] = '"cache"'  # cookies are ours to remove; "storage" empties drafts
        return response


def _is_public(request) -> bool:
    match = request.resolver_match
    return getattr(match.func, "access", "public") == "public" if match else True


def _leaves(request, response) -> bool:
    forgets = COOKIE in response.cookies and not response.cookies[COOKIE].value
    match = request.resolver_match
    return forgets or bool(match and match.view_name in GOODBYES and request.method == "POST")
