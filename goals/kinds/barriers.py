"""If this is what people wish for: what stands in the way? Målbilder first, then a card for each barrier (S08)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.actions.barrier_cards import MARKS, fill_card, forget_cards, keep_cards, save_card
from goals.analysis.cards import WHOLE, parted
from goals.forms_barriers import ASKED, CardForm, card_fields
from goals.models import Barrier, GoalVersion
from goals.queries.barrier_words import choosable_versions, facts, versions_shown
from goals.queries.barriers import KIND
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from workshops.actions.groups import record_for_group
from workshops.asked import asked_of
from workshops.enums import Language
from workshops.kinds import brainstorm
from workshops.kinds.brainstorm import is_warning, paged, refused, room_page, sent_key
from workshops.models import Contribution, Exercise, Participation, Workshop
from workshops.queries import own_notes, shown_notes
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords

MOST_VERSIONS = 10
ON_THE_WALL = 6


class SettingsForm(forms.Form):
    versions = forms.MultipleChoiceField(
        label=gettext_lazy("Målbilder som visas först"),
        help_text=gettext_lazy("Högst tio. Här finns målbilder vars ord är låsta och som ingen har dolt."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ask = forms.MultipleChoiceField(
        label=gettext_lazy("Vad kortet frågar efter"),
        help_text=gettext_lazy("Allt är frivilligt för den som skriver, och kan fyllas i senare."),
        choices=list(ASKED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def choices(workshop: Workshop) -> dict:
    """The lab's målbilder to choose among."""
    return {
        "versions": [
            (str(version.pk), _("%(title)s (version %(n)s)") % {"title": version.title, "n": version.number})
            for version in choosable_versions(workshop.lab_id)
        ]
    }


def fits_in(settings: dict, workshop: Workshop, step: Exercise | None) -> None:
    """Only wordings of the lab that stand, and those that were chosen before."""
    before = step.settings.get("versions", []) if step else []
    allowed = {version.pk for version in choosable_versions(workshop.lab_id)} | set(before)
    if not allowed.issuperset(settings["versions"]):
        said = _("Någon av målbilderna finns inte i det här labbet, eller är inte låst. Välj bland dem som står där.")
        raise RuleBroken(said, field="versions")


def clean_settings(settings: dict) -> dict:
    """{"versions": [at most 10 ids], "ask": [codes of ASKED], "max_length" of the words}"""
    versions = [whole_number(str(pk)) for pk in settings.get("versions", [])]
    ask = [str(name) for name in settings.get("ask", ASKED)]
    if len(versions) > MOST_VERSIONS:
        said = _("Visa högst %(most)s målbilder, så att alla hinner läsa.") % {"most": MOST_VERSIONS}
        raise RuleBroken(said, field="versions")
    if not all(versions):
        raise RuleBroken(_("Välj bland målbilderna som står där."), field="versions")
    if set(ask) - set(ASKED):
        raise RuleBroken(_("Välj bland det som står där."), field="ask")
    return {
        "versions": list(dict.fromkeys(versions)),
        "ask": [name for name in ASKED if name in ask],
        "max_length": WHOLE,
    }


# --- What is shown ----------------------------------------------------------------------------


