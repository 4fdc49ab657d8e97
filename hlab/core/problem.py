"""Errors of the API as application/problem+json (RFC 9457), naming the field where there is one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from hlab.core.errors import RuleBroken, StaleEdit

MEDIA_TYPE = "application/problem+json"


def problem_json(exc, context) -> Response | None:
    """DRF's exception handler: status and words of the error in RFC 9457's shape.

    `errors` is a list of {"field", "detail"}; field is a path ("steps.0.minutes") or "" for the whole.
    """
    if isinstance(exc, RuleBroken):
        errors = [{"field": exc.field, "detail": str(exc)}] if exc.field else []
        both = {"yours": exc.yours, "theirs": exc.theirs} if isinstance(exc, StaleEdit) else {}
        return Response(_body(exc.status, exc.code, str(exc), errors) | both, exc.status, content_type=MEDIA_TYPE)
    response = exception_handler(exc, context)
    if response is None:
        return None
    status, detail, errors = response.status_code, getattr(exc, "detail", ""), []
    code = getattr(detail, "code", "") or getattr(exc, "default_code", "error")
    if isinstance(exc, ValidationError):
        errors = list(_fields(exc.detail))
        detail = _("Något i det som skickades stämmer inte.")
    elif isinstance(exc, Http404):
        code, detail = "not_found", _("Det finns inget här, eller så är det inte öppet.")
    elif isinstance(exc, PermissionDenied):
        code, detail = "permission_denied", _("Det här är inte öppet för dig.")
    response.data = _body(status, code, str(detail), errors)
    response.content_type = MEDIA_TYPE
    return response


def _fields(detail, path: str = ""):
    """Every message in a validation error, with the path to its field."""
    if isinstance(detail, ErrorDetail):
        yield {"field": path, "detail": str(detail)}
    elif isinstance(detail, dict):
        for name, inner in detail.items():
            whole = name == "non_field_errors"
            yield from _fields(inner, path if whole else f"{path}.{name}".lstrip("."))
    else:
        for index, inner in enumerate(detail):
            yield from _fields(inner, path if isinstance(inner, ErrorDetail) else f"{path}.{index}".lstrip("."))


def title_of(status: int) -> str:
    """What kind of error it is, in the same few words as the pages use."""
    titles = {
        400: _("Det gick inte att förstå"),
        401: _("Logga in först"),
        403: _("Det här kan du inte göra"),
        404: _("Sidan finns inte"),
        405: _("Det går inte att göra så här"),
        406: _("Den formen finns inte"),
        409: _("Det gick inte"),
        413: _("För mycket på en gång"),
        415: _("Den formen går inte att läsa"),
        422: _("Det gick inte"),
        429: _("För många försök"),
    }
    return titles.get(status) or (_("Något gick fel hos oss") if status >= 500 else _("Det gick inte"))


def _body(status: int, code: str, detail: str, errors: list) -> dict:
    body = {"type": f"urn:hlab:{code}", "title": title_of(status), "status": status, "detail": detail}
    return body | ({"errors": errors} if errors else {})
