import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from goals.enums import CodeAct, CodeOrigin
from hlab.core.constraints import only_codes


class Code(models.Model):
    """A word for what excerpts have in common: one entry of a lab's codebook.

    guid: the same in every export. merged_into: the code that took over its codings. gone_at: since when it is not
    used; it stays readable, and what was coded with it too.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="codes")
    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("namn"), max_length=120)
    definition = models.TextField(_("betyder"), max_length=600, blank=True)
    include = models.TextField(_("hit hör"), max_length=600, blank=True)
    exclude = models.TextField(_("hit hör inte"), max_length=600, blank=True)
    example = models.TextField(_("exempel"), max_length=600, blank=True)
    origin = models.CharField(max_length=9, choices=CodeOrigin, default=CodeOrigin.HUMAN)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    gone_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                "lab", Lower("name"), condition=Q(gone_at__isnull=True), name="goals_code_name_once"
            ),
            models.CheckConstraint(name="goals_code_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="goals_code_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="goals_merged_code_is_gone",
                condition=Q(merged_into__isnull=True) | (Q(gone_at__isnull=False) & ~Q(merged_into=F("id"))),
            ),
            only_codes("goals_code_codes", origin=CodeOrigin),
        ]

    def __str__(self):
        return self.name


class CodeEvent(models.Model):
    """One change of the codebook, append-only. before, after: {field: words}. other: the code it was merged into, or
    split from."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="events")
    act = models.CharField(max_length=8, choices=CodeAct)
    other = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["code_id", "at", "id"]
        constraints = [only_codes("goals_code_event_codes", act=CodeAct)]

    def __str__(self):
        return f"{self.act} {self.code_id}"


class Excerpt(models.Model):
    """A stretch of a note, as it read when it was marked. start, end: code points in the note's normalised text
    (`goals.analysis.refi.normalised`); the whole note is 0 to its length. note_version: the note's row version then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="excerpts")
    note_version = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["contribution_id", "start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "note_version", "start", "end"], name="goals_excerpt_once"),
            models.CheckConstraint(name="goals_excerpt_has_length", condition=Q(start__lt=F("end")) & ~Q(text="")),
        ]

    def __str__(self):
        return f"{self.contribution_id} {self.start}–{self.end}"


class Coding(models.Model):
    """One person's word that an excerpt belongs under a code. Several may say so, or not. Taken away again it stays,
    with who and when: what a coder once saw is part of how the synthesis came about."""

    excerpt = models.ForeignKey(Excerpt, models.PROTECT, related_name="codings")
    code = models.ForeignKey(Code, models.PROTECT, related_name="codings")
    coder = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=9, choices=CodeOrigin, default=CodeOrigin.HUMAN)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["excerpt_id", "code_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["excerpt", "code", "coder"], condition=Q(removed_at__isnull=True), name="goals_coding_once"
            ),
            only_codes("goals_coding_codes", origin=CodeOrigin),
        ]

    def __str__(self):
        return f"{self.excerpt_id} {self.code_id}"


class CodingPass(models.Model):
    """A coder has read a note and is done with it: without a code it is "read, and nothing fits", not "not read"."""

    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="coding_passes")
    coder = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    note_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["contribution_id", "coder_id"]
        constraints = [models.UniqueConstraint(fields=["contribution", "coder"], name="goals_coding_pass_once")]

    def __str__(self):
        return f"{self.contribution_id} {self.coder_id}"


class Memo(models.Model):
    """What a coder thought, about a code, a note or the whole. Separate from what people said."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="memos")
    code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="memos")
    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, null=True, related_name="memos")
    text = models.TextField(_("anteckning"), max_length=4000)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="goals_memo_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="goals_memo_about_one_thing", condition=Q(code__isnull=True) | Q(contribution__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.pk}"


class DismissedCoding(models.Model):
    """A suggestion from the computer that a person said no to: it does not come back."""

    contribution = models.ForeignKey("workshops.Contribution", models.PROTECT, related_name="+")
    code = models.ForeignKey(Code, models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "code"], name="goals_dismissed_once")]

    def __str__(self):
        return f"{self.contribution_id} {self.code_id}"
