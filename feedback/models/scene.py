import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import SCENE_PEOPLE, Drawing, MockupKind, Side


class Picture(models.Model):
    """A picture for a scene: our own copy, without what a camera writes in it. The same picture may stand in several
    versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="+")
    file = models.FileField(upload_to="scenes")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    create_key = models.UUIDField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "create_key"], name="feedback_picture_once"),
            models.CheckConstraint(name="feedback_picture_is_there", condition=~Q(file="")),
        ]

    def __str__(self):
        return str(self.id)


class Scene(models.Model):
    """One scene of the storyboard, as it is today and with the proposal.

    anchor: the same through all versions. who: whose scene it is. *_text: what happens, on stage; *_back: what happens
    behind the stage to make it so. *_drawing or *_picture: what is seen, with *_alt: what it shows, in words; a half
    without a picture has its text alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("feedback.ProposalVersion", models.PROTECT, related_name="scenes")
    anchor = models.UUIDField(default=uuid.uuid4)
    place = models.BigIntegerField()
    who = models.CharField(_("vems scen"), max_length=12, choices=[(p.value, p.label) for p in SCENE_PEOPLE])
    title = models.CharField(_("rubrik"), max_length=120)
    today_text = models.TextField(_("så är det i dag"), max_length=1200)
    today_back = models.TextField(_("bakom scenen i dag"), max_length=800, blank=True)
    today_drawing = models.CharField(_("teckning"), max_length=12, choices=Drawing, blank=True)
    today_picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")
    today_alt = models.CharField(_("vad bilden visar"), max_length=300, blank=True)
    proposed_text = models.TextField(_("så skulle det bli"), max_length=1200)
    proposed_back = models.TextField(_("bakom scenen med förslaget"), max_length=800, blank=True)
    proposed_drawing = models.CharField(_("teckning"), max_length=12, choices=Drawing, blank=True)
    proposed_picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_alt = models.CharField(_("vad bilden visar"), max_length=300, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version_id", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "anchor"], name="feedback_scene_once"),
            models.CheckConstraint(
                name="feedback_scene_says_something",
                condition=~Q(title="") & ~Q(today_text="") & ~Q(proposed_text=""),
            ),
            *(
                models.CheckConstraint(
                    name=f"feedback_{side}_picture_in_words",
                    condition=Q(**{f"{side}_drawing": "", f"{side}_picture__isnull": True})
                    | (
                        ~Q(**{f"{side}_alt": ""})
                        & (Q(**{f"{side}_drawing": ""}) | Q(**{f"{side}_picture__isnull": True}))
                    ),
                )
                for side in Side.values
            ),
            models.CheckConstraint(
                name="feedback_scene_codes",
                condition=Q(who__in=[p.value for p in SCENE_PEOPLE])
                & Q(today_drawing__in=["", *Drawing.values])
                & Q(proposed_drawing__in=["", *Drawing.values]),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def lab_id(self) -> int:
        return self.version.lab_id


class SceneLink(models.Model):
    """A step or a gap of a journey that a half of a scene is about. reason: how, in words."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="links")
    side = models.CharField(max_length=8, choices=Side)
    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="scene_links")
    step = models.ForeignKey("journeys.Step", models.PROTECT, null=True, blank=True, related_name="scene_links")
    gap = models.ForeignKey("journeys.Gap", models.PROTECT, null=True, blank=True, related_name="scene_links")
    reason = models.CharField(_("hur de hör ihop"), max_length=300, blank=True)

    class Meta:
        ordering = ["scene_id", "side", "id"]
        constraints = [
            models.CheckConstraint(
                name="feedback_scene_link_to_one_part",
                condition=Q(step__isnull=False, gap__isnull=True) | Q(step__isnull=True, gap__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["scene", "side", "step"], condition=Q(step__isnull=False), name="feedback_scene_step_once"
            ),
            models.UniqueConstraint(
                fields=["scene", "side", "gap"], condition=Q(gap__isnull=False), name="feedback_scene_gap_once"
            ),
        ]

    def __str__(self):
        return f"{self.scene_id} ← {self.step_id or self.gap_id}"

    @property
    def lab_id(self) -> int:
        return self.scene.lab_id


class Mockup(models.Model):
    """A letter, a form or a screen as the person would meet it. fields: labels of what is filled in on a form. Nothing
    that is filled in is kept."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="mockups")
    side = models.CharField(max_length=8, choices=Side)
    place = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("slag"), max_length=7, choices=MockupKind)
    title = models.CharField(_("rubrik"), max_length=120)
    body = models.TextField(_("det som står"), max_length=3000)
    fields = models.JSONField(_("att fylla i"), default=list)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["scene_id", "side", "place", "id"]
        constraints = [
            models.CheckConstraint(name="feedback_mockup_says_something", condition=~Q(title="") & ~Q(body="")),
            models.CheckConstraint(
                name="feedback_mockup_codes", condition=Q(kind__in=MockupKind.values) & Q(side__in=Side.values)
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def lab_id(self) -> int:
        return self.scene.lab_id
