from django.db import migrations

from hlab.core.triggers import Frozen


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [Frozen("core_auditevent")]
