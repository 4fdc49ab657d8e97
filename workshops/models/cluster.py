from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_DOTS = 20


class Cluster(models.Model):
    """Notes that belong together, under a heading the group has chosen."""

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="clusters")
    title = models.CharField(_("rubrik"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    row_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["exercise_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "title"], name="workshops_cluster_title_once"),
            models.CheckConstraint(name="workshops_cluster_has_title", condition=~Q(title="")),
        ]

    def __str__(self):
        return self.title


class Placement(models.Model):
    """Where a note lies in one sorting: in one theme at a time."""

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="placements")
    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="placements")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="placements")
    row_version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        ordering = ["cluster_id", "at", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "contribution"], name="workshops_placed_once")]

    def __str__(self):
        return f"{self.contribution_id} in {self.cluster_id}"


class Vote(models.Model):
    """How many of a person's dots lie on one theme or one note. counted: not staff's (`workshops.rules.counts`)."""

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="votes")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="votes")
    cluster = models.ForeignKey(Cluster, models.CASCADE, null=True, related_name="votes")
    contribution = models.ForeignKey("workshops.Contribution", models.CASCADE, null=True, related_name="votes")
    dots = models.PositiveSmallIntegerField()
    counted = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "participation", "cluster"], name="workshops_vote_theme_once"),
            models.UniqueConstraint(
                fields=["exercise", "participation", "contribution"], name="workshops_vote_note_once"
            ),
            models.CheckConstraint(
                name="workshops_vote_on_one_thing",
                condition=Q(cluster__isnull=False, contribution__isnull=True)
                | Q(cluster__isnull=True, contribution__isnull=False),
            ),
            models.CheckConstraint(name="workshops_vote_has_dots", condition=Q(dots__gte=1, dots__lte=MOST_DOTS)),
        ]

    def __str__(self):
        return f"{self.dots}"
