import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import Fidelity, ProposalKind, ProposalStatus
from hlab.core.constraints import only_codes


class Proposal(models.Model):
    """Something that an inquiry, or whoever decides, considers: tried while it can still be changed. Its words live in
    its versions.

    number: what it is called in the inquiry's own text ("F1"). alternative_to: another way to reach the same thing;
    is_nothing: the alternative of doing nothing. create_key: made where the form was shown, so that it is made once.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="proposals")
    number = models.CharField(_("nummer"), max_length=16)
    slug = models.SlugField(_("adress"), max_length=80, unique=True)
    kind = models.CharField(_("slag"), max_length=11, choices=ProposalKind, default=ProposalKind.PROPOSAL)
    alternative_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="alternatives")
    is_nothing = models.BooleanField(_("att inget göra"), default=False)
    status = models.CharField(max_length=11, choices=ProposalStatus, default=ProposalStatus.DRAFT)
    is_demo = models.BooleanField(default=False)
    create_key = models.UUIDField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "number"], name="feedback_proposal_number_once"),
            models.UniqueConstraint(fields=["lab", "create_key"], name="feedback_proposal_made_once"),
            models.CheckConstraint(name="feedback_proposal_has_a_number", condition=~Q(number="") & ~Q(slug="")),
            models.CheckConstraint(name="feedback_not_own_alternative", condition=~Q(alternative_to=F("id"))),
            models.CheckConstraint(
                name="feedback_alternatives_say_to_what",
                condition=Q(kind=ProposalKind.ALTERNATIVE, alternative_to__isnull=False)
                | (~Q(kind=ProposalKind.ALTERNATIVE) & Q(alternative_to__isnull=True, is_nothing=False)),
            ),
            only_codes("feedback_proposal_codes", kind=ProposalKind, status=ProposalStatus),
        ]

    def __str__(self):
        return self.number

    @property
    def address(self) -> str:
        """Where the public page lies, once a version has been published."""
        return f"/forslag/{self.slug}/"

    @property
    def is_provotype(self) -> bool:
        return self.kind == ProposalKind.PROVOTYPE


class ProposalVersion(models.Model):
    """One version of a proposal. From frozen_at on, the database refuses to change its words, paragraphs and scenes.

    summary: what it means, in plain words. problem: what it should help against. unknowns: what we do not know yet, a
    list of sentences. alternatives: other ways, doing nothing among them, and why this one. published_at: since when
    anyone may read it; a later published version replaces it, and this one stays to be read.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("rubrik"), max_length=120)
    summary = models.TextField(_("vad det innebär, med vanliga ord"), max_length=2000)
    easy_read = models.TextField(_("på lättläst svenska"), max_length=2000, blank=True)
    problem = models.TextField(_("vilket problem det ska lösa"), max_length=2000, blank=True)
    unknowns = models.JSONField(_("det här vet vi inte än"), default=list)
    alternatives = models.TextField(_("andra vägar, också att inget göra"), max_length=3000, blank=True)
    fidelity = models.PositiveSmallIntegerField(_("hur färdig den är"), choices=Fidelity, default=Fidelity.STORY)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["proposal_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="feedback_version_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(frozen_at__isnull=True), name="feedback_one_open_version"
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(published_at__isnull=False, replaced_at__isnull=True),
                name="feedback_one_public_version",
            ),
            models.CheckConstraint(name="feedback_version_says_something", condition=~Q(title="") & ~Q(summary="")),
            models.CheckConstraint(
                name="feedback_published_is_frozen", condition=Q(published_at__isnull=True) | Q(frozen_at__isnull=False)
            ),
            models.CheckConstraint(
                name="feedback_replaced_was_public",
                condition=Q(replaced_at__isnull=True) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(name="feedback_fidelity_is_one_to_four", condition=Q(fidelity__in=Fidelity.values)),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    @property
    def lab_id(self) -> int:
        return self.proposal.lab_id

    @property
    def is_open(self) -> bool:
        """Whether the words may still be changed."""
        return self.frozen_at is None

    @property
    def is_current(self) -> bool:
        """Whether this is what the public page shows."""
        return self.published_at is not None and self.replaced_at is None

    @property
    def address(self) -> str:
        """The public address of just this version: it never comes to show other words."""
        return f"{self.proposal.address}v/{self.number}/"

    @property
    def citation(self) -> str:
        """Stable id to cite: "F1.2"."""
        return f"{self.proposal.number}.{self.number}"


class Paragraph(models.Model):
    """One paragraph of the legal text. anchor: the same through all versions, whatever its number comes to be, so that
    what is said of it can be followed. label: as it is written in the text ("3 §")."""

    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="paragraphs")
    anchor = models.SlugField(max_length=32)
    place = models.BigIntegerField()
    label = models.CharField(_("beteckning"), max_length=40)
    legal = models.TextField(_("så skulle det stå"), max_length=6000)
    plain = models.TextField(_("med vanliga ord"), max_length=3000, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version_id", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "anchor"], name="feedback_anchor_once"),
            models.CheckConstraint(
                name="feedback_paragraph_says_something", condition=~Q(label="") & ~Q(legal="") & ~Q(anchor="")
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def lab_id(self) -> int:
        return self.version.lab_id


class Change(models.Model):
    """What a version changed since the one before, and why: because of remarks that were answered (`answer`), or for a
    reason of the inquiry's own. target, anchor: which part changed, blank for the whole."""

    version = models.ForeignKey(ProposalVersion, models.PROTECT, related_name="changes")
    place = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=9, blank=True)
    anchor = models.CharField(max_length=36, blank=True)
    what = models.TextField(_("vad som ändrades"), max_length=600)
    why = models.TextField(_("varför"), max_length=600)
    answer = models.ForeignKey("feedback.Answer", models.PROTECT, null=True, blank=True, related_name="changes")
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version_id", "place", "id"]
        constraints = [
            models.CheckConstraint(name="feedback_change_says_why", condition=~Q(what="") & ~Q(why="")),
            models.CheckConstraint(
                name="feedback_change_target",
                condition=Q(target="", anchor="") | (Q(target__in=["paragraph", "scene"]) & ~Q(anchor="")),
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def lab_id(self) -> int:
        return self.version.lab_id


class ProposalUpload(models.Model):
    """A proposal as JSON on its way in: looked at first, then read in whole or not at all. content: emptied when it is
    done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="feedback_upload_done_keeps_nothing", condition=Q(done_at__isnull=True) | Q(content__isnull=True)
            )
        ]

    def __str__(self):
        return self.filename
