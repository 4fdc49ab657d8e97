"""Every session so far was held in one room: one site that has its code, its step and its pace."""

from django.db import migrations


def fill(apps, schema_editor):
    models = {name: apps.get_model("workshops", name) for name in (
        "Workshop", "Exercise", "Site", "Pace", "Participation", "Contribution", "Cluster", "ImportBatch",
    )}  # fmt: skip
    for workshop in models["Workshop"].objects.all():
        site = models["Site"].objects.create(
            workshop=workshop, position=1, state=workshop.state, join_code=workshop.join_code,
            join_key=workshop.join_key, current_id=workshop.current_id, opened_at=workshop.opened_at,
            closed_at=workshop.closed_at, created_at=workshop.created_at,
        )  # fmt: skip
        for step in models["Exercise"].objects.filter(workshop=workshop):
            models["Pace"].objects.create(
                site=site, exercise=step, state=step.state, arrived_at=step.opened_at, opened_at=step.opened_at,
                ends_at=step.ends_at, closed_at=step.closed_at, revealed_at=step.revealed_at,
            )  # fmt: skip
        models["Participation"].objects.filter(workshop=workshop).update(site=site)
        for name in ("Contribution", "Cluster", "ImportBatch"):
            models[name].objects.filter(exercise__workshop=workshop).update(site=site)


def back(apps, schema_editor):
    """One site a session again; what several sites hold has no place in the old tables."""
    Workshop, Exercise, Site, Pace = (apps.get_model("workshops", name) for name in ("Workshop", "Exercise", "Site", "Pace"))
    if Site.objects.filter(position__gt=1).exists():
        raise RuntimeError("Sessions with several sites cannot be put back into the tables of one.")
    for site in Site.objects.all():
        Workshop.objects.filter(pk=site.workshop_id).update(
            join_code=site.join_code, join_key=site.join_key, current=site.current_id
        )
    for pace in Pace.objects.all():
        Exercise.objects.filter(pk=pace.exercise_id).update(
            state=pace.state, opened_at=pace.opened_at, ends_at=pace.ends_at, closed_at=pace.closed_at,
            revealed_at=pace.revealed_at,
        )  # fmt: skip
    for name in ("Participation", "Contribution", "Cluster", "ImportBatch"):
        apps.get_model("workshops", name).objects.update(site=None)
    Pace.objects.all().delete()
    Site.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("workshops", "0005_sites")]
    operations = [migrations.RunPython(fill, back)]
