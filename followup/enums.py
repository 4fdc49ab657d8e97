"""Codes with Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    COUNTRY = "country", _("Riket")
    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Kommun")
    UNIT = "unit", _("Verksamhet")


class IndicatorKind(TextChoices):
    """Where the figure has its origin. What people say of their care stands beside what a register says of it."""

    REGISTER = "register", _("Register")
    PREM = "prem", _("Enkät om upplevelsen (PREM)")
    PROM = "prom", _("Egen skattning av hälsan (PROM)")
    GAP = "gap", _("Mellanrum i resor")
    STAFF = "staff", _("Medarbetare")


EXPERIENCE = (IndicatorKind.PREM, IndicatorKind.PROM)


class Logic(TextChoices):
    """What a figure counts: value for the person, what was produced, or what makes either possible."""

    SERVICE = "service", _("Tjänstelogik")
    PRODUCTION = "production", _("Produktionslogik")
    SUPPORT = "support", _("Stöd")


LOGIC_MEANINGS = {
    Logic.SERVICE: _("Visar om personer får nytta."),
    Logic.PRODUCTION: _("Räknar vad verksamheten gör. Fler eller färre är varken bra eller dåligt i sig."),
    Logic.SUPPORT: _("Visar om det finns förutsättningar."),
}


class Polarity(TextChoices):
    """Which way is better. Our own decision, never the source's."""

    HIGHER = "higher", _("Högre")
    LOWER = "lower", _("Lägre")
    RANGE = "range", _("Inom ett spann")
    NEUTRAL = "neutral", _("Ingen, bara volym")


class ValueType(TextChoices):
    PROPORTION = "proportion", _("Andel")
    RATE = "rate", _("Antal per befolkning")
    RATIO = "ratio", _("Kvot")
    MEAN = "mean", _("Medelvärde")
    MEDIAN = "median", _("Median")
    COUNT = "count", _("Antal")
    BETWEEN = "between", _("Dagar mellan händelser")
    LEVEL = "level", _("Nivå 0, 1 eller 2")


class Frequency(TextChoices):
    MONTH = "month", _("Varje månad")
    QUARTER = "quarter", _("Varje kvartal")
    TERTIAL = "tertial", _("Var fjärde månad")
    HALF = "half", _("Varje halvår")
    YEAR = "year", _("Varje år")


class QualityArea(TextChoices):
    """The areas of good care of the national follow-up."""

    KNOWLEDGE = "knowledge", _("Kunskapsbaserad")
    SAFE = "safe", _("Säker")
    PERSON = "person", _("Individanpassad")
    EFFICIENT = "efficient", _("Effektiv")
    EQUAL = "equal", _("Jämlik")
    TIMELY = "timely", _("Tillgänglig")


class RiskArea(TextChoices):
    """The three areas that were proposed to begin with."""

    MULTIDISCIPLINARY = "multidisciplinary", _("Behov av insatser från flera professioner")
    YOUNG = "young", _("Barn och unga med psykisk ohälsa")
    COMORBID = "comorbid", _("Personer med flera sjukdomar")


class PremDimension(TextChoices):
    """The dimensions of the national patient survey."""

    OVERALL = "overall", _("Helhetsintryck")
    PARTICIPATION = "participation", _("Delaktighet och involvering")
    EMOTIONAL = "emotional", _("Emotionellt stöd")
    INFORMATION = "information", _("Information och kunskap")
    CONTINUITY = "continuity", _("Kontinuitet och koordinering")
    RESPECT = "respect", _("Respekt och bemötande")
    ACCESS = "access", _("Tillgänglighet")


class Standardisation(TextChoices):
    NONE = "none", _("Ingen")
    INDIRECT = "indirect", _("Indirekt")
    DIRECT = "direct", _("Direkt")


class Sex(TextChoices):
    """As the sources have it: T everybody, K women, M men."""

    ALL = "T", _("Alla")
    WOMEN = "K", _("Kvinnor")
    MEN = "M", _("Män")


class ObservationStatus(TextChoices):
    """missing: the source says that there is no figure, which is never 0. deleted: the source has taken it back."""

    OK = "ok", _("Uppgift finns")
    MISSING = "missing", _("Uppgift saknas")
    DELETED = "deleted", _("Borttagen av källan")


class CellState(TextChoices):
    """What may be shown of one figure."""

    SHOWN = "shown", _("Visas")
    HIDDEN = "hidden", _("Visas inte – för få personer")
    MISSING = "missing", _("Uppgift saknas")
    ENDED = "ended", _("Serien har upphört")


class SourceKind(TextChoices):
    KOLADA = "kolada", _("Kolada")
    TABLE = "table", _("Tabell (CSV eller Excel)")
    JSONSTAT = "jsonstat", _("JSON-stat")
    HAND = "hand", _("Inskrivet här")


class BatchState(TextChoices):
    DRAFT = "draft", _("Förhandsvisas")
    QUEUED = "queued", _("Läses in")
    DONE = "done", _("Inläst")
    FAILED = "failed", _("Gick inte")


class DecisionKind(TextChoices):
    """What can be decided about the chart of one series. Never automatic."""

    REBASE = "rebase", _("Ny mittlinje från")
    BASELINE = "baseline", _("Gränser ur de första värdena")
    EXCLUDE = "exclude", _("Räkna inte med")


class Position(TextChoices):
    REACHED = "reached", _("Når målet")
    NOT_REACHED = "not_reached", _("Når inte målet")
    UNKNOWN = "unknown", _("Kan inte avgöras")
    NONE = "none", _("Inget mål (volym)")


class Heading(TextChoices):
    """In which direction, the second answer."""

    BETTER = "better", _("Förbättras")
    WORSE = "worse", _("Försämras")
    NO_SIGN = "no_sign", _("Ingen säker förändring")
    UNKNOWN = "unknown", _("Kan inte avgöras")
    NONE = "none", _("Ingen riktning (volym)")


class WhyUnknown(TextChoices):
    """Why a question has no answer. One of these for every "kan inte avgöras"."""

    NONE = "", _("Kan avgöras")
    NO_DATA = "no_data", _("Serien saknas ännu")
    FEW_POINTS = "few_points", _("För få mätningar")
    FEW_PEOPLE = "few_people", _("För få personer")
    HIDDEN = "hidden", _("Visas inte, för att ingen ska kunna kännas igen")
    NO_TARGET = "no_target", _("Inget mål är satt")
    NO_POLARITY = "no_polarity", _("Önskad riktning är inte bestämd")
    BROKEN = "broken", _("Definitionen har ändrats")
    ENDED = "ended", _("Serien har upphört")
    NO_LIMITS = "no_limits", _("Osäkerheten är inte känd")
    VARIES = "varies", _("Varierar kring målet")
    APART = "apart", _("Måtten pekar åt olika håll")
