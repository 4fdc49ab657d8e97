"""Routes."""

app_name = "labs"
urlpatterns = []
