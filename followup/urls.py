"""Routes."""

app_name = "followup"
urlpatterns = []
