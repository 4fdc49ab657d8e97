from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.enums import BatchState, ObservationStatus, Sex, SourceKind
from hlab.core.constraints import only_codes


class ImportBatch(models.Model):
    """A file or a fetch of figures: looked at first, then read in as a whole or not at all.

    digest: SHA-256 of the content, so that the same file again is known. content: gzipped, kept until it is read in.
    mapping: see `analysis.tables`. findings: [{"row", "field", "text"}], the first so many. counts: {"rows", "new",
    "revised", "deleted", "same", "rejected"}. as_of: when the source said so.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="observation_imports")
    source = models.CharField(max_length=8, choices=SourceKind)
    name = models.CharField(_("namn"), max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=BatchState, default=BatchState.DRAFT)
    findings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    as_of = models.DateTimeField()
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            only_codes("followup_batch_codes", source=SourceKind, state=BatchState),
            models.CheckConstraint(
                name="followup_batch_done_has_time", condition=~Q(state=BatchState.DONE) | Q(done_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.name


class Snapshot(models.Model):
    """One page as a source gave it, byte for byte (gzipped), so that a fetch can go on where it stopped and be done
    over without asking again."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    url = models.CharField(max_length=500)
    etag = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ["batch_id", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="followup_page_once")]

    def __str__(self):
        return self.url


class ColumnMapping(models.Model):
    """What the columns of a kind of table mean, saved for the next time."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="column_mappings")
    name = models.CharField(_("namn"), max_length=80)
    mapping = models.JSONField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["lab", "name"], name="followup_mapping_once")]

    def __str__(self):
        return self.name


class Observation(models.Model):
    """One figure as it was known from a time on. Append-only: another value of the same cell ends this one
    (`replaced_at`) and is a row of its own, so that what we knew at any time can be told.

    period: "2024", "2024-H1", "2024-T1", "2024-Q1" or "2024-03"; start: its first day. age: one of the version's
    bands, blank for all. value: as it is shown (41.2 for 41.2 per cent), from the source where it gives one.
    """

    version = models.ForeignKey("followup.IndicatorVersion", models.PROTECT, related_name="observations")
    unit = models.ForeignKey("followup.Unit", models.PROTECT, related_name="observations")
    period = models.CharField(max_length=8)
    start = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.ALL)
    age = models.CharField(max_length=12, blank=True, default="")
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    status = models.CharField(max_length=7, choices=ObservationStatus, default=ObservationStatus.OK)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="observations")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["version_id", "unit_id", "start", "sex", "age", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "unit", "period", "sex", "age"], condition=Q(replaced_at__isnull=True),
                name="followup_one_figure_now",
            ),
            models.CheckConstraint(
                name="followup_figure_or_none",
                condition=Q(status=ObservationStatus.OK, value__isnull=False)
                | (~Q(status=ObservationStatus.OK) & Q(value__isnull=True, numerator__isnull=True, denominator=None)),
            ),
            models.CheckConstraint(
                name="followup_counts_are_counts",
                condition=(Q(numerator__isnull=True) | Q(numerator__gte=0))
                & (Q(denominator__isnull=True) | Q(denominator__gt=0)),
            ),
            only_codes("followup_observation_codes", sex=Sex, status=ObservationStatus),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.version_id} {self.unit_id} {self.period}"
