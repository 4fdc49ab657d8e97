"""Request id and log line; the language a person has chosen; rules that were broken, in words."""

from __future__ import annotations

import re
import time
import uuid

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from hlab.core.bodies import OVER
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.views.errors import TOO_BIG, answer, too_big

log = structlog.get_logger("hlab.request")
_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


class RequestLog:
    """One line a request: id, method, route (the pattern, never the address), status, milliseconds.

    A proxy's X-Request-ID is kept when it looks like one, so that lines can be followed between machines.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sent = request.headers.get("X-Request-ID", "")
        request.id = sent if _REQUEST_ID.match(sent) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            method=request.method,
            route=match.route if match else "-",
            status=response.status_code,
            ms=round((time.perf_counter() - start) * 1000, 1),
        )
        response["X-Request-ID"] = request.id
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, Http404 | PermissionDenied | SuspiciousOperation | RuleBroken):
            return
        match = request.resolver_match
        log.error("failed", route=match.route if match else "-", exc_info=True)


class RulesInWords:
    """A rule that was broken and that the view did not take care of becomes a page with its words.

    What is too large is refused here, for every address at once (`hlab.core.bodies` has not let it be read).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        size = request.META.get("CONTENT_LENGTH") or "0"
        said = size.isdigit() and int(size) > settings.MAX_REQUEST_BYTES
        if said or getattr(request, "scope", {}).get(OVER):
            return too_big(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, TOO_BIG):
            return too_big(request)
        if not isinstance(exception, RuleBroken):
            return None
        words = {
            "message": str(exception),
            "status": exception.status,
            "code": exception.code,
            "field": exception.field,
        }
        if isinstance(exception, StaleEdit):
            return answer(
                request,
                title=_("Någon hann före dig"),
                template="errors/stale.html",
                **words,
                **_choice(request, exception),
            )
        return answer(request, title=_("Det gick inte"), **words)


def _choice(request, stale: StaleEdit) -> dict:
    """Both texts, and the form as it was sent with the row version that is true now: to send it again is a choice."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "row_version")
    ]
    return {
        "yours": stale.yours,
        "theirs": stale.theirs,
        "action": request.get_full_path(),
        "fields": [*kept, ("row_version", stale.row_version)],
        "back_url": request.get_full_path(),
    }


class AdminPolicy:
    """Wagtail's own pages need a wider content policy (settings.ADMIN_POLICY); nothing else of the site gets it.

    A page of ours that an editor previews has passed these middlewares once already, inside Wagtail's request: it
    keeps its strict policy, and may only be framed by the editor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(settings.ADMIN_PREFIX):
            preview = response.headers.pop("Content-Security-Policy", None) is not None
            frames = {"frame-ancestors": settings.ADMIN_POLICY["frame-ancestors"]}
            response._csp_replace = frames if preview else settings.ADMIN_POLICY
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


class ChosenLanguage:
    """Swedish unless the person has chosen otherwise; the browser's language is not a choice."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
