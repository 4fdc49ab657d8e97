from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import GoalStatus


class Evidence(models.Model):
    """A contribution that a version of a målbild rests on. quote: shown with the person's own words."""

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="evidence")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="evidence")
    quote = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["version_id", "added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "contribution"], name="goals_evidence_once")]

    def __str__(self):
        return f"{self.version_id} ← {self.contribution_id}"


class MemberCheck(models.Model):
    """A record that people it concerns were asked whether a version is theirs, with how many said what."""

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="checks")
    held_on = models.DateField(_("när"))
    how = models.CharField(_("hur det gick till"), max_length=300)
    recognise = models.PositiveIntegerField(_("känner igen"), default=0)
    partly = models.PositiveIntegerField(_("delvis"), default=0)
    not_recognise = models.PositiveIntegerField(_("känner inte igen"), default=0)
    unknown = models.PositiveIntegerField(_("vet inte"), default=0)
    lived_experience = models.PositiveIntegerField(_("varav med egen erfarenhet eller närstående"), default=0)
    dissent = models.TextField(_("invändning som står kvar"), max_length=600, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "held_on", "id"]
        constraints = [
            models.CheckConstraint(name="goals_check_has_lived", condition=Q(lived_experience__gte=1)),
        ]

    def __str__(self):
        return f"{self.version_id} {self.held_on}"


class StatusChange(models.Model):
    """One step of a version on its way from draft to adopted or replaced, with the reason."""

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="status_changes")
    status = models.CharField(max_length=10, choices=GoalStatus)
    reason = models.TextField(max_length=600, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "at", "id"]

    def __str__(self):
        return f"{self.version_id} {self.status}"
