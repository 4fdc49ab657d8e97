"""Talk, in the room or at the tables, while somebody who leads writes down what is said."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from workshops.actions.contributions import max_length
from workshops.actions.groups import record_for_group
from workshops.forms import NoteForm
from workshops.kinds import brainstorm
from workshops.kinds.brainstorm import SettingsForm, clean_settings, earlier, room_page, sent_key, stage
from workshops.models import Exercise, Participation
from workshops.registry import ExerciseKind, Phase, StepWords


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The question, and what was written down, as far as the ladder lets this person read."""
    return {"answered": True, "shown_page": room_page(exercise, participation)}


def console(*, exercise: Exercise, everything: bool) -> dict:
    """A form to write down what the room, or a table, comes to, and what is written so far."""
    form = NoteForm(initial={"key": uuid.uuid4()}, limit=max_length(exercise))
    form.fields["text"].label = _("Vad kommer ni fram till?")
    form.fields["text"].help_text = _("En sak i taget. Skriv det som sägs, inte vem som säger det.")
    tables = list(exercise.site.groups.order_by("position")) if exercise.in_groups else []
    shown = brainstorm.console(exercise=exercise, everything=everything)
    return {**shown, "write_form": form, "write_for": tables}


def write(*, exercise: Exercise, data, by, at) -> str:
    """Write down for the room, or for the table whose id is given. data: text, key, group, confirmed."""
    wanted = data.get("group", "")
    group = exercise.site.groups.filter(pk=whole_number(wanted)).first() if wanted else None
    if wanted and group is None:
        raise RuleBroken(_("Gruppen finns inte längre. Ladda om sidan."), field="group", status=404)
    note = record_for_group(
        exercise=exercise, group=group, text=data.get("text", ""), client_key=sent_key(data),
        confirmed=data.get("confirmed") == "1", by=by, at=at,
    )  # fmt: skip
    if note.hold:
        return _("Det är nedskrivet och väntar, eftersom det kan peka ut någon.")
    return _("Det är nedskrivet.")


def reveal_question(shown: int) -> str:
    return ngettext("Visa %(n)d anteckning för alla?", "Visa %(n)d anteckningar för alla?", shown) % {"n": shown}


DISCUSSION = ExerciseKind(
    key="discussion",
    label=gettext_lazy("Samtal"),
    explain=gettext_lazy("Ni talar i rummet eller i grupper, och den som leder skriver ner vad ni kommer fram till."),
    templates="workshops/kinds/discussion",
    phases=(
        Phase("open", gettext_lazy("Samtala")),
        Phase("closed", gettext_lazy("Samtalet avslutat")),
        Phase("revealed", gettext_lazy("Anteckningarna visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Avsluta samtalet"),
        close_question=gettext_lazy("Avsluta samtalet?"),
        reopen=gettext_lazy("Öppna samtalet igen"),
        closed_now=gettext_lazy("Samtalet är avslutat. Inget visas ännu."),
        reopened_now=gettext_lazy("Samtalet är öppet igen."),
        open=gettext_lazy("Skriv ner det ni kommer fram till. Anteckningarna visas när du väljer det."),
        closed=gettext_lazy("Samtalet är avslutat. Inget visas ännu."),
        shown=gettext_lazy("Anteckningarna visas för alla i rummet."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    collects_notes=True,
    takes_ready=False,
    may_be_anonymous=False,
    suggests={"minutes": 20},
    host_acts={"anteckna": write},
    reveal_question=reveal_question,
    settings_form=SettingsForm,
    clean_settings=clean_settings,
)
