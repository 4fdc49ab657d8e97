"""Errors of the API as application/problem+json (RFC 9457), naming the field where there is one."""

from __future__ import annotations

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from hlab.core.errors import RuleBroken


def problem_json(exc, context) -> Response | None:
    """DRF's exception handler: status and words of the error in RFC 9457's shape."""
    if isinstance(exc, RuleBroken):
        errors = [{"field": exc.field, "detail": str(exc)}] if exc.field else []
        return _problem(exc.status, exc.code, str(exc), errors)
    response = exception_handler(exc, context)
    if response is None:
        return None
    errors = []
    if isinstance(exc, ValidationError) and isinstance(exc.detail, dict):
        errors = [{"field": name, "detail": " ".join(map(str, words))} for name, words in exc.detail.items()]
    detail = getattr(exc, "detail", "")
    words = str(detail) if isinstance(detail, str) else ""
    return _problem(response.status_code, getattr(exc, "default_code", "error"), words, errors)


def _problem(status: int, code: str, detail: str, errors: list) -> Response:
    body = {"type": f"urn:hlab:{code}", "title": code, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    return Response(body, status=status, content_type="application/problem+json")
