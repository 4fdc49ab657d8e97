"""What the open API says: what the pages say, and no more."""

from __future__ import annotations

from rest_framework import serializers

from goals.models import GoalVersion
from goals.queries import shown_people
from hlab.accounts.models import Organisation
from hlab.labs.models import Lab


class OrganisationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organisation
        fields = ["id", "name", "kind", "code", "county", "is_demo"]


class LabSerializer(serializers.ModelSerializer):
    principals = serializers.SlugRelatedField("name", many=True, read_only=True)

    class Meta:
        model = Lab
        fields = [
            "id", "slug", "name", "question", "purpose", "people", "open_scope", "closed_scope", "nobody_here",
            "decider", "decision_by", "level", "principals", "is_demo",
        ]  # fmt: skip


class GoalSerializer(serializers.ModelSerializer):
    """A published wording. people: how many different people stand behind it, small numbers hidden."""

    slug = serializers.CharField(source="goal.slug")
    lab = serializers.CharField(source="goal.lab.slug")
    citation = serializers.CharField()
    origin = serializers.CharField(source="goal.origin")
    is_demo = serializers.BooleanField(source="goal.is_demo")
    people = serializers.SerializerMethodField()

    class Meta:
        model = GoalVersion
        fields = [
            "citation", "slug", "lab", "number", "title", "statement", "status", "published_at", "origin", "is_demo",
            "people",
        ]  # fmt: skip

    def get_people(self, version) -> dict:
        shown = shown_people(version)
        return {
            "text": shown["line"],
            "by_perspective": [
                {"perspective": str(part["label"]), "people": part["value"], "hidden": part["value"] is None}
                for part in shown["parts"]
            ],
            "hidden_below": shown["k"],
        }
