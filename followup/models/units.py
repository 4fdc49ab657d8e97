from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followup.enums import UnitKind
from hlab.core.constraints import only_codes


class Unit(models.Model):
    """What a figure is about: the country, a region, a municipality or one service.

    code: as the national sources have it, always text: "0000" the country, "00" and the county's code a region, the
    four digits of a municipality, the id of a service. An invented unit has letters first, and never meets real
    figures. parent: whose figures these are a part of.
    """

    kind = models.CharField(max_length=12, choices=UnitKind)
    code = models.CharField(_("kod"), max_length=24, unique=True)
    name = models.CharField(_("namn"), max_length=160)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="units")
    ended_on = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            only_codes("followup_unit_kind", kind=UnitKind),
            models.CheckConstraint(name="followup_unit_is_named", condition=~Q(code="") & ~Q(name="")),
            models.CheckConstraint(name="followup_unit_not_its_own_part", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="followup_invented_unit_has_letters", condition=Q(is_demo=False) | Q(code__regex=r"^[A-Za-z]")
            ),
        ]

    def __str__(self):
        return self.name
