"""Input shapes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.accounts.models import Organisation, User
from hlab.labs.actions.labs import FIELDS
from hlab.labs.enums import LabRole
from hlab.labs.models import Actor, Concept, Initiative, Lab


class LabForm(forms.ModelForm):
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Lab
        fields = [*FIELDS, "principals"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "open_scope": forms.Textarea(attrs={"rows": 3}),
            "closed_scope": forms.Textarea(attrs={"rows": 3}),
            "nobody_here": forms.Textarea(attrs={"rows": 2}),
            "single_principal_reason": forms.Textarea(attrs={"rows": 2}),
            "decision_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "principals": forms.SelectMultiple(attrs={"size": 8}),
        }
        help_texts = {
            "open_scope": _("Det som går att påverka. Visas för deltagarna innan de skriver."),
            "closed_scope": _("Det som redan är bestämt. Visas lika tydligt."),
            "principals": _("Minst två. Håll ner Ctrl eller Cmd för att välja flera."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        principals = Organisation.objects.filter(kind__in=["region", "municipality"])
        self.fields["principals"].queryset = principals
        self.fields["principals"].required = False


class MemberForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), empty_label=None)
    role = forms.ChoiceField(label=_("Roll"), choices=LabRole.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True)


class ActorForm(forms.ModelForm):
    class Meta:
        model = Actor
        fields = ["name", "does", "kind", "status"]


class InitiativeForm(forms.ModelForm):
    class Meta:
        model = Initiative
        fields = ["title", "owner", "period", "state", "note"]


class ConceptForm(forms.ModelForm):
    class Meta:
        model = Concept
        fields = ["term", "definition", "source"]
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"definition": _("Lämna tomt om ni inte har någon gemensam betydelse.")}

    def validate_unique(self):
        """A word that exists is linked, not refused."""
