"""Error pages in plain words: what is wrong and what to do. None of them may fail itself."""

from __future__ import annotations

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

log = structlog.get_logger("hlab.errors")
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def answer(
    request,
    *,
    title: str,
    message: str,
    status: int,
    code: str = "",
    field: str = "",
    template="errors/page.html",
    **more,
):
    """The same words in the shape that was asked for: a page, a fragment for htmx, or problem+json.

    A fragment is put first in the page's main part, so that nothing somebody has typed is swapped away.
    more: further context for the page's template.
    """
    if wants_json(request):
        body = {"type": f"urn:hlab:{code or status}", "title": title, "status": status, "detail": message}
        if field:
            body["errors"] = [{"field": field, "detail": message}]
        return JsonResponse(body, status=status, content_type="application/problem+json")
    context = {"title": title, "message": message, **more}
    if getattr(request, "htmx", False):
        html = _rendered("errors/_alert.html", context, request) or f'<p role="alert">{escape(message)}</p>'
        return HttpResponse(html, status=status, headers={"HX-Retarget": "main", "HX-Reswap": "afterbegin"})
    html = _rendered(template, context, request) or _rendered(template, context, None) or bare(title, message)
    return HttpResponse(html, status=status)


def wants_json(request) -> bool:
    """The API, and whoever asks for JSON but not for a page."""
    accepted = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accepted and "html" not in accepted)


def _rendered(template: str, context: dict, request) -> str:
    """The page, or nothing when the page is what is broken. Without a request nothing is asked of the database."""
    try:
        return loader.render_to_string(template, context, request)
    except Exception:
        log.error("error page", page=template, exc_info=True)
        return ""


def bare(title: str, message: str) -> str:
    """A page that needs no template."""
    title, message, home = escape(title), escape(message), escape(_("Till startsidan"))
    return (
        f'<!doctype html><html lang="{get_language() or "sv"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} – Hälsolabb</title></head>'
        f'<body><main><h1>{title}</h1><p>{message}</p><p><a href="/">{home}</a></p></main></body></html>'
    )


def bad_request(request, exception=None):
    """400; 413 when it was too much at once, which Django finds before any view is asked."""
    if isinstance(exception, TOO_BIG):
        return too_big(request)
    return answer(
        request,
        title=_("Det gick inte att förstå"),
        message=_("Adressen eller formuläret var inte som det ska. Gå tillbaka och försök igen."),
        status=400,
    )


def too_big(request):
    """413"""
    return answer(
        request,
        title=_("För mycket på en gång"),
        message=_("Det du skickade är för stort, och inget är sparat. Gå tillbaka, dela upp det och försök igen."),
        status=413,
    )


def forbidden(request, exception=None):
    """403"""
    return answer(
        request,
        title=_("Det här kan du inte göra"),
        message=_("Din roll räcker inte för det här, eller så är du inte med. Fråga den som leder labbet."),
        status=403,
    )


def not_found(request, exception=None):
    """404: the same for what does not exist and what one may not know of."""
    return answer(
        request,
        title=_("Sidan finns inte"),
        message=_("Sidan finns inte, eller så har du inte tillgång till den. Kontrollera adressen eller börja om."),
        status=404,
    )


def csrf_failure(request, reason=""):
    """A form that was sent from an old page or with cookies turned off."""
    return answer(
        request,
        title=_("Formuläret var för gammalt"),
        message=_("Gå tillbaka, ladda om sidan och skicka igen. Webbläsaren behöver tillåta kakor från oss."),
        status=403,
    )


def server_error(request):
    """500, with the number under which the log tells more. Asks nothing of a database that may be what is broken."""
    title = _("Något gick fel hos oss")
    words = _("Det du skickade är kanske inte sparat. Gå tillbaka och försök igen om en stund.")
    number = getattr(request, "id", "")
    if number:
        words += " " + _("Hör du av dig om felet, nämn numret %(number)s.") % {"number": number[:8]}
    if wants_json(request) or getattr(request, "htmx", False):
        return answer(request, title=title, message=words, status=500)
    context = {"title": title, "message": words}
    return HttpResponse(_rendered("errors/page.html", context, None) or bare(title, words), status=500)
