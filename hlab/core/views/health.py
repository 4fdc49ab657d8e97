"""Whether the process answers, and whether it should be sent visitors."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from hlab.core import health
from hlab.core.access import public


@public
@never_cache
def healthz(request):
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain")


@public
@never_cache
def readyz(request):
    """Every registered check: 200 when all are well, else 503 with which one is not."""
    states = health.states()
    well = all(state == "ok" for state in states.values())
    return JsonResponse(states, status=200 if well else 503)
