from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followup.enums import (
    Frequency,
    IndicatorKind,
    Logic,
    Polarity,
    QualityArea,
    RiskArea,
    SourceKind,
    Standardisation,
    UnitKind,
    ValueType,
)
from hlab.core.constraints import only_codes
from hlab.stats.suppression import DEFAULT_K

LEAST_TO_JUDGE = 30
"""People behind a value below which nothing is said of whether a target is reached. Our own default."""


class Indicator(models.Model):
    """A figure that a lab keeps in its register, through all its versions.

    owner: the function that answers for it. review_by: when somebody looks at it next; later than that a verdict says
    so. ended_on: no more figures come, and the series is never drawn on. replaced_by: what came instead.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="indicators")
    key = models.SlugField(_("adress"), max_length=80, unique=True)
    kind = models.CharField(_("varifrån"), max_length=8, choices=IndicatorKind)
    owner = models.CharField(_("vem som svarar för måttet"), max_length=160)
    reviewed_on = models.DateField(_("senast genomgånget"), null=True)
    review_by = models.DateField(_("ses över senast"))
    ended_on = models.DateField(_("upphörde"), null=True)
    ended_reason = models.CharField(_("varför"), max_length=300, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    is_demo = models.BooleanField(default=False)
    create_key = models.UUIDField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]
        constraints = [
            only_codes("followup_indicator_kind", kind=IndicatorKind),
            models.UniqueConstraint(fields=["lab", "create_key"], name="followup_indicator_made_once"),
            models.CheckConstraint(name="followup_indicator_has_owner", condition=~Q(owner="")),
            models.CheckConstraint(name="followup_not_its_own_successor", condition=~Q(replaced_by=F("id"))),
            models.CheckConstraint(
                name="followup_ended_says_why", condition=Q(ended_on__isnull=True) | ~Q(ended_reason="")
            ),
        ]

    def __str__(self):
        return self.key


class IndicatorVersion(models.Model):
    """What the figure means, from a day on. Published it stands; another meaning is another version, and nothing is
    judged across the two.

    multiplier: what numerator over denominator is multiplied by when it is shown (100 for per cent). polarity: which
    way is better, decided here; what only counts production has none. shifts: codes of `FocusShift`. ages: bands, in
    order ("18-29", "65+"). levels: codes of `UnitKind` there are figures for. k: nothing is shown of fewer people.
    judge_n: nothing is judged on fewer. sensitive: none and all of them are hidden too. is_open: the figures are
    published by their source without counts of people, so that nothing is left to hide. uncertainty_by: the indicator
    that is this one's interval. benefit and intrusion: what collecting it gives, and takes.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("namn"), max_length=200)
    short_title = models.CharField(_("kort namn"), max_length=60)
    question = models.CharField(_("frågan som måttet svarar på"), max_length=300)
    definition = models.TextField(_("definition"), max_length=3000)
    population = models.CharField(_("vilka det gäller"), max_length=400, blank=True)
    inclusion = models.CharField(_("vad som räknas in"), max_length=600, blank=True)
    exclusion = models.CharField(_("vad som inte räknas"), max_length=600, blank=True)
    numerator = models.CharField(_("täljare"), max_length=400, blank=True)
    denominator = models.CharField(_("nämnare"), max_length=400, blank=True)
    unit_label = models.CharField(_("enhet"), max_length=40)
    value_type = models.CharField(_("slag av värde"), max_length=10, choices=ValueType)
    multiplier = models.PositiveIntegerField(_("räknas per"), default=1)
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=0)
    polarity = models.CharField(_("önskad riktning"), max_length=8, choices=Polarity)
    range_low = models.FloatField(_("spannets början"), null=True)
    range_high = models.FloatField(_("spannets slut"), null=True)
    logic = models.CharField(_("logik"), max_length=10, choices=Logic)
    shifts = models.JSONField(_("fokusförflyttningar"), default=list)
    quality_area = models.CharField(_("kvalitetsområde"), max_length=12, choices=QualityArea, blank=True)
    risk_area = models.CharField(_("riskområde"), max_length=20, choices=RiskArea, blank=True)
    journey_stage = models.CharField(_("var i resan"), max_length=120, blank=True)
    register_name = models.CharField(_("ursprunglig källa"), max_length=200)
    register_owner = models.CharField(_("källans ägare"), max_length=200, blank=True)
    collection = models.CharField(_("hur uppgifterna samlas in"), max_length=400, blank=True)
    platform = models.CharField(_("hämtas från"), max_length=200, blank=True)
    licence = models.CharField(_("licens"), max_length=200, blank=True)
    attribution_raw = models.CharField(_("källa vid oförändrade värden"), max_length=200, blank=True)
    attribution_processed = models.CharField(_("källa vid bearbetade värden"), max_length=200, blank=True)
    frequency = models.CharField(_("hur ofta"), max_length=8, choices=Frequency)
    lag_days = models.PositiveSmallIntegerField(_("dagar innan värdet kommer"), default=0)
    revision_policy = models.CharField(_("hur värden rättas"), max_length=300, blank=True)
    has_sex = models.BooleanField(_("delas på kön"), default=False)
    ages = models.JSONField(_("åldersgrupper"), default=list)
    levels = models.JSONField(_("nivåer"), default=list)
    standardisation = models.CharField(
        _("standardisering"), max_length=8, choices=Standardisation, default=Standardisation.NONE
    )
    standard_reference = models.CharField(_("jämförs med"), max_length=200, blank=True)
    chart = models.CharField(_("diagram"), max_length=8, default="auto")
    k = models.PositiveSmallIntegerField(_("minsta grupp som visas"), default=DEFAULT_K)
    judge_n = models.PositiveSmallIntegerField(_("minsta grupp som bedöms"), default=LEAST_TO_JUDGE)
    sensitive = models.BooleanField(_("dölj även ingen och alla"), default=False)
    is_open = models.BooleanField(_("redan offentliga värden utan antal"), default=False)
    uncertainty = models.CharField(_("osäkerhet"), max_length=300, blank=True)
    uncertainty_by = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="is_uncertainty_of")
    limitations = models.TextField(_("vad måttet inte visar"), max_length=1500, blank=True)
    benefit = models.CharField(_("nyttan"), max_length=300, blank=True)
    intrusion = models.CharField(_("intrånget"), max_length=300, blank=True)
    what_changed = models.CharField(_("vad som ändrats"), max_length=400, blank=True)
    valid_from = models.DateField(_("gäller från"))
    valid_to = models.DateField(_("gäller till"), null=True)
    published_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["indicator_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="followup_version_once"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(published_at__isnull=True), name="followup_one_open_version"
            ),
            only_codes(
                "followup_version_codes", value_type=ValueType, polarity=Polarity, logic=Logic, frequency=Frequency,
                standardisation=Standardisation,
            ),
            models.CheckConstraint(
                name="followup_production_has_no_direction",
                condition=~Q(logic=Logic.PRODUCTION) | Q(polarity=Polarity.NEUTRAL),
            ),
            models.CheckConstraint(
                name="followup_range_has_two_ends",
                condition=Q(polarity=Polarity.RANGE, range_low__isnull=False, range_high__gt=F("range_low"))
                | (~Q(polarity=Polarity.RANGE) & Q(range_low__isnull=True, range_high__isnull=True)),
            ),
            models.CheckConstraint(name="followup_version_hides_small_groups", condition=Q(k__gte=DEFAULT_K)),
            models.CheckConstraint(
                name="followup_version_ends_after",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="followup_version_multiplies", condition=Q(multiplier__gte=1, decimals__lte=6)),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.title} {self.number}"

    @property
    def lab_id(self) -> int:
        return self.indicator.lab_id


