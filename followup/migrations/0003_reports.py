import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0002_figures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interpretation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interpretations', to='labs.lab')),
                ('goal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interpretations', to='goals.goal')),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interpretations', to='followup.indicator')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interpretations', to='followup.unit')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.release')),
                ('met_on', models.DateField(verbose_name='när ni möttes')),
                ('roles', models.CharField(max_length=400, verbose_name='vilka som var med')),
                ('question', models.CharField(max_length=300, verbose_name='frågan ni arbetade med')),
                ('meaning', models.TextField(max_length=1500, verbose_name='vad ni tror att det betyder')),
                ('disagreed', models.TextField(blank=True, max_length=1000, verbose_name='vad ni inte var överens om')),
                ('trying', models.TextField(blank=True, max_length=1000, verbose_name='vad ni prövar')),
                ('responsible', models.CharField(blank=True, max_length=160, verbose_name='vem som ansvarar')),
                ('next_on', models.DateField(null=True, verbose_name='när ni ses igen')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='followup.interpretation')),
                ('is_public', models.BooleanField(default=True, verbose_name='visas på webbplatsen')),
                ('create_key', models.UUIDField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-met_on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('lab', 'create_key'), name='followup_interpreted_once'), models.CheckConstraint(condition=models.Q(models.Q(('roles', ''), _negated=True), models.Q(('question', ''), _negated=True), models.Q(('meaning', ''), _negated=True)), name='followup_interpretation_says_something'), models.CheckConstraint(condition=models.Q(('goal__isnull', False), ('indicator__isnull', False), _connector='OR'), name='followup_interpretation_of_something'), models.CheckConstraint(condition=models.Q(('trying', ''), models.Q(('responsible', ''), _negated=True), _connector='OR'), name='followup_trying_has_an_owner')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReportBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_backs', to='labs.lab')),
                ('workshop', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_back', to='workshops.workshop')),
                ('round', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_back', to='feedback.round')),
                ('due_on', models.DateField(verbose_name='senast')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_name', models.CharField(max_length=160, verbose_name='vem som svarar för återkopplingen')),
                ('no_report', models.TextField(blank=True, max_length=600, verbose_name='varför det inte blir någon återkoppling')),
                ('no_report_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('row_version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('round__isnull', False), ('workshop__isnull', True)), models.Q(('round__isnull', True), ('workshop__isnull', False)), _connector='OR'), name='followup_report_of_one_thing'), models.CheckConstraint(condition=models.Q(('owner_name', ''), _negated=True), name='followup_report_has_owner'), models.CheckConstraint(condition=models.Q(models.Q(('no_report', ''), ('no_report_at__isnull', True)), models.Q(models.Q(('no_report', ''), _negated=True), ('no_report_at__isnull', False)), _connector='OR'), name='followup_no_report_has_both')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='followup.reportback')),
                ('number', models.PositiveSmallIntegerField()),
                ('said', models.TextField(blank=True, max_length=2000, verbose_name='det här sa ni')),
                ('did', models.TextField(blank=True, max_length=2000, verbose_name='det här gjorde vi')),
                ('did_not', models.TextField(blank=True, max_length=2000, verbose_name='det här gjorde vi inte')),
                ('because', models.TextField(blank=True, max_length=2000, verbose_name='därför att')),
                ('follows', models.TextField(blank=True, max_length=2000, verbose_name='så följer vi det')),
                ('easy_read', models.TextField(blank=True, max_length=2000, verbose_name='lättläst')),
                ('what_changed', models.CharField(blank=True, max_length=400, verbose_name='vad som rättats')),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('row_version', models.PositiveIntegerField(default=1)),
                ('goals', models.ManyToManyField(related_name='report_versions', to='goals.goal')),
                ('indicators', models.ManyToManyField(related_name='report_versions', to='followup.indicator')),
            ],
            options={
                'ordering': ['report_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='followup_report_version_once'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('report',), name='followup_one_open_report'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(models.Q(('said', ''), _negated=True), models.Q(('did', ''), _negated=True), models.Q(('did_not', ''), _negated=True), models.Q(('because', ''), _negated=True), models.Q(('follows', ''), _negated=True)), _connector='OR'), name='followup_report_tells_all'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('number', 1), models.Q(('what_changed', ''), _negated=True), _connector='OR'), name='followup_correction_says_what')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ReportReaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reactions', to='followup.reportversion')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_reactions', to='accounts.receipt')),
                ('agrees', models.BooleanField()),
                ('words', models.TextField(blank=True, max_length=600, verbose_name='vad som inte stämmer')),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['version_id', 'id'],
                'constraints': [models.UniqueConstraint(fields=('version', 'receipt'), name='followup_reacted_once')],
                'indexes': [],
            },
        ),
    ]
