from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TEXT_LENGTH = 6000
TRANSCRIPT_LENGTH = 20_000


class Voice(models.Model):
    """What somebody with own experience lets a session read or hear, in text or as sound with its words in writing.

    approved_at: when the person had read or heard it and said yes; nothing of it is kept without. stopped_at: the
    person wants no more, and nobody reads or hears it. Who they are is not here; the step says from where they speak.
    """

    exercise = models.OneToOneField("workshops.Exercise", models.PROTECT, related_name="voice")
    text = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    sound = models.FileField(upload_to="voices", blank=True)
    content_type = models.CharField(max_length=20, blank=True)
    transcript = models.TextField(_("ljudet i skrift"), max_length=TRANSCRIPT_LENGTH, blank=True)
    approved_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="workshops_sound_has_words",
                condition=Q(sound="", content_type="", transcript="")
                | (~Q(sound="") & ~Q(content_type="") & ~Q(transcript="")),
            ),
            models.CheckConstraint(
                name="workshops_voice_is_approved",
                condition=Q(approved_at__isnull=False) | Q(text="", sound=""),
            ),
        ]

    def __str__(self):
        return f"{self.exercise_id}"

    @property
    def is_there(self) -> bool:
        """Whether there is something to read or hear, and the person has not stopped it."""
        return self.stopped_at is None and bool(self.text or self.sound)
