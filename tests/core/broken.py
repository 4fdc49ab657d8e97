"""Addresses that fail in each of the ways a page can fail. Only for tests: `urls("tests.core.broken")`."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401

SECRET = "Anna Ek, 811218-9876, anna@example.se"


def fails(request, how):
    """One way to fail, with somebody's words in it."""
    if how == "value":
        raise ValueError(SECRET)
    if how == "database":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO accounts_user (email) VALUES (%s)", [SECRET])
    if how == "nested":
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    if how == "denied":
        raise PermissionDenied(SECRET)
    if how == "missing":
        raise Http404(SECRET)
    if how == "suspicious":
        raise SuspiciousOperation(SECRET)
    if how == "rule":
        raise RuleBroken("Temat har redan <fem> prickar.", field="tema", status=409)
    if how == "stale":
        raise StaleEdit("Någon har ändrat.", field="title", yours="min <b>", theirs="din", row_version=7)
    return HttpResponse(request.POST.get("text", "inget")[:20])


class Shape(serializers.Serializer):
    title = serializers.CharField(max_length=5)
    steps = serializers.ListField(child=serializers.IntegerField())

    def validate(self, values):
        raise serializers.ValidationError("Det går inte ihop.")


@api_view(["GET", "POST"])
@permission_classes([AllowAny])
def api(request, how):
    if how == "rule":
        raise RuleBroken("Temat har redan fem prickar.", field="tema", status=409)
    if how == "stale":
        raise StaleEdit("Någon har ändrat.", yours="min", theirs="din")
    if how == "missing":
        raise Http404(SECRET)
    if how == "denied":
        raise PermissionDenied(SECRET)
    Shape(data=request.data).is_valid(raise_exception=True)
    return Response({})


urlpatterns = [path("fel/<str:how>/", fails), path("api/fel/<str:how>/", api), *urlpatterns]
