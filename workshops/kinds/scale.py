"""Where each stands on a scale with words at every point, and why. Shown as how the room falls, never as a mean."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken
from hlab.core.text import tidy, whole_number
from workshops.actions.answers import answer_scale
from workshops.analysis.distribution import Distribution, distribution
from workshops.enums import ExerciseState
from workshops.forms import Lines, ScaleForm
from workshops.kinds.brainstorm import console as notes_console
from workshops.kinds.brainstorm import paged, room_page, sent_key
from workshops.kinds.question import answer_form
from workshops.models import Exercise, Participation
from workshops.models.answers import MOST_POINTS
from workshops.queries import own_notes, scale_answer_of, scale_counts, shown_notes
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords

FEWEST_POINTS, LABEL_LENGTH, REASON_LENGTH = 3, 60, 600
UNKNOWN = ScaleForm.UNKNOWN


def usual() -> dict:
    """The settings of a new scale, in the language of whoever plans."""
    return {
        "labels": [
            _("Stämmer inte alls"), _("Stämmer dåligt"), _("Varken eller"), _("Stämmer ganska bra"), _("Stämmer helt"),
        ],
        "unknown": _("Vet inte / vill inte svara"),
        "ask_reason": True,
    }  # fmt: skip


class SettingsForm(forms.Form):
    labels = Lines(
        label=gettext_lazy("Skalans steg, ett per rad"),
        help_text=gettext_lazy("Mellan 3 och 7 steg, i ordning. Sätt ord på vart och ett."),
        error_messages={"required": gettext_lazy("Skriv vad skalans steg ska heta.")},
    )
    unknown = forms.CharField(
        label=gettext_lazy("För den som inte vet eller inte vill svara"),
        help_text=gettext_lazy("Står för sig, vid sidan av skalan."),
        max_length=LABEL_LENGTH,
    )
    ask_reason = forms.BooleanField(
        label=gettext_lazy("Fråga också varför"),
        help_text=gettext_lazy("Skälet är frivilligt och behandlas som en lapp: det visas när du visar resultatet."),
        required=False,
    )


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The points with one's own chosen, and how the room falls once it is shown."""
    answer, why = scale_answer_of(exercise, participation), own_notes(exercise, participation).first()
    settings = usual() | exercise.settings
    chosen = "" if answer is None else UNKNOWN if answer.point is None else str(answer.point)

    def form(*args, **kwargs):
        reason = _("Varför?") if settings["ask_reason"] else ""
        return ScaleForm(*args, labels=settings["labels"], unknown=settings["unknown"], reason=reason, **kwargs)

    return {
        **answer_form(exercise, why, data, error, form, point=chosen),
        "unknown": UNKNOWN,
        "mine": _in_words(settings, chosen),
        "why": why,
        "answered": answer is not None,
        "result": result(exercise),
        "shown_page": room_page(exercise, participation),
    }


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have answered, how they fall once it is shown, and the reasons as other notes."""
    return {
        "answers": sum(scale_counts(exercise).values()),
        "result": result(exercise),
        **notes_console(exercise=exercise, everything=everything),
    }


def stage(*, exercise: Exercise) -> dict:
    """How the room falls. The reasons are for the phones: a wall has room for the one or the other."""
    return {"result": result(exercise)}


def earlier(*, exercise: Exercise) -> dict:
    return {"result": result(exercise), "notes": paged(exercise, shown_notes(exercise))}


def result(exercise: Exercise) -> Distribution | None:
    """How the room falls; None until it is shown, and while it can still change: each new answer would show as the
    difference it makes."""
    if exercise.revealed_at is None or exercise.state == ExerciseState.OPEN:
        return None
    settings = usual() | exercise.settings
    counts = {UNKNOWN if point is None else str(point): n for point, n in scale_counts(exercise).items()}
    labels = [*((str(i), text) for i, text in enumerate(settings["labels"], 1)), (UNKNOWN, settings["unknown"])]
    return distribution(counts, labels, unknown=UNKNOWN)


def _in_words(settings: dict, chosen: str) -> str:
    if chosen in ("", UNKNOWN):
        return settings["unknown"] if chosen else ""
    return settings["labels"][int(chosen) - 1]


def answer(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: point (from 1, or "vet-inte"), text (why), key, row_version, confirmed."""
    point = data.get("point", "")
    if point != UNKNOWN and not whole_number(point):
        raise RuleBroken(_("Välj ett av alternativen. Du kan också välja att inte svara."), field="point")
    answer_scale(
        exercise=exercise,
        participation=participation,
        point=None if point == UNKNOWN else whole_number(point),
        reason=data.get("text", "") if exercise.settings.get("ask_reason", True) else "",
        client_key=sent_key(data),
        row_version=whole_number(data.get("row_version")),
        confirmed=data.get("confirmed") == "1",
        counted=counted,
        by=by,
        at=at,
    )
    return _("Svaret är sparat. Du kan ändra det tills steget stängs.")


