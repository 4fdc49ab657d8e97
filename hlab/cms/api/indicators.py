"""Indicators and what is told of them, in the open API: what their pages and files say, and no more."""

from __future__ import annotations

from collections.abc import Iterable

import django_filters as filters
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer, inline_serializer
from rest_framework import serializers

from followup.enums import Heading, IndicatorKind, Logic, Polarity, Position, QualityArea, Sex, UnitKind, WhyUnknown
from followup.models import Indicator, IndicatorVersion
from followup.openly import MASKED, in_order, source_of, unit_data
from followup.queries.published import current_versions, public_indicators, standing_releases, told
from hlab.cms.api.filters import TrueOrFalse
from hlab.cms.api.serializers import full, label_of
from hlab.labs.models import Lab

MEANINGS = f"null när det inte visas, saknas eller inte finns. Aldrig noll. {MASKED} i state: för få personer."


def indicators_for_api():
    """Public indicators, by address, with `.successor`: the address of the one that came instead, where that is
    public."""
    later = public_indicators().filter(pk=OuterRef("replaced_by")).order_by().values("key")
    return public_indicators().annotate(successor=Subquery(later)).order_by("key")


def with_versions(rows: Iterable[Indicator]) -> None:
    """Give each the version that is current (`.now`) and the release that stands (`.told`): its latest, or while it has
    none that of the version before it, as on the pages. Two queries however many."""
    rows = list(rows)
    versions = current_versions(rows)
    releases = standing_releases(versions.values())
    for row in rows:  # what the serializer reads beside the model's own
        row.now = versions[row.pk]  # type: ignore[attr-defined]
        row.told = releases.get(row.now.pk)  # type: ignore[attr-defined]


class IndicatorFilter(filters.FilterSet):
    lab = filters.ModelChoiceFilter(
        field_name="lab", to_field_name="slug", queryset=lambda request: Lab.objects.filter(is_public=True)
    )
    kind = filters.ChoiceFilter(choices=IndicatorKind.choices)
    logic = filters.ChoiceFilter(choices=Logic.choices, method="by_version")
    quality_area = filters.ChoiceFilter(choices=QualityArea.choices, method="by_version")
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Indicator
        fields: list[str] = []

    def by_version(self, rows, name, value):
        """By the version that holds now."""
        current = IndicatorVersion.objects.filter(pk=OuterRef("version_now"), **{name: value})
        return rows.filter(Exists(current))


@extend_schema_serializer(description="En uppgift: en period, ett kön, en åldersgrupp.")
class FigureSerializer(serializers.Serializer):
    """One figure as it is told."""

    period = serializers.CharField(help_text="2024, 2024-H1, 2024-T1, 2024-Q1 eller 2024-03.")
    sex = serializers.ChoiceField(choices=Sex.choices)
    age = serializers.CharField(help_text="Åldersgrupp, eller tom för alla.")
    state = serializers.ChoiceField(choices=["shown", MASKED, "missing", "ended"])
    value = serializers.FloatField(allow_null=True, help_text=MEANINGS)
    numerator = serializers.FloatField(allow_null=True)
    denominator = serializers.FloatField(allow_null=True)


@extend_schema_serializer(description="Två svar: var det är, och vart det är på väg. Inget betyg, ingen rangordning.")
class VerdictSerializer(serializers.Serializer):
    """Two answers about one series."""

    sex = serializers.ChoiceField(choices=Sex.choices)
    age = serializers.CharField()
    position = serializers.ChoiceField(choices=Position.choices)
    position_why = serializers.ChoiceField(choices=WhyUnknown.choices, help_text="Varför svaret är unknown.")
    heading = serializers.ChoiceField(choices=Heading.choices)
    heading_why = serializers.ChoiceField(choices=WhyUnknown.choices)
    facts = serializers.DictField(help_text="Varje tal som svaren är gjorda av: metod, antal, gränser, mål och dag.")


@extend_schema_serializer(description="En enhet med allt som visas om den. Enheterna kommer i bokstavsordning.")
class UnitFiguresSerializer(serializers.Serializer):
    """One unit with everything that is told of it."""

    code = serializers.CharField(help_text="Alltid text: 0114 är inte 114.")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=UnitKind.choices)
    figures = FigureSerializer(many=True)
    verdicts = VerdictSerializer(many=True)


