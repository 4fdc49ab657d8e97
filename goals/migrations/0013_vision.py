from django.db import migrations, models

from goals.migrations._frozen import freeze, thaw


class Migration(migrations.Migration):
    """What belongs to a version, written down as it is frozen. No version from before has any of it."""

    dependencies = [("goals", "0012_plans")]

    operations = [
        migrations.RunPython(thaw, freeze),
        migrations.AddField("goalversion", "written", models.JSONField(default=dict)),
        migrations.RunPython(freeze, thaw),
    ]
