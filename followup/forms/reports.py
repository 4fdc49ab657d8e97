"""Input shapes of reports to those who contributed. What the words must be is judged by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.actions.reacting import LONGEST_WORDS
from followup.actions.reporting import LIMITS, LONGEST_REASON, LONGEST_ROLE, WORDS
from followup.models import ReportBack, ReportVersion
from followup.queries.reports import STATES

TOO_LONG = _("Texten är för lång. Högst %(limit_value)s tecken ryms.")


def _words(label, name: str, hint="", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LIMITS[name], help_text=hint, required=False, error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ReportForm(forms.Form):
    """Everything that is told. Parts may be blank while it is written; all five are needed when it is published."""

    said = _words(_("Det här sa ni"), "said", _("Det viktigaste i det som sas, också det ni inte höll med om. Skriv "
                                                "korta meningar. Skriv inga namn."))  # fmt: skip
    did = _words(
        _("Det här gjorde vi"), "did", _("Det som har hänt, med dag och vem som gjorde det. En roll, inget namn.")
    )
    did_not = _words(_("Det här gjorde vi inte"), "did_not", _("Det som sas men inte har lett till något ännu."))
    because = _words(_("Därför att"), "because", _("Varför inte, vem som bestämde det, och om det kan ändras."))
    follows = _words(
        _("Så följer vi det"), "follows", _("Hur ni tar reda på om det blir bättre, och när ni berättar det.")
    )
    easy_read = _words(
        _("Lättläst"), "easy_read",
        _("Samma sak med vanliga ord och en tanke i varje mening. Får en egen sida."),
    )  # fmt: skip
    goals = forms.MultipleChoiceField(
        label=_("Målbilder som det handlar om"), required=False, widget=forms.CheckboxSelectMultiple
    )
    indicators = forms.MultipleChoiceField(
        label=_("Mått som visar hur det går"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Läge och riktning hämtas ur det som är publicerat, också när nya siffror kommer."),
    )  # fmt: skip
    what_changed = forms.CharField(
        label=_("Vad är rättat?"), max_length=LIMITS["what_changed"], required=False,
        help_text=_("Visas överst. Den förra versionen står kvar att läsa."), error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args, goals: Iterable[tuple[int, str]], indicators: Iterable[tuple[int, str]], number: int, **more
    ):
        super().__init__(*args, **more)
        for name, choices in (("goals", list(goals)), ("indicators", list(indicators))):
            self.fields[name].choices = choices
            if not choices:
                del self.fields[name]
        if number == 1:
            del self.fields["what_changed"]

    def said_words(self) -> dict[str, str]:
        """The words, as the action takes them."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.fields}

    def chosen(self, name: str) -> list[int]:
        """The ids that were ticked."""
        return [int(pk) for pk in self.cleaned_data.get(name, [])]


def start_of(version: ReportVersion | None, *, draft: bool) -> dict:
    """What the form begins with: the draft, or what was told last."""
    if version is None:
        return {"row_version": 0}
    begun = {name: getattr(version, name) for name in WORDS}
    begun["goals"] = [str(goal.pk) for goal in version.chosen_goals]
    begun["indicators"] = [str(one.pk) for one in version.chosen_indicators]
    if not draft:
        begun["what_changed"] = ""
    return begun | {"row_version": version.row_version if draft else 0}


class PublishForm(forms.Form):
    """row_version: of what was read. read_again: asked for where the words may point at somebody."""

    read_again = forms.BooleanField(label=_("Jag har läst texten igen. Den pekar inte ut någon."), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, personal: bool, **more):
        super().__init__(*args, **more)
        if not personal:
            del self.fields["read_again"]


class DutyForm(forms.Form):
    """Who answers for a report, and by when."""

    due_on = forms.DateField(
        label=_("Senast"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Flyttar ni dagen står den gamla kvar att läsa för alla."),
        error_messages={"required": _("Skriv senast vilken dag."), "invalid": _("Skriv dagen så här: 2026-12-14.")},
    )  # fmt: skip
    owner = forms.ChoiceField(
        label=_("Vem får påminnelserna?"), required=False, help_text=_("Namnet visas bara för er som arbetar i labbet.")
    )
    owner_name = forms.CharField(
        label=_("Vem svarar för återkopplingen?"), max_length=LONGEST_ROLE,
        help_text=_("En roll, inget namn. Visas för alla."),
        error_messages={"required": _("Skriv vem som svarar för återkopplingen."), "max_length": TOO_LONG},
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report: ReportBack, owners: Iterable, settled: bool, **more):
        begun = {"due_on": report.due_on, "owner": report.owner_id or "", "owner_name": report.owner_name,
                 "row_version": report.row_version}  # fmt: skip
        super().__init__(*args, initial=begun, **more)
        self.known = {str(user.pk): user for user in owners}
        self.fields["owner"].choices = [("", _("Ingen")), *((pk, str(user)) for pk, user in self.known.items())]
        if settled:
            del self.fields["due_on"]


class NoReportForm(forms.Form):
    """Why there will be no report."""

    no_report = forms.CharField(
        label=_("Varför blir det ingen återkoppling?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Visas för alla och står kvar."),
        error_messages={"required": _("Skriv varför det inte blir någon återkoppling."), "max_length": TOO_LONG},
    )  # fmt: skip


class ReactionForm(forms.Form):
    """What somebody who was there says of what they were told."""

    agrees = forms.ChoiceField(
        label=_("Stämmer det här med det som sas?"),
        choices=[("yes", _("Ja, det stämmer")), ("no", _("Nej, det stämmer inte"))],
        widget=forms.RadioSelect, error_messages={"required": _("Välj ett av svaren.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Vad stämmer inte?"), max_length=LONGEST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"max_length": TOO_LONG},
        help_text=_("De som arbetar i labbet läser det, utan att veta vem du är. Skriv inga namn."),
    )  # fmt: skip


class StateForm(forms.Form):
    """Which reports to list. Whatever the address says gives a list."""

    sok = forms.CharField(label=_("Sök"), required=False)
    labb = forms.ChoiceField(label=_("Labb"), required=False)
    lage = forms.ChoiceField(label=_("Läge"), required=False, choices=[("", _("Alla")), *STATES.items()])

    def __init__(self, *args, labs: Iterable = (), **more):
        super().__init__(*args, **more)
        self.labs = {lab.slug: lab for lab in labs}
        if self.labs:
            self.fields["labb"].choices = [("", _("Alla")), *((slug, lab.name) for slug, lab in self.labs.items())]
        else:
            del self.fields["labb"]

    def wanted(self) -> dict:
        """What the query asks for."""
        sent = self.data
        state = sent.get("lage", "")
        return {
            "search": sent.get("sok", "")[:100].strip(),
            "lab": self.labs.get(sent.get("labb", "")),
            "state": state if state in STATES else "",
        }

    def as_query(self) -> str:
        """The choices as an address, for the pager."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields and value})
