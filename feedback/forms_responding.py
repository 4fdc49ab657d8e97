"""Input shapes for what people say about a proposal. Everything may be left blank; what words may be, and what must be
there in all, is judged by the actions."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import SHORT_PARTS, AnswersFor, Dimension, Effect, Part, Stance
from feedback.models import ProposalVersion
from hlab.accounts.reference.counties import counties_of
from hlab.labs.enums import Level, Perspective

EXPERT_PARTS = (*SHORT_PARTS, Part.RISK, Part.COST_BEARER)
PIECE_MORE = (Part.WORSE_FOR, Part.MUST_HOLD, Part.MISSING)  # of one paragraph or scene, for those who want to say more
PIECE_PARTS = (Part.LIKES, Part.WISHES, Part.RETHINK, Part.COMMENT, *PIECE_MORE)
USUAL = "usual"  # the level that most with the same perspective speak of
UNSAID = _("Vill inte svara")
MOST_ROWS = 40

_HINTS = {
    Part.WHY: _("Skriv inte andras namn."),
    Part.WORSE_FOR: _("Tänk på andra än dig själv."),
    Part.MUST_HOLD: _("Till exempel: att någon svarar i telefon på kvällen."),
    Part.RISK: _("Vad kan gå fel, och hur märks det?"),
}
_LABELS = {Part.LIKES: _("Jag gillar …"), Part.WISHES: _("Jag önskar …"), Part.RETHINK: _("Tänk om …")}


def _words(part: Part, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=_LABELS.get(part, part.label), help_text=_HINTS.get(part, ""), required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _perspective() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Jag svarar mest som"), choices=Perspective.choices, required=False, widget=forms.RadioSelect
    )


class _Sent(forms.Form):
    """What every form here carries along. newcomer: a receipt code that is theirs if they send the form, signed."""

    quote = forms.BooleanField(
        label=_("Det jag skriver får visas öppet, utan mitt namn, när någon har läst det"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    newcomer = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, comes_in: bool, in_room: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if comes_in:
            self.fields["perspective"] = _perspective()
        if in_room:  # what they agree to was said at the door
            del self.fields["quote"]


class ResponseForm(_Sent):
    """The short form; expert: with what the long one asks for beside its rows of consequences."""

    effect = forms.ChoiceField(
        label=_("Hur skulle det här påverka dig?"), choices=Effect.choices, required=False, widget=forms.RadioSelect
    )
    answers_for = forms.ChoiceField(
        label=_("Vem svarar du för?"), choices=AnswersFor.choices, required=False, initial=AnswersFor.SELF,
        widget=forms.RadioSelect,
    )  # fmt: skip
    county = forms.ChoiceField(label=_("Vilket län gäller det?"), required=False)

    def __init__(self, *args, expert: bool, comes_in: bool, is_demo: bool = False, **kwargs):
        super().__init__(*args, comes_in=comes_in, **kwargs)
        self.fields["county"].choices = [("", UNSAID), *counties_of(is_demo=is_demo).items()]
        for part in EXPERT_PARTS if expert else SHORT_PARTS:
            self.fields[part.value] = _words(part)
        usual = [(USUAL, _("Den som är vanligast för min roll"))] if comes_in else []
        self.fields["level"] = forms.ChoiceField(
            label=_("Vilken nivå talar du mest om?"), choices=[*usual, *Level.choices, ("", UNSAID)], required=False
        )

    @property
    def three(self) -> list:
        """Fields that stand side by side where there is room."""
        return [self[part] for part in (Part.LIKES, Part.WISHES, Part.RETHINK)]

    @property
    def rest(self) -> list:
        parts = (Part.WORSE_FOR, Part.MUST_HOLD, Part.MISSING, Part.RISK, Part.COST_BEARER, Part.OTHER)
        return [self[part] for part in parts if part in self.fields]


class ConsequenceForm(forms.Form):
    """A row of the expert form. One that is blank is none."""

    dimension = forms.ChoiceField(
        label=_("Vad gäller det?"), choices=[("", _("Välj")), *Dimension.choices], required=False
    )
    concerns = forms.ChoiceField(
        label=_("För vem?"), required=False,
        choices=[("", _("Välj")), *((one.value, one.label) for one in Perspective if one != Perspective.UNSAID)],
    )  # fmt: skip
    stance = forms.ChoiceField(label=_("För eller emot?"), choices=[("", _("Välj")), *Stance.choices],
                               required=False)  # fmt: skip
    text = forms.CharField(label=_("Därför att"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PieceForm(_Sent):
    """What somebody says about one paragraph or scene."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for part in PIECE_PARTS:
            self.fields[part.value] = _words(part)
        self.order_fields(["perspective", *PIECE_PARTS])

    @property
    def words(self) -> list:
        return [self[part] for part in PIECE_PARTS if part not in PIECE_MORE]

    @property
    def more(self) -> list:
        """The rest of the questions of the short form, behind a press."""
        return [self[part] for part in PIECE_MORE]

    @property
    def said_more(self) -> bool:
        """Whether something stands there, or is wrong there, that must be seen."""
        return any(self[part].value() or self[part].errors for part in PIECE_MORE)


class ReplyForm(_Sent):
    """An answer to what somebody else said of a paragraph or scene."""

    text = forms.CharField(
        label=_("Ditt svar"), help_text=_("Skriv inte andras namn."), required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class SettingsForm(forms.Form):
    round = forms.ChoiceField(
        label=_("Synpunktsrunda"),
        help_text=_("Rundans förslag visas ett i taget. Svaren räknas in i rundan när den är slut."),
        error_messages={"required": _("Välj en runda.")},
    )


class SheetForm(forms.Form):
    """A whole form on paper: every version of the round, each answered or left blank."""

    def __init__(self, data=None, *, versions: Iterable[ProposalVersion], is_demo: bool = False, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["answers_for"] = forms.ChoiceField(
            label=_("Vem svarar personen för?"), choices=AnswersFor.choices, required=False,
            initial=AnswersFor.SELF, widget=forms.RadioSelect,
        )  # fmt: skip
        self.fields["level"] = forms.ChoiceField(
            label=_("Vilken nivå talar personen mest om?"), required=False,
            choices=[(USUAL, _("Den som är vanligast för rollen")), *Level.choices, ("", UNSAID)],
        )  # fmt: skip
        self.fields["county"] = forms.ChoiceField(
            label=_("Vilket län gäller det?"), required=False,
            choices=[("", UNSAID), *counties_of(is_demo=is_demo).items()],
        )  # fmt: skip
        for version in versions:
            about = f"{version.citation} ”{version.title}”"
            self.fields[f"effect_{version.pk}"] = forms.ChoiceField(
                label=_("%(about)s. Hur skulle det påverka personen?") % {"about": about},
                choices=[("", _("Inte svarat")), *Effect.choices], required=False, widget=forms.RadioSelect,
            )  # fmt: skip
            for part in SHORT_PARTS:
                field = _words(part, rows=2)
                field.label, field.help_text = f"{version.citation}. {part.label}", ""
                self.fields[f"{part.value}_{version.pk}"] = field
