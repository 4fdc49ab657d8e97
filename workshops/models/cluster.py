from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from workshops.enums import ThemeOrigin

MOST_DOTS = 20


class StandingThemes(models.Manager):
    """Themes that can be seen and sorted into: neither merged, removed nor undone."""

    def get_queryset(self):
        return super().get_queryset().filter(gone_at__isnull=True)


class Cluster(models.Model):
    """Notes that belong together, under a heading that people at a site have chosen.

    gone_at: the theme was merged into another (`merged_into`), removed or undone. The row stays, so that it can come
    back, and what once pointed at it still does; `objects` knows only those that stand. origin, accepted_by: a
    heading that the computer proposed is a theme only when a named person has accepted it.
    """

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="clusters")
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="clusters")
    title = models.CharField(_("rubrik"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    row_version = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=9, choices=ThemeOrigin, default=ThemeOrigin.HUMAN)
    accepted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    gone_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    every = models.Manager()
    objects = StandingThemes()

    class Meta:
        base_manager_name = "every"
        default_manager_name = "objects"
        ordering = ["exercise_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "exercise", "title"],
                condition=Q(gone_at__isnull=True),
                name="workshops_cluster_title_once",
            ),
            models.CheckConstraint(name="workshops_cluster_has_title", condition=~Q(title="")),
            only_codes("workshops_cluster_codes", origin=ThemeOrigin),
            models.CheckConstraint(
                name="workshops_cluster_suggested_is_accepted",
                condition=Q(origin=ThemeOrigin.HUMAN, accepted_by__isnull=True)
                | Q(origin=ThemeOrigin.SUGGESTED, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="workshops_cluster_merged_is_gone",
                condition=Q(merged_into__isnull=True) | Q(gone_at__isnull=False),
            ),
            models.CheckConstraint(name="workshops_cluster_not_into_itself", condition=~Q(merged_into=models.F("id"))),
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
