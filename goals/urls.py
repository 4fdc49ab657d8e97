"""Routes."""

app_name = "goals"
urlpatterns = []
