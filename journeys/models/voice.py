import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from hlab.labs.enums import ActorKind
from journeys.enums import Feeling, FeelingWord, GapKind
from journeys.models.parts import Part


class Voice(Part):
    """A note that a step or a gap rests on. words: the stretch of the note that is meant, blank for the whole. quote:
    chosen to be shown in the person's own words; it is shown only as long as the person agrees, and in the words that
    whoever chose it had read (quoted_version, the note's row version)."""

    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="voices")
    step = models.ForeignKey("journeys.Step", models.PROTECT, null=True, related_name="voices")
    gap = models.ForeignKey("journeys.Gap", models.PROTECT, null=True, related_name="voices")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="journey_voices")
    words = models.TextField(max_length=1000, blank=True)
    quote = models.BooleanField(default=False)
    quoted_version = models.PositiveIntegerField(null=True)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["journey_id", "added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="journeys_voice_of_one_thing",
                condition=Q(step__isnull=False, gap__isnull=True) | Q(step__isnull=True, gap__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["step", "contribution"], condition=Q(gone_at__isnull=True, step__isnull=False),
                name="journeys_voice_once_in_a_step",
            ),
            models.UniqueConstraint(
                fields=["gap", "contribution"], condition=Q(gone_at__isnull=True, gap__isnull=False),
                name="journeys_voice_once_in_a_gap",
            ),
            models.CheckConstraint(
                name="journeys_quoted_as_read", condition=Q(quote=False) | Q(quoted_version__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.step_id or self.gap_id} ← {self.contribution_id}"


class MapCard(models.Model):
    """What a note says of one's own way beside its words, in a step of a session where people map a journey.

    The note is the person's, with all that holds for notes; the card is how it lies on the map. phase: number of the
    phase, from 1. place: order within the map. who: who else was there, as the person calls them; who_kind: what kind
    of actor. gap_days, gap_words: how long it took until the next thing happened; gap_kind, gap_carried: what that time
    was, and who held it together. moment: "best" or "worst".
    """

    contribution = models.OneToOneField("workshops.Contribution", models.PROTECT, related_name="map_card")
    phase = models.PositiveSmallIntegerField(default=1)
    place = models.BigIntegerField(default=0)
    feeling = models.SmallIntegerField(_("hur kändes det"), choices=Feeling, null=True, blank=True)
    word = models.CharField(_("med ett ord"), max_length=10, choices=FeelingWord, blank=True)
    who = models.CharField(_("vem mer var med"), max_length=80, blank=True)
    who_kind = models.CharField(_("vilka hör de till"), max_length=16, choices=ActorKind, blank=True)
    moment = models.CharField(max_length=5, blank=True)
    gap_days = models.PositiveIntegerField(_("dagar tills något mer hände"), null=True, blank=True)
    gap_words = models.CharField(_("hur länge dröjde det"), max_length=60, blank=True)
    gap_kind = models.CharField(_("vad var det för tid"), max_length=14, choices=GapKind, blank=True)
    gap_carried = models.CharField(_("vem höll ihop det"), max_length=8, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["contribution_id"]
        constraints = [
            models.CheckConstraint(
                name="journeys_card_codes",
                condition=Q(moment__in=["", "best", "worst"])
                & Q(word__in=["", *FeelingWord.values])
                & Q(who_kind__in=["", *ActorKind.values])
                & Q(gap_kind__in=["", *GapKind.values])
                & (Q(feeling__isnull=True) | Q(feeling__in=Feeling.values)),
            ),
            models.CheckConstraint(name="journeys_card_phase", condition=Q(phase__gte=1, phase__lte=9)),
        ]

    def __str__(self):
        return str(self.contribution_id)


class PhaseNames(models.Model):
    """What one person calls the phases of their way in a step of a session: 3–5 names."""

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="+")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="+")
    names = models.JSONField(default=list)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["exercise_id", "participation_id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "participation"], name="journeys_phase_names_once")]

    def __str__(self):
        return f"{self.exercise_id} {self.participation_id}"


class Remedy(models.Model):
    """Something that has been done about a kind of gap between two kinds of actors, so that it can be seen whether the
    same gap comes again (S21-R4, S22-R1): a question, never a verdict. place: where; county: two digits or blank."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="remedies")
    kind = models.CharField(_("slags mellanrum"), max_length=14, choices=GapKind)
    from_kind = models.CharField(_("från"), max_length=16, choices=ActorKind)
    to_kind = models.CharField(_("till"), max_length=16, choices=ActorKind)
    county = models.CharField(_("län"), max_length=2, blank=True)
    what = models.CharField(_("vad som gjordes"), max_length=300)
    done_on = models.DateField(_("gäller från"))
    gone_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "-done_on", "id"]
        constraints = [
            models.CheckConstraint(name="journeys_remedy_says_what", condition=~Q(what="")),
            only_codes("journeys_remedy_codes", kind=GapKind, from_kind=ActorKind, to_kind=ActorKind),
        ]

    def __str__(self):
        return self.what


class JourneyUpload(models.Model):
    """A map on its way in: looked at first, with what would be lost, then read in whole or not at all. form: which
    format it is in. content: emptied when it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200, blank=True)
    form = models.CharField(max_length=8)
    content = models.BinaryField(null=True)
    journey = models.ForeignKey("journeys.Journey", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="journeys_upload_done_keeps_nothing", condition=Q(done_at__isnull=True) | Q(content__isnull=True)
            )
        ]

    def __str__(self):
        return self.filename
