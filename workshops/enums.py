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


class Anonymity(TextChoices):
    """What is known of who answered a step. Said before people write; nobody can change it afterwards."""

    ROLE = "role", _("Perspektivet visas, inte vem")
    ANONYMOUS = "anonymous", _("Helt utan koppling till person")


class Speaker(TextChoices):
    """Whose place in a session it is. Only persons are counted as people."""

    PERSON = "person", _("En person")
    GROUP = "group", _("En samtalsgrupp")
    UNKNOWN = "unknown", _("Någon i ett anonymt steg")


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


class ThemeOrigin(TextChoices):
    HUMAN = "human", _("Gruppens tema")
    SUGGESTED = "suggested", _("Datorns förslag, antaget av en person")


class SortingKind(TextChoices):
    CREATE = "create", _("Nytt tema")
    RENAME = "rename", _("Ny rubrik")
    MOVE = "move", _("Flyttade lappar")
    MERGE = "merge", _("Teman slogs ihop")
    SPLIT = "split", _("Ett tema delades")
    REMOVE = "remove", _("Ett tomt tema togs bort")
    ACCEPT = "accept", _("Ett förslag blev ett tema")


class SortingTurn(TextChoices):
    DONE = "done", _("Gjort")
    UNDONE = "undone", _("Ångrat")
    REDONE = "redone", _("Gjort om")


class Amends(TextChoices):
    """What a facilitator did about somebody's correction of a summary."""

    NONE = "", _("Inte besvarad")
    CHANGED = "changed", _("Ändrat")
    UNCHANGED = "unchanged", _("Inte ändrat, därför att …")


class VoiceMode(TextChoices):
    """How an opening voice comes to the room; participants are told."""

    LIVE = "live", _("Personen talar själv, här och nu")
    RECORDED = "recorded", _("Inspelat av personen själv")
    READ = "read", _("Personens egna ord, upplästa eller i skrift")


class HelpReason(TextChoices):
    """What somebody quietly asks for. None of them says more than the person wants to say."""

    TECH = "tech", _("Tekniken")
    QUESTION = "question", _("Jag förstår inte frågan")
    BREAK = "break", _("Jag behöver en paus")
    TALK = "talk", _("Jag vill prata med någon")


class ParkedState(TextChoices):
    WAITING = "waiting", _("Väntar på processledaren")
    OPEN = "open", _("Parkerad")
    DONE = "done", _("Besvarad")
    DECLINED = "declined", _("Togs inte upp")


class ReportReason(TextChoices):
    """Why somebody thinks that a shown note should not be shown."""

    PERSONAL = "personal", _("Den pekar ut någon")
    HURTS = "hurts", _("Den kränker någon")
    DISTRESS = "distress", _("Någon kan må dåligt")
    OTHER = "other", _("Annat skäl")


class ModerationAct(TextChoices):
    HELD = "held", _("Hölls kvar")
    RELEASED = "released", _("Släpptes fram")
    KEPT = "kept", _("Fick vara kvar efter en anmälan")


class ReadBack(TextChoices):
    """How a teller read what had been written down, before anybody used it."""

    NONE = "", _("Inte läst tillbaka ännu")
    SELF = "self", _("Skrev själv och läste igenom")
    ALOUD = "aloud", _("Fick det uppläst")
    SENT = "sent", _("Fick det skickat eller utskrivet")


class StoryState(TextChoices):
    """Where a story stands, for those who work with stories. One that its teller has not sent is in none of them."""

    WAITING = "waiting", _("Väntar på att läsas tillbaka")
    APPROVED = "approved", _("Genomläst och godkänd")
    UNREAD = "unread", _("Kunde inte läsas tillbaka")
    WITHDRAWN = "withdrawn", _("Återtagen")


class ToldBy(TextChoices):
    """Whose words a story is in (L13). Told apart wherever stories are counted."""

    SELF = "self", _("Jag svarar för mig själv")
    TOGETHER = "together", _("Jag svarar tillsammans med någon")
    OTHER = "other", _("Jag svarar åt någon annan")


class Relation(TextChoices):
    """Who stood beside the teller, or told in their place. Never somebody who works where the story happened."""

    NONE = "", _("Ingen annan")
    RELATIVE = "relative", _("Närstående")
    GUARDIAN = "guardian", _("God man, förvaltare eller vårdnadshavare")
    SUPPORT = "support", _("Stödperson, ombud eller tolk")
    OTHER = "other", _("Någon annan")


class StatementState(TextChoices):
    WAITING = "waiting", _("Väntar på granskning")
    ACCEPTED = "accepted", _("Går att ta ställning till")
    REJECTED = "rejected", _("Togs inte med")
