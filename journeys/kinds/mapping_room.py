"""The step where people map their way, for everybody but whoever tells: settings, the desk, tables, paper, report."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy, whole_number
from hlab.stats.suppression import DEFAULT_K
from journeys.actions.cards import checked_names, name_phases, save_card
from journeys.analysis.telling import headline
from journeys.forms_mapping import ASKED, LENGTH, CardForm, SheetForm, rows_of
from journeys.models import MapCard
from journeys.queries.cards import facts, feeling_words, gap_words, names_for, own_cards, who_words
from workshops.actions.groups import record_for_group
from workshops.enums import HoldReason, Speaker
from workshops.forms import Lines
from workshops.kinds.brainstorm import sent_key
from workshops.models import Contribution, Exercise, Pace, Participation, Workshop
from workshops.queries import kept_notes
from workshops.results import Result

QUESTION_LENGTH = 300
TABLE_PARTS = ("phase", "felt", "who", "gap")


class SettingsForm(forms.Form):
    phases = Lines(
        label=gettext_lazy("Vad delarna av vägen föreslås heta, en per rad"),
        help_text=gettext_lazy("Tre till fem. Den som berättar kan ge dem egna namn."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    ask = forms.MultipleChoiceField(
        label=gettext_lazy("Vad frågas efter, utöver vad som hände"),
        help_text=gettext_lazy("Allt är frivilligt att svara på. Har ni ont om tid räcker det med en eller två."),
        choices=list(ASKED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label=gettext_lazy("Vad kartorna ska svara på"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


def clean_settings(settings: dict) -> dict:
    """{"phases": [3–5 names], "ask": [codes of ASKED], "question", "max_length" of what happened}"""
    usual = [_("Första tecknen"), _("Söka hjälp"), _("Få hjälp"), _("Livet i dag")]
    try:
        phases = checked_names(settings.get("phases", usual) or usual)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="phases") from broken
    ask = [str(name) for name in settings.get("ask", ASKED)]
    if set(ask) - set(ASKED):
        raise RuleBroken(_("Välj bland det som står där."), field="ask")
    question = " ".join(tidy(str(settings.get("question", ""))).split())
    if len(question) > QUESTION_LENGTH:
        raise RuleBroken(_("Skriv högst %(max)d tecken.") % {"max": QUESTION_LENGTH}, field="question")
    return {
        "phases": phases,
        "ask": [name for name in ASKED if name in ask],
        "question": question or _("Var på vägen blir det svårt, och vad är det som bär?"),
        "max_length": LENGTH,
    }


def asks(exercise: Exercise, what: str) -> bool:
    """Whether the step asks for this beside what happened: one of ASKED."""
    return what in exercise.settings.get("ask", ASKED)


def never(step: Exercise) -> bool:
    """One person's way is not shown to others in the room."""
    return False


def reveal_question(shown: int) -> str:
    return ngettext("Visa %(n)d händelse?", "Visa %(n)d händelser?", shown) % {"n": shown}


def with_words(notes: list, names: Sequence[str]) -> list[dict]:
    """[{"name", "notes"}] of the phases in order, each note (with its card) with what is said of it in words: `title`,
    `facts` without the time after it, and `gap`."""
    phases: list[dict] = [{"name": name, "notes": []} for name in names]
    for note in notes:
        card = note.card
        moments = {"best": _("Bästa stunden"), "worst": _("Svåraste stunden")}
        who = who_words(card)
        parts = [feeling_words(card), moments.get(card.moment, ""), _("med %(who)s") % {"who": who} if who else ""]
        note.title, note.facts, note.gap = headline(note.text), " · ".join(filter(None, parts)), gap_words(card)
        phases[min(card.phase, len(phases)) - 1]["notes"].append(note)
    return phases


