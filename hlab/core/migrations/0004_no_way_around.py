from django.db import migrations

from hlab.core.triggers import NoWayAround


class Migration(migrations.Migration):
    dependencies = [("core", "0003_job_sign_of_life")]
    operations = [NoWayAround("core_auditevent")]
