from django.db import migrations, models
from django.db.models import F, Q

from goals.migrations._frozen import freeze, thaw
from hlab.core.triggers import Frozen


def as_before(apps, schema_editor):
    """The triggers of 0003."""
    words = ["title", "statement", "what_changed", "why_changed", "number", "goal_id", "people_count"]
    before = (
        Frozen("goals_goalversion", columns=words, when="OLD.frozen_at IS NOT NULL", deletes=False),
        Frozen("goals_statuschange"),
    )
    for operation in before:
        operation.database_forwards("goals", schema_editor, None, None)


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_frozen_words")]

    operations = [
        migrations.RunPython(thaw, as_before),
        migrations.RemoveConstraint(model_name="goalversion", name="goals_one_draft_at_a_time"),
        migrations.AddField(
            model_name="statuschange",
            name="decider",
            field=models.CharField(blank=True, max_length=200, verbose_name="vem beslutade"),
        ),
        migrations.AlterField(
            model_name="statuschange",
            name="reason",
            field=models.TextField(blank=True, max_length=600, verbose_name="skäl"),
        ),
        migrations.AddConstraint(
            model_name="goalversion",
            constraint=models.UniqueConstraint(
                fields=["goal"], condition=Q(frozen_at__isnull=True), name="goals_one_open_wording"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalversion",
            constraint=models.UniqueConstraint(
                fields=["goal"],
                condition=Q(published_at__isnull=False) & ~Q(status="replaced"),
                name="goals_one_public_wording",
            ),
        ),
        migrations.AddConstraint(
            model_name="goalversion",
            constraint=models.CheckConstraint(
                name="goals_version_says_something", condition=~Q(title="") & ~Q(statement="")
            ),
        ),
        migrations.AddConstraint(
            model_name="membercheck",
            constraint=models.CheckConstraint(
                name="goals_check_adds_up",
                condition=Q(
                    lived_experience__lte=F("recognise") + F("partly") + F("not_recognise") + F("unknown")
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                name="goals_adopted_by_someone_for_a_reason",
                condition=~Q(status="adopted") | (~Q(decider="") & ~Q(reason="")),
            ),
        ),
        migrations.RunPython(freeze, thaw),
    ]
