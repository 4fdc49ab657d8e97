from django.db import migrations

from hlab.core.triggers import Frozen, NoWayAround

TABLES = ("journeys_journeyversion", "journeys_mapedit")


class Migration(migrations.Migration):
    """What has happened to a map, and how it stood, is never changed."""

    dependencies = [("journeys", "0002_voices")]

    operations = [operation for table in TABLES for operation in (Frozen(table), NoWayAround(table))]
