"""The form in which something is followed: of what, by what, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.enums import PremDimension
from followup.forms.register import ReasonForm
from goals.models import Goal, ValueArea

_NOTHING = ("", gettext_lazy("Välj"))


class LinkForm(ReasonForm):
    """One link. areas, goals, indicators, gaps, stories: what the lab has to choose among, as rows."""

    area = forms.ModelChoiceField(
        label=gettext_lazy("Värdeområde"), queryset=ValueArea.objects.none(), required=False,
        empty_label=gettext_lazy("Inget"),
        help_text=gettext_lazy("Det som människor med många kontakter säger skapar värde."),
    )  # fmt: skip
    goal = forms.ModelChoiceField(
        label=gettext_lazy("Målbild"), queryset=Goal.objects.none(), required=False, empty_label=gettext_lazy("Ingen"),
        help_text=gettext_lazy("Välj en målbild, ett värdeområde eller båda."),
    )  # fmt: skip
    by = forms.ChoiceField(
        label=gettext_lazy("Vad följer ni det med?"),
        help_text=gettext_lazy("Ett mått, något som enkäten frågar om, ett mellanrum i en resa eller en berättelse."),
        error_messages={"required": gettext_lazy("Välj vad ni följer det med.")},
    )
    field_order = ("area", "goal", "by", "reason")

    def __init__(self, *args, areas, goals, indicators, gaps, stories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["goal"].queryset = goals
        self.fields["goal"].label_from_instance = lambda row: row.now_title or row.slug
        self._rows: dict[str, Any] = {f"indicator:{row.pk}": row for row in indicators}
        self._rows |= {f"gap:{row.pk}": row for row in gaps} | {f"story:{row.pk}": row for row in stories}
        groups = [
            (_("Mått"), [(f"indicator:{row.pk}", row.now_title or row.key) for row in indicators]),
            (_("Det enkäten frågar om"), [(f"dimension:{code}", label) for code, label in PremDimension.choices]),
            (_("Mellanrum i resor"), [(f"gap:{row.pk}", f"{row.title} ({row.journey.title})") for row in gaps]),
            (_("Berättelser"), [(f"story:{row.pk}", story_words(row, n)) for n, row in enumerate(stories, start=1)]),
        ]
        self.fields["by"].choices = [_NOTHING, *(group for group in groups if group[1])]

    def told(self) -> dict[str, Any]:
        """As `actions.links.add_link` takes it."""
        data = self.cleaned_data
        kind, _colon, key = data["by"].partition(":")
        what = key if kind == "dimension" else self._rows[data["by"]]
        return {"area": data["area"], "goal": data["goal"], "reason": data["reason"], kind: what}


def story_words(story, number: int) -> str:
    """What a story is called where it is chosen: never by its words."""
    day = date_format(localtime(story.created_at), "j F Y")
    return _("Berättelse %(n)s, %(session)s, %(day)s") % {
        "n": number, "session": story.exercise.workshop.title, "day": day,
    }  # fmt: skip
