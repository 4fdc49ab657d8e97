from django.db import migrations


class Migration(migrations.Migration):
    """What was said stays. The triggers that see to it are of today's tables, so they are made by 0007."""

    dependencies = [("workshops", "0003_sane_rows")]
    operations = []
