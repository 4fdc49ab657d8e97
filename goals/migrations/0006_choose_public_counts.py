"""Fills what 0005 made room for, and from here on no version is public without it."""

from django.db import migrations, models
from django.db.models import Q

from goals.migrations._frozen import freeze, thaw
from hlab.stats.releases import choose

LIVED = frozenset({"lived", "relative"})
GROUPS = ("lived", "relative", "staff", "manager", "elected", "national", "researcher", "civil", "unsaid")
WIDER = {"_lived": LIVED, "_others": frozenset(GROUPS) - LIVED}


def choose_shown(apps, schema_editor=None):
    """In the order they became public, as if the rule had been there from the first."""
    before: dict = {}
    rows = apps.get_model("goals", "GoalVersion").objects.filter(published_at__isnull=False, shown__isnull=True)
    for version in rows.order_by("goal_id", "number"):
        counts = version.people_by_perspective
        out = before.setdefault(version.goal_id, [])
        release = choose(counts, out, groups=GROUPS, wider=WIDER, absent=() if LIVED & counts.keys() else LIVED)
        out.append(release)
        version.shown = {
            "size": str(release.size), "n": release.n, "parts": [[key, n] for key, n in release.parts.items()],
            "absent": sorted(release.absent),
        }  # fmt: skip
        version.save(update_fields=["shown"])


def note_what_was_read(apps, schema_editor=None):
    """A quote whose words have not been changed since the voice was added was read as it is. Of others we do not know,
    and they are not shown until somebody chooses them again."""
    evidence = apps.get_model("goals", "Evidence").objects
    unchanged = Q(contribution__changed_at__isnull=True) | Q(contribution__changed_at__lte=models.F("added_at"))
    for row in evidence.filter(unchanged, quote=True).select_related("contribution").iterator():
        evidence.filter(pk=row.pk).update(quoted_version=row.contribution.row_version)


def note_who_spoke(apps, schema_editor=None):
    """How the voices of a frozen version spoke, where today's answers still give the counts written down then."""
    evidence = apps.get_model("goals", "Evidence").objects
    for version in apps.get_model("goals", "GoalVersion").objects.filter(frozen_at__isnull=False).iterator():
        rows = list(
            evidence.filter(version=version).order_by("contribution__created_at").values_list(
                "pk", "contribution__participation_id", "contribution__participation__receipt_id",
                "contribution__participation__perspective",
            )
        )  # fmt: skip
        speaks = {receipt or place: perspective for _pk, place, receipt, perspective in rows}
        counts: dict = {}
        for perspective in speaks.values():
            counts[perspective] = counts.get(perspective, 0) + 1
        if counts == version.people_by_perspective:
            for pk, place, receipt, _perspective in rows:
                evidence.filter(pk=pk).update(perspective=speaks[receipt or place])


def nothing(apps, schema_editor):
    """The columns go with 0005."""


class Migration(migrations.Migration):
    dependencies = [("goals", "0005_public_counts"), ("workshops", "0001_initial")]

    operations = [
        migrations.RunPython(thaw, freeze),
        migrations.RunPython(choose_shown, nothing),
        migrations.RunPython(note_what_was_read, nothing),
        migrations.RunPython(note_who_spoke, nothing),
        migrations.AddConstraint(
            model_name="goalversion",
            constraint=models.CheckConstraint(
                name="goals_public_counts_are_chosen",
                condition=Q(published_at__isnull=True) | Q(shown__isnull=False),
            ),
        ),
        migrations.RunPython(freeze, thaw),
    ]
