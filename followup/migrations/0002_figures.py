import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0001_register'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observation_imports', to='labs.lab')),
                ('source', models.CharField(choices=[('kolada', 'Kolada'), ('table', 'Tabell (CSV eller Excel)'), ('jsonstat', 'JSON-stat'), ('hand', 'Inskrivet här')], max_length=8)),
                ('name', models.CharField(max_length=200, verbose_name='namn')),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField(null=True)),
                ('mapping', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'Förhandsvisas'), ('queued', 'Läses in'), ('done', 'Inläst'), ('failed', 'Gick inte')], default='draft', max_length=6)),
                ('findings', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('as_of', models.DateTimeField()),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['kolada', 'table', 'jsonstat', 'hand']), ('state__in', ['draft', 'queued', 'done', 'failed'])), name='followup_batch_codes'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', False), _connector='OR'), name='followup_batch_done_has_time')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='followup.importbatch')),
                ('number', models.PositiveIntegerField()),
                ('url', models.CharField(max_length=500)),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('fetched_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['batch_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='followup_page_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='column_mappings', to='labs.lab')),
                ('name', models.CharField(max_length=80, verbose_name='namn')),
                ('mapping', models.JSONField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('lab', 'name'), name='followup_mapping_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='followup.indicatorversion')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='followup.unit')),
                ('period', models.CharField(max_length=8)),
                ('start', models.DateField()),
                ('sex', models.CharField(choices=[('T', 'Alla'), ('K', 'Kvinnor'), ('M', 'Män')], default='T', max_length=1)),
                ('age', models.CharField(blank=True, default='', max_length=12)),
                ('numerator', models.FloatField(null=True)),
                ('denominator', models.FloatField(null=True)),
                ('value', models.FloatField(null=True)),
                ('status', models.CharField(choices=[('ok', 'Uppgift finns'), ('missing', 'Uppgift saknas'), ('deleted', 'Borttagen av källan')], default='ok', max_length=7)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='followup.importbatch')),
                ('recorded_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['version_id', 'unit_id', 'start', 'sex', 'age', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('version', 'unit', 'period', 'sex', 'age'), name='followup_one_figure_now'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ok'), ('value__isnull', False)), models.Q(models.Q(('status', 'ok'), _negated=True), ('denominator', None), ('numerator__isnull', True), ('value__isnull', True)), _connector='OR'), name='followup_figure_or_none'), models.CheckConstraint(condition=models.Q(models.Q(('numerator__isnull', True), ('numerator__gte', 0), _connector='OR'), models.Q(('denominator__isnull', True), ('denominator__gt', 0), _connector='OR')), name='followup_counts_are_counts'), models.CheckConstraint(condition=models.Q(('sex__in', ['T', 'K', 'M']), ('status__in', ['ok', 'missing', 'deleted'])), name='followup_observation_codes')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ChartDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='followup.indicator')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.unit')),
                ('sex', models.CharField(choices=[('T', 'Alla'), ('K', 'Kvinnor'), ('M', 'Män')], default='T', max_length=1)),
                ('age', models.CharField(blank=True, default='', max_length=12)),
                ('kind', models.CharField(choices=[('rebase', 'Ny mittlinje från'), ('baseline', 'Gränser ur de första värdena'), ('exclude', 'Räkna inte med')], max_length=8, verbose_name='vad')),
                ('period', models.CharField(blank=True, max_length=8, verbose_name='period')),
                ('count', models.PositiveSmallIntegerField(null=True, verbose_name='antal värden')),
                ('reason', models.CharField(max_length=400, verbose_name='varför')),
                ('decided_by', models.CharField(max_length=160, verbose_name='vem som beslutat')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=400)),
            ],
            options={
                'ordering': ['indicator_id', 'unit_id', 'at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['rebase', 'baseline', 'exclude']), ('sex__in', ['T', 'K', 'M'])), name='followup_decision_codes'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), name='followup_decision_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('count__gte', 1), ('kind', 'baseline')), models.Q(models.Q(('kind', 'baseline'), _negated=True), models.Q(('period', ''), _negated=True)), _connector='OR'), name='followup_decision_says_where'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='followup_taken_back_says_why'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('indicator', 'unit', 'sex', 'age', 'kind', 'period'), name='followup_decided_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='followup.indicatorversion')),
                ('number', models.PositiveSmallIntegerField()),
                ('k', models.PositiveSmallIntegerField()),
                ('settings', models.JSONField(default=dict)),
                ('totals', models.JSONField(default=dict)),
                ('as_of', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['version_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='followup_release_once'), models.CheckConstraint(condition=models.Q(('k__gte', 5)), name='followup_release_hides_small_groups')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Published',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='followup.release')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.unit')),
                ('cells', models.JSONField()),
            ],
            options={
                'ordering': ['release_id', 'unit_id'],
                'constraints': [models.UniqueConstraint(fields=('release', 'unit'), name='followup_unit_told_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='followup.release')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='followup.unit')),
                ('sex', models.CharField(choices=[('T', 'Alla'), ('K', 'Kvinnor'), ('M', 'Män')], default='T', max_length=1)),
                ('age', models.CharField(blank=True, default='', max_length=12)),
                ('position', models.CharField(choices=[('reached', 'Når målet'), ('not_reached', 'Når inte målet'), ('unknown', 'Kan inte avgöras'), ('none', 'Inget mål (volym)')], max_length=12)),
                ('position_why', models.CharField(blank=True, choices=[('', 'Kan avgöras'), ('no_data', 'Serien saknas ännu'), ('few_points', 'För få mätningar'), ('few_people', 'För få personer'), ('hidden', 'Visas inte, för att ingen ska kunna kännas igen'), ('no_target', 'Inget mål är satt'), ('no_polarity', 'Önskad riktning är inte bestämd'), ('broken', 'Definitionen har ändrats'), ('ended', 'Serien har upphört'), ('no_limits', 'Osäkerheten är inte känd'), ('varies', 'Varierar kring målet'), ('apart', 'Måtten pekar åt olika håll')], max_length=12)),
                ('heading', models.CharField(choices=[('better', 'Förbättras'), ('worse', 'Försämras'), ('no_sign', 'Ingen säker förändring'), ('unknown', 'Kan inte avgöras'), ('none', 'Ingen riktning (volym)')], max_length=8)),
                ('heading_why', models.CharField(blank=True, choices=[('', 'Kan avgöras'), ('no_data', 'Serien saknas ännu'), ('few_points', 'För få mätningar'), ('few_people', 'För få personer'), ('hidden', 'Visas inte, för att ingen ska kunna kännas igen'), ('no_target', 'Inget mål är satt'), ('no_polarity', 'Önskad riktning är inte bestämd'), ('broken', 'Definitionen har ändrats'), ('ended', 'Serien har upphört'), ('no_limits', 'Osäkerheten är inte känd'), ('varies', 'Varierar kring målet'), ('apart', 'Måtten pekar åt olika håll')], max_length=12)),
                ('facts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['release_id', 'unit_id', 'sex', 'age'],
                'constraints': [models.UniqueConstraint(fields=('release', 'unit', 'sex', 'age'), name='followup_verdict_once'), models.CheckConstraint(condition=models.Q(('position__in', ['reached', 'not_reached', 'unknown', 'none']), ('heading__in', ['better', 'worse', 'no_sign', 'unknown', 'none']), ('sex__in', ['T', 'K', 'M'])), name='followup_verdict_codes'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('position', 'unknown'), _negated=True), models.Q(('position_why', ''), _negated=True), _connector='OR'), models.Q(models.Q(('heading', 'unknown'), _negated=True), models.Q(('heading_why', ''), _negated=True), _connector='OR')), name='followup_unknown_says_why')],
                'indexes': [],
            },
        ),
    ]
