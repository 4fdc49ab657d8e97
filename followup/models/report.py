from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Interpretation(models.Model):
    """What some people in named roles thought together, on a day, that the figures mean, and what they try. It stands;
    another day is another one, which may take the place of this. disagreed: what they did not agree on.

    release: the figures that lay on the table. roles: who was there, as roles, never as names of people ("Sjuksköterska
    i kommunen, två från brukarrådet").
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="interpretations")
    goal = models.ForeignKey("goals.Goal", models.PROTECT, null=True, related_name="interpretations")
    indicator = models.ForeignKey("followup.Indicator", models.PROTECT, null=True, related_name="interpretations")
    unit = models.ForeignKey("followup.Unit", models.PROTECT, null=True, related_name="interpretations")
    release = models.ForeignKey("followup.Release", models.PROTECT, null=True, related_name="+")
    met_on = models.DateField(_("när ni möttes"))
    roles = models.CharField(_("vilka som var med"), max_length=400)
    question = models.CharField(_("frågan ni arbetade med"), max_length=300)
    meaning = models.TextField(_("vad ni tror att det betyder"), max_length=1500)
    disagreed = models.TextField(_("vad ni inte var överens om"), max_length=1000, blank=True)
    trying = models.TextField(_("vad ni prövar"), max_length=1000, blank=True)
    responsible = models.CharField(_("vem som ansvarar"), max_length=160, blank=True)
    next_on = models.DateField(_("när ni ses igen"), null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    is_public = models.BooleanField(_("visas på webbplatsen"), default=True)
    create_key = models.UUIDField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-met_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "create_key"], name="followup_interpreted_once"),
            models.CheckConstraint(
                name="followup_interpretation_says_something",
                condition=~Q(roles="") & ~Q(question="") & ~Q(meaning=""),
            ),
            models.CheckConstraint(
                name="followup_interpretation_of_something",
                condition=Q(goal__isnull=False) | Q(indicator__isnull=False),
            ),
            models.CheckConstraint(
                name="followup_trying_has_an_owner", condition=Q(trying="") | ~Q(responsible="")
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.question


class ReportBack(models.Model):
    """What a session or a round owes those who contributed: by when, and who answers for it. What is told stands in its
    versions. no_report: the published reason why there will be none.

    owner: whom the reminder goes to. owner_name: the role that is told in the open.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="report_backs")
    workshop = models.OneToOneField("workshops.Workshop", models.PROTECT, null=True, related_name="report_back")
    round = models.OneToOneField("feedback.Round", models.PROTECT, null=True, related_name="report_back")
    due_on = models.DateField(_("senast"))
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField(_("vem som svarar för återkopplingen"), max_length=160)
    no_report = models.TextField(_("varför det inte blir någon återkoppling"), max_length=600, blank=True)
    no_report_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="followup_report_of_one_thing",
                condition=Q(workshop__isnull=True, round__isnull=False)
                | Q(workshop__isnull=False, round__isnull=True),
            ),
            models.CheckConstraint(name="followup_report_has_owner", condition=~Q(owner_name="")),
            models.CheckConstraint(
                name="followup_no_report_has_both",
                condition=Q(no_report="", no_report_at__isnull=True)
                | (~Q(no_report="") & Q(no_report_at__isnull=False)),
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.pk)


class ReportVersion(models.Model):
    """What is told. Published it stands; a correction is the next version, which says what it corrects."""

    report = models.ForeignKey(ReportBack, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said = models.TextField(_("det här sa ni"), max_length=2000, blank=True)
    did = models.TextField(_("det här gjorde vi"), max_length=2000, blank=True)
    did_not = models.TextField(_("det här gjorde vi inte"), max_length=2000, blank=True)
    because = models.TextField(_("därför att"), max_length=2000, blank=True)
    follows = models.TextField(_("så följer vi det"), max_length=2000, blank=True)
    easy_read = models.TextField(_("lättläst"), max_length=2000, blank=True)
    what_changed = models.CharField(_("vad som rättats"), max_length=400, blank=True)
    goals = models.ManyToManyField("goals.Goal", related_name="report_versions")
    indicators = models.ManyToManyField("followup.Indicator", related_name="report_versions")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["report_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="followup_report_version_once"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(published_at__isnull=True), name="followup_one_open_report"
            ),
            models.CheckConstraint(
                name="followup_report_tells_all",
                condition=Q(published_at__isnull=True)
                | (~Q(said="") & ~Q(did="") & ~Q(did_not="") & ~Q(because="") & ~Q(follows="")),
            ),
            models.CheckConstraint(
                name="followup_correction_says_what",
                condition=Q(published_at__isnull=True) | Q(number=1) | ~Q(what_changed=""),
            ),
        ]

    def __str__(self):
        return f"{self.report_id} {self.number}"


class ReportReaction(models.Model):
    """What somebody who contributed says of what they were told: it is right, or not. The last answer stands."""

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="reactions")
    receipt = models.ForeignKey("accounts.Receipt", models.PROTECT, related_name="report_reactions")
    agrees = models.BooleanField()
    words = models.TextField(_("vad som inte stämmer"), max_length=600, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "receipt"], name="followup_reacted_once")]

    def __str__(self):
        return f"{self.version_id}"
