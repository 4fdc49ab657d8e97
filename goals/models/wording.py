"""What a version says besides its words, and where each part of it comes from. Frozen with the version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ValueArea(models.Model):
    """Something that people with many contacts hold to be important and to create value. Follow-up rests on it."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="value_areas")
    name = models.CharField(_("namn"), max_length=120)
    description = models.TextField(_("vad det betyder i livet"), max_length=600, blank=True)
    gone_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lab", "name"], condition=Q(gone_at__isnull=True), name="goals_value_area_once"
            ),
            models.CheckConstraint(name="goals_value_area_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name


class ValueLink(models.Model):
    """A version touches a value area, for a reason."""

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="value_links")
    area = models.ForeignKey(ValueArea, models.PROTECT, related_name="links")
    reason = models.CharField(_("varför"), max_length=300)

    class Meta:
        ordering = ["version_id", "area_id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "area"], name="goals_value_link_once"),
            models.CheckConstraint(name="goals_value_link_for_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.version_id} {self.area_id}"


class SentenceVoice(models.Model):
    """A sentence of the statement points at a voice behind it. sentence: its words, as they read when it was tied; a
    sentence that is written anew points at nobody until somebody says so."""

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="sentence_voices")
    sentence = models.TextField(max_length=1200)
    evidence = models.ForeignKey("goals.Evidence", models.PROTECT, related_name="sentences")

    class Meta:
        ordering = ["version_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "sentence", "evidence"], name="goals_sentence_voice_once"),
            models.CheckConstraint(name="goals_sentence_has_words", condition=~Q(sentence="")),
        ]

    def __str__(self):
        return f"{self.version_id} ← {self.evidence_id}"


class ChangeCause(models.Model):
    """One change from the version before, and the remark that caused it; without a remark it was editorial.

    judgement: a person's answer when the version before was tried. check: a record of how it was tried.
    """

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="causes")
    text = models.CharField(_("vad som ändrades"), max_length=300)
    judgement = models.ForeignKey("goals.Judgement", models.PROTECT, null=True, related_name="caused")
    check_record = models.ForeignKey("goals.MemberCheck", models.PROTECT, null=True, related_name="caused")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["version_id", "position", "id"]
        constraints = [
            models.CheckConstraint(name="goals_cause_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="goals_cause_is_one_remark",
                condition=Q(judgement__isnull=True) | Q(check_record__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.version_id} {self.text}"

    @property
    def is_editorial(self) -> bool:
        return self.judgement_id is None and self.check_record_id is None

    @property
    def remark_key(self) -> str:
        """Which remark it points at, as pages send it: "check-3", "answer-7", blank for none."""
        if self.check_record_id is not None:
            return f"check-{self.check_record_id}"
        return f"answer-{self.judgement_id}" if self.judgement_id is not None else ""


class GoalMedia(models.Model):
    """Picture and sound of a version; neither without its words."""

    version = models.OneToOneField("goals.GoalVersion", models.PROTECT, related_name="media")
    picture = models.FileField(upload_to="goals", blank=True)
    picture_type = models.CharField(max_length=20, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(_("vad bilden visar"), max_length=300, blank=True)
    sound = models.FileField(upload_to="goals", blank=True)
    sound_type = models.CharField(max_length=20, blank=True)
    transcript = models.TextField(_("ljudet i skrift"), max_length=4000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="goals_picture_has_words",
                condition=Q(picture="", picture_type="", alt="") | (~Q(picture="") & ~Q(picture_type="") & ~Q(alt="")),
            ),
            models.CheckConstraint(
                name="goals_sound_has_words",
                condition=Q(sound="", sound_type="", transcript="")
                | (~Q(sound="") & ~Q(sound_type="") & ~Q(transcript="")),
            ),
        ]

    def __str__(self):
        return f"{self.version_id}"
