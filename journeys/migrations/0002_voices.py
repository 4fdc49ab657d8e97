import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_receipt_keeps_no_code'),
        ('journeys', '0001_journeys'),
        ('labs', '0003_researcher'),
        ('workshops', '0015_story'),
    ]

    operations = [
        migrations.CreateModel(
            name='JourneyUpload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('filename', models.CharField(blank=True, max_length=200)),
                ('form', models.CharField(max_length=8)),
                ('content', models.BinaryField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('journey', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journeys.journey')),
                ('lab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='labs.lab')),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('content__isnull', True), _connector='OR'), name='journeys_upload_done_keeps_nothing')],
            },
        ),
        migrations.CreateModel(
            name='MapCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.PositiveSmallIntegerField(default=1)),
                ('place', models.BigIntegerField(default=0)),
                ('feeling', models.SmallIntegerField(blank=True, choices=[(-2, 'Mycket tungt'), (-1, 'Tungt'), (0, 'Varken eller'), (1, 'Bra'), (2, 'Mycket bra')], null=True, verbose_name='hur kändes det')),
                ('word', models.CharField(blank=True, choices=[('afraid', 'Rädd'), ('given_up', 'Uppgiven'), ('rejected', 'Avvisad'), ('ashamed', 'Skamsen'), ('alone', 'Ensam'), ('angry', 'Arg'), ('worried', 'Orolig'), ('tired', 'Trött'), ('waiting', 'Väntar'), ('confused', 'Vilsen'), ('wary', 'Avvaktande'), ('hopeful', 'Hoppfull'), ('heard', 'Lyssnad på'), ('calm', 'Lugn'), ('relieved', 'Lättad'), ('safe', 'Trygg'), ('proud', 'Stolt')], max_length=10, verbose_name='med ett ord')),
                ('who', models.CharField(blank=True, max_length=80, verbose_name='vem mer var med')),
                ('who_kind', models.CharField(blank=True, choices=[('person', 'Personen och vardagen'), ('municipality', 'Kommun'), ('region', 'Region'), ('state', 'Stat'), ('civil_society', 'Civilsamhälle'), ('private', 'Privat utförare'), ('other', 'Annan')], max_length=16, verbose_name='vilka hör de till')),
                ('moment', models.CharField(blank=True, max_length=5)),
                ('gap_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='dagar tills något mer hände')),
                ('gap_words', models.CharField(blank=True, max_length=60, verbose_name='hur länge dröjde det')),
                ('gap_kind', models.CharField(blank=True, choices=[('wait', 'Väntan'), ('handover', 'Överlämning och information'), ('responsibility', 'Ansvar'), ('burden', 'Samordningsbörda'), ('continuity', 'Kontinuitet'), ('access', 'Tillträde'), ('relapse', 'Återfall i systemet'), ('participation', 'Delaktighet')], max_length=14, verbose_name='vad var det för tid')),
                ('gap_carried', models.CharField(blank=True, max_length=8, verbose_name='vem höll ihop det')),
                ('row_version', models.PositiveIntegerField(default=1)),
                ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='map_card', to='workshops.contribution')),
            ],
            options={
                'ordering': ['contribution_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('moment__in', ['', 'best', 'worst']), ('word__in', ['', 'afraid', 'given_up', 'rejected', 'ashamed', 'alone', 'angry', 'worried', 'tired', 'waiting', 'confused', 'wary', 'hopeful', 'heard', 'calm', 'relieved', 'safe', 'proud']), ('who_kind__in', ['', 'person', 'municipality', 'region', 'state', 'civil_society', 'private', 'other']), ('gap_kind__in', ['', 'wait', 'handover', 'responsibility', 'burden', 'continuity', 'access', 'relapse', 'participation']), models.Q(('feeling__isnull', True), ('feeling__in', [-2, -1, 0, 1, 2]), _connector='OR')), name='journeys_card_codes'), models.CheckConstraint(condition=models.Q(('phase__gte', 1), ('phase__lte', 9)), name='journeys_card_phase')],
            },
        ),
        migrations.CreateModel(
            name='PhaseNames',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=list)),
                ('row_version', models.PositiveIntegerField(default=1)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.exercise')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.participation')),
            ],
            options={
                'ordering': ['exercise_id', 'participation_id'],
                'constraints': [models.UniqueConstraint(fields=('exercise', 'participation'), name='journeys_phase_names_once')],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('wait', 'Väntan'), ('handover', 'Överlämning och information'), ('responsibility', 'Ansvar'), ('burden', 'Samordningsbörda'), ('continuity', 'Kontinuitet'), ('access', 'Tillträde'), ('relapse', 'Återfall i systemet'), ('participation', 'Delaktighet')], max_length=14, verbose_name='slags mellanrum')),
                ('from_kind', models.CharField(choices=[('person', 'Personen och vardagen'), ('municipality', 'Kommun'), ('region', 'Region'), ('state', 'Stat'), ('civil_society', 'Civilsamhälle'), ('private', 'Privat utförare'), ('other', 'Annan')], max_length=16, verbose_name='från')),
                ('to_kind', models.CharField(choices=[('person', 'Personen och vardagen'), ('municipality', 'Kommun'), ('region', 'Region'), ('state', 'Stat'), ('civil_society', 'Civilsamhälle'), ('private', 'Privat utförare'), ('other', 'Annan')], max_length=16, verbose_name='till')),
                ('county', models.CharField(blank=True, max_length=2, verbose_name='län')),
                ('what', models.CharField(max_length=300, verbose_name='vad som gjordes')),
                ('done_on', models.DateField(verbose_name='gäller från')),
                ('gone_at', models.DateTimeField(null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('row_version', models.PositiveIntegerField(default=1)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='labs.lab')),
            ],
            options={
                'ordering': ['lab_id', '-done_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='journeys_remedy_says_what'), models.CheckConstraint(condition=models.Q(('kind__in', ['wait', 'handover', 'responsibility', 'burden', 'continuity', 'access', 'relapse', 'participation']), ('from_kind__in', ['person', 'municipality', 'region', 'state', 'civil_society', 'private', 'other']), ('to_kind__in', ['person', 'municipality', 'region', 'state', 'civil_society', 'private', 'other'])), name='journeys_remedy_codes')],
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gone_at', models.DateTimeField(null=True)),
                ('row_version', models.PositiveIntegerField(default=1)),
                ('words', models.TextField(blank=True, max_length=1000)),
                ('quote', models.BooleanField(default=False)),
                ('quoted_version', models.PositiveIntegerField(null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='journey_voices', to='workshops.contribution')),
                ('gap', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='journeys.gap')),
                ('journey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='journeys.journey')),
                ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='journeys.step')),
            ],
            options={
                'ordering': ['journey_id', 'added_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gap__isnull', True), ('step__isnull', False)), models.Q(('gap__isnull', False), ('step__isnull', True)), _connector='OR'), name='journeys_voice_of_one_thing'), models.UniqueConstraint(condition=models.Q(('gone_at__isnull', True), ('step__isnull', False)), fields=('step', 'contribution'), name='journeys_voice_once_in_a_step'), models.UniqueConstraint(condition=models.Q(('gap__isnull', False), ('gone_at__isnull', True)), fields=('gap', 'contribution'), name='journeys_voice_once_in_a_gap'), models.CheckConstraint(condition=models.Q(('quote', False), ('quoted_version__isnull', False), _connector='OR'), name='journeys_quoted_as_read')],
            },
        ),
    ]
