"""Routes."""

app_name = "accounts"
urlpatterns = []