# --- Desk, wall and tables --------------------------------------------------------------------


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many tell, never their words: those are read where maps are made. A card to write for a table or the room."""
    counted = kept_notes(exercise).aggregate(
        events=Count("pk"),
        people=Count("participation", filter=~Q(participation__voice=Speaker.GROUP), distinct=True),
        tables=Count("participation", filter=Q(participation__voice=Speaker.GROUP), distinct=True),
    )
    return {
        "counted": counted,
        "write_form": _form(exercise),
        "write_for": list(exercise.site.groups.order_by("position")),
    }


def stage(*, exercise: Exercise) -> dict:
    """The questions, and nothing that anybody has said."""
    return {"asked_for": [str(ASKED[name]) for name in ASKED if asks(exercise, name)]}


def card_fields(exercise: Exercise) -> dict[str, forms.Field]:
    """The words and marks of something that happened, where somebody writes it for a table."""
    form = _form(exercise)
    text = form.fields["text"]
    text.label = _("Vad hände?")
    text.help_text = _("En sak i taget, i den ordning det hände. Aldrig någons namn.")
    return {
        name: field for name, field in form.fields.items() if name not in ("key", "card", "row_version", "language")
    }


def _form(exercise: Exercise, data=None) -> CardForm:
    parts = ["phase", "felt", *(["who"] if asks(exercise, "who") else []), *(["gap"] if asks(exercise, "gaps") else [])]
    names = exercise.settings.get("phases", [])
    return CardForm(data, names=names, parts=parts, initial={"key": uuid.uuid4(), "phase": 1, "feeling": ""})


def write(*, exercise: Exercise, data, by, at: datetime) -> str:
    """Something that happened, on the way that the room or a table maps together. data: text, marks, group, key."""
    wanted = data.get("group", "")
    group = exercise.site.groups.filter(pk=whole_number(wanted)).first() if wanted else None
    if wanted and group is None:
        raise RuleBroken(_("Gruppen finns inte längre. Ladda om sidan."), field="group", status=404)
    form = _form(exercise, data)
    if not form.is_valid():
        name, said = next(iter(form.errors.items()))
        raise RuleBroken(said[0], field=name)
    if not tidy(data.get("text", "")):
        raise RuleBroken(_("Skriv vad som hände. Resten kan vänta."), field="text")
    note = record_for_group(
        exercise=exercise, group=group, text=data["text"], client_key=sent_key(data),
        confirmed=data.get("confirmed") == "1",
        card={name: value for name, value in form.marks.items() if name in data}, by=by, at=at,
    )  # fmt: skip
    if note.hold:
        return _("Det är nedskrivet och väntar, eftersom det kan peka ut någon.")
    return _("Det är nedskrivet.")


# --- Paper, rehearsal and report --------------------------------------------------------------


def printed(exercise: Exercise) -> dict:
    return {
        "phases": exercise.settings.get("phases", []), "asks": {name: asks(exercise, name) for name in ASKED},
        "events": range(1, 7),
    }  # fmt: skip


def sheet(exercise: Exercise, data, **kwargs) -> SheetForm:
    return SheetForm(data, phases=exercise.settings.get("phases", []), **kwargs)


def keep_sheet(
    *, exercise: Exercise, participation: Participation, data: dict, client_key, confirmed, language, channel, by, at
) -> str:
    """What somebody filled in on paper, or told: the names of the phases, then everything that happened."""
    rows = rows_of(data)
    if not rows:
        raise RuleBroken(_("Skriv åtminstone en händelse."), field="h1_text")
    if data.get("names"):
        known = names_for(exercise, participation)
        name_phases(
            exercise=exercise, participation=participation, names=data["names"], row_version=known.row_version,
            even_closed=True, by=by, at=at,
        )  # fmt: skip
    most = len(names_for(exercise, participation).names)
    held = False
    for n, text, marks in rows:
        try:
            note = save_card(
                exercise=exercise, participation=participation, card=0, text=text,
                marks=marks | {"phase": min(marks["phase"], most)}, client_key=uuid.uuid5(client_key, str(n)),
                row_version=0, confirmed=confirmed, language=language, channel=channel, transcribed_by=user_of(by),
                by=by, at=at,
            )  # fmt: skip
        except RuleBroken as broken:
            raise RuleBroken(
                _("Händelse %(n)d: %(said)s") % {"n": n, "said": broken.message},
                field=f"h{n}_{broken.field or 'text'}", status=broken.status, code=broken.code,
            ) from broken  # fmt: skip
        held = held or bool(note.hold)
    if held:
        return _("Vägen är inskriven. En del väntar på processledaren, eftersom den kan peka ut någon.")
    return _("Vägen är inskriven.")


def invented(*, exercise: Exercise, participation: Participation, number: int, at: datetime) -> bool:
    """Three things that happened, of each in a rehearsal, once."""
    if own_cards(exercise, participation):
        return False
    ways = [
        (_("Jag slutade sova och trodde att det gick över"), -1, "", "tre veckor"),
        (_("Ringde vårdcentralen och fick en tid"), 1, _("vårdcentralen"), "två månader"),
        (_("Fick berätta allt från början för en ny person"), -2, _("psykiatrin"), "några veckor"),
        (_("En samordnare ringde och hade läst på"), 2, _("kommunen"), ""),
    ]
    for n in range(3):
        text, feeling, who, after = ways[(number + n) % len(ways)]
        save_card(
            exercise=exercise, participation=participation, card=0, text=text, row_version=0,
            marks={"phase": n + 1, "feeling": feeling, "who": who, "gap_words": after},
            client_key=uuid.uuid5(participation.pk, f"{exercise.pk}:{n}"), by=participation, at=at,
        )  # fmt: skip
    return True


def told(*, workshop: Workshop, paces: list[Pace]) -> dict[tuple[int, int], Result]:
    """How many have told a way, and of how much; their words stand with the other notes, where they may."""
    usable = Contribution.objects.filter(
        exercise__in={pace.exercise_id for pace in paces}, withdrawn_at=None, hold=HoldReason.NONE
    )
    waited = ~Q(map_card__gap_words="") | ~Q(map_card__gap_kind="") | Q(map_card__gap_days__isnull=False)
    counted = usable.order_by().values("exercise", "site").annotate(
        people=Count("participation", filter=~Q(participation__voice=Speaker.GROUP), distinct=True),
        events=Count("pk", distinct=True), gaps=Count("pk", filter=waited, distinct=True),
    )  # fmt: skip
    found = {(row["exercise"], row["site"]): row for row in counted}
    head, out = (_("Berättat"), _("Antal")), {}
    for pace in paces:
        here = found.get((pace.exercise_id, pace.site_id))
        if here is None:
            continue
        if here["people"] < DEFAULT_K:
            out[pace.exercise_id, pace.site_id] = Result(None, head)
            continue
        rows = ((_("Händelser"), str(here["events"])), (_("Mellanrum efter en händelse"), str(here["gaps"])))
        out[pace.exercise_id, pace.site_id] = Result(here["people"], head, rows)
    return out


def card_words(workshop: Workshop) -> dict:
    """{note id: what stands on the card}, for the report."""
    rows = MapCard.objects.filter(contribution__exercise__workshop=workshop)
    return {card.contribution_id: words for card in rows if (words := facts(card))}
