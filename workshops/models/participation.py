import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from hlab.core.constraints import only_codes
from hlab.labs.enums import Perspective
from workshops.enums import Channel, Speaker


class Participation(models.Model):
    """A person's pseudonymous place in one workshop: from where they speak, never who they are.

    receipt: the participant's own code, or none for a paper form that was typed in without one;
    then source_key tells persons of the same pile of paper apart.
    site: where they sit now; group: at which table. What they have said stays where they said it.
    voice: a person, a table that speaks with one voice, or somebody unknown in an anonymous step.
    left_at: they have said that they go, or were marked as gone; not waited for.
    consent_*: what the person's notes start out with; each note can change on its own later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey("workshops.Workshop", models.PROTECT, related_name="participations")
    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="participations")
    group = models.ForeignKey("workshops.Group", models.SET_NULL, null=True, blank=True, related_name="participations")
    voice = models.CharField(max_length=7, choices=Speaker, default=Speaker.PERSON)
    receipt = models.ForeignKey("accounts.Receipt", models.PROTECT, null=True, related_name="participations")
    perspective = models.CharField(max_length=12, choices=Perspective, default=Perspective.UNSAID)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.LIVE)
    source_key = models.CharField(max_length=64, blank=True)
    consent_analysis = models.BooleanField(default=True)
    consent_quote = models.BooleanField(default=False)
    consent_reuse = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "receipt"], name="workshops_participation_once"),
            models.UniqueConstraint(
                fields=["workshop", "source_key"], condition=~Q(source_key=""), name="workshops_paper_person_once"
            ),
            models.CheckConstraint(
                name="workshops_receipt_or_paper", condition=Q(receipt__isnull=False) | ~Q(source_key="")
            ),
            models.CheckConstraint(
                name="workshops_only_persons_have_receipts", condition=Q(receipt=None) | Q(voice=Speaker.PERSON)
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(voice=Speaker.GROUP), name="workshops_group_speaks_with_one_voice"
            ),
            only_codes("workshops_participation_codes", perspective=Perspective, channel=Channel, voice=Speaker),
        ]

    def __str__(self):
        return str(self.id)

    @property
    def speaks_as(self) -> str:
        """What stands by a note: from where a person speaks, that a table or the room does, or nothing is known."""
        if self.voice == Speaker.GROUP:
            return str(_("En samtalsgrupp") if self.group_id else _("Hela rummet"))
        return str(_("Utan perspektiv") if self.voice == Speaker.UNKNOWN else self.get_perspective_display())


class Ready(models.Model):
    """ "Jag är klar" of one person in one step. Taking it back removes the row."""

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="readies")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="readies")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "participation"], name="workshops_ready_once")]

    def __str__(self):
        return f"{self.exercise_id} {self.participation_id}"
