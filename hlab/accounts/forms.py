"""Input shapes of the account pages, and the field in which one writes an organisation."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from hlab.accounts.enums import CODED_KINDS, OrganisationKind, SiteRole
from hlab.accounts.models import User
from hlab.accounts.queries import organisation_by_name, organisation_names, written


class SuggestInput(forms.TextInput):
    """A text field with the browser's own list of suggestions; plain text works as well."""

    suggestions: tuple = ()

    def render(self, name, value, attrs=None, renderer=None):
        list_id = f"{(attrs or {}).get('id') or name}_forslag"
        field = super().render(name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class OrganisationField(forms.CharField):
    """One organisation, written by name or official code. Cleans to an Organisation or None."""

    widget = SuggestInput

    def __init__(self, *, kinds: tuple[str, ...] = (), **kwargs):
        self.kinds = kinds
        super().__init__(**({"max_length": 140} | kwargs))

    def get_bound_field(self, form, field_name):
        self.widget.suggestions = organisation_names(self.kinds)
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value):
        return written(value) if hasattr(value, "kind") else value

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        organisation = organisation_by_name(typed, self.kinds)
        if organisation is None:
            raise forms.ValidationError(
                _("”%(typed)s” finns inte i listan. Skriv namnet som i listan eller den officiella koden."),
                code="unknown",
                params={"typed": typed},
            )
        return organisation


class PersonForm(forms.Form):
    first_name = forms.CharField(label=_("Förnamn"), max_length=150)
    last_name = forms.CharField(label=_("Efternamn"), max_length=150)
    organisation = OrganisationField(
        label=_("Organisation"), required=False, help_text=_("Börja skriva, till exempel Region Skåne.")
    )


class OwnForm(PersonForm):
    """Somebody's own details: the browser may fill them in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, known in (("first_name", "given-name"), ("last_name", "family-name")):
            self.fields[name].widget.attrs["autocomplete"] = known


class NewUserForm(PersonForm):
    email = forms.EmailField(label=_("E-postadress"), help_text=_("Personen får ett mejl om hur man väljer lösenord."))
    site_role = forms.ChoiceField(
        label=_("Webbplatsroll"),
        choices=SiteRole.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Roller i ett labb ges i labbet. De flesta behöver ingen webbplatsroll."),
    )
    field_order = ["email", "first_name", "last_name", "organisation", "site_role"]


class SiteRoleForm(forms.Form):
    site_role = forms.ChoiceField(label=_("Roll"), choices=SiteRole.choices, required=False, widget=forms.RadioSelect)


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=[choice for choice in OrganisationKind.choices if choice[0] not in CODED_KINDS],
        widget=forms.RadioSelect,
    )


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Sök"), required=False, max_length=80)


def person_initial(user: User) -> dict:
    """What a form about a person starts with."""
    return {"first_name": user.first_name, "last_name": user.last_name, "organisation": user.organisation}
