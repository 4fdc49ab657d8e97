"""Routes."""

app_name = "workshops"
urlpatterns = []
