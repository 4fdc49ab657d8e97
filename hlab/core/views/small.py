"""The small pages every site needs: language, leaving quickly, how a job is doing."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hlab.core import jobs
from hlab.core.access import guarded, public
from hlab.core.models import Job


@public
@require_POST
def set_language(request):
    """Remember the language someone chose, and go back to where they were."""
    there = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = "/"
    response = HttpResponseRedirect(there)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        )  # fmt: skip
    return response


@public
def leave(request):
    """Where "Lämna snabbt" leads without script: an empty page that says nothing of where one was."""
    response = render(request, "core/leave.html")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@public
def editors_log_in(request):
    """In the place of Wagtail's own log-in, which knows neither of limits nor of second factors: the site's."""
    there = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = settings.ADMIN_PREFIX
    return redirect_to_login(there)


@guarded("core.see_job", Job)
@never_cache
@require_GET
def job(request, row: Job):
    """How a job is doing, for the one who asked for it and for administrators. A fragment for htmx."""
    template = "core/_job.html" if request.htmx else "core/job.html"
    return render(request, template, {"job": jobs.as_far(row), "ended": row.ended_at is not None})
