from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from followup.enums import PremDimension

THINGS = ("area", "goal", "indicator", "gap", "story")
"""What a link is of and by; in text, since their keys are not of one kind."""


def _one_of(*names: str) -> Q:
    """Exactly one of the columns holds something."""
    condition = Q()
    for chosen in names:
        alone = Q()
        for name in names:
            empty = Q(**{name: ""}) if name == "dimension" else Q(**{f"{name}__isnull": True})
            alone &= ~empty if name == chosen else empty
        condition |= alone
    return condition


class FollowLink(models.Model):
    """What a lab follows something by, and why: of a value area or a målbild, by an indicator, a dimension of a survey,
    a gap in a journey or somebody's story. One that is taken away keeps its row."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="follow_links")
    area = models.ForeignKey("goals.ValueArea", models.PROTECT, null=True, related_name="follow_links")
    goal = models.ForeignKey("goals.Goal", models.PROTECT, null=True, related_name="follow_links")
    indicator = models.ForeignKey("followup.Indicator", models.PROTECT, null=True, related_name="links")
    dimension = models.CharField(_("dimension"), max_length=14, choices=PremDimension, blank=True)
    gap = models.ForeignKey("journeys.Gap", models.PROTECT, null=True, related_name="follow_links")
    story = models.ForeignKey("workshops.Story", models.PROTECT, null=True, related_name="follow_links")
    reason = models.CharField(_("varför"), max_length=300)
    place = models.PositiveSmallIntegerField(default=0)
    gone_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["lab_id", "place", "id"]
        constraints = [
            models.CheckConstraint(name="followup_link_for_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="followup_link_of_something", condition=Q(area__isnull=False) | Q(goal__isnull=False)
            ),
            models.CheckConstraint(
                name="followup_link_by_one_thing", condition=_one_of("indicator", "dimension", "gap", "story")
            ),
            models.UniqueConstraint(
                "lab", "dimension",
                *(Coalesce(Cast(name, models.CharField(max_length=40)), Value("")) for name in THINGS),
                condition=Q(gone_at__isnull=True), name="followup_link_once",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.reason
