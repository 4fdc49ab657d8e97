"""Routes."""

from django.urls import path

from hlab.cms.views import site

app_name = "cms"
urlpatterns = [
    path("sok/", site.search, name="search"),
    path("malbild/<int:pk>/publicera/", site.publish_goal, name="publish_goal"),
    path("robots.txt", site.robots, name="robots"),
]
