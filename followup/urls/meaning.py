"""What people think together that the figures mean."""

from django.urls import URLPattern, path

from followup.views import meaning

urlpatterns: list[URLPattern] = [
    path("arbete/<int:pk>/uppfoljning/tolkningar/", meaning.interpretation_list, name="interpretations"),
    path("arbete/<int:pk>/uppfoljning/tolkning/", meaning.interpret, name="interpret"),
    path("arbete/uppfoljning/tolkning/<int:pk>/visning/", meaning.openness, name="interpretation_openness"),
]
