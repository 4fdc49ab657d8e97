from django.db import models
from django.db.models import Q

from hlab.core.constraints import only_codes
from workshops.enums import SortingKind, SortingTurn


class SortingAct(models.Model):
    """One thing that somebody did in a sorting. Append-only: to undo is a new act that does the opposite.

    number: the order within the step at the site. theme: what the act is about (where notes went, what was renamed);
    none when notes were taken out of every theme. appeared, vanished: a theme that came to stand, or stands no longer.
    title_before, title_after: the heading, of a renaming. notes: how many it moved. undoes: the act whose opposite
    this is; each can be undone once.
    """

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="sorting_acts")
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="sorting_acts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=SortingKind)
    turn = models.CharField(max_length=6, choices=SortingTurn, default=SortingTurn.DONE)
    theme = models.ForeignKey("workshops.Cluster", models.PROTECT, null=True, related_name="+")
    appeared = models.ForeignKey("workshops.Cluster", models.PROTECT, null=True, related_name="+")
    vanished = models.ForeignKey("workshops.Cluster", models.PROTECT, null=True, related_name="+")
    title_before = models.CharField(max_length=80, blank=True)
    title_after = models.CharField(max_length=80, blank=True)
    notes = models.PositiveIntegerField(default=0)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["exercise_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "exercise", "number"], name="workshops_sorting_order"),
            only_codes("workshops_sorting_codes", kind=SortingKind, turn=SortingTurn),
            models.CheckConstraint(
                name="workshops_sorting_opposite_of_something",
                condition=Q(turn=SortingTurn.DONE, undoes__isnull=True)
                | (~Q(turn=SortingTurn.DONE) & Q(undoes__isnull=False)),
            ),
            models.CheckConstraint(
                name="workshops_sorting_both_titles",
                condition=Q(title_before="", title_after="") | (~Q(title_before="") & ~Q(title_after="")),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.kind}"


class SortingMove(models.Model):
    """Where one note lay before an act of sorting, and after it. None: in no theme."""

    act = models.ForeignKey(SortingAct, models.PROTECT, related_name="moves")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="+")
    origin = models.ForeignKey("workshops.Cluster", models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey("workshops.Cluster", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["act_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["act", "contribution"], name="workshops_sorting_moved_once"),
            models.CheckConstraint(
                name="workshops_sorting_moved_somewhere",
                condition=(Q(origin__isnull=True) & Q(target__isnull=False))
                | (Q(origin__isnull=False) & Q(target__isnull=True))
                | ~Q(origin=models.F("target")),
            ),
        ]

    def __str__(self):
        return f"{self.contribution_id}"


class DismissedSuggestion(models.Model):
    """Notes that the computer proposed as a theme, and somebody said no to. notes: their ids."""

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="dismissed_suggestions")
    notes = models.JSONField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["exercise_id", "id"]

    def __str__(self):
        return f"{self.pk}"
