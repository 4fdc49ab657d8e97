"""What the open API says: what the pages say, and no more."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer, inline_serializer
from rest_framework import serializers

from goals.enums import GoalOrigin
from goals.models import Goal, GoalVersion
from goals.queries import shown_people, veiled
from hlab.accounts.models import Organisation
from hlab.labs.enums import FocusShift, Level
from hlab.labs.models import Lab

DEMO = "Exempelinnehåll – påhittat"


def full(address: str) -> str:
    """An address of this site as others must write it."""
    return f"{settings.SITE_URL.rstrip('/')}{address}"


def label_of(is_demo: bool) -> str:
    """The words that must follow invented content wherever it goes. Blank for real content."""
    return DEMO if is_demo else ""


@extend_schema_serializer(description="code: SCB:s kod för en region (två siffror) eller en kommun (fyra).")
class OrganisationSerializer(serializers.ModelSerializer):
    """code: official code of a region (two digits) or municipality (four), as kept by Statistics Sweden."""

    demo = serializers.BooleanField(source="is_demo")
    label = serializers.SerializerMethodField()

    class Meta:
        model = Organisation
        fields = ["name", "kind", "code", "county", "demo", "label"]

    def get_label(self, row) -> str:
        return label_of(row.is_demo)


@extend_schema_serializer(description="Ett labb: frågan, vad som är öppet och bestämt, och vilka som driver det.")
class LabSerializer(serializers.ModelSerializer):
    principals = OrganisationSerializer(many=True)
    goal_count = serializers.IntegerField(help_text="Publicerade målbilder.")
    demo = serializers.BooleanField(source="is_demo")
    label = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Lab
        fields = [
            "slug", "name", "question", "purpose", "people", "level", "open_scope", "closed_scope", "nobody_here",
            "decider", "decision_by", "principals", "goal_count", "demo", "label", "url",
        ]  # fmt: skip

    def get_label(self, lab) -> str:
        return label_of(lab.is_demo)

    def get_url(self, lab) -> str:
        return full(f"/labb/{lab.slug}/")


@extend_schema_serializer(description="Hur många som talar från ett perspektiv.")
class PerspectiveSerializer(serializers.Serializer):
    perspective = serializers.CharField(help_text="I ord, till exempel Närstående.")
    state = serializers.ChoiceField(["shown", "hidden"], help_text="hidden: för få personer för att visas.")
    people = serializers.IntegerField(allow_null=True, help_text="null när state är hidden. Aldrig noll.")


@extend_schema_serializer(description="Hur många olika personer orden bygger på. Små tal döljs precis som på sidan.")
class PeopleSerializer(serializers.Serializer):
    """How many different people a wording rests on. Small numbers are hidden here exactly as on the page."""

    text = serializers.CharField()
    total = serializers.IntegerField(allow_null=True, help_text="null när talet inte visas.")
    at_least = serializers.IntegerField(
        allow_null=True, help_text="Så många är de minst, när talet ligger för nära ett i en tidigare version."
    )
    hides = serializers.BooleanField(help_text="Något tal är dolt. Är by_perspective tom är hela fördelningen dold.")
    threshold = serializers.IntegerField(help_text="Tal under den här gränsen visas inte.")
    by_perspective = PerspectiveSerializer(many=True)


@extend_schema_serializer(description="Ett värdeområde som orden rör, och varför.")
class AreaSerializer(serializers.Serializer):
    """A value area that a wording touches."""

    name = serializers.CharField()
    reason = serializers.CharField()


@extend_schema_serializer(description="En ändring från versionen före, och vad som fick labbet att göra den.")
class CauseSerializer(serializers.Serializer):
    """One change from the version before, and whether a remark caused it."""

    text = serializers.CharField()
    editorial = serializers.BooleanField(help_text="true när ingen synpunkt låg bakom.")


@extend_schema_serializer(description="Bilden till orden. alt hör alltid ihop med den.")
class PictureSerializer(serializers.Serializer):
    """The picture of a wording with its words."""

    url = serializers.CharField()
    alt = serializers.CharField()


@extend_schema_serializer(description="Ljudet till orden, och allt som sägs i skrift.")
class SoundSerializer(serializers.Serializer):
    """The sound of a wording with its words."""

    url = serializers.CharField()
    transcript = serializers.CharField()


@extend_schema_serializer(description="En publicerad ordalydelse. Den ändras aldrig, men kan döljas.")
class VersionSerializer(serializers.ModelSerializer):
    """One published wording. It never changes; of a hidden one there is a reason in place of the words."""

    citation = serializers.CharField(help_text="Beständigt namn, till exempel M12.3.")
    people = serializers.SerializerMethodField()
    lacks_lived_voice = serializers.BooleanField()
    level = serializers.ChoiceField(["", *Level.values], help_text="Tom när den inte är bestämd.")
    shifts = serializers.ListField(
        child=serializers.ChoiceField(FocusShift.values), help_text="De fokusförflyttningar som orden handlar om."
    )
    value_areas = serializers.SerializerMethodField()
    causes = serializers.SerializerMethodField()
    picture = serializers.SerializerMethodField()
    sound = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = GoalVersion
        fields = [
            "citation", "number", "title", "statement", "easy_read", "level", "shifts", "value_areas", "status",
            "what_changed", "why_changed", "causes", "picture", "sound", "published_at", "hidden_at", "people",
            "lacks_lived_voice", "url",
        ]  # fmt: skip
        extra_kwargs = {
            "hidden_at": {"help_text": "När versionen doldes, annars null. Är den dold står skälet i statement."}
        }

    @extend_schema_field(PeopleSerializer)
    def get_people(self, version) -> dict:
        shown = shown_people(version)
        return {
            "text": shown["line"],
            "total": shown["total"],
            "at_least": shown["at_least"],
            "hides": shown["hides"],
            "threshold": shown["k"],
            "by_perspective": [
                {
                    "perspective": str(part["label"]),
                    "state": "hidden" if part["value"] is None else "shown",
                    "people": part["value"],
                }
                for part in shown["parts"]
            ],
        }

    @extend_schema_field(AreaSerializer(many=True))
    def get_value_areas(self, version) -> list:
        return [] if version.is_hidden else [{"name": n, "reason": why} for n, why in version.written.get("areas", ())]

    @extend_schema_field(CauseSerializer(many=True))
    def get_causes(self, version) -> list:
        told = () if version.is_hidden else version.written.get("causes", ())
        return [{"text": text, "editorial": not kind} for text, kind in told]

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_picture(self, version) -> dict | None:
        media = self._media(version)
        return {"url": full(f"{version.address}bild/"), "alt": media.alt} if media and media.picture else None

    @extend_schema_field(SoundSerializer(allow_null=True))
    def get_sound(self, version) -> dict | None:
        media = self._media(version)
        there = media and media.sound
        return {"url": full(f"{version.address}ljud/"), "transcript": media.transcript} if there else None

    def _media(self, version):
        return None if version.is_hidden else getattr(version, "media", None)

    def get_url(self, version) -> str:
        return full(version.address)


@extend_schema_serializer(description="Den ordalydelse i ett annat labb som orden kommer från.")
class SourceSerializer(serializers.Serializer):
    """The wording of another lab that a målbild was begun with."""

    citation = serializers.CharField()
    lab = serializers.CharField(source="goal.lab.name")
    url = serializers.SerializerMethodField()

    def get_url(self, version) -> str:
        return full(version.address)


@extend_schema_serializer(description="En målbild: den ordalydelse som gäller nu, och alla publicerade, senast först.")
class GoalSerializer(serializers.ModelSerializer):
    """A målbild: the wording that holds now, and every published one, latest first."""

    lab = serializers.SerializerMethodField()
    current = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()
    reused_from = SourceSerializer(allow_null=True, help_text="null när orden är labbets egna.")
    demo = serializers.BooleanField(source="is_demo")
    label = serializers.CharField(source="origin_label", help_text="Ska följa med orden vart de än tar vägen.")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Goal
        fields = ["slug", "lab", "origin", "reused_from", "demo", "label", "current", "versions", "url"]
        extra_kwargs = {"origin": {"help_text": ", ".join(GoalOrigin.values)}}

    @extend_schema_field(
        inline_serializer("GoalLab", {"name": serializers.CharField(), "slug": serializers.CharField(allow_null=True)})
    )
    def get_lab(self, goal) -> dict:
        # A lab that is not public is named on the page of its målbild but has no page of its own.
        return {"name": goal.lab.name, "slug": goal.lab.slug if goal.lab.is_public else None}

    @extend_schema_field(serializers.CharField(allow_null=True, help_text="citation av den gällande versionen"))
    def get_current(self, goal) -> str | None:
        return next((version.citation for version in goal.public_versions if version.is_current), None)

    @extend_schema_field(VersionSerializer(many=True))
    def get_versions(self, goal) -> list:
        for version in goal.public_versions:
            version.goal = goal
        return VersionSerializer([veiled(version) for version in goal.public_versions], many=True).data

    def get_url(self, goal) -> str:
        return full(goal.address)
