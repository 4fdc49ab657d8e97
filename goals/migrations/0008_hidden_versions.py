from django.db import migrations, models
from django.db.models import Q

from goals.migrations._frozen import freeze, thaw


class Migration(migrations.Migration):
    """A published version can be taken down from the eyes of all, for a reason that all may read."""

    dependencies = [("goals", "0007_no_way_around")]

    operations = [
        migrations.RunPython(thaw, freeze),
        migrations.AddField("goalversion", "hidden_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "goalversion",
            "hidden_reason",
            models.CharField("varför den är dold", blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="goalversion",
            constraint=models.CheckConstraint(
                name="goals_hidden_for_a_reason",
                condition=Q(hidden_at__isnull=True, hidden_reason="")
                | (Q(hidden_at__isnull=False, published_at__isnull=False) & ~Q(hidden_reason="")),
            ),
        ),
        migrations.RunPython(freeze, thaw),
    ]
