from django.db import models
from django.db.models import Q

from hlab.core.constraints import only_codes
from workshops.enums import HelpReason, ParkedState

MESSAGE_LENGTH = 300
PARKED_LENGTH = 300
ANSWER_LENGTH = 600


class HelpRequest(models.Model):
    """ "Jag behöver hjälp", said quietly. It waits until a host has taken care of it or the person takes it back."""

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="help_requests")
    participation = models.ForeignKey("workshops.Participation", models.CASCADE, related_name="help_requests")
    reason = models.CharField(max_length=8, choices=HelpReason)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(ended_at=None), name="workshops_help_asked_once"
            ),
            models.CheckConstraint(
                name="workshops_help_taken_by_whom", condition=Q(taken_by=None) | Q(taken_at__isnull=False)
            ),
            only_codes("workshops_help_codes", reason=HelpReason),
        ]

    def __str__(self):
        return f"{self.site_id} {self.reason}"


class Message(models.Model):
    """A few words from who leads, to everybody at a site or to one table.

    on_stage: on the big screen too. key: made where the form was shown, so that a form sent twice is one message.
    """

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="messages")
    group = models.ForeignKey("workshops.Group", models.CASCADE, null=True, related_name="messages")
    text = models.TextField(max_length=MESSAGE_LENGTH)
    on_stage = models.BooleanField(default=False)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="workshops_message_once"),
            models.CheckConstraint(name="workshops_message_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="workshops_stage_shows_what_is_for_all", condition=Q(on_stage=False) | Q(group=None)
            ),
        ]

    def __str__(self):
        return f"{self.site_id} {self.pk}"


class MessageRead(models.Model):
    """Somebody has put a message away."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="reads")
    participation = models.ForeignKey("workshops.Participation", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "participation"], name="workshops_message_read_once")]

    def __str__(self):
        return f"{self.message_id} {self.participation_id}"


class Parked(models.Model):
    """Something put aside for later. What a participant puts there is read by who leads before the room sees it.

    participation: who in the room put it there, or none for who leads.
    """

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="parked")
    participation = models.ForeignKey("workshops.Participation", models.CASCADE, null=True, related_name="parked")
    text = models.TextField(max_length=PARKED_LENGTH)
    state = models.CharField(max_length=8, choices=ParkedState)
    answer = models.TextField(max_length=ANSWER_LENGTH, blank=True)
    key = models.UUIDField()
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "key"], name="workshops_parked_once"),
            models.CheckConstraint(name="workshops_parked_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="workshops_parked_shown_when_accepted",
                condition=Q(accepted_at=None, state__in=[ParkedState.WAITING, ParkedState.DECLINED])
                | Q(accepted_at__isnull=False, state__in=[ParkedState.OPEN, ParkedState.DONE]),
            ),
            models.CheckConstraint(
                name="workshops_parked_done_has_time",
                condition=Q(done_at=None, state__in=[ParkedState.WAITING, ParkedState.DECLINED, ParkedState.OPEN])
                | Q(done_at__isnull=False, state=ParkedState.DONE),
            ),
            only_codes("workshops_parked_codes", state=ParkedState),
        ]

    def __str__(self):
        return f"{self.site_id} {self.pk}"


class Turn(models.Model):
    """A place in the speaking queue: asked for, given, over. Taken back before it was given, it is over at once."""

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="turns")
    participation = models.ForeignKey("workshops.Participation", models.CASCADE, related_name="turns")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(ended_at=None), name="workshops_turn_asked_once"
            ),
            models.UniqueConstraint(
                fields=["site"], condition=Q(given_at__isnull=False, ended_at=None), name="workshops_one_speaks"
            ),
        ]

    def __str__(self):
        return f"{self.site_id} {self.pk}"
