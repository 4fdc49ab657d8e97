import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from workshops.enums import Amends

LISTENED_LENGTH, INTRO_LENGTH, CORRECTION_LENGTH, LOG_LENGTH = 4000, 2000, 1000, 2000


class ListenerNote(models.Model):
    """What somebody who listens writes for themselves: theirs alone, never a contribution and never archived.

    key: made where the form was shown, so that a form sent twice is one note. exercise: the step it is about, if any.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.CASCADE, related_name="listener_notes")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    exercise = models.ForeignKey("workshops.Exercise", models.CASCADE, null=True, blank=True, related_name="+")
    key = models.UUIDField()
    text = models.TextField(_("anteckning"), max_length=LISTENED_LENGTH)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["workshop_id", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="workshops_listened_once"),
            models.CheckConstraint(name="workshops_listened_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.pk}"


class Summary(models.Model):
    """A frozen version of what a site's session came to, sent to those who took part so that they can put it right.

    number: counts from 1 at the site. parts: what was chosen then, as ids: [{"step", "themes": [{"title", "notes"}],
    "notes"}]; the words themselves are read when the page is, so that what is taken back later is not in it.
    changes: what is different since the version before. correct_by: the last day for corrections.
    key: made where the form was shown, so that a form sent twice is one version.
    """

    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="summaries")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(default=uuid.uuid4)
    intro = models.TextField(_("inledning"), max_length=INTRO_LENGTH)
    changes = models.TextField(_("vad som är ändrat"), max_length=INTRO_LENGTH, blank=True)
    correct_by = models.DateField(_("sista dag att rätta"))
    parts = models.JSONField(encoder=DjangoJSONEncoder)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["site_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="workshops_summary_number_once"),
            models.UniqueConstraint(fields=["site", "key"], name="workshops_summary_sent_once"),
            models.CheckConstraint(name="workshops_summary_has_intro", condition=~Q(intro="")),
            models.CheckConstraint(name="workshops_summary_says_what_changed", condition=Q(number=1) | ~Q(changes="")),
        ]

    def __str__(self):
        return f"{self.site_id} {self.number}"

    @property
    def lab_id(self) -> int:
        return self.site.lab_id


class Correction(models.Model):
    """What somebody who took part says of a summary: that it is right, or what is wrong, and what came of it.

    contribution: their own note that it is about; none for the whole. answer: what the facilitator did about it;
    an answered correction is not changed any more.
    """

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="corrections")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="corrections")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, null=True, related_name="corrections")
    agrees = models.BooleanField()
    text = models.TextField(_("vad som är fel"), max_length=CORRECTION_LENGTH, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=9, choices=Amends, blank=True, default=Amends.NONE)
    answer_text = models.TextField(_("svar"), max_length=CORRECTION_LENGTH, blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["summary_id", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "participation", "contribution"],
                condition=Q(contribution__isnull=False),
                name="workshops_correction_of_note_once",
            ),
            models.UniqueConstraint(
                fields=["summary", "participation"],
                condition=Q(contribution__isnull=True),
                name="workshops_correction_of_whole_once",
            ),
            models.CheckConstraint(name="workshops_wrong_has_words", condition=Q(agrees=True) | ~Q(text="")),
            models.CheckConstraint(
                name="workshops_answered_has_time",
                condition=Q(answer=Amends.NONE, answered_at__isnull=True)
                | (~Q(answer=Amends.NONE) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="workshops_unchanged_has_reason", condition=~Q(answer=Amends.UNCHANGED) | ~Q(answer_text="")
            ),
            only_codes("workshops_correction_codes", answer=Amends),
        ]

    def __str__(self):
        return f"{self.pk}"


class Reflection(models.Model):
    """One entry in the log of those who lead and follow: what happened, who was quiet, what was changed and learned.

    quiet: codes of perspectives that were little heard. Apart from what participants said, and in no report of it.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.PROTECT, related_name="reflections")
    site = models.ForeignKey("workshops.Site", models.PROTECT, null=True, blank=True, related_name="reflections")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.UUIDField()
    day = models.DateField(_("dag"))
    happened = models.TextField(_("vad hände"), max_length=LOG_LENGTH)
    quiet = models.JSONField(default=list, blank=True)
    changed = models.TextField(_("vad ändrade vi"), max_length=LOG_LENGTH, blank=True)
    learned = models.TextField(_("vad lärde vi oss"), max_length=LOG_LENGTH, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["workshop_id", "-day", "-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="workshops_reflected_once"),
            models.CheckConstraint(name="workshops_reflection_says_something", condition=~Q(happened="")),
        ]

    def __str__(self):
        return f"{self.pk}"

    @property
    def lab_id(self) -> int:
        return self.workshop.lab_id
