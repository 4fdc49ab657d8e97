"""Put alternatives in one's own order, as many as one wants; the room's order is shown when the facilitator chooses."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.core.errors import RuleBroken
from hlab.core.text import tidy, whole_number
from hlab.stats.suppression import DEFAULT_K
from workshops.actions.answers import put_in_order
from workshops.analysis.distribution import distribution
from workshops.analysis.ranking import average_places, people_in
from workshops.enums import ExerciseState
from workshops.forms import Lines
from workshops.kinds.scale import check_label
from workshops.models import Exercise, Participation
from workshops.models.answers import MOST_PLACES
from workshops.queries import rank_options, ranking_of, rankings
from workshops.registry import ExerciseKind, Phase, StepWords

FEWEST, OPTION_LENGTH = 3, 80
FIELD = "plats-"


class SettingsForm(forms.Form):
    options = Lines(
        label=gettext_lazy("Alternativ, ett per rad"),
        help_text=gettext_lazy(
            "Mellan 3 och 10. Lämna tomt om ni i stället ska ordna temana från ett tidigare steg, och välj det ovan."
        ),
        required=False,
    )


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """Each alternative with the place one gave it; one that was refused comes back as it was filled in."""
    options = rank_options(exercise)
    mine = ranking_of(exercise, participation)
    filled = mine if error is None else _sent(data)
    doubles = {place for place in filled.values() if list(filled.values()).count(place) > 1}
    return {
        "ballot": [
            {"key": key, "text": text, "place": filled.get(key, 0), "field": FIELD + key,
             "wrong": error is not None and filled.get(key, 0) in doubles}
            for key, text in options
        ],
        "places": range(1, min(len(options), MOST_PLACES) + 1),
        "mine": [text for key, text in sorted(options, key=lambda row: mine.get(row[0], 0)) if key in mine],
        "answered": bool(mine),
        "result": result(exercise),
    }  # fmt: skip


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have put something in order; the order only when it is shown, so that nobody steers by it."""
    return {"people": len(rankings(exercise)), "result": result(exercise)}


def stage(*, exercise: Exercise) -> dict:
    return {"result": result(exercise)}


def result(exercise: Exercise) -> dict | None:
    """{"n", "places", "rows": [{"text", "average", "share", "firsts"}]}; no rows while n is few.

    None until it is shown, and while it can still change: each new order would show as the difference it makes.
    firsts: a `Cell`, hidden where few put it first. share: 0–100, the whole for one that everybody puts first.
    """
    if exercise.revealed_at is None or exercise.state == ExerciseState.OPEN:
        return None
    options, orders = rank_options(exercise), rankings(exercise)
    keys = [key for key, _text in options]
    n, m = people_in(orders, keys), len(options)
    if n < DEFAULT_K:
        return {"n": n, "places": m, "rows": []}
    rows, words = average_places(orders, keys), dict(options)
    parts = distribution({row.key: row.firsts for row in rows}, options).parts
    cells = {part.key: part.cell for part in parts}
    return {
        "n": n,
        "places": m,
        "rows": [
            {
                "text": words[row.key],
                "average": float(row.average),
                "share": round(100 * (m - float(row.average)) / max(m - 1, 1)),
                "firsts": cells[row.key],
            }
            for row in rows
        ],
    }


def _sent(data) -> dict[str, int]:
    """{key: place} of the form; what is no number is no place."""
    places = {name[len(FIELD) :]: whole_number(value) for name, value in data.items() if name.startswith(FIELD)}
    return {key: place for key, place in places.items() if place}


def order(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """A whole order from the form: fields named plats-<key>. Places that are skipped close up."""
    sent = _sent(data)
    doubles = sorted({place for place in sent.values() if list(sent.values()).count(place) > 1})
    if doubles:
        said = _("Plats %(place)d är vald på fler än ett ställe. Ge dem olika platser.")
        raise RuleBroken(said % {"place": doubles[0]}, field="order")
    put_in_order(
        exercise=exercise, participation=participation, order=sorted(sent, key=lambda key: sent[key]),
        counted=counted, by=by, at=at,
    )  # fmt: skip
    if not sent:
        return _("Du har inte ordnat något. Det går bra.")
    return _("Din ordning är sparad. Du kan ändra den tills steget stängs.")


def clean_settings(settings: dict) -> dict:
    """{"options": [texts]}, empty for a step that orders themes"""
    options = [" ".join(tidy(str(text)).split()) for text in settings.get("options", [])]
    for text in options:
        check_label(text, "options", OPTION_LENGTH)
    if options and not FEWEST <= len(options) <= MOST_PLACES:
        words = {"few": FEWEST, "most": MOST_PLACES, "n": len(options)}
        raise RuleBroken(_("Skriv mellan %(few)d och %(most)d alternativ. Nu är det %(n)d.") % words, field="options")
    if len(set(options)) < len(options):
        raise RuleBroken(_("Två av alternativen är lika."), field="options")
    return {"options": options}


def fits(settings: dict, source: Exercise | None) -> None:
    """Alternatives of its own, or an earlier step's themes: one of the two."""
    if source is None and not settings["options"]:
        raise RuleBroken(_("Skriv alternativen, eller välj ett steg med teman att ordna."), field="options")
    if source is not None and settings["options"]:
        raise RuleBroken(_("Steget ordnar temana. Ta bort alternativen, eller välj inget annat steg."), field="options")


RANK = ExerciseKind(
    key="rank",
    label=gettext_lazy("Ordna"),
    explain=gettext_lazy(
        "Var och en ger alternativen platser: 1 för det viktigaste. Man får stanna när man vill. "
        "Ordningen är ett underlag, inte ett beslut."
    ),
    templates="workshops/kinds/rank",
    phases=(
        Phase("open", gettext_lazy("Ordna")),
        Phase("closed", gettext_lazy("Stängt")),
        Phase("revealed", gettext_lazy("Resultatet visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng ordnandet"),
        close_question=gettext_lazy("Stänga ordnandet?"),
        reopen=gettext_lazy("Öppna ordnandet igen"),
        closed_now=gettext_lazy("Ordnandet är stängt. Inget visas ännu."),
        reopened_now=gettext_lazy("Ordnandet är öppet igen. Resultatet visas först när du har stängt det."),
        open=gettext_lazy("Vilken ordning det blir är dolt. Att stänga visar inget, det gör du sedan."),
        closed=gettext_lazy("Ordnandet är stängt. Inget visas ännu."),
        shown=gettext_lazy("Resultatet visas för alla i rummet."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    works_on=("cluster",),
    source_optional=True,
    acts={"ordna": order},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    fits=fits,
)
