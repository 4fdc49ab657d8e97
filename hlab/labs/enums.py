"""Codes used by several rooms, with Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LabRole(TextChoices):
    """What somebody with a log-in may do in one lab."""

    LEAD = "lead", _("Labbansvarig")
    FACILITATOR = "facilitator", _("Processledare")
    TABLE_HOST = "table_host", _("Samtalsledare")
    LISTENER = "listener", _("Lyssnare")
    ANALYST = "analyst", _("Analytiker")
    EDITOR = "editor", _("Redaktör")
    RESEARCHER = "researcher", _("Följeforskare")


class Perspective(TextChoices):
    """From where somebody speaks. Separate from role, level and principal: a politician may be a relative."""

    LIVED = "lived", _("Egen erfarenhet")
    RELATIVE = "relative", _("Närstående")
    STAFF = "staff", _("Medarbetare")
    MANAGER = "manager", _("Chef")
    ELECTED = "elected", _("Förtroendevald")
    NATIONAL = "national", _("Nationell aktör")
    RESEARCHER = "researcher", _("Forskare")
    CIVIL = "civil", _("Civilsamhälle")
    UNSAID = "unsaid", _("Vill inte svara")


LIVED_PERSPECTIVES = frozenset({Perspective.LIVED, Perspective.RELATIVE})


class Level(TextChoices):
    MICRO = "micro", _("Mikro: personen och mötet")
    MESO = "meso", _("Meso: organisation, huvudman, län")
    MACRO = "macro", _("Makro: stat, lag, nationella aktörer")


class ActorKind(TextChoices):
    PERSON = "person", _("Personen och vardagen")
    MUNICIPALITY = "municipality", _("Kommun")
    REGION = "region", _("Region")
    STATE = "state", _("Stat")
    CIVIL_SOCIETY = "civil_society", _("Civilsamhälle")
    PRIVATE = "private", _("Privat utförare")
    OTHER = "other", _("Annan")


class ActorStatus(TextChoices):
    NAMED = "named", _("Finns runt personen")
    INVITED = "invited", _("Inbjuden")
    JOINED = "joined", _("Är med")
    DECLINED = "declined", _("Tackade nej")


class InitiativeState(TextChoices):
    PLANNED = "planned", _("Planeras")
    ONGOING = "ongoing", _("Pågår")
    ENDED = "ended", _("Avslutat")
    UNKNOWN = "unknown", _("Vet ej")


class FocusShift(TextChoices):
    """The four shifts of Nära vård (SKR). There is no fifth."""

    RELATION = "relation", _("Från organisation till person och relation")
    CO_CREATOR = "co_creator", _("Från passiv mottagare till aktiv medskapare")
    PROACTIVE = "proactive", _("Från reaktiv till proaktiv och hälsofrämjande")
    COORDINATED = "coordinated", _("Från isolerade insatser till samordnat utifrån personens fokus")


SHIFT_MEANINGS = {
    FocusShift.RELATION: _("Det som är viktigt för personen styr, inte hur verksamheten är indelad."),
    FocusShift.CO_CREATOR: _("Den det gäller är med och bestämmer, och det personen kan och vet räknas."),
    FocusShift.PROACTIVE: _("Hjälpen kommer innan det blir svårt, och stärker det som gör att man mår bra."),
    FocusShift.COORDINATED: _("De som hjälper gör det tillsammans, så att personen slipper hålla ihop det."),
}


class AdminLevel(TextChoices):
    """Where in the country a question is decided. Another thing than `Level`."""

    LOCAL = "local", _("Kommunen")
    REGIONAL = "regional", _("Regionen eller länet")
    NATIONAL = "national", _("Staten")
    UNKNOWN = "unknown", _("Vet ej")
