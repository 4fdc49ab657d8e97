from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from workshops.enums import Anonymity, WorkshopState


class Workshop(models.Model):
    """A planned occasion where people meet and say things, at one site or several at once.

    state: open as long as one of its sites is.
    template: key in `workshops.programmes` that the programme began as; copied_from: the session it was taken from.
    create_key: made where the form was shown, so that a form sent twice plans one session.
    rehearsal_of: the session that this is a rehearsal of; set once and for all. A rehearsal is deleted when it ends.
    programme_version: counts changes of the steps and their order; row_version those of the facts about the occasion.
    finished_at: those who came have been told what became of it, or why they will not be (`actions.finishing`).
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="workshops")
    title = models.CharField(_("namn"), max_length=120)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    welcome = models.TextField(_("välkomsttext"), max_length=1000, blank=True)
    starts_at = models.DateTimeField(_("börjar"))
    support_person = models.CharField(_("vem man kan prata med"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=WorkshopState, default=WorkshopState.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
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

    @cached_property
    def site(self):
        """The only site of a session in one room, and the first of one in several."""
        return self.sites.first()

    def refresh_from_db(self, *args, **kwargs):
        self.__dict__.pop("site", None)
        super().refresh_from_db(*args, **kwargs)


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
    """One step of the programme: a question and a way to answer it, the same at every site. `Pace` says how far it
    has come at each.

    kind: key in `workshops.kinds`. source: the earlier step whose material this one works on.
    settings: what the kind needs, checked by the kind (for dot vote {"dots": 3}).
    only_at: a question that only this site asks, which is not compared with the others'; none for a common one.
    in_groups: done at the tables; what a table wrote leaves it when the table has confirmed it.
    sync: sites wait for each other before it begins. anonymity: what is known of who answered.
    open_until: a step that is open over time ends then instead of after its minutes.
    copied_from: the step this one was made after, in this session or an earlier one. create_key: as for a session.

    `here` is where the step stands at one site, when it was read for a site (`queries.steps_at`, `queries.step_at`);
    the state and the times that a step seems to have are those.
    """

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="exercises")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("slags steg"), max_length=32)
    title = models.CharField(_("fråga eller rubrik"), max_length=160)
    prompt = models.TextField(_("förklaring"), max_length=600, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuter"), default=10)
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    settings = models.JSONField(default=dict, blank=True)
    only_at = models.ForeignKey("workshops.Site", models.PROTECT, null=True, blank=True, related_name="own_steps")
    in_groups = models.BooleanField(_("görs i samtalsgrupper"), default=False)
    sync = models.BooleanField(_("orterna väntar in varandra"), default=False)
    anonymity = models.CharField(max_length=9, choices=Anonymity, default=Anonymity.ROLE)
    open_until = models.DateTimeField(_("öppet till"), null=True, blank=True)
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    create_key = models.UUIDField(null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["workshop_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "create_key"], name="workshops_step_added_once"),
            models.UniqueConstraint(fields=["workshop", "position"], name="workshops_position_once"),
            models.CheckConstraint(name="workshops_minutes_sane", condition=Q(minutes__gte=1, minutes__lte=600)),
            models.CheckConstraint(name="workshops_not_own_source", condition=~Q(source=F("id"))),
            models.CheckConstraint(name="workshops_one_site_waits_for_none", condition=Q(sync=False) | Q(only_at=None)),
            only_codes("workshops_exercise_codes", anonymity=Anonymity),
        ]

    def __str__(self):
        return self.title

    @property
    def lab_id(self) -> int:
        return self.workshop.lab_id

    @cached_property
    def here(self):
        """The pace of this step at the site it was read for; for others, at the only site of its session."""
        return self.paces.select_related("site__workshop__lab").get()

    def refresh_from_db(self, *args, **kwargs):
        self.__dict__.pop("here", None)
        super().refresh_from_db(*args, **kwargs)

    @property
    def site(self):
        return self.here.site

    @property
    def state(self) -> str:
        return self.here.state

    @property
    def opened_at(self):
        return self.here.opened_at

    @property
    def ends_at(self):
        return self.here.ends_at

    @property
    def closed_at(self):
        return self.here.closed_at

    @property
    def revealed_at(self):
        return self.here.revealed_at

    @property
    def released_at(self):
        return self.here.released_at
