"""A map in plain words for paper, slides and pictures: the columns that are drawn, and what stands around them.

Paper follows the rules of what anyone may read: it hangs on a wall, lies on a table and is carried home.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.accounts.reference.counties import COUNTIES
from hlab.labs.enums import ActorKind
from journeys.analysis.columns import Column, Heading, Part
from journeys.analysis.document import PLANS, Actor, Document, Gap, Link, Step, Voice, crosses
from journeys.analysis.timeline import days_of
from journeys.enums import (
    PLANS as PLAN_NAMES,
)
from journeys.enums import (
    Carrier,
    Contact,
    Feeling,
    FeelingWord,
    GapKind,
    Grade,
    JourneyKind,
    Known,
    Lane,
    LinkKind,
    PersonKind,
    PlanUse,
    WhoDid,
)  # fmt: skip

KINDS = dict(ActorKind.choices)
MOST_QUOTES = 2


@dataclass(frozen=True)
class Told:
    """What paper must say of a journey beside its map. stamp: the label of example content or of a rehearsal."""

    lab: str
    edit: int
    now: datetime
    stamp: str = ""


def columns(document: Document) -> tuple[Column, ...]:
    """Every step and gap in order; a phase without steps has an empty column of its own, to write in."""
    numbers = {step.key: n for n, step in enumerate(document.steps, start=1)}
    actors = {actor.key: actor for actor in document.actors}
    out: list[Column] = []
    for n, phase in enumerate(document.phases, start=1):
        if not phase.steps:
            out.append(Column(n, phase.title))
        for step in phase.steps:
            links = [link for link in document.links if link.source == step.key]
            out.append(Column(n, phase.title, step_rows(step, numbers, actors, links, document),
                              **_felt(step.feeling, step.word), moment=moment(step)))  # fmt: skip
            for gap in document.gaps_after(step.key):
                rows = {"title": gap_parts(gap, numbers, actors, document)}
                out.append(Column(n, phase.title, rows, True, **_felt(gap.feeling, gap.word)))
    return tuple(out)


def moment(step: Step) -> str:
    """What is said of the best and the worst one."""
    return {"best": _("bästa stunden"), "worst": _("värsta stunden")}.get(step.moment, "")


def felt(feeling: int | None, word: str) -> str:
    """How it felt, with a word; blank where nobody says."""
    if word:
        return str(FeelingWord(word).label)
    return str(Feeling(feeling).label) if feeling is not None else ""


def _felt(feeling: int | None, word: str) -> dict:
    return {"feeling": feeling, "word": felt(feeling, word) if feeling is not None else ""}


def step_rows(step: Step, numbers: dict[str, int], actors: dict[str, Actor], links: list[Link], document: Document):
    """{row: parts} of a step."""
    title = [Part(_("Steg %(n)s") % {"n": numbers[step.key]}, "soft"), Part(step.title, "title")]
    if step.track:
        title.append(Part(_("Samtidigt: %(track)s") % {"track": step.track}, "soft"))
    title += [Part(way(link, numbers, document), "soft") for link in links]
    rows = {"title": tuple(title), "actors": tuple(_there(step, actors))}
    rows |= {lane: (Part(flat(words)),) for lane, words in step.cells.items()}
    if quotes := quote_parts(step.voices):
        rows["voices"] = quotes
    return rows


def flat(words: str) -> str:
    """Without line breaks: a drawing has no room for them."""
    return " ".join(words.split())


def way(link: Link, numbers: dict[str, int], document: Document) -> str:
    """Another way on, in words: "Tillbaka till steg 1, Ringer vårdcentralen (om tiden går ut)"."""
    target = document.step(link.target)
    words = _("%(kind)s steg %(n)s, %(title)s") % {
        "kind": LinkKind(link.kind).label, "n": numbers.get(link.target, "?"), "title": target.title if target else "",
    }  # fmt: skip
    return f"{words} ({link.words})" if link.words else words


def principals(step: Step, actors: dict[str, Actor]) -> str:
    """The huvudmän of a step, each once; the person's own everyday life where nobody else is there."""
    there = [actors[key] for key in step.actors if key in actors]
    others = [one for one in there if not one.is_person] or there
    return " · ".join(dict.fromkeys(str(one.organisation or KINDS.get(one.kind, one.kind)) for one in others))


def names(step: Step, actors: dict[str, Actor]) -> str:
    """Who is there, by name."""
    return ", ".join(actors[key].name for key in step.actors if key in actors)


