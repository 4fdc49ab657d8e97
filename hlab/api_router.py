"""The open read API."""

urlpatterns = []
