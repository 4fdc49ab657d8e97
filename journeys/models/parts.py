"""What a map is made of. What is removed keeps its row (`gone_at`): what points at it still finds it, and it can be
taken back. `place` orders siblings; there is room between two, so that a move touches one row."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from hlab.labs.enums import ActorKind
from journeys.enums import (
    Carrier,
    Contact,
    Feeling,
    FeelingWord,
    GapKind,
    Grade,
    Known,
    Lane,
    LinkKind,
    PlanUse,
    WhoDid,
)  # fmt: skip


def _blank_or(**fields) -> Q:
    """Each column is blank or one of its codes."""
    condition = Q()
    for name, choices in fields.items():
        condition &= Q(**{f"{name}__in": ["", *choices.values]})
    return condition


class Part(models.Model):
    """A row of a map that can be removed and come back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gone_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def lab_id(self) -> int:
        return self.journey.lab_id


class JourneyActor(Part):
    """Somebody who is there along the way. is_person: the one whose way it is. organisation: the principal, where it is
    a known one; else the kind says enough ("Region")."""

    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="actors")
    place = models.BigIntegerField()
    name = models.CharField(_("vem"), max_length=80)
    kind = models.CharField(_("slag"), max_length=16, choices=ActorKind)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    is_person = models.BooleanField(default=False)

    class Meta:
        ordering = ["journey_id", "place", "id"]
        constraints = [
            models.CheckConstraint(name="journeys_actor_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                fields=["journey", "name"], condition=Q(gone_at__isnull=True), name="journeys_actor_once"
            ),
            models.UniqueConstraint(
                fields=["journey"], condition=Q(is_person=True, gone_at__isnull=True), name="journeys_one_person"
            ),
            only_codes("journeys_actor_codes", kind=ActorKind),
        ]

    def __str__(self):
        return self.name


class Phase(Part):
    """A stretch of the way."""

    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="phases")
    place = models.BigIntegerField()
    title = models.CharField(_("fas"), max_length=80)

    class Meta:
        ordering = ["journey_id", "place", "id"]
        constraints = [models.CheckConstraint(name="journeys_phase_has_a_title", condition=~Q(title=""))]

    def __str__(self):
        return self.title


class Step(Part):
    """Something that happens. track: name of a parallel track, blank for the main one. from_day, to_day: days since the
    way began. moment: "best" or "worst" of the way, as the person says. wanted: whether whoever did the work wanted to.
    The words of its lanes are `Cell`s; the actors, `StepActor`s."""

    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="steps")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="steps")
    place = models.BigIntegerField()
    title = models.CharField(_("vad händer"), max_length=120)
    channel = models.CharField(_("hur"), max_length=8, choices=Contact, blank=True)
    track = models.CharField(_("samtidigt, på ett eget spår"), max_length=40, blank=True)
    feeling = models.SmallIntegerField(_("känsla"), choices=Feeling, null=True, blank=True)
    word = models.CharField(_("med ett ord"), max_length=10, choices=FeelingWord, blank=True)
    grade = models.CharField(_("hur vi vet det"), max_length=8, choices=Grade, default=Grade.ASSUMED)
    who_did = models.CharField(_("vem gjorde jobbet"), max_length=8, choices=WhoDid, blank=True)
    wanted = models.CharField(_("ville den det"), max_length=7, choices=Known, blank=True)
    moment = models.CharField(max_length=5, blank=True)
    from_day = models.PositiveIntegerField(_("från dag"), null=True, blank=True)
    to_day = models.PositiveIntegerField(_("till dag"), null=True, blank=True)

    class Meta:
        ordering = ["journey_id", "place", "id"]
        constraints = [
            models.CheckConstraint(name="journeys_step_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="journeys_step_ends_after_it_begins",
                condition=Q(to_day__isnull=True) | Q(from_day__isnull=False, to_day__gte=F("from_day")),
            ),
            models.CheckConstraint(
                name="journeys_step_codes",
                condition=_blank_or(channel=Contact, word=FeelingWord, who_did=WhoDid, wanted=Known)
                & Q(grade__in=Grade.values)
                & Q(moment__in=["", "best", "worst"])
                & (Q(feeling__isnull=True) | Q(feeling__in=Feeling.values)),
            ),
        ]
        indexes = [models.Index(fields=["phase", "place"])]

    def __str__(self):
        return self.title