def how(step: Step) -> str:
    """By which channel and on which days: "Telefon, dag 47–48"."""
    said = [str(Contact(step.channel).label)] if step.channel else []
    if step.from_day is not None:
        ends = step.to_day is not None and step.to_day != step.from_day
        days = f"{step.from_day}–{step.to_day}" if ends else str(step.from_day)
        said.append(_("dag %(days)s") % {"days": days})
    return ", ".join(said)


def work(step: Step) -> str:
    """Who did the work, and whether they wanted to."""
    if not step.who_did:
        return ""
    words = _("Jobbet gjordes av: %(who)s") % {"who": WhoDid(step.who_did).label}
    return words + {"yes": _(", som ville det"), "no": _(", som inte ville det")}.get(step.wanted, "")


def _there(step: Step, actors: dict[str, Actor]) -> list[Part]:
    said = (Part(principals(step, actors), "strong"), Part(names(step, actors)), Part(how(step), "soft"),
            Part(work(step), "soft"), Part(grade(step), f"grade-{step.grade}"))  # fmt: skip
    return [part for part in said if part.words]


def grade(part: Step | Gap) -> str:
    """How it is known."""
    return str(Grade(part.grade).label)


def quoted(voices: tuple[Voice, ...]) -> list[str]:
    """The words of those that were chosen as quotes and may be read."""
    return [voice.text for voice in voices if voice.quote and voice.text]


def quote_parts(voices: tuple[Voice, ...]) -> tuple[Part, ...]:
    """Quotes as a drawing has room for them: the first ones, and how many more there are."""
    quotes = quoted(voices)
    parts = [Part(flat(words), "quote") for words in quotes[:MOST_QUOTES]]
    if len(quotes) > MOST_QUOTES:
        parts.append(Part(_("Fler citat finns i utskriften på A4."), "soft"))
    return tuple(parts)


# --- A gap ------------------------------------------------------------------------------------


def gap_parts(gap: Gap, numbers: dict[str, int], actors: dict[str, Actor], document: Document) -> tuple[Part, ...]:
    """What a gap says, in order."""
    parts = [Part(gap_kind(gap), "label"),
             Part(gap.title, "title")]  # fmt: skip
    if between := border(gap, actors):
        look = "border" if crosses(document, gap) else "within"
        parts.append(Part(between[0], look, between[1]) if between[1] else Part(between[0], "strong"))
    parts += [Part(value, "days", label) for label, value in days(gap)]
    parts += [Part(words) for words in about_gap(gap, numbers, document)]
    parts += [
        part
        for label, words in long_words(gap)
        for part in (Part(label, "strong"), Part(flat(words)))
    ]  # fmt: skip
    parts += quote_parts(gap.voices)
    return (*parts, Part(grade(gap), f"grade-{gap.grade}"))


def gap_kind(gap: Gap) -> str:
    """ "Mellanrum: väntan"."""
    return _("Mellanrum: %(kind)s") % {"kind": str(GapKind(gap.kind).label).lower()}


def border(gap: Gap, actors: dict[str, Actor]) -> tuple[str, str]:
    """(from whom, to whom), with their principals; blank where it is not said."""
    ends = [actors.get(key) for key in (gap.from_actor, gap.to_actor)]
    words = [f"{one.name} ({one.organisation or KINDS.get(one.kind, one.kind)})" if one else "" for one in ends]
    known = [one for one in words if one]
    return (known[0], known[1] if len(known) > 1 else "") if known else ("", "")


def days(gap: Gap) -> list[tuple[str, str]]:
    """(what is counted, how long) of what is known: planned, told and measured, never mixed. A median of too few
    people is not told."""
    out = []
    planned, told, measured = days_of(gap)
    if planned.days is not None:
        out.append((_("Planerat"), counted(planned.days)))
    if told.words:
        words = f"”{told.words}”"
        out.append((_("Berättat"), words if told.days is None else f"{words} ({counted(told.days)})"))
    elif told.days is not None:
        out.append((_("Berättat"), counted(told.days)))
    if measured.few:
        out.append((_("Uppmätt"), _("Visas inte – för få personer")))
    elif measured.days is not None:
        n = measured.n
        label = _("Uppmätt, median (n = %(n)s)") % {"n": n} if n is not None else _("Uppmätt")
        out.append((label, counted(measured.days)))
    return out


def counted(n: int) -> str:
    """So many days; the space does not break."""
    return ngettext("%(n)s dag", "%(n)s dagar", n) % {"n": n}


