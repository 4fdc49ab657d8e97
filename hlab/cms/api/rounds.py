"""Rounds that have been counted, in the open API: the numbers of their pages, and no others."""

from __future__ import annotations

import django_filters as filters
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer, inline_serializer
from rest_framework import serializers

from feedback.analysis.distribution import Row
from feedback.analysis.release import OTHER, YES
from feedback.models import Round
from feedback.queries.results import Result, results, versions_of
from feedback.result_words import GROUPINGS, PARTS, group, said
from hlab.cms.api.filters import TrueOrFalse
from hlab.cms.api.serializers import full, label_of
from hlab.labs.models import Lab


class RoundFilter(filters.FilterSet):
    lab = filters.ModelChoiceFilter(
        field_name="lab", to_field_name="slug", queryset=lambda request: Lab.objects.filter(is_public=True)
    )
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Round
        fields: list[str] = []


TOO_FEW = "Visas inte – för få personer"


@extend_schema_serializer(description="Hur många som gav ett svar, eller två svar sammanräknade.")
class AnswerSerializer(serializers.Serializer):
    """People who gave an answer, or two answers that are counted together."""

    answer = serializers.CharField(help_text=f"{', '.join(PARTS)}.")
    label = serializers.CharField(help_text="I ord.")
    people = serializers.IntegerField(help_text="Antal personer: 0 eller minst gränsen.")


@extend_schema_serializer(description="En grupp och hur den svarade.")
class GroupSerializer(serializers.Serializer):
    """A group and how it answered."""

    group = serializers.CharField(help_text="Kod. Tom: alla tillsammans. *: de grupper som inte visas var för sig.")
    label = serializers.CharField(help_text="I ord.")
    people = serializers.IntegerField()
    state = serializers.ChoiceField(choices=["shown", "hidden"], help_text="hidden: hur de svarade visas inte.")
    reason = serializers.CharField(help_text="Varför det inte visas, eller tom.")
    answers = AnswerSerializer(many=True, help_text="Tom när hur de svarade inte visas.")


@extend_schema_serializer(description="Något som talar emot, och hur många personer i en grupp som har sagt det.")
class ObjectionSerializer(serializers.Serializer):
    """Something that speaks against, and how many people of a group have said it."""

    kind = serializers.CharField(help_text="part: en fråga i blanketten. against: en konsekvens som talar emot.")
    key = serializers.CharField()
    label = serializers.CharField(help_text="I ord.")
    group = serializers.CharField()
    group_label = serializers.CharField()
    people = serializers.IntegerField(allow_null=True, help_text="null när det inte visas. Då är det inte noll.")
    of = serializers.IntegerField(help_text="Personer i gruppen.")


@extend_schema_serializer(description="Vad som får berättas om hur en version togs emot.")
class VersionResultSerializer(serializers.Serializer):
    """What may be told of how a version was received. null: too few."""

    proposal = serializers.CharField(help_text="Förslagets nummer.")
    version = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField()
    own = GroupSerializer(allow_null=True, help_text="De som svarar för sig själva. null: färre än gränsen.")
    perspective = GroupSerializer(many=True)
    level = GroupSerializer(many=True)
    county = GroupSerializer(many=True)
    answers_for = GroupSerializer(many=True)
    other = GroupSerializer(allow_null=True, help_text="De som svarar åt någon annan. null: färre än gränsen.")
    objections = ObjectionSerializer(many=True)


@extend_schema_serializer(description="En synpunktsrunda som har räknats.")
class RoundSerializer(serializers.ModelSerializer):
    """A round that has been counted, without its numbers."""

    counted_at = serializers.DateTimeField(source="release.made_at")
    threshold = serializers.IntegerField(source="release.k", help_text="Tal under den här gränsen visas inte.")
    proposals = serializers.SerializerMethodField()
    lab = serializers.SerializerMethodField()
    demo = serializers.SerializerMethodField()
    label = serializers.SerializerMethodField(help_text="Ska följa med talen vart de än tar vägen.")
    url = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField(help_text="Samma tal som CSV.")

    class Meta:
        model = Round
        fields = [
            "id", "title", "asked", "state", "opens_on", "closes_at", "counted_at", "threshold", "proposals", "lab",
            "demo", "label", "url", "file",
        ]  # fmt: skip

    @extend_schema_field(
        inline_serializer(
            "RoundProposal",
            {
                "proposal": serializers.CharField(),
                "version": serializers.IntegerField(),
                "title": serializers.CharField(),
            },
            many=True,
        )
    )
    def get_proposals(self, round) -> list[dict]:
        return [
            {"proposal": version.proposal.number, "version": version.number, "title": version.title}
            for version in versions_of(round)
        ]

    @extend_schema_field(
        inline_serializer("RoundLab", {"name": serializers.CharField(), "slug": serializers.CharField(allow_null=True)})
    )
    def get_lab(self, round) -> dict:
        return {"name": round.lab.name, "slug": round.lab.slug if round.lab.is_public else None}

    def get_demo(self, round) -> bool:
        return round.is_demo or round.lab.is_demo

    def get_label(self, round) -> str:
        return label_of(self.get_demo(round))

    def get_url(self, round) -> str:
        return full(reverse("feedback:results", args=[round.pk]))

    def get_file(self, round) -> str:
        return full(reverse("feedback:results_csv", args=[round.pk]))


@extend_schema_serializer(description="En synpunktsrunda med alla tal som får berättas.")
class WholeRoundSerializer(RoundSerializer):
    """The same with its numbers."""

    results = serializers.SerializerMethodField()

    class Meta(RoundSerializer.Meta):
        fields = [*RoundSerializer.Meta.fields, "results"]

    @extend_schema_field(VersionResultSerializer(many=True))
    def get_results(self, round) -> list[dict]:
        found = results(round)
        return [
            {
                "proposal": version.proposal.number,
                "version": version.number,
                "title": version.title,
                "url": full(reverse("feedback:version_result", args=[round.pk, version.pk])),
            }
            | result_data(found[version.pk])
            for version in versions_of(round)
            if version.pk in found
        ]


def result_data(result: Result) -> dict:
    """The numbers of one version, as `VersionResultSerializer` describes. What the lab has coded is its own."""
    return {
        "own": _group("perspective", result.total),
        **{by: [_group(by, row) for row in result.by[by].rows] for by in GROUPINGS},
        "other": _group("answers_for", result.other, key=OTHER),
        "objections": [
            {
                "kind": item["kind"],
                "key": item["key"],
                "label": said(item["kind"], item["key"]),
                "group": row["key"],
                "group_label": group("perspective", row["key"]),
                "people": row["cells"].get(YES),
                "of": row["n"],
            }
            for item in result.said
            if item["kind"] != "code"
            for row in (item["total"], *item["rows"])
        ],
    }


def _group(by: str, row: Row | None, key: str | None = None) -> dict | None:
    if row is None:
        return None
    code = row.key if key is None else key
    return {
        "group": code,
        "label": group(by, code),
        "people": row.n,
        "state": "shown" if row.cells else "hidden",
        "reason": "" if row.cells else TOO_FEW,
        "answers": [{"answer": part, "label": str(PARTS[part]), "people": n} for part, n in row.cells.items()],
    }


one_or_many = {
    "list": extend_schema(summary="Synpunktsrundor", description="Rundor som har räknats, utan sina tal."),
    "retrieve": extend_schema(
        summary="En synpunktsrunda", description="En runda med alla tal som får berättas.",
        responses=WholeRoundSerializer,
    ),
}  # fmt: skip
