"""What is asked when figures are read in: the register in the shape that the check takes, and the imports there are."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from followup.analysis.cells import months_of
from followup.analysis.reading.checking import IndicatorFacts, Register, UnitFacts, VersionFacts
from followup.enums import Frequency, SourceKind, UnitKind
from followup.models import ColumnMapping, ExternalId, ImportBatch, Indicator, IndicatorVersion, Unit
from hlab.core.text import fold

_MONTHS = {
    Frequency.MONTH: months_of("2000-01"), Frequency.QUARTER: 3, Frequency.TERTIAL: 4, Frequency.HALF: 6,
    Frequency.YEAR: 12,
}  # fmt: skip


def batches() -> QuerySet[ImportBatch]:
    """Imports with lab and job, without their content."""
    return ImportBatch.objects.select_related("lab", "job", "created_by").defer("content")


def batches_of(lab) -> QuerySet[ImportBatch]:
    """A lab's imports, the latest first."""
    return batches().filter(lab=lab).order_by("-created_at", "-pk")


def services_of(lab, words: str = "") -> QuerySet[Unit]:
    """Services that a lab's figures can be of, by name: invented ones for an example lab, else real ones. words: a
    part of the name, or the beginning of the code."""
    rows = Unit.objects.filter(kind=UnitKind.UNIT, is_demo=lab.is_demo).select_related("parent")
    if words.strip():
        rows = rows.filter(Q(name__icontains=words.strip()) | Q(code__istartswith=words.strip()))
    return rows.order_by("name", "code")


def mappings_of(lab) -> QuerySet[ColumnMapping]:
    """What the lab has saved of columns, by name."""
    return ColumnMapping.objects.filter(lab=lab).order_by("name")


def indicators_of(lab) -> QuerySet[Indicator]:
    """A lab's indicators that have been published, by address."""
    published = Count("versions", filter=Q(versions__published_at__isnull=False))
    return Indicator.objects.filter(lab=lab).annotate(published=published).filter(published__gt=0).order_by("key")


def titles_of(lab) -> dict[int, tuple[str, str]]:
    """{version id: (title of the version, key of the indicator)} of a lab's published versions. One query."""
    rows = IndicatorVersion.objects.filter(indicator__lab=lab, published_at__isnull=False).order_by()
    return {pk: (title, key) for pk, title, key in rows.values_list("pk", "title", "indicator__key")}


def ids_of(lab, keys: list[str]) -> dict[str, int]:
    """{key: indicator id} of a lab's indicators with these keys. One query."""
    return dict(Indicator.objects.filter(lab=lab, key__in=keys).order_by().values_list("key", "pk"))


def register_of(lab, source: str) -> Register:
    """The lab's indicators by what the source calls them, and every unit. Four queries.

    In Kolada only its own ids are known; elsewhere the address of the indicator, and what any source calls it.
    """
    facts = _indicators(lab)
    codes: dict[str, IndicatorFacts] = {}
    outside = ExternalId.objects.filter(indicator__lab=lab)
    if source == SourceKind.KOLADA:
        outside = outside.filter(source=source)
    known = [(one.code, facts[one.indicator_id], one.gone_at is not None) for one in outside.order_by("pk")]
    # Of several with one code, that which is still there and has not ended.
    for code, fact, gone in sorted(known, key=lambda row: (not row[2], row[1].ended_on is None)):
        codes[code] = IndicatorFacts(**{**vars(fact), "gone": gone})
    if source != SourceKind.KOLADA:
        codes |= {key: facts[pk] for pk, key in Indicator.objects.filter(lab=lab).order_by().values_list("pk", "key")}
    units = {unit.code: unit for unit in Unit.objects.select_related("replaced_by").order_by("code")}
    names: dict[str, str] = {}
    for code, unit in units.items():
        name = fold(unit.name)
        names[name] = "" if name in names else code
    return Register(
        codes,
        {
            code: UnitFacts(
                unit.pk, unit.kind, unit.is_demo, unit.ended_on,
                f"{unit.replaced_by.code} {unit.replaced_by.name}" if unit.replaced_by else "",
            )
            for code, unit in units.items()
        },
        names,
    )  # fmt: skip


def _indicators(lab) -> dict[int, IndicatorFacts]:
    rows = Indicator.objects.filter(lab=lab).select_related("replaced_by").prefetch_related("versions")
    out = {}
    for row in rows.order_by("pk"):
        published = sorted((one for one in row.versions.all() if one.published_at), key=lambda one: one.number)
        title = published[-1].title if published else row.key
        out[row.pk] = IndicatorFacts(
            title, tuple(_version(one) for one in published), row.is_demo, row.ended_on,
            row.replaced_by.key if row.replaced_by else "",
        )  # fmt: skip
    return out


def _version(one: IndicatorVersion) -> VersionFacts:
    return VersionFacts(
        one.pk, one.valid_from, one.value_type, one.multiplier, one.decimals, _MONTHS[Frequency(one.frequency)],
        one.has_sex, tuple(one.ages), tuple(one.levels),
    )  # fmt: skip


def kolada_codes(lab) -> list[tuple[str, str]]:
    """[(code, "title (code)")] of a lab's indicators that Kolada has, by title. Two queries."""
    titles = {key: title for title, key in titles_of(lab).values()}
    rows = ExternalId.objects.filter(
        indicator__lab=lab, source=SourceKind.KOLADA, gone_at__isnull=True, indicator__ended_on__isnull=True
    ).order_by("code")
    pairs = rows.values_list("code", "indicator__key")
    found = [(code, f"{titles[key]} ({code})") for code, key in pairs if key in titles]
    return sorted(found, key=lambda one: one[1])
