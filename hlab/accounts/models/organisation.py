from django.db import models
from django.utils.translation import gettext_lazy as _

from hlab.accounts.enums import OrganisationKind


class Organisation(models.Model):
    """A principal (region, municipality), an agency, an inquiry or a part of civil society.

    code: the official code where one exists: two digits for a region (its county code), four for a
    municipality (county and municipality), as kept by Statistics Sweden. Blank for all others.
    """

    name = models.CharField(_("namn"), max_length=120)
    kind = models.CharField(_("slag"), max_length=16, choices=OrganisationKind)
    code = models.CharField(_("officiell kod"), max_length=4, blank=True)
    county = models.CharField(_("länskod"), max_length=2, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="accounts_organisation_once"),
            models.UniqueConstraint(
                fields=["kind", "code"], condition=~models.Q(code=""), name="accounts_organisation_code_once"
            ),
            models.CheckConstraint(
                name="accounts_organisation_code_fits_kind",
                condition=models.Q(kind="region", code__regex=r"^[0-9]{2}$")
                | models.Q(kind="municipality", code__regex=r"^[0-9]{4}$")
                | (~models.Q(kind__in=["region", "municipality"]) & models.Q(code=""))
                | models.Q(is_demo=True, code=""),
            ),
        ]

    def __str__(self):
        return self.name
