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


class Recognition(TextChoices):
    """What somebody answers when a målbild is read to them."""

    RECOGNISE = "recognise", _("Känner igen")
    PARTLY = "partly", _("Delvis")
    NOT = "not_recognise", _("Känner inte igen")
    UNKNOWN = "unknown", _("Vet inte")


class OwnView(TextChoices):
    """What somebody says of how their own words stand in a målbild."""

    RIGHT = "right", _("Det stämmer")
    CORRECT = "correct", _("Det behöver rättas")
    REFUSE = "refuse", _("Jag vill inte stå med så")


class CodeOrigin(TextChoices):
    HUMAN = "human", _("Satt av en person")
    SUGGESTED = "suggested", _("Datorns förslag, godtaget av en person")
    IMPORTED = "imported", _("Inläst från en kodbok")


class CodeAct(TextChoices):
    CREATE = "create", _("Ny kod")
    CHANGE = "change", _("Ändrad")
    MOVE = "move", _("Flyttad i kodboken")
    MERGE = "merge", _("Sammanslagen")
    SPLIT = "split", _("Delad")
    RETIRE = "retire", _("Togs ur bruk")
    RESTORE = "restore", _("Togs i bruk igen")


class Layer(TextChoices):
    """The theatre picture: what a person meets, and what decides how it can be met."""

    FRONT = "front", _("På scenen")
    BACK = "back", _("Bakom scenen")


class BarrierKind(TextChoices):
    LAW = "law", _("Lag")
    PAYMENT = "payment", _("Ersättning")
    FOLLOW_UP = "follow_up", _("Uppföljning")
    ORGANISATION = "organisation", _("Organisation")
    CULTURE = "culture", _("Kultur")
    SKILLS = "skills", _("Kompetens")
    INFORMATION = "information", _("IT och information")


class Variety(TextChoices):
    """Whether a question gains from being solved in many ways, or needs one decision for all (S19)."""

    VARIETY = "variety", _("Gynnas av lokal mångfald")
    COMMON = "common", _("Behöver ett gemensamt beslut")
    UNCLEAR = "unclear", _("Oklart")


class BarrierState(TextChoices):
    NEW = "new", _("Nytt")
    CONFIRMED = "confirmed", _("Bekräftat av gruppen")
    MERGED = "merged", _("Sammanfört")
    TAKEN_ON = "taken_on", _("Tas om hand")
    REMAINS = "remains", _("Kvarstår")
    REMOVED = "removed", _("Undanröjt")


class BarrierAct(TextChoices):
    """What happened to a barrier. MERGED is said of an original, GATHERED of what it was brought into."""

    MADE = "made", _("Skrevs ner")
    REWORDED = "reworded", _("Den som sa det ändrade orden")
    CHANGED = "changed", _("Kortet ändrades")
    GATHERED = "gathered", _("Sammanfördes av flera")
    MERGED = "merged", _("Sammanfördes med andra")
    PARTED = "parted", _("Togs isär igen")
    JUDGED = "judged", _("Fick ett läge")
    SHOWN = "shown", _("Visas på målbildens sida")
    HIDDEN = "hidden", _("Visas inte längre på målbildens sida")


class Leads(TextChoices):
    """Whether an action leads to a målbild. "Vet ej" is an answer; not judged is no row."""

    CLEAR = "clear", _("Bidrar tydligt")
    PARTLY = "partly", _("Bidrar delvis")
    NONE = "none", _("Bidrar inte")
    AGAINST = "against", _("Motverkar")
    UNKNOWN = "unknown", _("Vet ej")
