"""Input shapes for remarks and answers. What the words must be is judged by the actions."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.actions.answer_words import LONGEST
from feedback.actions.replies import LONGEST_REPLY
from feedback.enums import OwnView, Part, RemarkState, Verdict
from feedback.queries.remarks import has_been_answered
from hlab.labs.enums import Perspective
from workshops.enums import HoldReason

ALL = ("", _("Alla"))
UNANSWERED, DRAFTED, ANSWERED, HELD, MISSED = "utan-svar", "skrivet", "besvarade", "hallna", "svarar-inte"
STANDINGS = {
    UNANSWERED: (_("Utan svar"), Q(answer__isnull=True)),
    DRAFTED: (_("Svaret är skrivet, inte publicerat"), Q(answer__isnull=False) & ~has_been_answered()),
    ANSWERED: (_("Besvarade"), has_been_answered()),
    HELD: (_("Hålls kvar"), ~Q(contribution__hold=HoldReason.NONE)),
    MISSED: (_("Svaret svarar inte, säger den som sa det"), Q(own_view=OwnView.MISSES)),
}
NOBODY = "ingen"


class RemarkFilterForm(forms.Form):
    """Which of a round's remarks to look at. versions: [(id, label)]; parts: [(key, label)] from `parts_of`; owners:
    from `owners_in`."""

    lage = forms.ChoiceField(label=_("Hur långt den kommit"), required=False)
    version = forms.TypedChoiceField(label=_("Version"), required=False, coerce=int, empty_value=None)
    om = forms.ChoiceField(label=_("Handlar om"), required=False)
    fraga = forms.ChoiceField(label=_("Fråga i blanketten"), required=False, choices=[ALL, *Part.choices])
    perspektiv = forms.ChoiceField(label=_("Perspektiv"), required=False, choices=[ALL, *Perspective.choices])
    ansvarig = forms.ChoiceField(label=_("Ansvarig"), required=False)
    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    def __init__(self, *args, versions, parts, owners, **kwargs):
        super().__init__(*args, **kwargs)
        states = RemarkState.RECEIVED, RemarkState.READ, RemarkState.CONSIDERED
        first = [(code, label) for code, (label, _condition) in STANDINGS.items()]
        self.fields["lage"].choices = [
            ALL, *first[:3], *((state.value, state.label) for state in states),
            *((verdict.value, verdict.label) for verdict in Verdict), *first[3:],
        ]  # fmt: skip
        self.fields["version"].choices = [ALL, *versions]
        self.fields["om"].choices = [ALL, ("hela", _("Hela förslaget")), *parts]
        self.fields["ansvarig"].choices = [ALL, (NOBODY, _("Ingen ännu")), *owners]

    def narrow(self, rows):
        """The remarks that fit. A choice that does not exist narrows nothing; the field says so."""
        self.is_valid()
        chosen = self.cleaned_data
        lookups = {
            "version": "response__version",
            "fraga": "part",
            "perspektiv": "contribution__participation__perspective",
            "sok": "contribution__text__icontains",
        }
        rows = rows.filter(**{lookup: chosen[name] for name, lookup in lookups.items() if chosen.get(name)})
        if state := chosen.get("lage"):
            rows = rows.filter(STANDINGS[state][1] if state in STANDINGS else Q(state=state))
        if about := chosen.get("om"):
            target, _colon, anchor = ("", "", "") if about == "hela" else about.partition(":")
            rows = rows.filter(target=target, anchor=anchor)
        if owner := chosen.get("ansvarig"):
            rows = rows.filter(owner=None if owner == NOBODY else owner)
        return rows


class _Confirmed(forms.Form):
    confirmed = forms.BooleanField(
        label=_("Jag har läst texten igen och vill spara den ändå"), required=False, widget=forms.HiddenInput
    )

    def ask_anyway(self) -> None:
        """Offer to save what looks personal as it stands."""
        self.fields["confirmed"].widget = forms.CheckboxInput()


class AnswerForm(_Confirmed):
    """One answer to one or many remarks. versions: [(id, label)] that it may have changed."""

    title = forms.CharField(
        label=_("Vad synpunkterna handlar om"),
        help_text=_("Det de har gemensamt, med ord som inte pekar ut någon. Blir publikt."),
        max_length=LONGEST["title"],
        error_messages={"required": _("Skriv vad synpunkterna handlar om, så att den som läser känner igen frågan.")},
    )
    verdict = forms.ChoiceField(
        label=_("Ställningstagande"), choices=Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett ställningstagande.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Därför att"),
        help_text=_("Skriv till den som sa det. Vad ändras, vad ändras inte, och varför? Blir publikt."),
        max_length=LONGEST["reason"],
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Skriv varför. Ett ställningstagande utan skäl går inte att förstå.")},
    )
    changed_in = forms.TypedChoiceField(
        label=_("Syns i version"), help_text=_("Om något har ändrats: den version där det syns."), required=False,
        coerce=int, empty_value=None,
    )  # fmt: skip
    decider = forms.CharField(
        label=_("Vem som har beslutat, i vilken roll"),
        help_text=_("Rollen, inte namnet. Till exempel: Särskild utredare."),
        max_length=LONGEST["decider"],
        error_messages={"required": _("Skriv i vilken roll det är beslutat.")},
    )
    decided_on = forms.DateField(
        label=_("Beslutat den"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Skriv vilken dag det beslutades.")},
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = (
        "title", "verdict", "reason", "changed_in", "decider", "decided_on", "confirmed", "row_version",
    )  # fmt: skip

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["changed_in"].choices = [("", _("Ingen version är ändrad")), *versions]
        self.fields["decided_on"].initial = timezone.localdate()


class ReplyForm(_Confirmed):
    text = forms.CharField(
        label=_("Svar i tråden"),
        help_text=_("Läses av den som sa det, och av alla om synpunkten visas öppet. Skriv inga namn."),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv ett svar.")},
    )
    field_order = ("text", "confirmed")
