"""Routes."""

app_name = "core"
urlpatterns = []
