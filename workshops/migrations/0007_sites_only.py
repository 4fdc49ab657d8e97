import django.db.models.deletion
from django.db import migrations, models

from workshops.migrations._kept import keep, loosen


class Migration(migrations.Migration):
    """What now lies with each site is no longer kept beside it."""

    dependencies = [
        ("workshops", "0006_sites_filled"),
    ]
    operations = [
        migrations.RemoveConstraint(
            model_name='exercise',
            name='workshops_step_times_follow_state',
        ),
        migrations.RemoveConstraint(
            model_name='workshop',
            name='workshops_join_key_once',
        ),
        migrations.RemoveConstraint(
            model_name='workshop',
            name='workshops_join_key_only_while_open',
        ),
        migrations.RemoveField(
            model_name='exercise',
            name='closed_at',
        ),
        migrations.RemoveField(
            model_name='exercise',
            name='ends_at',
        ),
        migrations.RemoveField(
            model_name='exercise',
            name='opened_at',
        ),
        migrations.RemoveField(
            model_name='exercise',
            name='revealed_at',
        ),
        migrations.RemoveField(
            model_name='exercise',
            name='state',
        ),
        migrations.RemoveField(
            model_name='workshop',
            name='current',
        ),
        migrations.RemoveField(
            model_name='workshop',
            name='join_code',
        ),
        migrations.RemoveField(
            model_name='workshop',
            name='join_key',
        ),
        migrations.AlterField(
            model_name="cluster",
            name="site",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="clusters", to="workshops.site"),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="site",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contributions", to="workshops.site"),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="site",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="workshops.site"),
        ),
        migrations.AlterField(
            model_name="participation",
            name="site",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="participations", to="workshops.site"),
        ),
        migrations.RunPython(keep, loosen),
    ]