def printed(exercise: Exercise) -> dict:
    return {"settings": usual() | exercise.settings}


def sheet(exercise: Exercise, data=None, **kwargs) -> ScaleForm:
    settings = usual() | exercise.settings
    reason = _("Varför?") if settings["ask_reason"] else ""
    return ScaleForm(data, labels=settings["labels"], unknown=settings["unknown"], reason=reason, **kwargs)


def keep_sheet(*, exercise, participation, data, client_key, confirmed, language, channel, by, at) -> str:
    """What stands on the paper, as that person's answer."""
    answer_scale(
        exercise=exercise, participation=participation,
        point=None if data["point"] == UNKNOWN else whole_number(data["point"]), reason=data.get("text", ""),
        client_key=client_key, row_version=0, confirmed=confirmed, language=language, channel=channel, transcribed=True,
        by=by, at=at,
    )  # fmt: skip
    return _("Svaret är inskrivet.")


def clean_settings(settings: dict) -> dict:
    """{"labels": [3–7 texts], "unknown", "ask_reason", "max_length" of the reason}"""
    said = usual() | settings
    labels = [" ".join(tidy(str(label)).split()) for label in said["labels"]]
    unknown = " ".join(tidy(str(said["unknown"])).split())
    if not FEWEST_POINTS <= len(labels) <= MOST_POINTS:
        words = {"few": FEWEST_POINTS, "most": MOST_POINTS, "n": len(labels)}
        raise RuleBroken(_("En skala har mellan %(few)d och %(most)d steg. Nu är det %(n)d.") % words, field="labels")
    for label in labels:
        check_label(label, "labels", LABEL_LENGTH)
    check_label(unknown, "unknown", LABEL_LENGTH)
    if len({*labels, unknown}) <= len(labels):
        raise RuleBroken(_("Två av stegen heter lika. Ge dem olika namn."), field="labels")
    return {
        "labels": labels, "unknown": unknown, "ask_reason": bool(said["ask_reason"]), "max_length": REASON_LENGTH,
    }  # fmt: skip


def check_label(label: str, field: str, most: int) -> None:
    """RuleBroken for an alternative without words, or with more than fit on a phone."""
    if not label:
        raise RuleBroken(_("Ett av alternativen saknar text."), field=field)
    if len(label) > most:
        said = _("”%(label)s” är för långt. Skriv högst %(max)d tecken.")
        raise RuleBroken(said % {"label": label, "max": most}, field=field)


SCALE = ExerciseKind(
    key="scale",
    label=gettext_lazy("Skala med ord"),
    explain=gettext_lazy("Var och en väljer det steg på en skala som stämmer bäst, och kan skriva varför."),
    templates="workshops/kinds/scale",
    phases=(
        Phase("open", gettext_lazy("Svara")),
        Phase("closed", gettext_lazy("Stängt")),
        Phase("revealed", gettext_lazy("Resultatet visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng skalan"),
        close_question=gettext_lazy("Stänga skalan?"),
        reopen=gettext_lazy("Öppna skalan igen"),
        closed_now=gettext_lazy("Skalan är stängd. Inget visas ännu."),
        reopened_now=gettext_lazy("Skalan är öppen igen. Resultatet visas först när du har stängt den."),
        open=gettext_lazy("Hur svaren fördelar sig är dolt. Att stänga skalan visar inget, det gör du sedan."),
        closed=gettext_lazy("Skalan är stängd. Inget visas ännu."),
        shown=gettext_lazy("Resultatet visas för alla i rummet."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    collects_notes=True,
    on_paper=OnPaper(printed, sheet, keep_sheet),
    acts={"svara": answer},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
)
