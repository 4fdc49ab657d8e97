from django.db import migrations

from goals.migrations._frozen import freeze, thaw


class Migration(migrations.Migration):
    """A dissent that is carried on to a draft can be met there; it stands from when the words are frozen."""

    dependencies = [("goals", "0012_plans")]

    operations = [migrations.RunPython(thaw, freeze), migrations.RunPython(freeze, thaw)]
