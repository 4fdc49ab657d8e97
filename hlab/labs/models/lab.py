from django.db import models
from django.utils.translation import gettext_lazy as _

from hlab.labs.enums import LabRole, Level


class Lab(models.Model):
    """A shared arena around one question, owned together by several principals.

    open_scope and closed_scope say what can be changed here and what is already decided; no session can
    open before both are written. demo_note is set on invented content and shown wherever it goes.
    """

    name = models.CharField(_("namn"), max_length=120)
    slug = models.SlugField(_("adress"), max_length=80, unique=True)
    question = models.CharField(_("frågan"), max_length=200)
    purpose = models.TextField(_("syfte"), max_length=2000)
    people = models.CharField(_("personer det gäller"), max_length=200)
    decider = models.CharField(_("vem beslutar"), max_length=200, blank=True)
    decision_by = models.DateField(_("beslut senast"), null=True, blank=True)
    open_scope = models.TextField(_("vad som är öppet"), max_length=1000, blank=True)
    closed_scope = models.TextField(_("vad som redan är bestämt"), max_length=1000, blank=True)
    nobody_here = models.TextField(_("vad ingen här kan bestämma"), max_length=1000, blank=True)
    level = models.CharField(_("nivå"), max_length=8, choices=Level, default=Level.MESO)
    single_principal_reason = models.TextField(_("skäl till en enda huvudman"), max_length=500, blank=True)
    is_public = models.BooleanField(_("visas på webbplatsen"), default=False)
    is_demo = models.BooleanField(_("exempeldata"), default=False)
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    members = models.ManyToManyField("accounts.User", through="labs.Membership", related_name="labs")
    principals = models.ManyToManyField("accounts.Organisation", related_name="labs", verbose_name=_("huvudmän"))

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """One role of one person in one lab. A person may hold several."""

    lab = models.ForeignKey(Lab, models.PROTECT, related_name="memberships")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="memberships")
    role = models.CharField(_("roll"), max_length=16, choices=LabRole)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["lab_id", "role", "id"]
        constraints = [models.UniqueConstraint(fields=["lab", "user", "role"], name="labs_membership_once")]

    def __str__(self):
        return f"{self.get_role_display()} {self.user_id} / {self.lab_id}"
