import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import Leads
from hlab.core.constraints import only_codes
from hlab.labs.enums import Perspective


class ActionPlan(models.Model):
    """A plan that somebody has made, to be held against målbilder. Its actions live in its versions.

    owner: whose plan it is, in words; principal: the same where it is one of the lab's principals.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="plans")
    title = models.CharField(_("planens namn"), max_length=160)
    owner = models.CharField(_("vems plan"), max_length=160)
    principal = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField(_("gäller"), max_length=60, blank=True)
    is_public = models.BooleanField(_("visas på målbildens sida"), default=False)
    is_demo = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "-created_at", "id"]
        constraints = [
            models.CheckConstraint(name="goals_plan_has_name_and_owner", condition=~Q(title="") & ~Q(owner=""))
        ]

    def __str__(self):
        return self.title


class PlanVersion(models.Model):
    """The plan as it was read in once. source: file name, or blank when pasted or written. client_key: sent twice is
    one."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("vad som är nytt"), max_length=300, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="goals_plan_version_once"),
            models.UniqueConstraint(fields=["plan", "client_key"], name="goals_plan_key_once"),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.number}"

    @property
    def lab_id(self) -> int:
        return self.plan.lab_id


class ActionItem(models.Model):
    """One action of a plan's version ("insats"). Its words never change; the next version has its own.

    number: as the plan numbers it. before: the same action in the version before, by number or title.
    """

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    number = models.CharField(_("nummer"), max_length=20, blank=True)
    title = models.CharField(_("insats"), max_length=300)
    description = models.TextField(_("beskrivning"), max_length=4000, blank=True)
    responsible = models.CharField(_("ansvarig"), max_length=200, blank=True)
    period = models.CharField(_("när"), max_length=100, blank=True)
    target = models.TextField(_("mål"), max_length=1000, blank=True)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="after")

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="goals_item_position_once"),
            models.CheckConstraint(name="goals_item_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self):
        return self.title


class Assessor(models.Model):
    """From where judgements of a plan are made: somebody with a log-in, or a group whose answers are written in.

    owns_plan: belongs to those who made the plan; theirs and others' are shown side by side (S35).
    """

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="assessors")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    label = models.CharField(_("vem eller vilka"), max_length=120, blank=True)
    perspective = models.CharField(_("perspektiv"), max_length=12, choices=Perspective)
    owns_plan = models.BooleanField(_("hör till dem som har gjort planen"), default=False)
    people = models.PositiveIntegerField(_("antal personer"), default=1)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "user", "perspective"], condition=Q(user__isnull=False), name="goals_assessor_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "label"], condition=Q(user__isnull=True), name="goals_assessing_group_once"
            ),
            models.CheckConstraint(name="goals_assessor_is_someone", condition=Q(user__isnull=False) | ~Q(label="")),
            models.CheckConstraint(name="goals_assessor_people", condition=Q(people__gte=1)),
            only_codes("goals_assessor_codes", perspective=Perspective),
        ]

    def __str__(self):
        return f"{self.plan_id} {self.perspective}"

    @property
    def lab_id(self) -> int:
        return self.plan.lab_id


class ActionAssessment(models.Model):
    """Whether one action leads to one wording of a målbild, with the reason, in one assessor's eyes.

    Bound to the plan's version (through the item) and to the wording: newer ones make it "behöver ses över".
    """

    item = models.ForeignKey(ActionItem, models.PROTECT, related_name="assessments")
    goal_version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="assessments")
    answer = models.CharField(_("bedömning"), max_length=7, choices=Leads)
    reason = models.TextField(_("varför"), max_length=600)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item_id", "goal_version_id", "assessor_id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "goal_version", "assessor"], name="goals_assessment_once"),
            models.CheckConstraint(name="goals_assessment_for_a_reason", condition=~Q(reason="")),
            only_codes("goals_assessment_codes", answer=Leads),
        ]

    def __str__(self):
        return f"{self.item_id} {self.goal_version_id} {self.answer}"


class PlanUpload(models.Model):
    """A plan on its way in: looked at first, then read in whole or not at all. content: emptied when it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="+")
    plan = models.ForeignKey(ActionPlan, models.PROTECT, null=True, related_name="+")
    filename = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True)
    sheet = models.CharField(max_length=100, blank=True)
    mapping = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="goals_upload_done_keeps_nothing", condition=Q(done_at__isnull=True) | Q(content__isnull=True)
            )
        ]

    def __str__(self):
        return self.filename
