"""Error pages in plain words: what is wrong and what to do. None of them may fail itself."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def answer(request, *, title: str, message: str, status: int, code: str = "", field: str = ""):
    """The same words as a page, as a fragment's page, or as problem+json where an API was asked."""
    if request.path.startswith("/api/"):
        body = {"type": f"urn:hlab:{code or status}", "title": title, "status": status, "detail": message}
        if field:
            body["errors"] = [{"field": field, "detail": message}]
        return JsonResponse(body, status=status, content_type="application/problem+json")
    return render(request, "errors/page.html", {"title": title, "message": message}, status=status)


def bad_request(request, exception=None):
    """400"""
    return answer(
        request,
        title=_("Det gick inte att förstå"),
        message=_("Adressen eller formuläret var inte som det ska. Gå tillbaka och försök igen."),
        status=400,
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
    """500: plain text in a string, since the templates may be what is broken."""
    words = _("Något gick fel hos oss. Det du skickade är kanske inte sparat. Gå tillbaka och försök igen.")
    number = getattr(request, "id", "")
    return HttpResponse(
        "<!doctype html><html lang='sv'><head><meta charset='utf-8'><title>"
        + _("Något gick fel")
        + "</title></head><body><main><h1>"
        + _("Något gick fel")
        + f"</h1><p>{words}</p><p><a href='/'>"
        + _("Till startsidan")
        + f"</a></p><p>{number}</p></main></body></html>",
        status=500,
    )
