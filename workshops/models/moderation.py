from django.db import models
from django.db.models import Q

from hlab.core.constraints import only_codes
from workshops.enums import HoldReason, ModerationAct, ReportReason

REPORT_LENGTH = 300


class NoteReport(models.Model):
    """Somebody who read a shown note thinks that it should not be shown. Who leads decides.

    by: somebody of the lab who listened, or none when it was a participant, whose place is `participation`.
    """

    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="reports")
    participation = models.ForeignKey("workshops.Participation", models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=8, choices=ReportReason)
    words = models.TextField(max_length=REPORT_LENGTH, blank=True)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "participation"], name="workshops_reported_once"),
            models.UniqueConstraint(fields=["contribution", "by"], name="workshops_reported_once_by_user"),
            models.CheckConstraint(
                name="workshops_report_is_somebodys",
                condition=Q(participation=None, by__isnull=False) | Q(participation__isnull=False, by=None),
            ),
            only_codes("workshops_report_codes", reason=ReportReason),
        ]

    def __str__(self):
        return f"{self.contribution_id} {self.reason}"


class Moderation(models.Model):
    """What was decided about a note, and why. Rows are only ever added."""

    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="moderations")
    act = models.CharField(max_length=8, choices=ModerationAct)
    reason = models.CharField(max_length=10, choices=HoldReason, blank=True, default=HoldReason.NONE)
    reported_for = models.CharField(max_length=8, choices=ReportReason, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="workshops_moderation_held_for_something",
                condition=(Q(act=ModerationAct.HELD) & ~Q(reason=HoldReason.NONE))
                | (~Q(act=ModerationAct.HELD) & Q(reason=HoldReason.NONE)),
            ),
            models.CheckConstraint(
                name="workshops_moderation_kept_was_reported",
                condition=~Q(act=ModerationAct.KEPT) | ~Q(reported_for=""),
            ),
            models.CheckConstraint(
                name="workshops_moderation_codes",
                condition=Q(
                    act__in=ModerationAct.values,
                    reason__in=HoldReason.values,
                    reported_for__in=["", *ReportReason.values],
                ),
            ),
        ]

    def __str__(self):
        return f"{self.contribution_id} {self.act}"
