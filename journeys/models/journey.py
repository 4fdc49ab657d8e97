from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from journeys.enums import JourneyKind, PersonKind, TellerSays, Template


class Journey(models.Model):
    """A person's way through life and services, as a map. What is in it are rows of their own; those who read, draw,
    compare or export it get them as one `journeys.analysis.document.Document`.

    question: what the map is to answer. owner, review_on: who looks after it and when it is to be looked at again
    (S18-R7). county: two digits, of the county it is about, blank for none. happened_in: the first day of the month
    when the way began, as far as it is known. day_zero: the day that the steps' days are counted from, where they come
    from a source with dates. teller: the one person whose way it is; then nothing is public before they have said yes.
    exercise, site: the step of a session where it was told. as_is: the map of how it is today that this one answers.
    edits: number of the latest `MapEdit`. public_version: what anyone may read; later changes are seen when somebody
    publishes again.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="journeys")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("resans namn"), max_length=120)
    question = models.CharField(_("vad kartan ska svara på"), max_length=300)
    kind = models.CharField(_("slag"), max_length=8, choices=JourneyKind)
    person_kind = models.CharField(_("vems resa"), max_length=8, choices=PersonKind, default=PersonKind.PERSONA)
    person = models.CharField(_("vad personen kallas"), max_length=80)
    about = models.TextField(_("om personen"), max_length=600, blank=True)
    county = models.CharField(_("län"), max_length=2, blank=True)
    place = models.CharField(_("var"), max_length=80, blank=True)
    happened_in = models.DateField(_("när den började"), null=True, blank=True)
    day_zero = models.DateField(null=True, blank=True)
    template = models.CharField(max_length=12, choices=Template, default=Template.EMPTY)
    teller = models.ForeignKey("workshops.Participation", models.PROTECT, null=True, related_name="journeys")
    teller_says = models.CharField(max_length=6, choices=TellerSays, blank=True, default=TellerSays.UNASKED)
    teller_words = models.TextField(max_length=1000, blank=True)
    teller_at = models.DateTimeField(null=True)
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, null=True, related_name="journeys")
    site = models.ForeignKey("workshops.Site", models.PROTECT, null=True, related_name="+")
    as_is = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    review_on = models.DateField(_("ses över senast"), null=True, blank=True)
    public_version = models.ForeignKey("journeys.JourneyVersion", models.PROTECT, null=True, related_name="+")
    is_demo = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    edits = models.PositiveIntegerField(default=0)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "-changed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="journeys_has_name_and_question", condition=~Q(title="") & ~Q(question="") & ~Q(person="")
            ),
            models.CheckConstraint(
                name="journeys_teller_is_somebody",
                condition=Q(person_kind=PersonKind.PERSONA, teller__isnull=True)
                | Q(person_kind=PersonKind.TELLER, teller__isnull=False),
            ),
            models.CheckConstraint(
                name="journeys_public_with_the_tellers_yes",
                condition=Q(public_version__isnull=True) | Q(teller__isnull=True) | Q(teller_says=TellerSays.YES),
            ),
            models.CheckConstraint(
                name="journeys_teller_said_when",
                condition=Q(teller_says=TellerSays.UNASKED, teller_at__isnull=True)
                | (~Q(teller_says=TellerSays.UNASKED) & Q(teller_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="journeys_answers_another", condition=Q(as_is__isnull=True) | ~Q(as_is=F("id"))
            ),
            models.CheckConstraint(name="journeys_archived_is_not_public",
                                   condition=Q(archived_at__isnull=True) | Q(public_version__isnull=True)),
            models.UniqueConstraint(
                fields=["exercise", "teller"],
                condition=Q(exercise__isnull=False, teller__isnull=False),
                name="journeys_one_of_a_teller_in_a_step",
            ),
            only_codes(
                "journeys_journey_codes", kind=JourneyKind, person_kind=PersonKind, teller_says=TellerSays,
                template=Template,
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title

    @property
    def address(self) -> str:
        """Where the public page lies, once a version is published."""
        return f"/resor/{self.slug}/"


class JourneyVersion(models.Model):
    """The whole map as it stood, kept by an act. content: its document as JSON, with voices as ids and no words, so
    that what is taken back is gone here too. Never changed."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.CharField(_("vad som är nytt"), max_length=300, blank=True)
    content = models.JSONField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["journey_id", "number"]
        constraints = [models.UniqueConstraint(fields=["journey", "number"], name="journeys_version_once")]

    def __str__(self):
        return f"{self.journey_id} {self.number}"

    @property
    def lab_id(self) -> int:
        return self.journey.lab_id


class MapEdit(models.Model):
    """One change of a map, append-only. before, after: {row: its fields, or None where it was not there}, a row named
    as "step:<id>"; enough to undo the act as long as nobody has changed the same rows since. undoes: the edit that this
    one took back."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    about = models.CharField(max_length=120, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    client_key = models.UUIDField(null=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["journey_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "number"], name="journeys_edit_once"),
            models.UniqueConstraint(
                fields=["journey", "client_key"], condition=Q(client_key__isnull=False), name="journeys_edit_key_once"
            ),
        ]

    def __str__(self):
        return f"{self.journey_id} {self.number} {self.act}"

    @property
    def lab_id(self) -> int:
        return self.journey.lab_id
