"""Codes of the journeys, with Swedish labels. Terms: S09, S18, S24 of the domain guide; service blueprinting after
Bitner, Ostrom & Morgan 2008."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class JourneyKind(TextChoices):
    """Whether it is, was meant to be or could be so."""

    TOLD = "told", _("Berättad")
    OBSERVED = "observed", _("Observerad")
    PLANNED = "planned", _("Planerad")
    TO_BE = "to_be", _("Så skulle det kunna bli")


AS_IT_IS = frozenset({JourneyKind.TOLD, JourneyKind.OBSERVED})


class PersonKind(TextChoices):
    PERSONA = "persona", _("Påhittad person")
    TELLER = "teller", _("En person som har berättat")


class Lane(TextChoices):
    """What a map says of a step. From `FRONT` the person meets it; from `BACK` they do not see it. The last three are
    what those who made the map think of the step."""

    PERSON = "person", _("Personen")
    LIFE = "life", _("Livet runt omkring")
    FRONT = "front", _("På scenen")
    BACK = "back", _("Bakom scenen")
    SUPPORT = "support", _("Stöd")
    WORKED = "worked", _("Det som bar")
    BARRIER = "barrier", _("Det som stod i vägen")
    IDEA = "idea", _("Idéer")


ABOVE_INTERACTION = (Lane.PERSON, Lane.LIFE)
OUT_OF_SIGHT = (Lane.BACK, Lane.SUPPORT)
LANE_HELP = {
    Lane.PERSON: _("Vad personen gör, tänker och behöver."),
    Lane.LIFE: _("Det som händer i livet samtidigt: hem, arbete, familj."),
    Lane.FRONT: _("Det personen möter: människor, rum, brev, skärmar."),
    Lane.BACK: _("Det personen inte ser men som avgör vad som är möjligt."),
    Lane.SUPPORT: _("System, regler, ersättning och annat som bär det bakom scenen."),
    Lane.WORKED: _("Det som gjorde att det gick."),
    Lane.BARRIER: _("Det i styrning, ledning eller organisation som stod i vägen. Aldrig en kollega."),
    Lane.IDEA: _("Vad som kunde ha hjälpt."),
}


class Grade(TextChoices):
    """How a step or a gap is known (S18-R2)."""

    ASSUMED = "assumed", _("Antagande")
    TOLD = "told", _("Berättat")
    OBSERVED = "observed", _("Observerat")
    MEASURED = "measured", _("Uppmätt")


class Contact(TextChoices):
    """By which channel a step happens."""

    MEETING = "meeting", _("Möte på plats")
    HOME = "home", _("Hembesök")
    PHONE = "phone", _("Telefon")
    VIDEO = "video", _("Video")
    DIGITAL = "digital", _("Digital tjänst eller meddelande")
    LETTER = "letter", _("Brev")
    NONE = "none", _("Ingen kontakt")


class Feeling(IntegerChoices):
    VERY_HEAVY = -2, _("Mycket tungt")
    HEAVY = -1, _("Tungt")
    NEITHER = 0, _("Varken eller")
    GOOD = 1, _("Bra")
    VERY_GOOD = 2, _("Mycket bra")


class FeelingWord(TextChoices):
    """What it felt like, from heavy to good; the word is chosen beside the value, not computed from it."""

    AFRAID = "afraid", _("Rädd")
    GIVEN_UP = "given_up", _("Uppgiven")
    REJECTED = "rejected", _("Avvisad")
    ASHAMED = "ashamed", _("Skamsen")
    ALONE = "alone", _("Ensam")
    ANGRY = "angry", _("Arg")
    WORRIED = "worried", _("Orolig")
    TIRED = "tired", _("Trött")
    WAITING = "waiting", _("Väntar")
    CONFUSED = "confused", _("Vilsen")
    WARY = "wary", _("Avvaktande")
    HOPEFUL = "hopeful", _("Hoppfull")
    HEARD = "heard", _("Lyssnad på")
    CALM = "calm", _("Lugn")
    RELIEVED = "relieved", _("Lättad")
    SAFE = "safe", _("Trygg")
    PROUD = "proud", _("Stolt")


class WhoDid(TextChoices):
    """Who did the work of a step (S24-R1)."""

    PERSON = "person", _("Personen själv")
    RELATIVE = "relative", _("En närstående")
    SERVICE = "service", _("Vården eller omsorgen")
    TOGETHER = "together", _("De gjorde det tillsammans")


class Known(TextChoices):
    """An answer that may be missing: not knowing is no no."""

    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    UNKNOWN = "unknown", _("Vet ej")


class GapKind(TextChoices):
    """What happens in the space between two steps (S18)."""

    WAIT = "wait", _("Väntan")
    HANDOVER = "handover", _("Överlämning och information")
    RESPONSIBILITY = "responsibility", _("Ansvar")
    BURDEN = "burden", _("Samordningsbörda")
    CONTINUITY = "continuity", _("Kontinuitet")
    ACCESS = "access", _("Tillträde")
    RELAPSE = "relapse", _("Återfall i systemet")
    PARTICIPATION = "participation", _("Delaktighet")


GAP_MEANINGS = {
    GapKind.WAIT: _("Tiden går utan att något händer."),
    GapKind.HANDOVER: _("Det som behöver veta kommer inte fram till nästa."),
    GapKind.RESPONSIBILITY: _("Ingen, eller flera, menar att det är någon annans uppgift."),
    GapKind.BURDEN: _("Personen eller en närstående får hålla ihop det."),
    GapKind.CONTINUITY: _("Nya människor varje gång."),
    GapKind.ACCESS: _("Det går inte att komma in: krav, öppettider, avstånd, avslag."),
    GapKind.RELAPSE: _("Personen skickas tillbaka till början."),
    GapKind.PARTICIPATION: _("Det bestäms utan personen."),
}


class Carrier(TextChoices):
    """Who carried the coordination over a gap."""

    PERSON = "person", _("Personen själv")
    RELATIVE = "relative", _("En närstående")
    SERVICE = "service", _("Någon i vården eller omsorgen")
    NOBODY = "nobody", _("Ingen")
    UNKNOWN = "unknown", _("Vet ej")


class PlanUse(TextChoices):
    """Whether there was a plan, and then whether it was used: two questions, one answer each row (S23)."""

    NONE = "none", _("Fanns inte")
    UNUSED = "unused", _("Fanns men användes inte")
    USED = "used", _("Fanns och användes")
    UNKNOWN = "unknown", _("Vet ej")


PLANS = {
    "sip": _("SIP, samordnad individuell plan"),
    "named_contact": _("Fast vårdkontakt"),
    "contract": _("Patientkontrakt"),
}
"""The plans that a gap asks about: names of fields with a `PlanUse`."""


class LinkKind(TextChoices):
    """Another way on than the next step in the phase."""

    LOOP = "loop", _("Tillbaka till")
    BRANCH = "branch", _("Eller till")


class Template(TextChoices):
    """What a new map starts with."""

    EMPTY = "empty", _("Tom")
    BEFORE_AFTER = "before_after", _("Användarresa: före, under, efter")
    SERVICE = "service", _("Tjänsteresa: upptäcka, söka, få, leva vidare")
    BLUEPRINT = "blueprint", _("Tjänsteritning: scen, bakom scenen, stöd")
    GOAL = "goal", _("Från en målbild: så skulle det kunna bli")


class TellerSays(TextChoices):
    """What the one person whose way it is says of the map (S18: the person checks it)."""

    UNASKED = "", _("Inte läst ännu")
    YES = "yes", _("Det stämmer")
    CHANGE = "change", _("Något behöver ändras")
    NO = "no", _("Använd den inte")


class EditAct(TextChoices):
    """What was done to a map, for its history."""

    MADE = "made", _("Kartan gjordes")
    READ_IN = "read_in", _("Kartan lästes in ur en fil")
    CHANGED = "changed", _("Uppgifterna om kartan ändrades")
    PHASE_ADDED = "phase_added", _("En fas lades till")
    PHASE_CHANGED = "phase_changed", _("En fas fick andra ord")
    PHASE_MOVED = "phase_moved", _("En fas flyttades")
    PHASE_REMOVED = "phase_removed", _("En fas togs bort")
    STEP_ADDED = "step_added", _("Ett steg lades till")
    STEP_CHANGED = "step_changed", _("Ett steg ändrades")
    STEP_MOVED = "step_moved", _("Ett steg flyttades")
    STEP_SPLIT = "step_split", _("Ett steg delades i två")
    STEPS_MERGED = "steps_merged", _("Två steg slogs ihop")
    STEP_REMOVED = "step_removed", _("Ett steg togs bort")
    CELL_WRITTEN = "cell_written", _("Något skrevs om ett steg")
    GAP_ADDED = "gap_added", _("Ett mellanrum lades till")
    GAP_CHANGED = "gap_changed", _("Ett mellanrum ändrades")
    GAP_REMOVED = "gap_removed", _("Ett mellanrum togs bort")
    LINK_ADDED = "link_added", _("En annan väg lades till")
    LINK_REMOVED = "link_removed", _("En annan väg togs bort")
    ACTOR_ADDED = "actor_added", _("En aktör lades till")
    ACTOR_CHANGED = "actor_changed", _("En aktör ändrades")
    ACTOR_REMOVED = "actor_removed", _("En aktör togs bort")
    VOICE_ADDED = "voice_added", _("En röst kopplades till kartan")
    VOICE_CHANGED = "voice_changed", _("Ett citat ändrades")
    VOICE_REMOVED = "voice_removed", _("En röst togs bort ur kartan")
    TOLD_AGAIN = "told_again", _("Kartan följde det som har berättats sedan dess")
    UNDONE = "undone", _("En ändring ångrades")