def versions_of(exercise: Exercise) -> list[GoalVersion]:
    """The målbilder that the step shows first."""
    return versions_shown(exercise.workshop.lab_id, exercise.settings.get("versions", []))


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The målbilder, the card to fill in (a new one, or the one of one's own that was asked for), one's own cards, and
    what others wrote once it is shown."""
    versions = versions_of(exercise)
    own = with_cards(own_notes(exercise, participation))
    wanted = whole_number(data.get("card") if data is not None else asked_of(exercise).where)
    at_hand = next((note.card for note in own if note.card.pk == wanted), None)
    if isinstance(error, StaleEdit):
        data = data.copy()
        data["row_version"] = error.row_version
    form = CardForm(data, initial=_start(at_hand), asked=exercise.settings.get("ask", ASKED), goals=_goals(versions))
    shown = room_page(exercise, participation)
    if shown is not None:
        shown.object_list = with_cards(shown.object_list)
    return {
        "versions": versions,
        "form": _refused(form, error),
        "stale": error if isinstance(error, StaleEdit) else None,
        "warn": is_warning(error),
        "card": at_hand,
        "own_notes": own,
        "answered": bool(own),
        "shown_page": shown,
    }


def _refused(form: CardForm, error: RuleBroken | None) -> CardForm:
    """The form as it was sent in, with what was refused at its field, once."""
    if error is None or isinstance(error, StaleEdit) or not (form.is_valid() or error.field not in form.errors):
        return form
    return refused(form, error)


def _goals(versions: Collection[GoalVersion]) -> list[tuple[int, str]]:
    return list({version.goal_id: version.title for version in versions}.items())


def _start(card: Barrier | None) -> dict:
    """What the form starts with: an own card as it stands, or an empty one."""
    start: dict = {"key": uuid.uuid4(), "row_version": 0}
    if card is None or card.contribution is None:
        return start
    words = parted(card.contribution.text)
    return start | {
        "card": card.pk,
        "title": words.title,
        "example": words.example,
        "row_version": card.row_version,
        "kinds": [tag.kind for tag in card.tags.all()],
        "goals": [goal.pk for goal in card.goals.all()],
        **{name: getattr(card, name) for name in ("layer", "level", "decided", "who_can_act")},
    }


def with_cards(notes: Collection[Contribution]) -> list[Contribution]:
    """The notes, each with its `.card` and what stands on it (`.facts`). Three queries however many."""
    notes = list(notes)
    rows = Barrier.objects.filter(contribution__in=[note.pk for note in notes])
    cards = {card.contribution_id: card for card in rows.prefetch_related("tags", "goals")}
    for note in notes:
        card = cards.get(note.pk)
        note.facts = facts(card) if card else ""
        note.card = card or Barrier(title=parted(note.text).title)
        note.card.contribution = note
    return notes


def console(*, exercise: Exercise, everything: bool) -> dict:
    """What is written so far, and a card to fill in for the room or for a table."""
    context = brainstorm.console(exercise=exercise, everything=everything)
    page = context["console_page"]
    page.object_list = with_cards(page.object_list)
    tables = list(exercise.site.groups.order_by("position")) if exercise.in_groups else []
    form = _form(exercise)
    return {**context, "versions": versions_of(exercise), "write_form": form, "write_for": tables}


def _form(exercise: Exercise, data=None, **_more) -> CardForm:
    ask = exercise.settings.get("ask", ASKED)
    return CardForm(data, initial={"key": uuid.uuid4()}, asked=ask, goals=_goals(versions_of(exercise)))


def stage(*, exercise: Exercise) -> dict:
    """The målbilder while people write, then the newest cards."""
    shown = shown_notes(exercise)
    newest = list(shown.order_by("-created_at")[:ON_THE_WALL])
    return {"versions": versions_of(exercise), "shown_notes": with_cards(newest), "shown_total": shown.count()}


def earlier(*, exercise: Exercise) -> dict:
    """What the room was shown, to read again."""
    page = paged(exercise, shown_notes(exercise))
    page.object_list = with_cards(page.object_list)
    return {"versions": versions_of(exercise), "notes": page}


def card_words(workshop: Workshop) -> dict:
    """{note id: what stands on the card}, for the report."""
    rows = Barrier.objects.filter(exercise__workshop=workshop, contribution__isnull=False).prefetch_related("tags")
    return {card.contribution_id: words for card in rows if (words := facts(card))}


# --- What is sent in --------------------------------------------------------------------------


def leave(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """A card from the form, new or changed. data: title, the marks, card, row_version, key, confirmed."""
    form = _checked(exercise, data)
    card, language = whole_number(data.get("card")), data.get("language", Language.SV)
    note = save_card(
        exercise=exercise,
        participation=participation,
        card=card,
        title=data.get("title", ""),
        example=data.get("example", "") if "example" in form.fields else "",
        marks={name: form.cleaned_data[name] for name in form.marks},
        client_key=sent_key(data),
        row_version=whole_number(data.get("row_version")),
        confirmed=data.get("confirmed") == "1",
        language=language if language in Language.values else Language.OTHER,
        by=by,
        at=at,
    )
    if note.hold:
        return _("Kortet är sparat. Processledaren läser det innan det visas, eftersom det kan peka ut någon.")
    return _("Kortet är ändrat.") if card else _("Kortet är sparat. Du kan ändra det tills skrivandet stängs.")


def write(*, exercise: Exercise, data, by, at: datetime) -> str:
    """A card for the room, or for the table whose id is given. data: as for a person, and group."""
    wanted = data.get("group", "")
    group = exercise.site.groups.filter(pk=whole_number(wanted)).first() if wanted else None
    if wanted and group is None:
        raise RuleBroken(_("Gruppen finns inte längre. Ladda om sidan."), field="group", status=404)
    form, title = _checked(exercise, data), " ".join(data.get("title", "").split())
    if not title:
        raise RuleBroken(_("Skriv vad som står i vägen. Resten kan vänta."), field="title")
    note = record_for_group(
        exercise=exercise, group=group, text="\n\n".join(filter(None, (title, data.get("example", "")))),
        client_key=sent_key(data), confirmed=data.get("confirmed") == "1",
        card={name: form.cleaned_data[name] for name in form.marks if name in data}, by=by, at=at,
    )  # fmt: skip
    if note.hold:
        return _("Det är nedskrivet och väntar, eftersom det kan peka ut någon.")
    return _("Det är nedskrivet.")


def _checked(exercise: Exercise, data) -> CardForm:
    """What was sent, as far as a form can judge. RuleBroken for marks that are not among those to choose."""
    form = _form(exercise, data)
    if not form.is_valid():
        name, said = next(iter(form.errors.items()))
        raise RuleBroken(said[0], field=name)
    return form


def write_in(*, exercise: Exercise, participation: Participation, data: dict, by, at: datetime, **said) -> str:
    """A card that somebody has filled in on paper, or told. data: what the form says."""
    marks = {name: value for name, value in data.items() if name in MARKS}
    note = save_card(
        exercise=exercise, participation=participation, card=0, title=data["title"], example=data.get("example", ""),
        marks=marks, row_version=0, transcribed_by=user_of(by), by=by, at=at, **said,
    )  # fmt: skip
    if note.hold:
        return _("Kortet är inskrivet och väntar på processledaren, eftersom det kan peka ut någon.")
    return _("Kortet är inskrivet.")


def paper(exercise: Exercise) -> dict:
    """What stands on a card to print: the målbilder, by title."""
    return {"goals": [title for _pk, title in _goals(versions_of(exercise))]}


def fields_for_others(exercise: Exercise) -> dict[str, forms.Field]:
    """The words and marks of a card where somebody writes it in for others."""
    words = forms.CharField(
        label=_("Vad står i vägen?"),
        help_text=_("Hindret på första raden, högst 160 tecken. Under den ett exempel. Aldrig någons namn."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )  # fmt: skip
    words.max_length = WHOLE  # for the counter; the length itself is the action's to judge
    return {"text": words, **card_fields(exercise.settings.get("ask", ASKED), _goals(versions_of(exercise)))}


def invented(*, exercise: Exercise, participation: Participation, number: int, at: datetime) -> bool:
    """One card each in a rehearsal, once."""
    if own_notes(exercise, participation).exists():
        return False
    lines = [
        (_("Två journaler som inte talar med varandra"), "information", "macro", "national"),
        (_("Ersättningen följer besöket och inte det som händer mellan besöken"), "payment", "meso", "regional"),
        (_("Ingen vet vem som får utse en fast kontakt"), "organisation", "meso", "local"),
        (_("Vi följer upp antal besök, inte om livet blev bättre"), "follow_up", "meso", "regional"),
    ]
    title, kind, level, decided = lines[number % len(lines)]
    save_card(
        exercise=exercise, participation=participation, card=0, title=title, example="",
        marks={"kinds": [kind], "level": level, "decided": decided}, row_version=0,
        client_key=uuid.uuid5(participation.pk, str(exercise.pk)), by=participation, at=at,
    )  # fmt: skip
    return True


def reveal_question(shown: int) -> str:
    return ngettext("Visa %(n)d kort för alla?", "Visa %(n)d kort för alla?", shown) % {"n": shown}


BARRIERS = ExerciseKind(
    key=KIND,
    label=gettext_lazy("Systemhinder"),
    explain=gettext_lazy("Målbilder visas först. Sedan fyller var och en, eller antecknaren vid bordet, i ett kort för "
                         "varje sak som står i vägen."),
    templates="goals/barriers/kind",
    phases=(
        Phase("open", gettext_lazy("Skriv tyst")),
        Phase("closed", gettext_lazy("Skrivandet stängt")),
        Phase("revealed", gettext_lazy("Korten visas")),
    ),
    words=StepWords(
        close=gettext_lazy("Stäng skrivandet"),
        close_question=gettext_lazy("Stänga skrivandet?"),
        reopen=gettext_lazy("Öppna skrivandet igen"),
        closed_now=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        reopened_now=gettext_lazy("Skrivandet är öppet igen."),
        open=gettext_lazy("Korten är dolda för gruppen. Att stänga skrivandet visar dem inte, det gör du sedan."),
        closed=gettext_lazy("Skrivandet är stängt. Inget visas ännu."),
        shown=gettext_lazy("Korten visas för alla i rummet."),
        undo_ready=gettext_lazy("Du kan ångra dig och skriva mer."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    earlier=earlier,
    collects_notes=True,
    takes_paper=True,
    suggests={"minutes": 20},
    acts={"lamna": leave},
    host_acts={"anteckna": write},
    reveal_question=reveal_question,
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    choices=choices,
    fits_in=fits_in,
    on_paper=OnPaper(printed=paper, form=_form, keep=write_in),
    kept=keep_cards,
    card_fields=fields_for_others,
    fill=fill_card,
    card_page="goals:barrier_of_note",
    card_words=card_words,
    forget=forget_cards,
)  # fmt: skip
