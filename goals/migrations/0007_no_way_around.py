from django.db import migrations

from goals.migrations._frozen import freeze, open_again


class Migration(migrations.Migration):
    dependencies = [("goals", "0006_choose_public_counts")]
    operations = [migrations.RunPython(freeze, open_again)]
