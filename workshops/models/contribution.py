import uuid

from django.db import models
from django.db.models import Q

from hlab.core.constraints import only_codes
from workshops.enums import Channel, HoldReason, Language

MAX_LENGTH = 1000
STORY_LENGTH = 6000


class Contribution(models.Model):
    """Something a participant said, in their own words.

    client_key: made where the text was written; the same key twice in a step is the same note.
    hold: why the facilitator has not let it be shown yet. A withdrawn note keeps its row: an empty chair.
    site, group: where it was said, also when the person moves later.
    consent_*: what the person agreed to, per use; each can change later.
    story, part: of a longer story, and the answer to which of its questions; or which of several answers that a step
    asks for (`part` alone).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="contributions")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="contributions")
    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="contributions")
    group = models.ForeignKey("workshops.Group", models.PROTECT, null=True, blank=True, related_name="contributions")
    story = models.ForeignKey("workshops.Story", models.PROTECT, null=True, blank=True, related_name="parts")
    part = models.CharField(max_length=24, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=3, choices=Language, default=Language.SV)
    text = models.TextField(max_length=STORY_LENGTH)
    client_key = models.UUIDField()
    hold = models.CharField(max_length=10, choices=HoldReason, blank=True, default=HoldReason.NONE)
    consent_analysis = models.BooleanField(default=True)
    consent_quote = models.BooleanField(default=False)
    consent_reuse = models.BooleanField(default=False)
    transcribed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "client_key"], name="workshops_contribution_once"),
            models.CheckConstraint(name="workshops_contribution_says_something", condition=~Q(text="")),
            models.UniqueConstraint(
                fields=["story", "part"],
                condition=Q(story__isnull=False, withdrawn_at=None),
                name="workshops_part_once_in_a_story",
            ),
            models.CheckConstraint(name="workshops_part_of_a_story", condition=Q(story__isnull=True) | ~Q(part="")),
            only_codes("workshops_contribution_codes", channel=Channel, language=Language, hold=HoldReason),
        ]
        indexes = [models.Index(fields=["exercise", "site", "created_at"])]

    def __str__(self):
        return str(self.id)

    @property
    def lab_id(self) -> int:
        return self.exercise.workshop.lab_id


class ContributionRevision(models.Model):
    """What a note said before it was changed."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="revisions")
    row_version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["contribution_id", "row_version"]
        constraints = [models.UniqueConstraint(fields=["contribution", "row_version"], name="workshops_revision_once")]

    def __str__(self):
        return f"{self.contribution_id} {self.row_version}"