@extend_schema_serializer(description="Ett mått som ett labb följer, med sin definition.")
class IndicatorSerializer(serializers.ModelSerializer):
    """A public indicator without its figures. Every word is of the version that is current."""

    version = serializers.IntegerField(source="now.number")
    title = serializers.CharField(source="now.title")
    question = serializers.CharField(source="now.question", help_text="Frågan som måttet svarar på.")
    definition = serializers.CharField(source="now.definition")
    population = serializers.CharField(source="now.population")
    numerator = serializers.CharField(source="now.numerator")
    denominator = serializers.CharField(source="now.denominator")
    unit = serializers.CharField(source="now.unit_label", help_text="Vad värdet anges i.")
    value_type = serializers.CharField(source="now.value_type")
    polarity = serializers.ChoiceField(
        Polarity.choices, source="now.polarity", help_text="Åt vilket håll som är bättre. Labbets beslut, inte källans."
    )
    logic = serializers.ChoiceField(Logic.choices, source="now.logic")
    quality_area = serializers.ChoiceField(QualityArea.choices, source="now.quality_area", allow_blank=True)
    frequency = serializers.CharField(source="now.frequency")
    limitations = serializers.CharField(source="now.limitations", help_text="Vad måttet inte visar.")
    source = serializers.SerializerMethodField(help_text="Ska följa med siffrorna vart de än tar vägen.")
    licence = serializers.CharField(source="now.licence")
    threshold = serializers.IntegerField(source="now.k", help_text="Färre personer än så visas inte.")
    ended_on = serializers.DateField(allow_null=True, help_text="När inga fler siffror kommer.")
    replaced_by = serializers.SerializerMethodField(help_text="key för måttet som kom i stället, eller null.")
    release = serializers.SerializerMethodField(help_text="Senaste publiceringen, eller null när inget visas.")
    lab = serializers.SerializerMethodField()
    demo = serializers.BooleanField(source="is_demo")
    label = serializers.SerializerMethodField(help_text="Ska följa med siffrorna vart de än tar vägen.")
    file = serializers.SerializerMethodField(help_text="Samma siffror som CSV, eller null.")

    class Meta:
        model = Indicator
        fields = [
            "key", "version", "kind", "title", "question", "definition", "population", "numerator", "denominator",
            "unit", "value_type", "polarity", "logic", "quality_area", "frequency", "limitations", "source", "licence",
            "threshold", "owner", "review_by", "ended_on", "replaced_by", "release", "lab", "demo", "label", "file",
        ]  # fmt: skip

    def get_source(self, indicator) -> str:
        return source_of(indicator.now)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_replaced_by(self, indicator) -> str | None:
        return indicator.successor

    @extend_schema_field(
        inline_serializer(
            "IndicatorRelease",
            {
                "number": serializers.IntegerField(),
                "version": serializers.IntegerField(
                    help_text="Versionen som siffrorna är gjorda enligt: den före, medan den nya saknar siffror."
                ),
                "as_of": serializers.DateTimeField(),
                "shown": serializers.IntegerField(),
                "masked": serializers.IntegerField(),
                "missing": serializers.IntegerField(),
            },
            allow_null=True,
        )
    )
    def get_release(self, indicator) -> dict | None:
        release = indicator.told
        if release is None:
            return None
        totals = release.totals
        return {
            "number": release.number, "version": release.version.number, "as_of": release.as_of,
            "shown": totals.get("shown", 0),
            MASKED: totals.get("hidden", 0), "missing": totals.get("missing", 0),
        }  # fmt: skip

    @extend_schema_field(
        inline_serializer("IndicatorLab", {"name": serializers.CharField(), "slug": serializers.CharField()})
    )
    def get_lab(self, indicator) -> dict:
        return {"name": indicator.lab.name, "slug": indicator.lab.slug}

    def get_label(self, indicator) -> str:
        return label_of(indicator.is_demo)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_file(self, indicator) -> str | None:
        return full(reverse("followup:figures_csv", args=[indicator.key])) if indicator.told else None


@extend_schema_serializer(description="Ett mått med allt som visas: siffror och svar för varje enhet.")
class WholeIndicatorSerializer(IndicatorSerializer):
    """The same with its figures, targets and known breaks."""

    targets = serializers.SerializerMethodField()
    breaks = serializers.SerializerMethodField(help_text="Från de dagarna går siffror inte att jämföra med dem före.")
    units = serializers.SerializerMethodField(help_text="Tom när inget har visats ännu.")

    class Meta(IndicatorSerializer.Meta):
        fields = [*IndicatorSerializer.Meta.fields, "targets", "breaks", "units"]

    @extend_schema_field(
        inline_serializer(
            "IndicatorTarget",
            {
                "value": serializers.FloatField(),
                "valid_from": serializers.DateField(),
                "level": serializers.CharField(),
                "source": serializers.CharField(),
            },
            many=True,
        )
    )
    def get_targets(self, indicator) -> list[dict]:
        rows = indicator.targets.filter(withdrawn_at__isnull=True).order_by("valid_from", "level")
        return list(rows.values("value", "valid_from", "level", "source"))

    @extend_schema_field(
        inline_serializer("IndicatorBreak", {"on": serializers.DateField(), "what": serializers.CharField()}, many=True)
    )
    def get_breaks(self, indicator) -> list[dict]:
        return list(indicator.breaks.filter(withdrawn_at__isnull=True).order_by("on", "id").values("on", "what"))

    @extend_schema_field(UnitFiguresSerializer(many=True))
    def get_units(self, indicator) -> list[dict]:
        found = told([indicator.told]).values() if indicator.told else ()
        return [unit_data(one) for one in in_order(found)]


one_or_many_indicators = {
    "list": extend_schema(summary="Mått", description="Publicerade mått med sina definitioner, utan siffror."),
    "retrieve": extend_schema(
        summary="Ett mått",
        description="Ett publicerat mått med allt som visas: siffror, mål och svar för varje enhet.",
        responses=WholeIndicatorSerializer,
    ),
}
