"""Codes with Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkshopState(TextChoices):
    PLANNED = "planned", _("Planeras")
    OPEN = "open", _("Öppen")
    PAUSED = "paused", _("Pausad")
    CLOSED = "closed", _("Stängd")


LIVE_STATES = (WorkshopState.OPEN, WorkshopState.PAUSED)


class ExerciseState(TextChoices):
    PENDING = "pending", _("Inte börjat")
    OPEN = "open", _("Pågår")
    CLOSED = "closed", _("Stängt")


class Channel(TextChoices):
    LIVE = "live", _("På plats eller i mötet")
    ONLINE = "online", _("Över tid på nätet")
    PAPER = "paper", _("På papper")
    PHONE = "phone", _("Per telefon")
    INTERVIEW = "interview", _("Intervju")


class Language(TextChoices):
    """Languages of own words; the code follows ISO 639."""

    SV = "sv", _("Svenska")
    EN = "en", _("Engelska")
    FI = "fi", _("Finska")
    SE = "se", _("Nordsamiska")
    AR = "ar", _("Arabiska")
    SO = "so", _("Somaliska")
    FA = "fa", _("Persiska")
    UK = "uk", _("Ukrainska")
    SWL = "swl", _("Svenskt teckenspråk")
    OTHER = "und", _("Annat språk")


class HoldReason(TextChoices):
    NONE = "", _("Hålls inte")
    PERSONAL = "personal", _("Kan peka ut någon")
    REWORD = "reword", _("Behöver en ny formulering")
    DISTRESS = "distress", _("Någon kan må dåligt")
    OTHER = "other", _("Annat skäl")


class ImportState(TextChoices):
    DRAFT = "draft", _("Förhandsvisas")
    QUEUED = "queued", _("Läses in")
    DONE = "done", _("Inläst")
    FAILED = "failed", _("Gick inte")


class VoiceMode(TextChoices):
    """How an opening voice comes to the room; participants are told."""

    LIVE = "live", _("Personen talar själv, här och nu")
    RECORDED = "recorded", _("Inspelat av personen själv")
    READ = "read", _("Personens egna ord, upplästa eller i skrift")
