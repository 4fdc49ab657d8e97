"""Published proposals in the open API: what their pages say, and no more. What people have said of them is not here."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer, inline_serializer
from rest_framework import serializers

from feedback.enums import Drawing, MockupKind, ProposalKind, ProposalStatus, Side
from feedback.models import Change, Mockup, Paragraph, Proposal, ProposalGoal, ProposalVersion, Scene
from feedback.queries.public import scenes_openly
from feedback.queries.serving import readable_accounts
from goals.enums import Leads
from hlab.cms.api.filters import TrueOrFalse
from hlab.cms.api.serializers import full, label_of
from hlab.labs.enums import Perspective
from hlab.labs.models import Lab

TRIAL = "Detta är en prövning, inte ett beslut."
PROVOTYPE = "Det här är en tankeväckare. Det är inte ett förslag och ingen har beslutat det."


def proposals_for_api() -> QuerySet[Proposal]:
    """Published proposals with what a list says of each: the version that is current (`.shown`, a list of one), and how
    it stands to målbilder. Three queries however many."""
    accounts = Prefetch("goal_accounts", readable_accounts().order_by("goal_version", "pk"), "told_accounts")
    current = ProposalVersion.objects.filter(published_at__isnull=False, replaced_at__isnull=True)
    return (
        Proposal.objects.filter(versions__in=current)
        .select_related("lab", "alternative_to")
        .prefetch_related(Prefetch("versions", current.prefetch_related(accounts), "shown"))
        .order_by("lab__name", "lab_id", "number", "pk")
    )


class ProposalFilter(filters.FilterSet):
    lab = filters.ModelChoiceFilter(
        field_name="lab", to_field_name="slug", queryset=lambda request: Lab.objects.filter(is_public=True)
    )
    kind = filters.ChoiceFilter(choices=ProposalKind.choices)
    status = filters.ChoiceFilter(choices=ProposalStatus.choices)
    demo = TrueOrFalse(field_name="is_demo")

    class Meta:
        model = Proposal
        fields: list[str] = []


@extend_schema_serializer(description="Hur förslaget leder till en målbild, sett från ett håll, med skäl.")
class ServesSerializer(serializers.ModelSerializer):
    """How a proposal stands to a målbild, from one perspective."""

    goal = serializers.CharField(source="goal_version.citation", help_text="citation av den bedömda ordalydelsen.")
    goal_url = serializers.SerializerMethodField()
    perspective = serializers.ChoiceField(
        Perspective.choices, help_text="Vems bedömning. national: den som lägger fram förslaget."
    )
    leads = serializers.ChoiceField(Leads.choices)

    class Meta:
        model = ProposalGoal
        fields = ["goal", "goal_url", "perspective", "leads", "reason"]

    def get_goal_url(self, row) -> str:
        return full(row.goal_version.address)


@extend_schema_serializer(description="Ett publicerat förslag, så som det står nu. notice ska följa med det.")
class ProposalSerializer(serializers.ModelSerializer):
    """A published proposal without its parts. Every word is of the version that is current."""

    citation = serializers.SerializerMethodField(help_text="Beständigt namn på versionen, till exempel F1.2.")
    version = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField(help_text="Vad det innebär, med vanliga ord.")
    kind = serializers.ChoiceField(ProposalKind.choices, help_text="provotype: en tankeväckare, inte ett förslag.")
    status = serializers.ChoiceField(ProposalStatus.choices)
    alternative_to = serializers.SerializerMethodField(
        help_text="slug för det som det är en annan väg till, eller null."
    )
    is_nothing = serializers.BooleanField(help_text="true när alternativet är att inget göra.")
    serves = serializers.SerializerMethodField(help_text="Tom när ingen målbild har prövats ännu.")
    published_at = serializers.SerializerMethodField()
    lab = serializers.SerializerMethodField()
    demo = serializers.BooleanField(source="is_demo")
    label = serializers.SerializerMethodField(help_text="Ska följa med förslaget vart det än tar vägen.")
    notice = serializers.SerializerMethodField(help_text="Ska stå överallt där förslaget visas.")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = [
            "slug", "number", "citation", "version", "title", "summary", "kind", "status", "alternative_to",
            "is_nothing", "serves", "published_at", "lab", "demo", "label", "notice", "url",
        ]  # fmt: skip

    def get_citation(self, proposal) -> str:
        return f"{proposal.number}.{proposal.shown[0].number}"

    def get_version(self, proposal) -> int:
        return proposal.shown[0].number

    def get_title(self, proposal) -> str:
        return proposal.shown[0].title

    def get_summary(self, proposal) -> str:
        return proposal.shown[0].summary

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_alternative_to(self, proposal) -> str | None:
        return proposal.alternative_to.slug if proposal.alternative_to else None

    @extend_schema_field(ServesSerializer(many=True))
    def get_serves(self, proposal) -> list:
        return ServesSerializer(proposal.shown[0].told_accounts, many=True).data

    @extend_schema_field(serializers.DateTimeField())
    def get_published_at(self, proposal):
        return serializers.DateTimeField().to_representation(proposal.shown[0].published_at)

    @extend_schema_field(
        inline_serializer(
            "ProposalLab", {"name": serializers.CharField(), "slug": serializers.CharField(allow_null=True)}
        )
    )
    def get_lab(self, proposal) -> dict:
        # A lab that is not public is named on the page of its proposal but has no page of its own.
        return {"name": proposal.lab.name, "slug": proposal.lab.slug if proposal.lab.is_public else None}

    def get_label(self, proposal) -> str:
        return label_of(proposal.is_demo)

    def get_notice(self, proposal) -> str:
        return f"{TRIAL} {PROVOTYPE}" if proposal.is_provotype else TRIAL

    def get_url(self, proposal) -> str:
        return full(proposal.address)


@extend_schema_serializer(description="En paragraf. anchor är samma genom alla versioner.")
class ParagraphSerializer(serializers.ModelSerializer):
    """One paragraph. anchor: the same through all versions."""

    url = serializers.SerializerMethodField(help_text="Paragrafen genom alla versioner, med det som sagts öppet.")

    class Meta:
        model = Paragraph
        fields = ["anchor", "label", "legal", "plain", "url"]

    def get_url(self, paragraph) -> str:
        return full(f"{self.context['proposal'].address}paragraf/{paragraph.anchor}/")


@extend_schema_serializer(description="Ett brev, en blankett, ett sms eller en skärm, så som personen skulle möta det.")
class MockupSerializer(serializers.ModelSerializer):
    """A letter, a form, a message or a screen as the person would meet it."""

    side = serializers.ChoiceField(Side.choices)
    kind = serializers.ChoiceField(MockupKind.choices)
    fields_to_fill = serializers.ListField(
        source="fields", child=serializers.CharField(), help_text="Det som fylls i på en blankett."
    )

    class Meta:
        model = Mockup
        fields = ["side", "kind", "title", "body", "fields_to_fill"]


@extend_schema_serializer(description="En scen: så är det i dag, och så skulle det bli. Bilder beskrivs i ord.")
class SceneSerializer(serializers.ModelSerializer):
    """One scene, as it is today and with the proposal. Pictures are told in words."""

    who = serializers.ChoiceField(Perspective.choices, help_text="Vems scen.")
    today_drawing = serializers.ChoiceField(Drawing.choices, allow_blank=True)
    proposed_drawing = serializers.ChoiceField(Drawing.choices, allow_blank=True)
    mockups = MockupSerializer(many=True)

    class Meta:
        model = Scene
        fields = [
            "anchor", "who", "title", "today_text", "today_back", "today_drawing", "today_alt", "proposed_text",
            "proposed_back", "proposed_drawing", "proposed_alt", "mockups",
        ]  # fmt: skip


@extend_schema_serializer(description="En ändring sedan versionen före, och varför.")
class ProposalChangeSerializer(serializers.ModelSerializer):
    """One change since the version before, and why."""

    after_remarks = serializers.SerializerMethodField(help_text="true när synpunkter låg bakom.")

    class Meta:
        model = Change
        fields = ["what", "why", "target", "anchor", "after_remarks"]
        extra_kwargs = {"target": {"help_text": "paragraph, scene, eller tom när det gäller hela förslaget."}}

    def get_after_remarks(self, change) -> bool:
        return change.answer_id is not None


@extend_schema_serializer(description="En publicerad version. Den ändras aldrig.")
class ProposalVersionSerializer(serializers.ModelSerializer):
    """One published version, by name."""

    citation = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = ProposalVersion
        fields = ["citation", "number", "title", "published_at", "replaced_at", "url"]
        extra_kwargs = {"replaced_at": {"help_text": "null för den som gäller nu."}}

    def get_citation(self, version) -> str:
        return f"{self.context['proposal'].number}.{version.number}"

    def get_url(self, version) -> str:
        return full(f"{self.context['proposal'].address}v/{version.number}/")


@extend_schema_serializer(description="Ett publicerat förslag med text, scener, ändringar och alla sina versioner.")
class WholeProposalSerializer(ProposalSerializer):
    """The same with its parts."""

    easy_read = serializers.SerializerMethodField(help_text="På lättläst svenska, eller tom.")
    problem = serializers.SerializerMethodField(help_text="Vilket problem det ska lösa.")
    unknowns = serializers.SerializerMethodField(help_text="Det som ingen vet än.")
    alternatives = serializers.SerializerMethodField(help_text="Andra vägar, också att inget göra, i ord.")
    fidelity = serializers.SerializerMethodField(help_text="Hur färdig prototypen är, 1 till 4.")
    paragraphs = serializers.SerializerMethodField()
    scenes = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField(help_text="Alla publicerade versioner, senast först.")

    class Meta(ProposalSerializer.Meta):
        fields = [
            *ProposalSerializer.Meta.fields, "easy_read", "problem", "unknowns", "alternatives", "fidelity",
            "paragraphs", "scenes", "changes", "versions",
        ]  # fmt: skip

    def get_easy_read(self, proposal) -> str:
        return proposal.shown[0].easy_read

    def get_problem(self, proposal) -> str:
        return proposal.shown[0].problem

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_unknowns(self, proposal) -> list:
        return proposal.shown[0].unknowns

    def get_alternatives(self, proposal) -> str:
        return proposal.shown[0].alternatives

    def get_fidelity(self, proposal) -> int:
        return proposal.shown[0].fidelity

    @extend_schema_field(ParagraphSerializer(many=True))
    def get_paragraphs(self, proposal) -> list:
        rows = proposal.shown[0].paragraphs.all()
        return ParagraphSerializer(rows, many=True, context={"proposal": proposal}).data

    @extend_schema_field(SceneSerializer(many=True))
    def get_scenes(self, proposal) -> list:
        return SceneSerializer(scenes_openly(proposal.shown[0]), many=True).data

    @extend_schema_field(ProposalChangeSerializer(many=True))
    def get_changes(self, proposal) -> list:
        return ProposalChangeSerializer(proposal.shown[0].changes.all(), many=True).data

    @extend_schema_field(ProposalVersionSerializer(many=True))
    def get_versions(self, proposal) -> Any:
        rows = proposal.versions.filter(published_at__isnull=False).order_by("-number")
        return ProposalVersionSerializer(rows, many=True, context={"proposal": proposal}).data


one_or_many = {
    "list": extend_schema(summary="Förslag", description="Publicerade förslag, utan sina delar."),
    "retrieve": extend_schema(
        summary="Ett förslag",
        description="Ett publicerat förslag med text, scener, ändringar och alla sina versioner.",
        responses=WholeProposalSerializer,
    ),
}
