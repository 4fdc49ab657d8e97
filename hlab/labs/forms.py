"""Input shapes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.accounts.forms import OrganisationField
from hlab.accounts.models import User
from hlab.labs.actions.principals import PRINCIPAL_KINDS
from hlab.labs.enums import LabRole
from hlab.labs.models import Actor, Concept, Initiative, Lab


class Card(forms.ModelForm):
    """A form for something several people may change at once. Writing to the model is left to the action."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            kwargs["initial"] = {"row_version": instance.row_version} | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)
        self.shown = instance

    def _post_clean(self):
        """Nothing typed is put on the row, so that the page around the form shows what is saved."""

    def clean_row_version(self):
        return self.cleaned_data["row_version"] or 0


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(Card):
    class Meta:
        model = Lab
        fields = ["name", "question", "purpose", "people", "level", "is_public"]
        widgets = {"purpose": _area(5), "level": forms.RadioSelect}
        labels = {"is_public": _("Visa labbet på webbplatsen")}
        help_texts = {
            "question": _("En öppen fråga om människor, inte om en organisation."),
            "purpose": _("Vad ska bli bättre, och för vem?"),
            "people": _("Till exempel: personer med samsjuklighet och deras närstående."),
        }


class NewLabForm(QuestionForm):
    email = forms.EmailField(
        label=_("Labbansvarig, e-postadress"),
        required=False,
        help_text=_("Den som ska ansvara för labbet. Lämna tomt om det är du själv."),
    )

    class Meta(QuestionForm.Meta):
        fields = ["name", "question", "purpose", "people", "level"]

    def clean_email(self):
        return _open_account(self.cleaned_data["email"])


class FrameForm(Card):
    class Meta:
        model = Lab
        fields = ["open_scope", "closed_scope", "nobody_here", "decider", "decision_by"]
        widgets = {
            "open_scope": _area(4),
            "closed_scope": _area(4),
            "nobody_here": _area(3),
            "decision_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "open_scope": _("Det som går att påverka. Deltagarna ser det innan de skriver något."),
            "closed_scope": _("Det som redan är bestämt. Visas lika tydligt."),
            "nobody_here": _("Till exempel sådant som kräver en ny lag."),
            "decider": _("Den nämnd, styrgrupp eller person som fattar beslutet."),
        }


class ReasonForm(Card):
    class Meta:
        model = Lab
        fields = ["single_principal_reason"]
        widgets = {"single_principal_reason": _area(3)}
        help_texts = {"single_principal_reason": _("Behövs bara om labbet inte har minst två huvudmän.")}


class PrincipalForm(forms.Form):
    organisation = OrganisationField(
        label=_("Region eller kommun"), kinds=PRINCIPAL_KINDS, help_text=_("Börja skriva namnet.")
    )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("E-postadress"), help_text=_("Personen behöver ha ett konto."))
    role = forms.ChoiceField(label=_("Roll"), choices=LabRole.choices, widget=forms.RadioSelect)

    def clean_email(self):
        return _open_account(self.cleaned_data["email"])


def _open_account(email: str) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise forms.ValidationError(
            _("Det finns inget öppet konto med den adressen. Be en systemförvaltare skapa ett."), code="unknown"
        )
    return user


class ActorForm(Card):
    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        help_text=_("Om aktören är en organisation som finns i listan. En granne eller en arbetsgivare är det inte."),
    )

    class Meta:
        model = Actor
        fields = ["name", "does", "kind", "status", "organisation"]
        widgets = {"kind": forms.RadioSelect, "status": forms.RadioSelect}
        labels = {"name": _("Vem eller vad"), "does": _("Vad gör den för personen?")}
        help_texts = {"name": _("Så som personen själv skulle säga, till exempel Grannen eller Vårdcentralen.")}

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            kwargs["initial"] = {"organisation": instance.organisation}
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["kind"].choices = Actor._meta.get_field("kind").choices


class InitiativeForm(Card):
    class Meta:
        model = Initiative
        fields = ["title", "owner", "period", "state", "note"]
        widgets = {"note": _area(4), "state": forms.RadioSelect}
        labels = {"title": _("Vad pågår?"), "owner": _("Vem driver det?"), "period": _("När?")}


class ConceptForm(forms.ModelForm):
    class Meta:
        model = Concept
        fields = ["term", "definition", "source"]
        widgets = {"definition": _area(4)}
        help_texts = {
            "definition": _("Lämna tomt om ni inte har någon gemensam betydelse. Det är också ett svar."),
            "source": _("Till exempel Socialstyrelsens termbank, eller labbet självt."),
        }

    def _post_clean(self):
        """A word that exists is linked by the action, not refused here."""


class FindForm(forms.Form):
    q = forms.CharField(label=_("Ordet börjar på"), required=False, max_length=80)
