import django.db.models.deletion
from django.db import migrations, models

from workshops.migrations._kept import keep, loosen


class Migration(migrations.Migration):
    """Where a programme came from, what lets the same form sent twice be one, and rehearsals: the one thing that can
    be thrown away, and that nothing real can become."""

    dependencies = [
        ('labs', '0002_card_versions'),
        ('workshops', '0007_sites_only'),
    ]

    operations = [
        migrations.RunPython(loosen, keep),
        migrations.AddField(
            model_name='exercise',
            name='copied_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshops.exercise'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='create_key',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='exercise',
            name='row_version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='workshop',
            name='copied_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='create_key',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='workshop',
            name='programme_version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='workshop',
            name='rehearsal_of',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rehearsal', to='workshops.workshop'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='template',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.UniqueConstraint(fields=('workshop', 'create_key'), name='workshops_step_added_once'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.UniqueConstraint(fields=('lab', 'create_key'), name='workshops_planned_once'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('copied_from', models.F('id')), _negated=True), name='workshops_not_own_copy'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('rehearsal_of', models.F('id')), _negated=True), name='workshops_not_own_rehearsal'),
        ),
        migrations.RunPython(keep, loosen),
    ]