class ExternalId(models.Model):
    """What a source calls the indicator. Always text: "00144" is not 144."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="external_ids")
    source = models.CharField(max_length=8, choices=SourceKind, default=SourceKind.KOLADA)
    code = models.CharField(_("kod hos källan"), max_length=40)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["source", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "source", "code"], condition=Q(gone_at__isnull=True), name="followup_external_once"
            ),
            models.CheckConstraint(name="followup_external_is_named", condition=~Q(code="")),
        ]

    def __str__(self):
        return self.code


class Target(models.Model):
    """What has been decided to aim at, by somebody, from a day on. One that is taken back keeps its row.

    level: a code of `UnitKind`, blank for every level. value: as it is shown (80 for 80 per cent).
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    value = models.FloatField(_("mål"))
    valid_from = models.DateField(_("gäller från"))
    level = models.CharField(_("nivå"), max_length=12, choices=UnitKind, blank=True)
    source = models.CharField(_("var det är beslutat"), max_length=300)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["indicator_id", "valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "level", "valid_from"], condition=Q(withdrawn_at__isnull=True),
                name="followup_one_target_a_day",
            ),
            models.CheckConstraint(name="followup_target_is_decided", condition=~Q(source="")),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.value}"


class KnownBreak(models.Model):
    """From this day the figures are not comparable with those before."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="breaks")
    on = models.DateField(_("från"))
    what = models.CharField(_("vad som ändrades"), max_length=300)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["indicator_id", "on", "id"]
        constraints = [models.CheckConstraint(name="followup_break_says_what", condition=~Q(what=""))]

    def __str__(self):
        return self.what
