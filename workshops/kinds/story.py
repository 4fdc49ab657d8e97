"""Tell: a longer story in one's own words, one question of an interview guide at a time (S03).

What is asked for is what helped or would have helped, not the worst that happened; every question can be passed over.
Nobody reads while somebody writes, nothing is shown to the room, and the teller reads the whole through before it is
used.
"""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy, whole_number
from hlab.stats.suppression import DEFAULT_K
from workshops.actions.contributions import max_length
from workshops.actions.stories import Whose, approve, take_down_story, write_part
from workshops.asked import asked_of
from workshops.enums import Language, StoryState, ToldBy
from workshops.forms_stories import Guide, PartForm, SendForm, WrittenDownForm
from workshops.kinds.brainstorm import is_warning, refused, sent_key
from workshops.models import Exercise, Pace, Participation, Story, Workshop
from workshops.models.contribution import STORY_LENGTH
from workshops.queries import place_for
from workshops.queries.stories import guide, own_stories, parts_of, story_counts, told_in
from workshops.registry import ExerciseKind, OnPaper, Phase, StepWords
from workshops.results import Result

MOST_QUESTIONS, QUESTION_LENGTH, HELP_LENGTH, NOT_ASKED_LENGTH = 8, 160, 300, 300
USUAL_LENGTH = 3000
LAST = "las"  # the page where the whole is read through


def _usual_guide() -> list[dict]:
    return [
        {"question": _("Hur var livet innan?"), "help": _("Det du vill att andra ska veta om dig och din vardag.")},
        {
            "question": _("Berätta om en gång du minns"),
            "help": _("En enda gång räcker. Var var du, vem var där, vad hände? Det behöver inte vara det svåraste."),
        },
        {
            "question": _("Vad hjälpte, eller skulle ha hjälpt?"),
            "help": _("Något någon gjorde eller sa, eller något som fattades."),
        },
        {"question": _("Hur blev det sedan?"), "help": _("Om det blev annorlunda efteråt, och hur det är nu.")},
        {
            "question": _("Vad önskar du att vården och stödet leder till?"),
            "help": _("För dig, eller för den som kommer efter dig."),
        },
    ]


