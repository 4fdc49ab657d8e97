from django.db import migrations

from hlab.core.triggers import Frozen


class Migration(migrations.Migration):
    dependencies = [("goals", "0002_initial")]
    operations = [
        Frozen(
            "goals_goalversion",
            columns=["title", "statement", "what_changed", "why_changed", "number", "goal_id", "people_count"],
            when="OLD.frozen_at IS NOT NULL",
            deletes=False,
        ),
        Frozen("goals_statuschange"),
    ]
