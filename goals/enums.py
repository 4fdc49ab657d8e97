"""Codes with Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GoalStatus(TextChoices):
    DRAFT = "draft", _("Utkast")
    VALIDATED = "validated", _("Validerad")
    ADOPTED = "adopted", _("Antagen")
    REPLACED = "replaced", _("Ersatt")


class GoalOrigin(TextChoices):
    """Where the wording of a målbild comes from; decides the label that follows example content."""

    LAB = "lab", _("Labbets egen")
    PUBLIC_THEME = "public_theme", _("Exempel efter offentligt redovisat tema – inte utredningens formulering")
    INVENTED = "invented", _("Påhittat exempel")
