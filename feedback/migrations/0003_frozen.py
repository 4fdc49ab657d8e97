from django.db import migrations

from feedback.migrations._frozen import freeze, thaw


class Migration(migrations.Migration):
    """A frozen version stands with all its parts, an answer as it was read, and a result as it was counted."""

    dependencies = [("feedback", "0002_rounds")]

    operations = [migrations.RunPython(freeze, thaw)]
