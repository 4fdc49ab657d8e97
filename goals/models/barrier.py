from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goals.enums import BarrierKind, BarrierState, Layer, Variety
from hlab.core.constraints import only_codes
from hlab.labs.enums import AdminLevel, Level


class Barrier(models.Model):
    """What in governance, management or organisation stands in the way of a målbild.

    contribution: the note by which it was said at a table; none where several were brought together, or it was
    written down from a plan. merged_into: the one that stands for it and others; the original keeps its words, its
    site and its row. decided: where in the country it can be changed; who_can_act: the kind of actor, never a person.
    variety: needs its reason unless unclear.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="barriers")
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, null=True, related_name="barriers")
    contribution = models.OneToOneField("workshops.Contribution", models.PROTECT, null=True, related_name="barrier")
    title = models.CharField(_("vad står i vägen"), max_length=160)
    text = models.TextField(_("beskrivning"), max_length=1000, blank=True)
    example = models.TextField(_("exempel"), max_length=600, blank=True)
    layer = models.CharField(_("på eller bakom scenen"), max_length=5, choices=Layer, blank=True)
    level = models.CharField(_("nivå"), max_length=8, choices=Level, blank=True)
    decided = models.CharField(_("var det kan ändras"), max_length=8, choices=AdminLevel, blank=True)
    who_can_act = models.CharField(_("vem kan göra något"), max_length=200, blank=True)
    variety = models.CharField(max_length=8, choices=Variety, default=Variety.UNCLEAR)
    variety_reason = models.CharField(_("varför"), max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=BarrierState, default=BarrierState.NEW)
    state_reason = models.CharField(_("varför"), max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="originals")
    is_public = models.BooleanField(_("visas på målbildens sida"), default=False)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    goals = models.ManyToManyField("goals.Goal", related_name="barriers", verbose_name=_("målbilder"))

    class Meta:
        ordering = ["lab_id", "created_at", "id"]
        constraints = [
            models.CheckConstraint(name="goals_barrier_says_something", condition=~Q(title="")),
            models.CheckConstraint(
                name="goals_variety_for_a_reason", condition=Q(variety=Variety.UNCLEAR) | ~Q(variety_reason="")
            ),
            models.CheckConstraint(
                name="goals_merged_barrier_says_so",
                condition=Q(merged_into__isnull=True, state__in=[s for s in BarrierState.values if s != "merged"])
                | (Q(merged_into__isnull=False, state=BarrierState.MERGED, is_public=False) & ~Q(merged_into=F("id"))),
            ),
            only_codes("goals_barrier_codes", state=BarrierState, variety=Variety),
        ]

    def __str__(self):
        return self.title


class BarrierTag(models.Model):
    """A barrier is of this kind; it may be of several."""

    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="tags")
    kind = models.CharField(_("slags hinder"), max_length=12, choices=BarrierKind)

    class Meta:
        ordering = ["barrier_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["barrier", "kind"], name="goals_barrier_tag_once"),
            only_codes("goals_barrier_tag_codes", kind=BarrierKind),
        ]

    def __str__(self):
        return self.kind


class BarrierEvent(models.Model):
    """What happened to a barrier, append-only: made, changed, brought together, taken apart, its state and why."""

    barrier = models.ForeignKey(Barrier, models.PROTECT, related_name="events")
    act = models.CharField(max_length=12)
    other = models.ForeignKey(Barrier, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=BarrierState)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["barrier_id", "at", "id"]

    def __str__(self):
        return f"{self.barrier_id} {self.act}"
