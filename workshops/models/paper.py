import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TRANSCRIPT_LENGTH = 20_000


class PaperForm(models.Model):
    """The number on somebody's notes on paper, or one given to a person on the phone: it holds their notes together.

    The number says nothing of who they are, and is a person of its own at each site. create_key: made where the page
    was shown, so that "ny person" pressed twice is one.
    """

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="forms")
    number = models.PositiveIntegerField()
    participation = models.OneToOneField("workshops.Participation", models.CASCADE, related_name="form")
    create_key = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["site_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="workshops_form_number_once"),
            models.UniqueConstraint(fields=["site", "create_key"], name="workshops_form_key_once"),
            models.CheckConstraint(name="workshops_form_number_sane", condition=Q(number__gte=1, number__lte=9999)),
        ]

    def __str__(self):
        return f"{self.site_id} {self.number}"


class WallPhoto(models.Model):
    """A picture of a wall of notes, with everything on it in writing.

    transcript: what stands on the wall, one note a line; nobody has to see the picture to read it. notes: what the
    lines became. place, taken_at: where and when. The picture is our own copy, without what a camera writes in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="wall_photos")
    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="wall_photos")
    group = models.ForeignKey("workshops.Group", models.PROTECT, null=True, related_name="wall_photos")
    picture = models.FileField(upload_to="walls")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    transcript = models.TextField(_("det som står på väggen"), max_length=TRANSCRIPT_LENGTH)
    place = models.CharField(_("var"), max_length=120)
    taken_at = models.DateTimeField(_("när"))
    notes = models.ManyToManyField("workshops.Contribution", related_name="wall_photos")
    create_key = models.UUIDField()
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "create_key"], name="workshops_wall_photo_once"),
            models.CheckConstraint(
                name="workshops_wall_has_words", condition=~Q(transcript="") & ~Q(place="") & ~Q(picture="")
            ),
        ]

    def __str__(self):
        return str(self.id)


class ReminderAddress(models.Model):
    """Where one reminder of a step that is open over time is sent, and nothing else.

    There is no way from here to a participation or a receipt, and none back. asked_on: the day only, so that the time
    cannot be laid beside when somebody wrote. Deleted when the step has closed, or when they no longer want it.
    """

    exercise = models.ForeignKey("workshops.Exercise", models.CASCADE, related_name="reminders")
    site = models.ForeignKey("workshops.Site", models.CASCADE, related_name="reminders")
    email = models.EmailField(max_length=254)
    token = models.CharField(max_length=64, unique=True)
    asked_on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "email"], name="workshops_reminded_once"),
            models.CheckConstraint(name="workshops_reminder_has_address", condition=~Q(email="") & ~Q(token="")),
        ]

    def __str__(self):
        return str(self.pk)
