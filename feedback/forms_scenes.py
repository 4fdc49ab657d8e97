"""Input shapes of scenes. What may be said is judged by the actions."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.scenes import FIELDS
from feedback.enums import SCENE_PEOPLE, Drawing, MockupKind, Side
from feedback.models import Mockup, Scene
from journeys.analysis.document import Document, Gap

PEOPLE = [(person.value, person.label) for person in SCENE_PEOPLE]
NO_DRAWING = ("", _("Ingen teckning"))


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


def _side() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Vilken halva av scenen?"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.PROPOSED,
        error_messages={"required": _("Välj om det är i dag eller med förslaget.")},
    )  # fmt: skip


class SceneForm(forms.Form):
    """One scene, both its halves."""

    title = forms.CharField(
        label=_("Vad heter scenen?"), max_length=120, help_text=_("Till exempel: Första mötet."),
        error_messages={"required": _("Skriv vad scenen heter.")},
    )  # fmt: skip
    who = forms.ChoiceField(
        label=_("Vems scen är det?"), choices=PEOPLE, widget=forms.RadioSelect,
        error_messages={"required": _("Välj vems scen det är.")},
    )  # fmt: skip
    key = _key()
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, scene: Scene | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for side in Side.values:
            has_picture = scene is not None and getattr(scene, f"{side}_picture_id") is not None
            self.fields |= _half(side, has_picture)

    def halves(self) -> list[tuple[str, list]]:
        """[(what the half is called, its fields)]."""
        return [
            (str(side.label), [self[f"{side.value}_{name}"] for name in ("text", "back", "drawing", "alt")])
            for side in Side
        ]

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def _half(side: str, has_picture: bool) -> dict[str, forms.Field]:
    today = side == Side.TODAY
    missing = _("Skriv vad som händer i dag.") if today else _("Skriv vad som händer med förslaget.")
    fields: dict[str, forms.Field] = {
        "text": forms.CharField(
            label=_("Vad händer i dag?") if today else _("Vad händer med förslaget?"), max_length=1200,
            widget=_area(4), error_messages={"required": missing},
            help_text=_("Det personen ser och är med om. Skriv till du. Beskriv hur det är, inte vem som gjorde fel."),
        ),
        "back": forms.CharField(
            label=_("Bakom scenen"), max_length=800, required=False, widget=_area(3),
            help_text=_("Det personen inte ser men som gör att det blir så: regler, system, pengar."),
        ),
        "drawing": forms.ChoiceField(
            label=_("Teckning"), choices=[NO_DRAWING, *Drawing.choices], required=False,
            help_text=_("En teckning tar bildens plats.") if has_picture else "",
        ),
        "alt": forms.CharField(
            label=_("Vad bilden visar"), max_length=300, required=False, widget=_area(2),
            help_text=_("För den som inte ser den. Lämnar du det tomt berättas det som teckningen visar."),
        ),
    }  # fmt: skip
    return {f"{side}_{name}": field for name, field in fields.items()}


class MoveForm(forms.Form):
    """Before which scene; last where it says none."""

    before = forms.UUIDField(required=False)


class PictureForm(forms.Form):
    """A picture and what it shows."""

    picture = forms.FileField(
        label=_("Bild"), required=False,
        help_text=_("Jpeg, png eller webp. Högst 15 MB. Vi ritar om den, så att inget om var den togs följer med. "
                    "Visa ingen som kan kännas igen utan att personen har sagt ja."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("Vad bilden visar"), max_length=300, widget=_area(3), help_text=_("För den som inte ser den."),
        error_messages={
            "required": _("Beskriv vad bilden visar. Utan det kan den som inte ser den inte vara med.")
        },
    )  # fmt: skip
    key = _key()

    def __init__(self, *args, has_picture: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["picture"].needed_later = True
        if has_picture:
            self.fields["picture"].label = _("Byt bild")


class MockupForm(forms.Form):
    """A letter, a form, a message or a screen."""

    side = _side()
    kind = forms.ChoiceField(
        label=_("Vad är det?"), choices=MockupKind.choices, widget=forms.RadioSelect, initial=MockupKind.LETTER,
        error_messages={"required": _("Välj vad det är.")},
    )  # fmt: skip
    title = forms.CharField(label=_("Rubrik"), max_length=120, error_messages={"required": _("Skriv en rubrik.")})
    body = forms.CharField(
        label=_("Det som står"), max_length=3000, widget=_area(8), error_messages={"required": _("Skriv det som står.")}
    )
    fields_text = forms.CharField(
        label=_("Det som fylls i"), required=False, widget=_area(5),
        help_text=_("Bara för en blankett. En sak på varje rad. Den som provar kan skriva, men inget skickas."),
    )  # fmt: skip
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("side", "kind", "title", "body")}
        return kept | {"fields": said["fields_text"].splitlines()}

    @staticmethod
    def of(mockup: Mockup) -> dict[str, Any]:
        """What the form starts with."""
        kept = {name: getattr(mockup, name) for name in ("side", "kind", "title", "body", "row_version")}
        return kept | {"fields_text": "\n".join(mockup.fields)}


class SceneLinkForm(forms.Form):
    """Which step or gap a half of a scene is about. Values: "s:" and the id of a step, "m:" and that of a gap."""

    side = _side()
    part = forms.ChoiceField(
        label=_("Vilken del av resan?"), error_messages={"required": _("Välj ett steg eller ett mellanrum.")}
    )
    reason = forms.CharField(
        label=_("Hur hör de ihop?"), max_length=300, widget=_area(3),
        help_text=_("Kan läsas av alla när förslaget är publicerat. Skriv inga namn."),
        error_messages={"required": _("Skriv hur de hör ihop.")},
    )  # fmt: skip

    def __init__(self, *args, document: Document, **kwargs):
        super().__init__(*args, **kwargs)
        parts: dict[str, list] = {}
        for phase, part in document.parts():
            code, words = ("m", _("Mellanrum: %(title)s")) if isinstance(part, Gap) else ("s", "%(title)s")
            parts.setdefault(phase.title, []).append((f"{code}:{part.key}", words % {"title": part.title}))
        self.fields["part"].choices = [("", _("Välj")), *parts.items()]


class FromJourneyForm(forms.Form):
    """Which maps scenes are drawn from."""

    as_is = forms.ModelChoiceField(
        label=_("Så är det i dag"), queryset=None, required=False, empty_label=_("Ingen resa"),
        help_text=_("Ett steg som var tungt, eller ett mellanrum, blir en scen."),
        error_messages={"invalid_choice": _("Resan finns inte att välja längre. Välj en annan.")},
    )  # fmt: skip
    to_be = forms.ModelChoiceField(
        label=_("Så skulle det kunna bli"), queryset=None, required=False, empty_label=_("Ingen resa"),
        error_messages={"invalid_choice": _("Resan finns inte att välja längre. Välj en annan.")},
    )  # fmt: skip
    who = forms.ChoiceField(
        label=_("Vems scener blir det?"), choices=PEOPLE, widget=forms.RadioSelect, initial=PEOPLE[0][0],
        help_text=_("Går att ändra scen för scen."),
    )  # fmt: skip
    key = _key()

    def __init__(self, *args, as_is, to_be, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("as_is", as_is), ("to_be", to_be)):
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = lambda journey: journey.title


class JourneySearchForm(forms.Form):
    """Which of the lab's journeys."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    def narrow(self, rows):
        """The journeys whose name or question holds the words."""
        words = self.cleaned_data.get("sok", "") if self.is_valid() else ""
        return rows.filter(title__icontains=words) | rows.filter(question__icontains=words) if words else rows
