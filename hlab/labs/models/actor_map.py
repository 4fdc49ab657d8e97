from django.db import models
from django.utils.translation import gettext_lazy as _

from hlab.labs.enums import ActorKind, ActorStatus, InitiativeState


class Actor(models.Model):
    """Someone or something that stands around the person the lab is about, named by what it does for them."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="actors")
    name = models.CharField(_("vem"), max_length=120)
    does = models.CharField(_("vad gör den för personen"), max_length=200)
    kind = models.CharField(_("slag"), max_length=16, choices=ActorKind)
    status = models.CharField(_("läge"), max_length=10, choices=ActorStatus, default=ActorStatus.NAMED)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["lab", "name"], name="labs_actor_once")]

    def __str__(self):
        return self.name


class Initiative(models.Model):
    """Work that already goes on around the question and that the lab must know before it starts."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="initiatives")
    title = models.CharField(_("vad"), max_length=160)
    owner = models.CharField(_("vem driver"), max_length=160)
    period = models.CharField(_("när"), max_length=80, blank=True)
    state = models.CharField(_("läge"), max_length=8, choices=InitiativeState, default=InitiativeState.UNKNOWN)
    note = models.TextField(_("vad labbet behöver veta"), max_length=600, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]

    def __str__(self):
        return self.title
