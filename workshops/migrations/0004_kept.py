from django.db import migrations

from workshops.migrations._kept import keep, loosen


class Migration(migrations.Migration):
    """What was said stays, and what belongs together stays together, whoever writes to the database."""

    dependencies = [("workshops", "0003_sane_rows")]
    operations = [migrations.RunPython(keep, loosen)]