def about_gap(gap: Gap, numbers: dict[str, int], document: Document) -> list[str]:
    """Short sentences: where it ends, who held it together, plans, and having to tell again."""
    out = []
    after = numbers[gap.after]
    if crosses(document, gap):
        out.append(_("Över en gräns mellan huvudmän."))
    if not gap.before:
        out.append(_("Efter det kom ingenting."))
    elif numbers.get(gap.before, after + 1) != after + 1:
        out.append(_("Fram till steg %(n)s.") % {"n": numbers[gap.before]})
    if gap.carried_by:
        out.append(_("Höll ihop det: %(who)s.") % {"who": Carrier(gap.carried_by).label})
    for name in PLANS:
        if use := getattr(gap, name):
            out.append(f"{PLAN_NAMES[name]}: {str(PlanUse(use).label).lower()}.")
    if gap.retold == Known.YES:
        n = gap.retold_times
        times = ngettext("%(n)s gång", "%(n)s gånger", n) % {"n": n} if n else ""
        out.append(_("Fick berätta allt igen, %(times)s.") % {"times": times} if n else _("Fick berätta allt igen."))
    elif gap.retold == Known.NO:
        out.append(_("Behövde inte berätta allt igen."))
    return out


def long_words(gap: Gap) -> list[tuple[str, str]]:
    """(name, words) of what is told at length."""
    said = ((_("Livet emellan"), gap.life), (_("Vad det ledde till"), gap.consequence), (_("Det som bar"), gap.bridge))
    return [(name, words) for name, words in said if words]


# --- Around the map ---------------------------------------------------------------------------


def heading(document: Document, told: Told) -> Heading:
    """What stands around the map."""
    lanes = {str(lane.value): str(lane.label) for lane in Lane}
    legend = [
        Part(_("Ockra ruta: mellanrum."), "soft"),
        Part(_("Streckad linje: det som står under den syns inte för personen."), "soft"),
        Part(_("Röd linje: hur det kändes, streckad där ingen säger något."), "soft"),
    ]
    used = {part.grade for part in document.everything}
    meanings = {
        "measured": _("ur register eller mätning."), "observed": _("av någon som var med."),
        "told": _("av den som var med om det."), "assumed": _("av gruppen, behöver prövas."),
    }  # fmt: skip
    for code, words in meanings.items():
        if code in used:
            legend += [Part(str(Grade(code).label), f"grade-{code}"), Part(words, "soft")]
    return Heading(
        title=document.title,
        lede=document.question,
        facts=facts(document),
        brand="Hälsolabb",
        foot=printed(told),
        empty=_("Kartan har inga faser och steg ännu."),
        stamp=told.stamp,
        rows=lanes | {"actors": _("Huvudman"), "voices": _("Röster")},
        notes={"back": _("syns inte för personen"), "voices": _("får citeras")},
        feeling=_("Hur det kändes"),
        feelings=(_("mycket bra"), _("varken eller"), _("mycket tungt")),
        legend=tuple(legend),
        continued=_("%s (forts.)"),
        sheet=_("Blad %(n)s av %(of)s"),
    )


def facts(document: Document) -> str:
    """What map it is, of whom, where and when, and how much there is in it."""
    said = [str(JourneyKind(document.kind).label), *([document.about] if document.about else [])]
    if document.person_kind == PersonKind.TELLER:
        said.append(_("En persons egen väg, med personens ja"))
    elif not document.about:
        said.append(_("%(person)s är en påhittad person") % {"person": document.person})
    where = ", ".join(filter(None, (document.place, COUNTIES.get(document.county, ""))))
    if where:
        said.append(where)
    if document.happened_in:
        said.append(_("började %(month)s") % {"month": date_format(document.happened_in, "F Y")})
    steps, gaps = len(document.steps), len(document.gaps)
    counts = ngettext("%(n)s steg", "%(n)s steg", steps) % {"n": steps}
    if gaps:
        counts += ", " + ngettext("%(n)s mellanrum", "%(n)s mellanrum", gaps) % {"n": gaps}
        if over := sum(crosses(document, gap) is True for gap in document.gaps):
            counts += ", " + _("varav %(n)s över en gräns mellan huvudmän") % {"n": over}
    return " · ".join(one.rstrip(".") for one in (*said, counts)) + "."


def printed(told: Told) -> str:
    """Who it comes from and which day, and that quotes may have been taken back since."""
    words = _("%(lab)s · hämtad %(day)s, ändring %(n)s · Citat kan tas tillbaka: hämta hellre igen än kopiera.")
    return words % {"lab": told.lab, "day": date_format(timezone.localtime(told.now), "j F Y"), "n": told.edit}
