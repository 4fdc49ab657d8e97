"""Codes with Swedish labels."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from hlab.labs.enums import Level, Perspective


class ProposalKind(TextChoices):
    """A provotype provokes thought. It is never a proposal, on the screen or in print."""

    PROPOSAL = "proposal", _("Förslag")
    ALTERNATIVE = "alternative", _("Alternativ")
    PROVOTYPE = "provotype", _("Tankeväckare")


class ProposalStatus(TextChoices):
    DRAFT = "draft", _("Utkast")
    OPEN = "open", _("Öppet för synpunkter")
    REWORKED = "reworked", _("Omarbetas")
    DECIDED = "decided", _("Ställningstagande klart")
    HANDED_OVER = "handed_over", _("Överlämnat")
    ENDED = "ended", _("Avslutat")


class Fidelity(IntegerChoices):
    """How finished the prototype looks: the less finished, the easier to say no to."""

    SKETCH = 1, _("1. Skiss: några ord och en enkel teckning")
    STORY = 2, _("2. Berättelse: scener att läsa sig in i")
    MODEL = 3, _("3. Modell: brev och blanketter att prova")
    TRIAL = 4, _("4. Prov: kan spelas upp i verklig situation")


class Side(TextChoices):
    """The two halves of a scene."""

    TODAY = "today", _("I dag")
    PROPOSED = "proposed", _("Med förslaget")


class Drawing(TextChoices):
    """Simple drawings that the product brings along. Each lies in `templates/feedback/drawings/<code>.svg`."""

    DOORS = "doors", _("En person framför flera dörrar")
    TABLE = "table", _("Två personer vid ett bord")
    HOUSES = "houses", _("En person ensam mellan två hus")
    BRIDGE = "bridge", _("En person som två hus håller ihop kring")
    CLOSED_DOOR = "closed_door", _("En person framför en stängd dörr")
    OPEN_DOOR = "open_door", _("En person framför en öppen dörr")
    PHONE = "phone", _("En person med en telefon")
    LETTER = "letter", _("En person med ett brev")
    NIGHT = "night", _("En person ensam på natten")
    GROUP = "group", _("Flera personer tillsammans")


class MockupKind(TextChoices):
    LETTER = "letter", _("Brev")
    FORM = "form", _("Blankett")
    MESSAGE = "message", _("Sms")
    SCREEN = "screen", _("Skärm")


SCENE_PEOPLE = (
    Perspective.LIVED,
    Perspective.RELATIVE,
    Perspective.STAFF,
    Perspective.MANAGER,
    Perspective.ELECTED,
)

USUAL_LEVEL = {
    Perspective.LIVED: Level.MICRO,
    Perspective.RELATIVE: Level.MICRO,
    Perspective.STAFF: Level.MICRO,
    Perspective.MANAGER: Level.MESO,
    Perspective.ELECTED: Level.MESO,
    Perspective.CIVIL: Level.MESO,
    Perspective.NATIONAL: Level.MACRO,
    Perspective.RESEARCHER: Level.MACRO,
}


class Target(TextChoices):
    """What a remark is about."""

    WHOLE = "", _("Hela förslaget")
    PARAGRAPH = "paragraph", _("En paragraf")
    SCENE = "scene", _("En scen")


class FormKind(TextChoices):
    SHORT = "short", _("Den korta blanketten")
    EXPERT = "expert", _("Den långa blanketten, för den som kan frågan")
    BOTH = "both", _("Båda, var och en väljer")


class Stage(TextChoices):
    """How far the work has come when people are asked, so that a late invitation can be seen."""

    PROBLEM = "problem", _("Problemet formuleras")
    IDEA = "idea", _("En idé prövas")
    PROPOSAL = "proposal", _("Ett förslag finns")
    IMPLEMENTATION = "implementation", _("Genomförande")
    EVALUATION = "evaluation", _("Utvärdering")


class Influence(TextChoices):
    INFORMATION = "information", _("Information: ni får veta")
    CONSULTATION = "consultation", _("Konsultation: ni säger vad ni tycker")
    DIALOGUE = "dialogue", _("Dialog: vi tänker tillsammans")
    INFLUENCE = "influence", _("Inflytande: det ni säger ska synas i förslaget")
    SHARED = "shared", _("Medbeslutande: vi bestämmer tillsammans")


class RoundState(TextChoices):
    """closed: no more answers on the web, paper may still come. counted: the result is worked out once and for all."""

    PLANNED = "planned", _("Förbereds")
    OPEN = "open", _("Öppen för synpunkter")
    CLOSED = "closed", _("Stängd, väntar på papper")
    COUNTED = "counted", _("Räknad, synpunkterna besvaras")
    ANSWERED = "answered", _("Besvarad")


class Effect(TextChoices):
    """How somebody thinks it would be for them. "Vet inte" is an answer of its own, not the middle."""

    MUCH_WORSE = "much_worse", _("Mycket sämre")
    WORSE = "worse", _("Lite sämre")
    SAME = "same", _("Ingen skillnad")
    BETTER = "better", _("Lite bättre")
    MUCH_BETTER = "much_better", _("Mycket bättre")
    UNKNOWN = "unknown", _("Vet inte")


class AnswersFor(TextChoices):
    SELF = "self", _("Jag svarar för mig själv")
    TOGETHER = "together", _("Jag svarar tillsammans med någon")
    OTHER = "other", _("Jag svarar åt någon annan")


class Part(TextChoices):
    """Which question of the forms a remark answers."""

    WHY = "why", _("Varför?")
    LIKES = "likes", _("Jag gillar")
    WISHES = "wishes", _("Jag önskar")
    RETHINK = "rethink", _("Tänk om")
    WORSE_FOR = "worse_for", _("Vem kan det bli sämre för?")
    MUST_HOLD = "must_hold", _("Vad måste vara sant för att det ska fungera?")
    MISSING = "missing", _("Vad saknas?")
    OTHER = "other", _("Något mer?")
    CONSEQUENCE = "consequence", _("Konsekvens")
    RISK = "risk", _("Risk")
    COST_BEARER = "cost_bearer", _("Vem får betala?")
    COMMENT = "comment", _("Kommentar")


SHORT_PARTS = (
    Part.WHY, Part.LIKES, Part.WISHES, Part.RETHINK, Part.WORSE_FOR, Part.MUST_HOLD, Part.MISSING, Part.OTHER,
)  # fmt: skip


class Dimension(TextChoices):
    """What a consequence is about (the expert form)."""

    SAFETY = "safety", _("Säkerhet")
    COST = "cost", _("Kostnad och vem som bär den")
    WORKLOAD = "workload", _("Arbetsbörda")
    SELF_GOVERNMENT = "self_government", _("Kommunalt självstyre")
    PRIVACY = "privacy", _("Integritet")
    EQUALITY = "equality", _("Jämlikhet")
    CHILDREN = "children", _("Barn")
    DISABILITY = "disability", _("Funktionsnedsättning")
    DIGITAL = "digital", _("Digitalt utanförskap")
    FEASIBILITY = "feasibility", _("Går det att genomföra?")


class Stance(TextChoices):
    FOR = "for", _("Talar för")
    AGAINST = "against", _("Talar emot")
    UNKNOWN = "unknown", _("Vet inte")


class RemarkState(TextChoices):
    RECEIVED = "received", _("Mottagen")
    READ = "read", _("Läst")
    CONSIDERED = "considered", _("Övervägs")
    ADOPTED = "adopted", _("Beaktad")
    PARTLY = "partly", _("Delvis beaktad")
    NOT_ADOPTED = "not_adopted", _("Inte beaktad")


class Verdict(TextChoices):
    """What an answer comes to. The codes are those of the states that it gives its remarks."""

    ADOPTED = "adopted", _("Beaktat")
    PARTLY = "partly", _("Delvis beaktat")
    NOT_ADOPTED = "not_adopted", _("Inte beaktat")


ANSWERED_STATES = tuple(RemarkState(code) for code in Verdict.values)


class OwnView(TextChoices):
    """What whoever said it thinks of the answer."""

    FITS = "fits", _("Det stämmer med det jag sa")
    MISSES = "misses", _("Det svarar inte på det jag sa")


class Risk(TextChoices):
    LOW = "low", _("Låg")
    MEDIUM = "medium", _("Medel")
    HIGH = "high", _("Hög")
    UNKNOWN = "unknown", _("Vet inte")


class AssumptionStatus(TextChoices):
    UNTRIED = "untried", _("Inte prövat")
    TRYING = "trying", _("Prövas")
    HOLDS = "holds", _("Håller")
    PARTLY = "partly", _("Håller delvis")
    FAILS = "fails", _("Håller inte")
