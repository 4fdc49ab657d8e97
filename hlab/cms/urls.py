"""Routes beside the page tree."""

from django.urls import path

from hlab.cms.views import journeys, pictures, publishing, site

app_name = "cms"
urlpatterns = [
    path("sok/", site.search, name="search"),
    path("malbilder/<slug:slug>/", site.goal, name="goal"),
    path("malbilder/<slug:slug>/v/<int:number>/", site.goal, name="goal_version"),
    path("malbild/<int:pk>/publicera/", publishing.publish_goal, name="publish_goal"),
    path("malbild/<int:pk>/dolj/", publishing.hide_goal, name="hide_goal"),
    path("malbild/<int:pk>/visa-igen/", publishing.unhide_goal, name="unhide_goal"),
    path("resor/", journeys.journeys, name="journeys"),
    path("resor/<slug:slug>/", journeys.journey, name="journey"),
    path("resor/<slug:slug>/skillnader/", journeys.journey_differences, name="journey_differences"),
    path("resor/<slug:slug>/resa.json", journeys.journey_file, name="journey_file"),
    path("redaktion-in/", site.editors_door, name="editors_door"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("media/images/<str:name>", pictures.rendition, name="picture"),
    path("media/avatar_images/<str:name>", pictures.portrait, name="portrait"),
    path("robots.txt", site.robots, name="robots"),
]
