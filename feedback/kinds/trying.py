"""Try a prototype: the versions of a round, one at a time, each with its scenes and a form. Live, over time, on paper.

How the answers fall is told nowhere in the room: it is counted once, when the round is over (`RoundRelease`).
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.actions.responding import WRITTEN_LENGTH, forget_responses, read_anew, respond
from feedback.answering_form import fields_for, sent
from feedback.enums import RoundState
from feedback.forms_responding import SettingsForm
from feedback.kinds import trying_paper
from feedback.models import ProposalVersion, Remark, Response
from feedback.queries.responses import KIND, people_in, response_elsewhere, responses_in, round_in, versions_in
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from hlab.stats.suppression import at_least
from workshops.asked import asked_of
from workshops.kinds.brainstorm import paged
from workshops.models import Exercise, Participation
from workshops.queries import kept_notes, may_read, readable_notes, shown_notes
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """One version with its scenes and the person's answer, or when all are answered a list of them."""
    round = round_in(exercise)
    versions = versions_in(round) if round else []
    mine = responses_in(exercise, participation)
    every = [
        {"number": n, "version": version, "mine": _standing(mine.get(version.pk))}
        for n, version in enumerate(versions, start=1)
    ]
    at = _wanted(exercise, every, data)
    context = {
        "every": every,
        "left": sum(row["mine"] is None for row in every),
        "answered": any(row["mine"] for row in every),
        "at": at,
        "asked": round,
        "own": _own(list(mine.values())),
        "shown_page": _remarks(exercise, readable_notes(exercise, participation))
        if may_read(exercise, participation)
        else None,
    }
    if at is None or round is None:
        return context
    version = at["version"]
    found = mine.get(version.pk)
    for_real = found is None and exercise.workshop.rehearsal_of_id is None
    elsewhere = response_elsewhere(version, participation.receipt_id, participation) if for_real else None
    return (
        context
        | fields_for(
            round=round, version=version, place=participation, mine=found, said=found.said if found else {},
            wanted=asked_of(exercise).where, data=data, error=error, in_room=True,
            other_form=f"?sida={at['number']}&i={{}}#forslag",
        )
        | {"elsewhere": elsewhere, "scenes": scenes_of(version)}
    )  # fmt: skip


def scenes_of(version: ProposalVersion) -> list:
    """The scenes of a version in order, with pictures and mock-ups."""
    scenes = version.scenes.select_related("today_picture", "proposed_picture").prefetch_related("mockups")
    return list(scenes.order_by("place", "pk"))


def _standing(response: Response | None) -> Response | None:
    return response if response is not None and response.withdrawn_at is None else None


def _own(answers: list) -> list:
    """The person's own words in the step, as far as they have not been taken back."""
    notes = [remark.contribution for row in answers for remark in row.said.values()]
    return [note for note in notes if note.withdrawn_at is None]


