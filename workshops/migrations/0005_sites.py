import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from workshops.migrations._kept import loosen


class Migration(migrations.Migration):
    """Sites and groups, beside what each session and step holds until it has been carried over."""

    dependencies = [
        ("accounts", "0002_receipt_keeps_no_code"), ("workshops", "0004_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunPython(loosen, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='namn')),
                ('meeting_url', models.URLField(blank=True, max_length=300, verbose_name='möteslänk')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='telefon till mötet')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['site_id', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='GroupPace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shown_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'ordering': ['group_id', 'exercise_id'],
            },
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('pending', 'Inte börjat'), ('open', 'Pågår'), ('closed', 'Stängt')], default='pending', max_length=8)),
                ('arrived_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('revealed_at', models.DateTimeField(null=True)),
                ('released_at', models.DateTimeField(null=True)),
                ('secret', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['site_id', 'exercise_id'],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='namn')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='plats')),
                ('meeting_url', models.URLField(blank=True, max_length=300, verbose_name='möteslänk')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='telefon till mötet')),
                ('state', models.CharField(choices=[('planned', 'Planeras'), ('open', 'Öppen'), ('paused', 'Pausad'), ('closed', 'Stängd')], default='planned', max_length=8)),
                ('join_code', models.CharField(blank=True, max_length=32)),
                ('join_key', models.CharField(blank=True, max_length=32)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('row_version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['workshop_id', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SiteHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['site_id', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='cluster',
            name='workshops_cluster_title_once',
        ),
        migrations.RemoveConstraint(
            model_name='participation',
            name='workshops_participation_codes',
        ),
        migrations.RemoveIndex(
            model_name='contribution',
            name='workshops_c_exercis_e53510_idx',
        ),
        migrations.AddField(
            model_name='exercise',
            name='anonymity',
            field=models.CharField(choices=[('role', 'Perspektivet visas, inte vem'), ('anonymous', 'Helt utan koppling till person')], default='role', max_length=9),
        ),
        migrations.AddField(
            model_name='exercise',
            name='in_groups',
            field=models.BooleanField(default=False, verbose_name='görs i samtalsgrupper'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='open_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='öppet till'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='sync',
            field=models.BooleanField(default=False, verbose_name='orterna väntar in varandra'),
        ),
        migrations.AddField(
            model_name='participation',
            name='left_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='participation',
            name='voice',
            field=models.CharField(choices=[('person', 'En person'), ('group', 'En samtalsgrupp'), ('unknown', 'Någon i ett anonymt steg')], default='person', max_length=7),
        ),
        migrations.AddField(
            model_name='contribution',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='workshops.group'),
        ),
        migrations.AddField(
            model_name='participation',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='participations', to='workshops.group'),
        ),
        migrations.AddField(
            model_name='grouppace',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_paces', to='workshops.exercise'),
        ),
        migrations.AddField(
            model_name='grouppace',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paces', to='workshops.group'),
        ),
        migrations.AddField(
            model_name='pace',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paces', to='workshops.exercise'),
        ),
        migrations.AddField(
            model_name='site',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.exercise'),
        ),
        migrations.AddField(
            model_name='site',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='workshops.workshop'),
        ),
        migrations.AddField(
            model_name='pace',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paces', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='group',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='cluster',
            name='site',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clusters', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='site',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='only_at',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_steps', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='site',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='participation',
            name='site',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='workshops.site'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['exercise', 'site', 'created_at'], name='workshops_c_exercis_5e7b21_idx'),
        ),
        migrations.AddConstraint(
            model_name='cluster',
            constraint=models.UniqueConstraint(fields=('site', 'exercise', 'title'), name='workshops_cluster_title_once'),
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.CheckConstraint(condition=models.Q(('sync', False), ('only_at', None), _connector='OR'), name='workshops_one_site_waits_for_none'),
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.CheckConstraint(condition=models.Q(('anonymity__in', ['role', 'anonymous'])), name='workshops_exercise_codes'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('receipt', None), ('voice', 'person'), _connector='OR'), name='workshops_only_persons_have_receipts'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(condition=models.Q(('voice', 'group')), fields=('group',), name='workshops_group_speaks_with_one_voice'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('perspective__in', ['lived', 'relative', 'staff', 'manager', 'elected', 'national', 'researcher', 'civil', 'unsaid']), ('channel__in', ['live', 'online', 'paper', 'phone', 'interview']), ('voice__in', ['person', 'group', 'unknown'])), name='workshops_participation_codes'),
        ),
        migrations.AddField(
            model_name='sitehost',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hosts', to='workshops.group'),
        ),
        migrations.AddField(
            model_name='sitehost',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hosts', to='workshops.site'),
        ),
        migrations.AddField(
            model_name='sitehost',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='grouppace',
            constraint=models.UniqueConstraint(fields=('group', 'exercise'), name='workshops_group_pace_once'),
        ),
        migrations.AddConstraint(
            model_name='grouppace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by', '')), models.Q(('confirmed_at__isnull', False), models.Q(('confirmed_by', ''), _negated=True)), _connector='OR'), name='workshops_confirmed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('workshop', 'position'), name='workshops_site_position_once'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('workshop', 'name'), name='workshops_site_name_once'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(condition=models.Q(('join_key', ''), _negated=True), fields=('join_key',), name='workshops_site_join_key_once'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('join_code', ''), ('join_key', ''), ('state__in', ['planned', 'closed'])), models.Q(models.Q(('join_key', ''), _negated=True), models.Q(('join_code', ''), _negated=True), ('state__in', ['open', 'paused'])), _connector='OR'), name='workshops_site_key_only_while_open'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'planned'), ('opened_at__isnull', False), _connector='OR'), name='workshops_site_opened_when_live'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='workshops_site_closed_has_time'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'open', 'paused', 'closed'])), name='workshops_site_codes'),
        ),
        migrations.AddConstraint(
            model_name='pace',
            constraint=models.UniqueConstraint(fields=('site', 'exercise'), name='workshops_pace_once'),
        ),
        migrations.AddConstraint(
            model_name='pace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('opened_at__isnull', True), ('revealed_at__isnull', True), ('state', 'pending')), models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), ('state', 'open')), models.Q(('closed_at__isnull', False), ('opened_at__isnull', False), ('state', 'closed')), _connector='OR'), name='workshops_pace_times_follow_state'),
        ),
        migrations.AddConstraint(
            model_name='pace',
            constraint=models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('revealed_at__isnull', False), _connector='OR'), name='workshops_pace_ladder'),
        ),
        migrations.AddConstraint(
            model_name='pace',
            constraint=models.CheckConstraint(condition=models.Q(('secret', ''), ('state', 'open'), _connector='OR'), name='workshops_pace_secret_while_open'),
        ),
        migrations.AddConstraint(
            model_name='pace',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('opened_at__isnull', True), ('ends_at__gte', models.F('opened_at')), _connector='OR'), name='workshops_pace_ends_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='pace',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'open', 'closed'])), name='workshops_pace_codes'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('site', 'position'), name='workshops_group_position_once'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('site', 'name'), name='workshops_group_name_once'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='workshops_group_has_name'),
        ),
        migrations.AddConstraint(
            model_name='sitehost',
            constraint=models.UniqueConstraint(fields=('site', 'user', 'group'), name='workshops_host_once'),
        ),
        migrations.AddConstraint(
            model_name='sitehost',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', True)), fields=('site', 'user'), name='workshops_host_of_room_once'),
        ),
    ]
