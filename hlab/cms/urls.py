"""Routes."""

app_name = "cms"
urlpatterns = []