class StepActor(models.Model):
    """An actor is there in a step."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="step_actors")
    actor = models.ForeignKey(JourneyActor, models.PROTECT, related_name="in_steps")

    class Meta:
        ordering = ["step_id", "id"]
        constraints = [models.UniqueConstraint(fields=["step", "actor"], name="journeys_actor_once_in_a_step")]

    def __str__(self):
        return f"{self.step_id} {self.actor_id}"


class Cell(models.Model):
    """What one lane says of a step, with a row version of its own: two people who write in different lanes do not meet.
    Blank where it was emptied; never removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="cells")
    lane = models.CharField(max_length=8, choices=Lane)
    text = models.TextField(max_length=600, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["step_id", "lane"]
        constraints = [
            models.UniqueConstraint(fields=["step", "lane"], name="journeys_cell_once"),
            only_codes("journeys_cell_codes", lane=Lane),
        ]

    def __str__(self):
        return f"{self.step_id} {self.lane}"


class Gap(Part):
    """The space between two steps: an object, not a colour (S18-R1).

    after, before: the step it follows, and the one that comes at last; None where nothing came.
    days_planned, days_told, days_measured: three numbers that are never mixed.
    told_words: as it was told ("några veckor"). measured_n: persons behind the measured one, which then is a median;
    measured_source: where from.
    from_actor, to_actor: between whom; a border between principals is crossed where theirs differ.
    retold: whether the person had to tell their story again, and how many times. bridge: what worked here. life: what
    life was like meanwhile.
    """

    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="gaps")
    after = models.ForeignKey(Step, models.PROTECT, related_name="gaps_after")
    before = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="gaps_before")
    kind = models.CharField(_("slag"), max_length=14, choices=GapKind)
    title = models.CharField(_("vad händer, eller händer inte"), max_length=120)
    days_planned = models.PositiveIntegerField(_("planerat, dagar"), null=True, blank=True)
    days_told = models.PositiveIntegerField(_("berättat, dagar"), null=True, blank=True)
    told_words = models.CharField(_("berättat, med egna ord"), max_length=60, blank=True)
    days_measured = models.PositiveIntegerField(_("uppmätt, dagar"), null=True, blank=True)
    measured_n = models.PositiveIntegerField(_("antal personer bakom det uppmätta"), null=True, blank=True)
    measured_source = models.CharField(_("varifrån det uppmätta kommer"), max_length=200, blank=True)
    from_actor = models.ForeignKey(JourneyActor, models.PROTECT, null=True, blank=True, related_name="gaps_from")
    to_actor = models.ForeignKey(JourneyActor, models.PROTECT, null=True, blank=True, related_name="gaps_to")
    carried_by = models.CharField(_("vem höll ihop det"), max_length=8, choices=Carrier, blank=True)
    sip = models.CharField(max_length=7, choices=PlanUse, blank=True)
    named_contact = models.CharField(max_length=7, choices=PlanUse, blank=True)
    contract = models.CharField(max_length=7, choices=PlanUse, blank=True)
    retold = models.CharField(_("fick personen berätta allt igen"), max_length=7, choices=Known, blank=True)
    retold_times = models.PositiveSmallIntegerField(_("hur många gånger"), null=True, blank=True)
    feeling = models.SmallIntegerField(_("känsla"), choices=Feeling, null=True, blank=True)
    word = models.CharField(_("med ett ord"), max_length=10, choices=FeelingWord, blank=True)
    life = models.TextField(_("livet emellan"), max_length=600, blank=True)
    consequence = models.TextField(_("vad det ledde till"), max_length=600, blank=True)
    bridge = models.TextField(_("vad som bar"), max_length=600, blank=True)
    grade = models.CharField(_("hur vi vet det"), max_length=8, choices=Grade, default=Grade.ASSUMED)

    class Meta:
        ordering = ["journey_id", "id"]
        constraints = [
            models.CheckConstraint(name="journeys_gap_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="journeys_gap_lies_between", condition=Q(before__isnull=True) | ~Q(before=F("after"))
            ),
            models.CheckConstraint(
                name="journeys_measured_days_say_where_from",
                condition=Q(days_measured__isnull=True, measured_n__isnull=True)
                | (Q(days_measured__isnull=False) & ~Q(measured_source="")),
            ),
            models.CheckConstraint(
                name="journeys_gap_counted_retellings",
                condition=Q(retold_times__isnull=True) | Q(retold=Known.YES, retold_times__gte=1),
            ),
            models.CheckConstraint(
                name="journeys_gap_codes",
                condition=_blank_or(
                    carried_by=Carrier, sip=PlanUse, named_contact=PlanUse, contract=PlanUse, retold=Known,
                    word=FeelingWord,
                )
                & Q(kind__in=GapKind.values)
                & Q(grade__in=Grade.values)
                & (Q(feeling__isnull=True) | Q(feeling__in=Feeling.values)),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["after"])]

    def __str__(self):
        return self.title


class Link(Part):
    """Another way on than to the next step: back (a loop), or one of several (a branch)."""

    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="links")
    source = models.ForeignKey(Step, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Step, models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=6, choices=LinkKind)
    words = models.CharField(_("när, eller varför"), max_length=120, blank=True)

    class Meta:
        ordering = ["journey_id", "id"]
        constraints = [
            models.CheckConstraint(name="journeys_link_goes_somewhere", condition=~Q(source=F("target"))),
            models.UniqueConstraint(
                fields=["source", "target"], condition=Q(gone_at__isnull=True), name="journeys_link_once"
            ),
            only_codes("journeys_link_codes", kind=LinkKind),
        ]

    def __str__(self):
        return f"{self.source_id} → {self.target_id}"
