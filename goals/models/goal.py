from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import GoalOrigin, GoalStatus
from hlab.labs.enums import LIVED_PERSPECTIVES, Level


class Goal(models.Model):
    """A målbild: what people with own experience wish that care leads to. Its words live in its versions.

    reused_from: the wording, of another lab, that this one was begun with; both tell of each other.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="goals")
    slug = models.SlugField(_("adress"), max_length=80, unique=True)
    origin = models.CharField(_("ursprung"), max_length=12, choices=GoalOrigin, default=GoalOrigin.LAB)
    reused_from = models.ForeignKey("goals.GoalVersion", models.PROTECT, null=True, related_name="reused_as")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["lab_id", "id"]

    def __str__(self):
        return self.slug

    @property
    def address(self) -> str:
        """Where the public page lies, once a version has been published. The page tree keeps to this."""
        return f"/malbilder/{self.slug}/"

    @property
    def origin_label(self) -> str:
        """What must stand wherever the words are shown, print included. Blank for a lab's own real målbild."""
        if self.origin != GoalOrigin.LAB:
            return self.get_origin_display()
        return GoalOrigin.INVENTED.label if self.is_demo else ""


class GoalVersion(models.Model):
    """One wording of a målbild. From frozen_at on, the database refuses to change its words.

    status: where this version stands. A frozen version may still be a draft: the words stand, and nobody but
    the group has tried them yet. published_at: when it became public; a later public version replaces it.
    people_count and people_by_perspective: how many different people stand behind it and how they speak,
    written down as it was frozen ({perspective: people}), so that later withdrawals leave an empty chair.
    shown: how much of that anyone may see, chosen once when it became public, beside the versions that were public
    before it, and never changed (`goals.queries.shown_people` reads it).
    easy_read: the same in easy Swedish. level, shifts: which level it is about, and which of the four shifts
    ([FocusShift]).
    written: what else belongs to it, written down as it was frozen, so that pages need not look it up: {"people":
    {sentence: different people whose voices carry it}, "areas": [[name of a value area, reason]], "causes": [[what
    changed, "answer", "check" or "" for nobody's remark]]}.
    hidden_at and hidden_reason: since when nobody outside the lab may read a published version, and why, in words
    that anyone may read. The words stand all the same, and it can be shown again.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("rubrik"), max_length=120)
    statement = models.TextField(_("jag-berättelse"), max_length=1200)
    easy_read = models.TextField(_("på lättläst svenska"), max_length=1200, blank=True)
    level = models.CharField(_("nivå"), max_length=8, choices=Level, blank=True)
    shifts = models.JSONField(_("fokusförflyttningar"), default=list)
    what_changed = models.TextField(_("vad som ändrades"), max_length=600, blank=True)
    why_changed = models.TextField(_("varför"), max_length=600, blank=True)
    status = models.CharField(max_length=10, choices=GoalStatus, default=GoalStatus.DRAFT)
    people_count = models.PositiveIntegerField(default=0)
    people_by_perspective = models.JSONField(default=dict)
    shown = models.JSONField(null=True)
    written = models.JSONField(default=dict)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(_("varför den är dold"), max_length=300, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["goal_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="goals_version_once"),
            models.UniqueConstraint(
                fields=["goal"], condition=Q(frozen_at__isnull=True), name="goals_one_open_wording"
            ),
            models.UniqueConstraint(
                fields=["goal"],
                condition=Q(published_at__isnull=False) & ~Q(status=GoalStatus.REPLACED),
                name="goals_one_public_wording",
            ),
            models.CheckConstraint(name="goals_version_says_something", condition=~Q(title="") & ~Q(statement="")),
            models.CheckConstraint(
                name="goals_published_is_frozen",
                condition=Q(published_at__isnull=True) | Q(frozen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="goals_public_counts_are_chosen",
                condition=Q(published_at__isnull=True) | Q(shown__isnull=False),
            ),
            models.CheckConstraint(
                name="goals_later_versions_say_why",
                condition=Q(number=1) | Q(frozen_at__isnull=True) | (~Q(what_changed="") & ~Q(why_changed="")),
            ),
            models.CheckConstraint(
                name="goals_status_needs_frozen_words",
                condition=Q(status=GoalStatus.DRAFT) | Q(frozen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="goals_hidden_for_a_reason",
                condition=Q(hidden_at__isnull=True, hidden_reason="")
                | (Q(hidden_at__isnull=False, published_at__isnull=False) & ~Q(hidden_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    @property
    def is_open(self) -> bool:
        """Whether the words may still be changed."""
        return self.frozen_at is None

    @property
    def is_current(self) -> bool:
        """Whether this is the wording that the public page shows, or tells that it is hidden."""
        return self.published_at is not None and self.status != GoalStatus.REPLACED

    @property
    def is_hidden(self) -> bool:
        """Published, but taken down from the eyes of all but the lab."""
        return self.hidden_at is not None

    @property
    def lab_id(self) -> int:
        return self.goal.lab_id

    @property
    def address(self) -> str:
        """The public address of just this version: it never comes to show other words."""
        return f"{self.goal.address}v/{self.number}/"

    @property
    def lacks_lived_voice(self) -> bool:
        """Frozen without anyone who speaks from own experience or as a relative."""
        return not LIVED_PERSPECTIVES & self.people_by_perspective.keys()

    @property
    def is_borrowed(self) -> bool:
        """Frozen in the words of another lab, with nobody of this one behind it."""
        return self.goal.reused_from_id is not None and self.people_count == 0

    @property
    def citation(self) -> str:
        """Stable id to cite in plans, proposals and follow-up."""
        return f"M{self.goal_id}.{self.number}"
