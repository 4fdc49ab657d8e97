"""Who is behind the request, asked for only when someone wants to know."""

from django.utils.functional import SimpleLazyObject

from hlab.accounts.viewer import viewer_of


class ViewerMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        return self.get_response(request)
