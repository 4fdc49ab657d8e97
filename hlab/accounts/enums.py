"""Codes with Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Kommun")
    AGENCY = "agency", _("Statlig myndighet")
    INQUIRY = "inquiry", _("Statlig utredning")
    CIVIL_SOCIETY = "civil_society", _("Civilsamhälle")
    UNIVERSITY = "university", _("Lärosäte")
    OTHER = "other", _("Annan organisation")


CODED_KINDS = frozenset({OrganisationKind.REGION, OrganisationKind.MUNICIPALITY})
"""Kinds that come from the official list, each with its code."""


class SiteRole(TextChoices):
    NONE = "", _("Ingen webbplatsroll")
    EDITOR = "editor", _("Redaktör")
    ADMINISTRATOR = "administrator", _("Systemförvaltare")
