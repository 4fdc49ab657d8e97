import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from workshops.enums import ReadBack, Relation, ToldBy


class Story(models.Model):
    """What one person told in one go, after the questions of an interview guide. Its parts are notes
    (`Contribution.story`, `Contribution.part`), so that each can be taken back and has its own consents.

    Nothing of it is used before the teller has read it and said that it is right (approved_at), or somebody has
    written down why that could not be (no_read_back). read_back: how it was read. A story that the teller changed
    afterwards is to be read again: approved_at is then none. taken_down_by: whoever wrote it in for the teller; none
    for who writes alone, and until that one has sent it nobody else reads it. told_by, relation, was_present: whether
    somebody told together with or for the person it is about, who that was, and whether the person was there.
    row_version: of the story as a whole, so that what is approved is what was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="stories")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="stories")
    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="stories")
    title = models.CharField(_("rubrik"), max_length=120, blank=True)
    client_key = models.UUIDField()
    read_back = models.CharField(_("hur den lästes tillbaka"), max_length=8, choices=ReadBack, blank=True)
    approved_at = models.DateTimeField(null=True)
    no_read_back = models.CharField(_("varför den inte lästes tillbaka"), max_length=300, blank=True)
    told_by = models.CharField(max_length=8, choices=ToldBy, default=ToldBy.SELF)
    relation = models.CharField(max_length=8, choices=Relation, blank=True)
    was_present = models.BooleanField(null=True)
    taken_down_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "client_key"], name="workshops_story_once"),
            models.CheckConstraint(
                name="workshops_story_read_somehow", condition=Q(approved_at=None) | ~Q(read_back="")
            ),
            only_codes("workshops_story_codes", read_back=ReadBack, told_by=ToldBy, relation=Relation),
            models.CheckConstraint(
                name="workshops_story_asked_or_not", condition=Q(approved_at=None) | Q(no_read_back="")
            ),
            models.CheckConstraint(
                name="workshops_story_told_alone",
                condition=~Q(told_by=ToldBy.SELF) | Q(relation=Relation.NONE, was_present=None),
            ),
        ]

    def __str__(self):
        return self.title or str(self.id)

    @property
    def lab_id(self) -> int:
        return self.exercise.workshop.lab_id

    @property
    def may_be_used(self) -> bool:
        """Whether the teller has said that it is right, or it is written down why nobody could ask."""
        return self.approved_at is not None or bool(self.no_read_back)