class SettingsForm(forms.Form):
    questions = Guide(
        label=gettext_lazy("Frågorna, en per rad"),
        help_text=gettext_lazy(
            "En till åtta frågor. Vill du hjälpa minnet på traven, skriv ett lodstreck och en mening efter frågan: "
            "Vad hjälpte? | Något någon gjorde eller sa."
        ),
        required=False,
    )
    not_asked = forms.CharField(
        label=gettext_lazy("Det här frågar vi inte om"),
        help_text=gettext_lazy("Står före första frågan, så att den som berättar vet vad som väntar."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    max_length = forms.IntegerField(
        label=gettext_lazy("Längsta svar på en fråga, antal tecken"),
        help_text=gettext_lazy("Mellan 300 och 6 000. Vanligast är 3 000."),
        error_messages={
            "required": gettext_lazy("Skriv hur många tecken ett svar får ha."),
            "invalid": gettext_lazy("Skriv antalet tecken med siffror."),
        },
    )


def clean_settings(settings: dict) -> dict:
    """{"questions": [{"key", "question", "help"}], "not_asked", "max_length"}. Keys given by place where there are
    none."""
    rows = settings.get("questions")
    questions = [_question(row, number) for number, row in enumerate(_usual_guide() if rows is None else rows, start=1)]
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise RuleBroken(_("Skriv mellan 1 och %(max)d frågor.") % {"max": MOST_QUESTIONS}, field="questions")
    if len({row["key"] for row in questions}) < len(questions):
        raise RuleBroken(_("Två av frågorna har samma nyckel."), field="questions")
    not_asked = tidy(str(settings.get("not_asked", _("Namn, diagnoser, eller det värsta som har hänt."))))
    if len(not_asked) > NOT_ASKED_LENGTH:
        raise RuleBroken(_("Skriv högst %(max)d tecken.") % {"max": NOT_ASKED_LENGTH}, field="not_asked")
    try:
        length = int(settings.get("max_length", USUAL_LENGTH))
    except (TypeError, ValueError):
        raise RuleBroken(_("Ange antal tecken med siffror."), field="max_length") from None
    if not 300 <= length <= STORY_LENGTH:
        raise RuleBroken(_("Ett svar får ha mellan 300 och 6 000 tecken."), field="max_length")
    return {"questions": questions, "not_asked": not_asked, "max_length": length}


def _question(row: dict, number: int) -> dict:
    question, said = (" ".join(tidy(str(row.get(name, ""))).split()) for name in ("question", "help"))
    if not question:
        raise RuleBroken(_("En av raderna saknar fråga."), field="questions")
    for text, most in ((question, QUESTION_LENGTH), (said, HELP_LENGTH)):
        if len(text) > most:
            words = _("”%(text)s …” är för långt. Skriv högst %(max)d tecken.")
            raise RuleBroken(words % {"text": text[:30], "max": most}, field="questions")
    key = str(row.get("key") or f"f{number}")
    if len(key) > 24 or not key.isalnum():
        raise RuleBroken(_("En frågas nyckel är högst 24 bokstäver och siffror."), field="questions")
    return {"key": key, "question": question, "help": said}


# --- The teller --------------------------------------------------------------------------------


def participant(*, exercise: Exercise, participation: Participation, data=None, error=None) -> dict:
    """The beginning with one's own stories, one question of one of them, or the whole to read through: which one is
    asked for as "2-3" (the third question of the second story) or "2-las"."""
    mine = own_stories(exercise, participation)
    own = [{"number": number, "story": story} for number, story in enumerate(mine, start=1) if story.live]
    context = {
        "guide": guide(exercise),
        "not_asked": exercise.settings.get("not_asked", ""),
        "own": own,
        "next_number": len(mine) + 1,
        "answered": bool(own),
        "error": error,
    }
    number, page = _place_in(data.get("sida") if data is not None else asked_of(exercise).where)
    if not number:
        return context | {"view": "start"}
    story = mine[number - 1] if number <= len(mine) else None
    context |= {"number_of_story": min(number, len(mine) + 1), "story": story}
    if page == LAST and story is not None and story.live:
        return context | _read_page(story, data, error)
    questions = guide(exercise)
    at = whole_number(page)
    if not 1 <= at <= len(questions):
        return context | {"view": "start"}
    return context | _part_page(exercise, story, min(number, len(mine) + 1), at, data, error)


def _place_in(asked: str) -> tuple[int, str]:
    number, _dash, page = (asked or "").partition("-")
    return whole_number(number, most=999), page


def _part_page(exercise: Exercise, story: Story | None, number: int, at: int, data, error) -> dict:
    question = guide(exercise)[at - 1]
    known = next((part.note for part in parts_of(story) if part.key == question["key"]), None) if story else None
    start = {
        "key": uuid.uuid4(),
        "story_key": story.client_key if story else uuid.uuid4(),
        "text": known.text if known else "",
        "row_version": known.row_version if known else 0,
        "told_by": ToldBy.SELF,
        "language": known.language if known else _language_of(story),
    }
    if isinstance(error, StaleEdit):
        data = data.copy()
        data["row_version"] = error.row_version
    form = PartForm(data, initial=start, limit=max_length(exercise), begins=story is None)
    last = at == len(guide(exercise))
    return {
        "view": "part",
        "question": question,
        "at": at,
        "of": len(guide(exercise)),
        "form": refused(form, error),
        "warn": is_warning(error),
        "theirs": error.theirs if isinstance(error, StaleEdit) else "",
        "part_here": f"{number}-{at}",
        "before": f"{number}-{at - 1}" if at > 1 else "",
        # Without a word said there is nothing to read through.
        "after": f"{number}-{LAST}" if last else f"{number}-{at + 1}",
        "skip_to": f"{number}-{at + 1}" if not last else f"{number}-{LAST}" if story is not None else "",
    }


def _language_of(story: Story | None) -> str:
    said = story.live if story is not None else []
    return said[-1].language if said else Language.SV


def _read_page(story: Story, data, error) -> dict:
    said = story.live
    start = {
        "title": story.title,
        "row_version": story.row_version,
        **{f"consent_{use}": all(getattr(note, f"consent_{use}") for note in said) for use in SendForm.USES},
    }
    form = SendForm(data if error is not None else None, initial=start)
    if error is not None:
        form.data = form.data.copy()
        form.data["row_version"] = story.row_version
    return {"view": "read", "parts": parts_of(story), "form": refused(form, error), "warn": False, "theirs": ""}


def save(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """One part. data: sida ("2-3"), text, key, story_key, row_version, confirmed, language, and who tells for the
    first part of a story."""
    number, page = _place_in(data.get("sida", ""))
    questions, place = guide(exercise), whole_number(page)
    if not number or not 1 <= place <= len(questions):
        raise RuleBroken(_("Frågan finns inte i det här steget. Ladda om sidan."), field="text", status=400)
    language, text = data.get("language", Language.SV), data.get("text", "")
    story = write_part(
        exercise=exercise,
        participation=participation,
        story_key=sent_key({"key": data.get("story_key", "")}),
        number=number,
        part=questions[place - 1]["key"],
        text=text,
        client_key=sent_key(data),
        row_version=whole_number(data.get("row_version")),
        whose=Whose(
            data.get("told_by") or ToldBy.SELF, data.get("relation", ""),
            {"ja": True, "nej": False}.get(data.get("was_present", "")),
        ),
        language=language if language in Language.values else Language.OTHER,
        confirmed=data.get("confirmed") == "1",
        by=by,
        at=at,
    )  # fmt: skip
    if not tidy(text):
        return _("Du hoppade över frågan. Det går bra.")
    if story is not None and story.approved_at is not None:
        return _("Sparat. Berättelsen används inte förrän du har läst igenom den och skickat den igen.")
    return _("Sparat. Bara du ser det.")


def send(*, exercise: Exercise, participation: Participation, data, counted, by, at) -> str:
    """The teller has read through and says yes. data: sida ("2-las"), title, row_version, consents."""
    number, _page = _place_in(data.get("sida", ""))
    mine = own_stories(exercise, place_for(exercise, participation))
    if not 1 <= number <= len(mine):
        raise RuleBroken(_("Det finns ingen berättelse att skicka här. Ladda om sidan."), status=404)
    approve(
        story=mine[number - 1],
        row_version=whole_number(data.get("row_version")),
        title=data.get("title", ""),
        consents={use: data.get(f"consent_{use}") == "on" for use in SendForm.USES},
        by=by,
        at=at,
    )
    return _("Tack. Berättelsen är skickad. Du kan ändra och ta tillbaka den när du vill.")


# --- The room, paper and the report ------------------------------------------------------------


def console(*, exercise: Exercise, everything: bool) -> dict:
    """How many have come, never their words: those are read on the stories' own pages."""
    return {"stories": story_counts(exercise.site, exercise), "guide": guide(exercise)}


def stage(*, exercise: Exercise) -> dict:
    """The questions, and nothing that anybody has said."""
    return {"guide": guide(exercise)}


def never(step: Exercise) -> bool:
    """Stories are not shown to others in the room."""
    return False


def printed(exercise: Exercise) -> dict:
    return {"guide": guide(exercise), "not_asked": exercise.settings.get("not_asked", "")}


def written_down(exercise: Exercise, data, **kwargs) -> forms.Form:
    return WrittenDownForm(data, guide=guide(exercise), limit=max_length(exercise), **kwargs)


def keep(
    *, exercise: Exercise, participation: Participation, data: dict, client_key, confirmed, language, channel, by, at
) -> str:
    take_down_story(
        exercise=exercise,
        participation=participation,
        story_key=client_key,
        texts={row["key"]: data.get(f"del_{row['key']}", "") for row in guide(exercise)},
        title=data.get("title", ""),
        whose=Whose(data.get("told_by") or ToldBy.SELF, data.get("relation", ""), data.get("was_present")),
        channel=channel,
        language=language,
        confirmed=confirmed,
        by=by,
        at=at,
    )
    return _("Berättelsen är inskriven. Den används inte förrän den är läst tillbaka: det gör du under Berättelser.")


def told(*, workshop: Workshop, paces: list[Pace]) -> dict[tuple[int, int], Result]:
    """How many stories there are and where they stand. Their words stand with the other notes, where they may."""
    counted = told_in(paces)
    out = {}
    for pace in paces:
        here = counted.get((pace.exercise_id, pace.site_id))
        if here is None:
            continue
        rows = tuple((str(state.label), str(here[state])) for state in StoryState)
        people = here["people"] if here["people"] >= DEFAULT_K else None
        out[pace.exercise_id, pace.site_id] = Result(people, (_("Berättelser"), _("Antal")), rows)
    return out


def reveal_question(shown: int) -> str:
    return ngettext("Visa %(n)d berättelse?", "Visa %(n)d berättelser?", shown) % {"n": shown}


STORY = ExerciseKind(
    key="story",
    label=gettext_lazy("Berätta"),
    explain=gettext_lazy(
        "Var och en berättar i egna ord, en fråga i taget, själv eller i en intervju. Ingen annan i rummet läser. "
        "Berättelsen används först när den som berättar har läst igenom den och sagt att den stämmer."
    ),
    templates="workshops/kinds/story",
    phases=(Phase("open", gettext_lazy("Berätta")), Phase("closed", gettext_lazy("Stängt"))),
    words=StepWords(
        close=gettext_lazy("Stäng berättandet"),
        close_question=gettext_lazy("Stänga berättandet?"),
        reopen=gettext_lazy("Öppna berättandet igen"),
        closed_now=gettext_lazy("Berättandet är stängt. Det som inte är skickat är bara den egna personens."),
        reopened_now=gettext_lazy("Berättandet är öppet igen."),
        open=gettext_lazy("Ingen i rummet läser berättelserna, inte heller du, förrän de är skickade."),
        closed=gettext_lazy("Berättandet är stängt. Den som inte har skickat kan göra det med sin kvittokod."),
    ),
    participant=participant,
    console=console,
    stage=stage,
    suggests={"title": gettext_lazy("Berätta med egna ord"), "minutes": 45},
    shows_by_reveal=False,
    takes_ready=False,
    is_private=True,
    acts={"spara": save, "skicka": send},
    may_be_read=never,
    reveal_question=reveal_question,
    settings_form=SettingsForm,
    clean_settings=clean_settings,
    on_paper=OnPaper(
        printed,
        written_down,
        keep,
        explain=gettext_lazy(
            "Läs frågorna ur guiden och skriv eller klistra in vad personen svarade, helst ordagrant. Det personen "
            "hoppade över lämnar du tomt. Samma nummer igen blir en berättelse till av samma person."
        ),
    ),
    desk_tools=(("workshops:stories", gettext_lazy("Berättelser")),),
    told=told,
)
