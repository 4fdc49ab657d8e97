from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hlab.core.constraints import only_codes
from workshops.enums import LIVE_STATES, WorkshopState


class Site(models.Model):
    """One of the rooms of a session, with its own code, pace and clock. A session in one room has one, without name.

    join_code: as shown ("BJÖRK 27"); join_key: the same folded, unique while the site is open and blank
    otherwise, so that an old code leads nowhere. current: the step that people at the site see.
    new_voices_first: those who have not spoken yet come first in the speaking queue.
    """

    workshop = models.ForeignKey("workshops.Workshop", models.PROTECT, related_name="sites")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("namn"), max_length=80, blank=True)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    meeting_url = models.URLField(_("möteslänk"), max_length=300, blank=True)
    phone = models.CharField(_("telefon till mötet"), max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=WorkshopState, default=WorkshopState.PLANNED)
    join_code = models.CharField(max_length=32, blank=True)
    join_key = models.CharField(max_length=32, blank=True)
    current = models.ForeignKey("workshops.Exercise", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)
    new_voices_first = models.BooleanField(default=False)

    class Meta:
        ordering = ["workshop_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "position"], name="workshops_site_position_once"),
            models.UniqueConstraint(
                fields=["workshop", "name"], condition=~Q(name=""), name="workshops_site_name_once"
            ),
            models.UniqueConstraint(
                fields=["join_key"], condition=~Q(join_key=""), name="workshops_site_join_key_once"
            ),
            models.CheckConstraint(
                name="workshops_site_key_only_while_open",
                condition=Q(join_key="", join_code="", state__in=[WorkshopState.PLANNED, WorkshopState.CLOSED])
                | (~Q(join_key="") & ~Q(join_code="") & Q(state__in=[*LIVE_STATES])),
            ),
            models.CheckConstraint(
                name="workshops_site_opened_when_live",
                condition=Q(state=WorkshopState.PLANNED) | Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="workshops_site_closed_has_time",
                condition=~Q(state=WorkshopState.CLOSED) | Q(closed_at__isnull=False),
            ),
            only_codes("workshops_site_codes", state=WorkshopState),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """The session, and where when there are several rooms."""
        return f"{self.workshop.title}, {self.name}" if self.name else self.workshop.title

    @property
    def lab_id(self) -> int:
        return self.workshop.lab_id


class SiteHost(models.Model):
    """Who leads or hosts here. A site without any is led by every facilitator of the lab.

    group: the table that a table host looks after, or none for the whole room.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="hosts")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    group = models.ForeignKey("workshops.Group", models.CASCADE, null=True, blank=True, related_name="hosts")

    class Meta:
        ordering = ["site_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "user", "group"], name="workshops_host_once"),
            models.UniqueConstraint(
                fields=["site", "user"], condition=Q(group__isnull=True), name="workshops_host_of_room_once"
            ),
        ]

    def __str__(self):
        return f"{self.site_id} {self.user_id}"


class Group(models.Model):
    """A table: those who talk together, with a table host who writes down what they agree on."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="groups")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("namn"), max_length=60)
    meeting_url = models.URLField(_("möteslänk"), max_length=300, blank=True)
    phone = models.CharField(_("telefon till mötet"), max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["site_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "position"], name="workshops_group_position_once"),
            models.UniqueConstraint(fields=["site", "name"], name="workshops_group_name_once"),
            models.CheckConstraint(name="workshops_group_has_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    @property
    def lab_id(self) -> int:
        return self.site.workshop.lab_id