def _wanted(exercise: Exercise, every: list[dict], data) -> dict | None:
    """The version to show: what was sent in, else what is asked for, else the first without an answer."""
    if data is not None:
        sent_in = whole_number(data.get("version"))
        return next((row for row in every if row["version"].pk == sent_in), None)
    asked = whole_number(asked_of(exercise).page)
    return next((row for row in every if row["number"] == asked), None) or next(
        (row for row in every if row["mine"] is None), None
    )


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have answered about each version, and what they wrote as other notes. Never how they answered.

    Those in a room are counted one by one while they answer; those of the round's own session, and what is over, in
    broad steps: an exact number less what the round tells would be those that it does not tell of.
    """
    round, people = round_in(exercise), people_in(exercise)
    versions = versions_in(round) if round else []
    exact = round is not None and round.state == RoundState.OPEN and round.workshop_id != exercise.workshop_id
    return {
        "tried": round,
        "exact": exact,
        "every": [
            {"version": version, "people": n if exact else at_least(n)}
            for version in versions
            for n in [people.get(version.pk, 0)]
        ],
        "console_page": _remarks(exercise, kept_notes(exercise) if everything else shown_notes(exercise)),
        "asked": asked_of(exercise),
    }


def stage(*, exercise: Exercise) -> dict:
    """The scenes of the versions while people answer; what they wrote once it is shown."""
    round = round_in(exercise)
    versions = versions_in(round) if round else []
    shown = shown_notes(exercise)
    return {
        "every": [{"version": version, "scenes": scenes_of(version)} for version in versions],
        "shown_notes": list(shown.order_by("-created_at")[:6]),
        "shown_total": shown.count(),
    }


def earlier(*, exercise: Exercise) -> dict:
    return {"notes": _remarks(exercise, shown_notes(exercise))}


def _remarks(exercise: Exercise, notes):
    """The page of these notes that was asked for, each with what it is about, in words."""
    page = paged(exercise, notes.select_related("participation"))
    rows = Remark.objects.select_related("response__version__proposal")
    about = {row.contribution_id: row for row in rows.filter(contribution__in=[note.pk for note in page])}
    for note in page:
        row = about.get(note.pk)
        note.about = f"{row.response.version.citation}. {row.get_part_display()}" if row else ""
    return page


def answer(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """data: version, and what `answering_form.sent` reads."""
    round = round_in(exercise)
    wanted = whole_number(data.get("version"))
    version = next((row for row in versions_in(round) if row.pk == wanted), None) if round else None
    if round is None or version is None:
        raise RuleBroken(_("Förslaget går inte att svara på längre. Ladda om sidan."), status=409)
    respond(
        round=round, version=version, exercise=exercise, participation=participation, counted=counted, by=by, at=at,
        **sent(data, round=round, perspective=participation.perspective),
    )  # fmt: skip
    return _("Svaret är sparat. Du kan ändra det tills steget stängs.")


# --- Settings ---------------------------------------------------------------------------------


def clean_settings(settings: dict) -> dict:
    """{"round": id, None before one is chosen, "max_length" of each text}"""
    wanted = str(settings.get("round") or "")
    if wanted and not whole_number(wanted):
        raise RuleBroken(_("Välj en runda."), field="round")
    return {"round": whole_number(wanted) or None, "max_length": WRITTEN_LENGTH}


def _still_going(workshop):
    return workshop.lab.rounds.exclude(state__in=(RoundState.COUNTED, RoundState.ANSWERED))


def choices(workshop) -> dict:
    rounds = _still_going(workshop).order_by("-opens_on", "-pk")
    return {"round": [("", _("Välj")), *((round.pk, round.title) for round in rounds)]}


def fits_in(settings: dict, workshop, step: Exercise | None) -> None:
    """A round of the lab that is not over; and it has only one step in a session, since a person has one answer."""
    if settings["round"] is None:
        raise RuleBroken(_("Välj en runda."), field="round")
    if not _still_going(workshop).filter(pk=settings["round"]).exists():
        raise RuleBroken(_("Rundan finns inte, eller är slut. Välj igen."), field="round")
    for other in workshop.exercises.filter(kind=KIND).exclude(pk=step.pk if step else None):
        if other.settings.get("round") == settings["round"]:
            said = _("Rundan prövas redan i steget ”%(title)s”. Välj en annan runda.")
            raise RuleBroken(said % {"title": other.title}, field="round")


def forget(*, exercise: Exercise) -> None:
    """Before a rehearsal, or a step that has not begun, goes."""
    forget_responses(exercise)


def kept(*, notes, at) -> None:
    """Words may be changed on other pages too."""
    read_anew(notes, at=at)


def reveal_question(shown: int) -> str:
    return ngettext(
        "Visa %(n)d synpunkt för alla i rummet?", "Visa %(n)d synpunkter för alla i rummet?", shown
    ) % {"n": shown}  # fmt: skip


TRY = ExerciseKind(
    key=KIND,
    label=gettext_lazy("Pröva ett förslag"),
    explain=gettext_lazy(
        "Var och en lever sig in i ett förslag genom scener och säger hur det skulle påverka, vad som saknas och vad "
        "som måste vara sant."
    ),
    templates="feedback/kind",
    phases=(
        Phase("open", gettext_lazy("Pröva och svara")),
        Phase("closed", gettext_lazy("Stängt")),
        Phase("revealed", gettext_lazy("Orden visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng svaren"),
        close_question=gettext_lazy("Stänga svaren?"),
        reopen=gettext_lazy("Öppna svaren igen"),
        closed_now=gettext_lazy("Svaren är stängda. Inget visas ännu."),
        reopened_now=gettext_lazy("Det går att svara igen."),
        open=gettext_lazy("Det som skrivs är dolt för gruppen. Att stänga visar inget, det gör du sedan."),
        closed=gettext_lazy("Svaren är stängda. Inget visas ännu."),
        shown=gettext_lazy("Orden visas för alla i rummet. Hur svaren faller räknas när rundan är slut."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    suggests={"title": gettext_lazy("Pröva förslaget"), "minutes": 40},
    collects_notes=True,
    people_elsewhere=gettext_lazy("Antalet personer räknas med rundan"),
    on_paper=OnPaper(trying_paper.printed, trying_paper.sheet, trying_paper.keep_sheet),
    acts={"svara": answer},
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    choices=choices,
    fits_in=fits_in,
    reveal_question=reveal_question,
    forget=forget,
    kept=kept,
)
