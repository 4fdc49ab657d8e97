from django.db import migrations

from followup.migrations._frozen import freeze, thaw


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_reports")]

    operations = [migrations.RunPython(freeze, thaw)]
