"""Error pages in plain words."""

from django.http import HttpResponse


def _page(status):
    return HttpResponse("", status=status)


def bad_request(request, exception=None):
    return _page(400)


def forbidden(request, exception=None):
    return _page(403)


def not_found(request, exception=None):
    return _page(404)


def server_error(request):
    return _page(500)


def csrf_failure(request, reason=""):
    return _page(403)
