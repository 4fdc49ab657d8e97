"""A few dots each on the themes; the sum is shown when the facilitator chooses."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops.actions.voting import DEFAULT_DOTS, dots_each, place_dots
from workshops.models import Exercise, Participation
from workshops.models.cluster import MOST_DOTS
from workshops.queries import clusters_of, dot_results, dots_of, voters_in
from workshops.registry import ExerciseKind, Phase, StepWords


class SettingsForm(forms.Form):
    dots = forms.IntegerField(
        label=gettext_lazy("Prickar per person"),
        help_text=gettext_lazy("Mellan 1 och 20. Vanligast är 3."),
        error_messages={
            "required": gettext_lazy("Skriv hur många prickar var och en får."),
            "invalid": gettext_lazy("Skriv antalet prickar med siffror."),
        },
    )


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The ballot, or the result once it is shown. A ballot that was refused comes back as it was filled in."""
    mine = dots_of(exercise, participation) if error is None else _sent(data)
    dots = dots_each(exercise)
    return {
        "ballot": [
            {"cluster": theme, "mine": mine.get(theme.pk, 0), "field": f"dots-{theme.pk}"}
            for theme in _themes(exercise)
        ],
        "dots": dots,
        "used": sum(mine.values()),
        "answered": bool(mine),
        "choices": range(dots + 1),
        "results": results(exercise) if exercise.revealed_at else [],
    }


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have placed dots; where they lie only when shown, so that nobody steers by them."""
    counted = dot_results(exercise)
    return {"voters": voters_in(exercise), "results": results(exercise, counted) if exercise.revealed_at else []}


def stage(*, exercise: Exercise) -> dict:
    return {"results": results(exercise) if exercise.revealed_at else []}


def results(exercise: Exercise, counted: dict | None = None) -> list[dict]:
    """[{"cluster", "dots", "people", "share"}], most dots first, ties in the themes' order; share 0–100 of the top."""
    counted = dot_results(exercise) if counted is None else counted
    empty = {"dots": 0, "people": 0}
    rows = [{"cluster": theme, **counted.get(theme.pk, empty)} for theme in _themes(exercise)]
    rows.sort(key=lambda row: -row["dots"])
    top = max((row["dots"] for row in rows), default=0) or 1
    return [{**row, "share": round(100 * row["dots"] / top)} for row in rows]


def _themes(exercise: Exercise) -> list:
    return clusters_of(exercise.source, notes=0) if exercise.source else []


def _sent(data) -> dict[int, int]:
    """{cluster id: dots} of the form; what is no number counts as none."""
    return {whole_number(name[5:]): whole_number(value) for name, value in data.items() if name.startswith("dots-")}


def place(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """A whole ballot from the form: fields named dots-<cluster id>."""
    sent = [value.strip() for name, value in data.items() if name.startswith("dots-")]
    if any(value.strip("0") and not whole_number(value) for value in sent):
        raise RuleBroken(_("Ange antal prickar med siffror."), field="dots")
    dots = _sent(data)
    place_dots(exercise=exercise, participation=participation, dots=dots, counted=counted, by=by, at=at)
    return _("Dina prickar är sparade. Du kan flytta dem tills steget stängs.")


def clean_settings(settings: dict) -> dict:
    """{"dots": how many each}"""
    try:
        dots = int(settings.get("dots", DEFAULT_DOTS))
    except (TypeError, ValueError):
        raise RuleBroken(_("Ange antal prickar med siffror."), field="dots") from None
    if not 1 <= dots <= MOST_DOTS:
        raise RuleBroken(_("Var och en kan ha mellan 1 och %(most)d prickar.") % {"most": MOST_DOTS}, field="dots")
    return {"dots": dots}


DOT_VOTE = ExerciseKind(
    key="dot_vote",
    label=gettext_lazy("Lägg prickar"),
    explain=gettext_lazy(
        "Var och en lägger några prickar på det de vill prata mer om. Det är ett underlag, inte ett beslut."
    ),
    templates="workshops/kinds/dot_vote",
    phases=(
        Phase("open", gettext_lazy("Lägg prickar")),
        Phase("closed", gettext_lazy("Stängt")),
        Phase("revealed", gettext_lazy("Resultatet visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng omröstningen"),
        close_question=gettext_lazy("Stänga omröstningen?"),
        reopen=gettext_lazy("Öppna omröstningen igen"),
        closed_now=gettext_lazy("Omröstningen är stängd. Inget visas ännu."),
        reopened_now=gettext_lazy("Omröstningen är öppen igen."),
        open=gettext_lazy("Var prickarna ligger är dolt. Att stänga omröstningen visar inget, det gör du sedan."),
        closed=gettext_lazy("Omröstningen är stängd. Inget visas ännu."),
        shown=gettext_lazy("Resultatet visas för alla i rummet."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    works_on=("cluster",),
    acts={"lagg": place},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
)
