from django.db import migrations, models

from goals.migrations._frozen import freeze, thaw

PERSPECTIVES = [
    ("lived", "Egen erfarenhet"), ("relative", "Närstående"), ("staff", "Medarbetare"), ("manager", "Chef"),
    ("elected", "Förtroendevald"), ("national", "Nationell aktör"), ("researcher", "Forskare"),
    ("civil", "Civilsamhälle"), ("unsaid", "Vill inte svara"),
]  # fmt: skip


class Migration(migrations.Migration):
    """What a version shows of its people, the words that a quote was chosen in, and how its voices spoke."""

    dependencies = [("goals", "0004_one_public_wording")]

    operations = [
        migrations.RunPython(thaw, freeze),
        migrations.AddField("goalversion", "shown", models.JSONField(null=True)),
        migrations.AddField("evidence", "quoted_version", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "evidence", "perspective", models.CharField(blank=True, choices=PERSPECTIVES, default="", max_length=12),
            preserve_default=False,
        ),
        migrations.RunPython(freeze, thaw),
    ]
