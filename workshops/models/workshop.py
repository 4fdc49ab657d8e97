from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workshops.enums import LIVE_STATES, ExerciseState, WorkshopState


class Workshop(models.Model):
    """A planned occasion where people meet and say things.

    join_code: as shown ("BJÖRK 27"); join_key: the same folded, unique while the session is open and blank
    otherwise, so that an old code leads nowhere. current: the step that participants see.
    template: key in `workshops.programmes` that the programme began as; copied_from: the session it was taken from.
    create_key: made where the form was shown, so that a form sent twice plans one session.
    rehearsal_of: the session that this is a rehearsal of; set once and for all. A rehearsal is deleted when it ends.
    programme_version: counts changes of the steps and their order; row_version those of the facts about the occasion.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="workshops")
    title = models.CharField(_("namn"), max_length=120)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    welcome = models.TextField(_("välkomsttext"), max_length=1000, blank=True)
    starts_at = models.DateTimeField(_("börjar"))
    support_person = models.CharField(_("vem man kan prata med"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=WorkshopState, default=WorkshopState.PLANNED)
    join_code = models.CharField(max_length=32, blank=True)
    join_key = models.CharField(max_length=32, blank=True)
    current = models.ForeignKey("workshops.Exercise", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    row_version = models.PositiveIntegerField(default=1)
    template = models.CharField(max_length=32, blank=True, default="")
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    rehearsal_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="rehearsal")
    create_key = models.UUIDField(null=True, blank=True)
    programme_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "create_key"], name="workshops_planned_once"),
            models.CheckConstraint(name="workshops_not_own_copy", condition=~Q(copied_from=F("id"))),
            models.CheckConstraint(name="workshops_not_own_rehearsal", condition=~Q(rehearsal_of=F("id"))),
            models.UniqueConstraint(fields=["join_key"], condition=~Q(join_key=""), name="workshops_join_key_once"),
            models.CheckConstraint(
                name="workshops_join_key_only_while_open",
                condition=Q(join_key="", join_code="", state__in=[WorkshopState.PLANNED, WorkshopState.CLOSED])
                | (~Q(join_key="") & ~Q(join_code="") & Q(state__in=[*LIVE_STATES])),
            ),
            models.CheckConstraint(
                name="workshops_opened_when_live",
                condition=Q(state=WorkshopState.PLANNED) | Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="workshops_closed_has_time", condition=~Q(state=WorkshopState.CLOSED) | Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.title


class OpennessDeclaration(models.Model):
    """What could be changed, what was decided and who decides, frozen as the session opened."""

    workshop = models.OneToOneField(Workshop, models.PROTECT, related_name="declaration")
    open_scope = models.TextField()
    closed_scope = models.TextField()
    nobody_here = models.TextField(blank=True)
    decider = models.CharField(max_length=200)
    decision_by = models.DateField(null=True)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="workshops_declaration_complete", condition=~Q(open_scope="") & ~Q(closed_scope="")
            )
        ]

    def __str__(self):
        return f"{self.workshop_id}"


class Exercise(models.Model):
    """One step of the programme: a question, a way to answer it, and how far it has come.

    kind: key in `workshops.kinds`. source: the earlier step whose material this one works on.
    settings: what the kind needs, checked by the kind (for dot vote {"dots": 3}).
    revealed_at: when others' notes were shown; closing the writing and showing are separate acts.
    copied_from: the step this one was made after, in this session or an earlier one. create_key: as for a session.
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="exercises")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("slags steg"), max_length=32)
    title = models.CharField(_("fråga eller rubrik"), max_length=160)
    prompt = models.TextField(_("förklaring"), max_length=600, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuter"), default=10)
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    settings = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=ExerciseState, default=ExerciseState.PENDING)
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    create_key = models.UUIDField(null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["workshop_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "create_key"], name="workshops_step_added_once"),
            models.UniqueConstraint(fields=["workshop", "position"], name="workshops_position_once"),
            models.CheckConstraint(name="workshops_minutes_sane", condition=Q(minutes__gte=1, minutes__lte=600)),
            models.CheckConstraint(
                name="workshops_step_times_follow_state",
                condition=Q(
                    state=ExerciseState.PENDING,
                    opened_at__isnull=True,
                    closed_at__isnull=True,
                    revealed_at__isnull=True,
                )
                | Q(state=ExerciseState.OPEN, opened_at__isnull=False, closed_at__isnull=True)
                | Q(state=ExerciseState.CLOSED, opened_at__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(name="workshops_not_own_source", condition=~Q(source=F("id"))),
        ]

    def __str__(self):
        return self.title

    @property
    def lab_id(self) -> int:
        return self.workshop.lab_id
