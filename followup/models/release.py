from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.enums import DecisionKind, Heading, Position, Sex, WhyUnknown
from hlab.core.constraints import only_codes
from hlab.stats.suppression import DEFAULT_K


class ChartDecision(models.Model):
    """Something that has been decided about the chart of one series: by whom, when and why. The lines before it stay in
    sight. One that is taken back keeps its row, with a reason.

    period: the first of a new phase, or the one that is not counted. count: how many first values a baseline is of.
    """

    indicator = models.ForeignKey("followup.Indicator", models.PROTECT, related_name="decisions")
    unit = models.ForeignKey("followup.Unit", models.PROTECT, related_name="+")
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.ALL)
    age = models.CharField(max_length=12, blank=True, default="")
    kind = models.CharField(_("vad"), max_length=8, choices=DecisionKind)
    period = models.CharField(_("period"), max_length=8, blank=True)
    count = models.PositiveSmallIntegerField(_("antal värden"), null=True)
    reason = models.CharField(_("varför"), max_length=400)
    decided_by = models.CharField(_("vem som beslutat"), max_length=160)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["indicator_id", "unit_id", "at", "id"]
        constraints = [
            only_codes("followup_decision_codes", kind=DecisionKind, sex=Sex),
            models.CheckConstraint(name="followup_decision_says_why", condition=~Q(reason="") & ~Q(decided_by="")),
            models.CheckConstraint(
                name="followup_decision_says_where",
                condition=Q(kind=DecisionKind.BASELINE, count__gte=1)
                | (~Q(kind=DecisionKind.BASELINE) & ~Q(period="")),
            ),
            models.CheckConstraint(
                name="followup_taken_back_says_why", condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason="")
            ),
            models.UniqueConstraint(
                fields=["indicator", "unit", "sex", "age", "kind", "period"], condition=Q(withdrawn_at__isnull=True),
                name="followup_decided_once",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.reason


class Release(models.Model):
    """The figures of one version as they are told, counted once, small groups hidden for good. Every page, chart, file,
    message and limit is made of these and of nothing else.

    as_of: what was known then. settings: what it was made with ({"engine", "seed", …}). totals: {"shown", "hidden",
    "missing"} cells.
    """

    version = models.ForeignKey("followup.IndicatorVersion", models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    k = models.PositiveSmallIntegerField()
    settings = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    as_of = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="followup_release_once"),
            models.CheckConstraint(name="followup_release_hides_small_groups", condition=Q(k__gte=DEFAULT_K)),
        ]

    def __str__(self):
        return f"{self.version_id} {self.number}"


class Published(models.Model):
    """The figures of one unit in a release. cells: see `analysis.cells`."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="units")
    unit = models.ForeignKey("followup.Unit", models.PROTECT, related_name="+")
    cells = models.JSONField()

    class Meta:
        ordering = ["release_id", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["release", "unit"], name="followup_unit_told_once")]

    def __str__(self):
        return f"{self.release_id} {self.unit_id}"


class Verdict(models.Model):
    """Two answers about one unit's series in a release: where it is, and which way it goes. facts: every number that
    they were made from, see `analysis.verdicts`. Made from what is published, like everything else."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="verdicts")
    unit = models.ForeignKey("followup.Unit", models.PROTECT, related_name="verdicts")
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.ALL)
    age = models.CharField(max_length=12, blank=True, default="")
    position = models.CharField(max_length=12, choices=Position)
    position_why = models.CharField(max_length=12, choices=WhyUnknown, blank=True)
    heading = models.CharField(max_length=8, choices=Heading)
    heading_why = models.CharField(max_length=12, choices=WhyUnknown, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["release_id", "unit_id", "sex", "age"]
        constraints = [
            models.UniqueConstraint(fields=["release", "unit", "sex", "age"], name="followup_verdict_once"),
            only_codes("followup_verdict_codes", position=Position, heading=Heading, sex=Sex),
            models.CheckConstraint(
                name="followup_unknown_says_why",
                condition=(~Q(position=Position.UNKNOWN) | ~Q(position_why=""))
                & (~Q(heading=Heading.UNKNOWN) | ~Q(heading_why="")),
            ),
        ]

    def __str__(self):
        return f"{self.position} {self.heading}"
