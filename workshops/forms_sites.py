"""Input shapes for sites, tables and those who lead them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hlab.accounts.models import User
from workshops.models import Group, Site


class SiteForm(forms.Form):
    name = forms.CharField(
        label=_("Ort"),
        max_length=80,
        help_text=_("Det deltagarna känner igen: Örebro, eller Värmland digitalt."),
        error_messages={"required": _("Skriv vad orten heter.")},
    )
    place = forms.CharField(label=_("Lokal"), max_length=120, required=False)
    meeting_url = forms.URLField(
        label=_("Möteslänk"),
        required=False,
        assume_scheme="https",
        help_text=_("Om orten möts digitalt. Visas för dem som har gått med."),
        error_messages={"invalid": _("Skriv hela länken, så att den börjar med https://.")},
    )
    phone = forms.CharField(label=_("Telefonnummer till mötet"), max_length=60, required=False)


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Gruppens namn"), max_length=60, error_messages={"required": _("Skriv ett namn.")})
    meeting_url = forms.URLField(
        label=_("Möteslänk"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hela länken, så att den börjar med https://.")},
    )
    phone = forms.CharField(label=_("Telefonnummer till mötet"), max_length=60, required=False)


class MakeGroupsForm(forms.Form):
    number = forms.IntegerField(label=_("Antal grupper"), min_value=1, max_value=40)
    way = forms.ChoiceField(
        label=_("Så delas ni in"),
        choices=[
            ("mixed", _("Blandat, så att varje grupp får olika perspektiv")),
            ("evenly", _("Jämnt, genom lottning")),
            ("by_hand", _("För hand, bara bord")),
        ],
        widget=forms.RadioSelect,
    )


class HostForm(forms.Form):
    """Somebody of the lab, for the whole room or for one table."""

    user = forms.ModelChoiceField(label=_("Vem"), queryset=User.objects.none(), empty_label=None)
    group = forms.ModelChoiceField(
        label=_("Vad personen leder"), queryset=Group.objects.none(), required=False, empty_label=_("Hela orten")
    )

    def __init__(self, *args, site: Site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = (
            User.objects.filter(
                memberships__lab=site.lab_id, memberships__role__in=("lead", "facilitator", "table_host"),
                is_active=True,
            )
            .distinct()
            .order_by("first_name", "last_name", "pk")
        )  # fmt: skip
        self.fields["group"].needed_later = True  # nothing chosen is a choice too: the whole site
        self.fields["group"].queryset = site.groups.order_by("position")
