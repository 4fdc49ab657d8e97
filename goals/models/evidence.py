from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.enums import GoalStatus
from hlab.labs.enums import Perspective


class Evidence(models.Model):
    """A contribution that a version of a målbild rests on.

    excerpt: the stretch of it that the version rests on; none is the whole. quote: chosen by the editor to be shown
    with the person's own words; it is shown only as long as the person agrees to that. quoted_version: the note's row
    version that whoever chose it had read; words that have been changed since then have been read by nobody, and are
    not shown. perspective: how the person spoke when the words were frozen, blank until then and where it is not
    known. Once the version is frozen the database lets no row be added, changed or removed: a voice that is taken
    back afterwards leaves an empty chair.
    """

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="evidence")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="evidence")
    excerpt = models.ForeignKey("goals.Excerpt", models.PROTECT, null=True, related_name="evidence")
    quote = models.BooleanField(default=False)
    quoted_version = models.PositiveIntegerField(null=True)
    perspective = models.CharField(max_length=12, choices=Perspective, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["version_id", "added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "contribution"], name="goals_evidence_once")]

    @property
    def lab_id(self) -> int:
        return self.version.lab_id

    def __str__(self):
        return f"{self.version_id} ← {self.contribution_id}"


class MemberCheck(models.Model):
    """A record that people it concerns were asked whether a version is theirs, with how many said what.

    Counts are persons. lived_experience: how many of them speak from own experience or as relatives. exercise: the
    step whose answers it was made of; by_group: then {perspective: {answer: persons}}, else {}.
    """

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="checks")
    held_on = models.DateField(_("när"))
    how = models.CharField(_("hur det gick till"), max_length=300)
    recognise = models.PositiveIntegerField(_("känner igen"), default=0)
    partly = models.PositiveIntegerField(_("delvis"), default=0)
    not_recognise = models.PositiveIntegerField(_("känner inte igen"), default=0)
    unknown = models.PositiveIntegerField(_("vet inte"), default=0)
    lived_experience = models.PositiveIntegerField(_("varav med egen erfarenhet eller närstående"), default=0)
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, null=True, related_name="member_checks")
    by_group = models.JSONField(default=dict)
    dissent = models.TextField(_("invändning som står kvar"), max_length=600, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "exercise"], name="goals_check_of_a_step_once"),
            models.CheckConstraint(name="goals_check_has_lived", condition=Q(lived_experience__gte=1)),
            models.CheckConstraint(
                name="goals_check_adds_up",
                condition=Q(lived_experience__lte=F("recognise") + F("partly") + F("not_recognise") + F("unknown")),
            ),
        ]

    def __str__(self):
        return f"{self.version_id} {self.held_on}"

    @property
    def people(self) -> int:
        return self.recognise + self.partly + self.not_recognise + self.unknown


class StatusChange(models.Model):
    """One step of a version on its way from draft to adopted or replaced, with the reason.

    decider: who adopted it, in words ("Styrgruppen för Nära vård").
    """

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="status_changes")
    status = models.CharField(max_length=10, choices=GoalStatus)
    reason = models.TextField(_("skäl"), max_length=600, blank=True)
    decider = models.CharField(_("vem beslutade"), max_length=200, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goals_adopted_by_someone_for_a_reason",
                condition=~Q(status=GoalStatus.ADOPTED) | (~Q(decider="") & ~Q(reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.version_id} {self.status}"
