"""Routes beside the page tree."""

from django.urls import path

from hlab.cms.views import publishing, site

app_name = "cms"
urlpatterns = [
    path("sok/", site.search, name="search"),
    path("malbild/<int:pk>/publicera/", publishing.publish_goal, name="publish_goal"),
    path("redaktion-in/", site.editors_door, name="editors_door"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("robots.txt", site.robots, name="robots"),
]
