"""An opinion map in words and tables, and the same facts as a drawing: what pages, paper and the report are made of.

What a group is known by is "framträdande", never proved. No statement is told of by fewer than five, and nothing at all
is told of fewer than five people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hlab.stats.intervals import wilson
from hlab.stats.opinion import Reason
from hlab.stats.opinion.statements import split
from hlab.stats.suppression import DEFAULT_K
from workshops.analysis.distribution import distribution
from workshops.analysis.opinions import HEIGHT, WIDTH, apart, furthest, marks_path, on_canvas, outline, shared_by_all
from workshops.models import OpinionRun, Statement

SYMBOLS = ("●", "■", "▲", "◆", "✚")
COLOURS = ("g1", "g2", "g3", "ochre", "fjord")
IN_SHORT = 2


@dataclass(frozen=True)
class Group:
    """One group as it is drawn and told. letter: blank where groups have no names. known_by: whole sentences."""

    letter: str
    symbol: str
    colour: str
    n: int
    marks: str
    outline: str
    label: tuple[int, int]
    place: str
    known_by: tuple[str, ...]

    @property
    def title(self) -> str:
        return _("Grupp %(letter)s") % {"letter": self.letter} if self.letter else _("En osäker grupp")

    @property
    def head(self) -> str:
        """Over its column."""
        said = {"who": f"{self.symbol} {self.letter}".strip(), "n": self.n}
        return _("%(who)s, %(n)d pers.") % said


@dataclass(frozen=True)
class Line:
    """One statement in a table. cells: [(column, text)]."""

    text: str
    cells: tuple[tuple[str, str], ...]


@dataclass
class Told:
    """few: under five people, and nothing is told. reason: why no groups are drawn, as whole sentences."""

    n: int
    stances: int
    few: bool
    drawable: bool = False
    unsure: bool = False
    reason: str = ""
    title: str = ""
    summary: str = ""
    left: str = ""
    short: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    far: str = ""
    meets: list[Line] = field(default_factory=list)
    against: list[Line] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)
    agreed: list[Line] = field(default_factory=list)
    divided: list[Line] = field(default_factory=list)
    every: list[Line] = field(default_factory=list)
    method: list[str] = field(default_factory=list)
    shared_marks: bool = False
    width: int = WIDTH
    height: int = HEIGHT


MOST_HEARD = 8


def told(run: OpinionRun, statements: Mapping[int, Statement]) -> Told:
    """statements: those that may be read of, by id; what is not among them is left out."""
    result = run.result
    counts = {key: row for key, row in result["statements"].items() if int(key) in statements}
    few_outside = run.drawable and 0 < run.people - result["included"] < DEFAULT_K
    if few_outside:  # else their answers would be all answers less those of the groups
        counts = {key: row | _of_groups(row) for key, row in counts.items()}
    rows = {key: row for key, row in counts.items() if row["seen"] >= DEFAULT_K}
    texts = {key: statements[int(key)].text for key in rows}
    out = Told(result["included"] if few_outside else run.people, run.stances, run.people < DEFAULT_K)
    if out.few:
        return out
    out.drawable, out.unsure = run.drawable, run.drawable and not result["named"]
    out.reason = _why_not(result, run)
    out.method = _method(run)
    by_group = _draw(out, result, rows, texts, few_outside) if out.drawable else set()
    out.every = [_heard(texts[key], rows[key], all_or_nothing=key in by_group) for key in _by_agreement(rows)]
    if not out.drawable:
        out.agreed = out.every[:MOST_HEARD]
        divided = sorted(rows, key=lambda key: (-_split(rows[key]), int(key)))
        out.divided = [_heard(texts[key], rows[key]) for key in divided[:MOST_HEARD] if _split(rows[key]) > 0]
        out.short = _short_of_all(rows, texts)
    return out


def of_all(n: int, seen: int) -> str:
    """ "27 av 31"; how few they are is not told, nor how few the rest are."""
    if n < DEFAULT_K:
        return _("%(n)s av %(of)d") % {"n": _("färre än %(k)d") % {"k": DEFAULT_K}, "of": seen}
    if 0 < seen - n < DEFAULT_K:
        return _("%(n)s av %(of)d") % {"n": _("minst %(k)d") % {"k": max(DEFAULT_K, seen - DEFAULT_K + 1)}, "of": seen}
    return _("%(n)s av %(of)d") % {"n": n, "of": seen}


def _of_groups(row: dict) -> dict[str, int]:
    """How all groups together answered a statement."""
    parts = zip(*row["groups"], strict=True)
    return {name: sum(part) for name, part in zip(("agree", "disagree", "pass", "seen"), parts, strict=True)}


def _draw(out: Told, result: dict, rows: dict, texts: dict[str, str], few_outside: bool) -> set[str]:
    """The groups and what is told of them. few_outside: one to four people are in no group, and are told of nowhere.
    Returns the statements that are told group by group."""
    out.groups = [_group(i, row, result, texts) for i, row in enumerate(result["groups"])]
    out.shared_marks = any(mark[2] > 1 for row in result["groups"] for mark in row["marks"])
    both, neither = shared_by_all(rows, "both"), shared_by_all(rows, "neither")
    # What is told twice, by who agrees and by who disagrees, would say how many passed.
    split_ones = apart({key: row for key, row in rows.items() if key not in {*both, *neither}})
    out.meets = [_by_group(out.groups, texts[key], rows[key], 0, smallest=True) for key in both]
    out.against = [_by_group(out.groups, texts[key], rows[key], 1, smallest=True) for key in neither]
    out.parts = [_by_group(out.groups, texts[key], rows[key], 0) for key in split_ones]
    out.title = _title(out)
    ungrouped = out.n - result["included"]
    if few_outside:
        out.left = _(
            "Färre än fem personer svarade på färre än %(needed)d påståenden. De finns varken på kartan eller i "
            "tabellerna, så att det inte går att räkna ut vad de svarade."
        ) % {"needed": result["needed"]}  # fmt: skip
    elif ungrouped:
        out.left = _(
            "%(who)s svarade på färre än %(needed)d påståenden och finns inte på kartan. Deras svar räknas i tabellen "
            "över alla påståenden."
        ) % {"who": _("%(n)d personer") % {"n": ungrouped}, "needed": result["needed"]}  # fmt: skip
    parts = [_("%(group)s, %(n)d personer, %(place)s.") % {"group": f"{g.symbol} {g.title}", "n": g.n, "place": g.place}
             for g in out.groups]  # fmt: skip
    start = _("Karta med %(n)d personer i %(k)s grupper.") % {
        "n": sum(g.n for g in out.groups),
        "k": _number(len(out.groups)),
    }
    if out.unsure:
        start = _("Karta med %(n)d personer i %(k)s osäkra grupper.") % {
            "n": sum(g.n for g in out.groups), "k": _number(len(out.groups))
        }  # fmt: skip
    out.summary = " ".join(
        [start, *parts, _("Personer nära varandra har svarat lika. Läget har ingen annan betydelse.")]
    )
    pair = furthest(result["groups"])
    if pair:
        one, other = (out.groups[i] for i in pair)
        said = _("%(one)s och %(other)s ligger längst ifrån varandra.")
        out.far = said % {"one": f"{one.symbol} {one.title}", "other": f"{other.symbol} {other.title}"}
    if both:
        out.short += [_("Alla grupper håller med om: ”%(text)s”") % {"text": texts[key]} for key in both[:IN_SHORT]]
    elif neither:
        out.short.append(_("Ingen av grupperna håller med om: ”%(text)s”") % {"text": texts[neither[0]]})
    else:
        out.short.append(_("Inget påstående har fler än hälften med sig i varje grupp."))
    out.short += [_("Mest går det isär om: ”%(text)s”") % {"text": texts[key]} for key in split_ones[:1]]
    out.short += [f"{group.title}. {group.known_by[0]}" for group in out.groups if group.letter and group.known_by]
    return {*both, *neither, *split_ones}


def _group(i: int, row: dict, result: dict, texts: dict[str, str]) -> Group:
    words = {
        "agree": _("Framträdande: håller med om ”%(text)s”"),
        "disagree": _("Framträdande: håller inte med om ”%(text)s”"),
    }
    known = [
        words[side] % {"text": texts[key]} for key, side in result["known_by"].get(row["letter"], []) if key in texts
    ]
    x = sum(mark[0] * mark[2] for mark in row["marks"]) / row["n"] / WIDTH
    y = sum(mark[1] * mark[2] for mark in row["marks"]) / row["n"] / HEIGHT
    across = _("till vänster") if x < 0.42 else _("till höger") if x > 0.58 else ""
    down = _("upptill") if y < 0.42 else _("nedtill") if y > 0.58 else ""
    top = row["at"]
    return Group(
        row["letter"] if result["named"] else "", SYMBOLS[i], COLOURS[i], row["n"], marks_path(row["marks"], i),
        outline(row["hull"]), (top[0], max(top[1] - 10, 20)), f"{down} {across}".strip() or _("i mitten"), tuple(known),
    )  # fmt: skip


def _by_group(groups: list[Group], text: str, row: dict, part: int, *, smallest: bool = False) -> Line:
    cells = [(group.head, of_all(counts[part], counts[3])) for group, counts in zip(groups, row["groups"], strict=True)]
    if smallest:
        cells.append((_("Minst antal svar i en grupp"), str(row["smallest"])))
    return Line(text, tuple(cells))


def _heard(text: str, row: dict, *, all_or_nothing: bool = False) -> Line:
    """One statement as everybody answered it, few hidden; the interval only where it says no more than the counts.
    all_or_nothing: it is told group by group too, and one part that the groups give away must not give away another."""
    labels = [("agree", _("Håller med")), ("disagree", _("Håller inte med")), ("pass", _("Hoppar över"))]
    found = distribution({key: row[key] for key, _label in labels}, labels)
    closed = all_or_nothing and found.hides
    cells = [(part.label, _("Dolt") if closed or part.cell.is_hidden else str(part.cell.value)) for part in found.parts]
    interval = "–"
    if not closed and not found.parts[0].cell.is_hidden:
        low, high = wilson(row["agree"], row["seen"])
        interval = _("%(low)d–%(high)d %%") % {"low": round(100 * float(low)), "high": round(100 * float(high))}
    return Line(text, (*cells, (_("Svar"), str(row["seen"])), (_("Håller med, intervall"), interval)))


def _by_agreement(rows: dict) -> list[str]:
    return sorted(rows, key=lambda key: (-float(wilson(rows[key]["agree"], rows[key]["seen"])[0]), int(key)))


def _split(row: dict) -> float:
    return float(split(row["agree"], row["disagree"], row["seen"]))


def _short_of_all(rows: dict, texts: dict[str, str]) -> list[str]:
    """What most agree on, and where it divides, where groups are not drawn. Only what no few can be told by."""
    out = []
    for key in _by_agreement(rows)[:IN_SHORT]:
        row = rows[key]
        if row["agree"] >= DEFAULT_K and 2 * row["agree"] > row["seen"]:
            out.append(_("De flesta håller med om: ”%(text)s”") % {"text": texts[key]})
    divided = max(rows, key=lambda key: (_split(rows[key]), -int(key)), default=None)
    if divided and min(rows[divided]["agree"], rows[divided]["disagree"]) >= DEFAULT_K:
        out.append(_("Mest går det isär om: ”%(text)s”") % {"text": texts[divided]})
    return out or [_("Inget påstående har de flesta med sig.")]


def _number(k: int) -> str:
    return {2: _("två"), 3: _("tre"), 4: _("fyra"), 5: _("fem")}.get(k, str(k))


def _title(out: Told) -> str:
    k = _number(len(out.groups))
    if out.unsure:
        return _("%(k)s osäkra grupper") % {"k": k.capitalize()}
    if out.meets:
        return _("%(k)s sätt att svara, med en gemensam kärna") % {"k": k.capitalize()}
    return _("%(k)s sätt att svara") % {"k": k.capitalize()}


def _why_not(result: dict, run: OpinionRun) -> str:
    least = run.settings["method"]["min_drawn"]
    words = {
        Reason.UNSURE: _(
            "Grupperna är osäkra. De blir delvis andra om några andra hade varit med, och därför har de inga namn."
        ),
        Reason.NO_VOTES: _("Ingen har tagit ställning ännu."),
        Reason.ALL_ALIKE: _("Alla har svarat lika, så det finns inga grupper att rita."),
        Reason.TOO_FEW: _(
            "Det är för få personer för att leta efter grupper. Det behövs minst %(least)d som har svarat på "
            "tillräckligt många påståenden. Därför visar vi påstående för påstående."
        ) % {"least": least},
        Reason.NO_GROUPS: _(
            "Svaren går inte att dela i grupper utan att någon grupp blir mindre än fem personer. Därför visar vi "
            "påstående för påstående."
        ),
        Reason.CHANCE: _(
            "Svaren faller inte i grupper som är tydligare än slumpen. Därför ritar vi ingen karta och visar påstående "
            "för påstående."
        ),
        Reason.UNSTABLE: _(
            "Grupperna blir andra om några andra hade varit med. Därför ritar vi ingen karta och visar påstående för "
            "påstående."
        ),
    }  # fmt: skip
    return str(words.get(Reason(result["reason"]), ""))


def _method(run: OpinionRun) -> list[str]:
    method, result = run.settings["method"], run.result
    facts = {
        "tries": method["bootstraps"], "least": method["min_drawn"], "group": method["min_group"],
        "needed": result["needed"], "n": result["included"],
    }  # fmt: skip
    said = [
        _("Vi jämför hur lika personer har svarat och letar efter grupper som håller ihop. Att hoppa över är ett svar. "
          "Att inte ha sett ett påstående är inget svar."),
        _("Den som har svarat på minst %(needed)d påståenden kan höra till en grupp. Är de få tar vi med dem som "
          "svarat på flest.") % facts,
        _("Vi prövar grupperna %(tries)d gånger med slumpvis valda deltagare och jämför med svar som har blandats om. "
          "Ingen karta ritas för färre än %(least)d personer, och ingen grupp med färre än %(group)d.") % facts,
    ]  # fmt: skip
    if result["stability"] is not None:
        value = number_format(round(result["stability"], 2), decimal_pos=2)
        said.append(
            _("I mitten av försöken stämde grupperna överens till %(value)s, där 1 är helt lika och 0 är slump.")
            % {"value": value}
        )
    said += [
        _("”Framträdande” betyder att gruppen skiljer sig från de andra i de här svaren. Det är inte bevisat att andra "
          "människor skulle svara så. Vi har inte räknat om för att påståendena är många."),
        _("”Alla grupper” väger en liten grupp lika mycket som en stor. En skillnad räknas som att det går isär från "
          "tre tiondelar mellan två grupper."),
        _("Nya påståenden och sådana som delar visas oftare, så att de hinner bli sedda."),
        _("Kartan visar hur de som var med ser på saken, inte hur vanligt det är. Den säger inte varför någon svarar "
          "som den gör."),
        _("Uträknad %(day)s klockan %(time)s med metoden %(engine)s och slumpfröet %(seed)s. Samma svar ger samma "
          "karta.")
        % {
            "day": date_format(localtime(run.at), "j F Y"), "time": date_format(localtime(run.at), "H.i"),
            "engine": run.settings["engine"], "seed": run.settings["seed"],
        },
    ]  # fmt: skip
    return said


@dataclass(frozen=True)
class Here:
    """Where one person is: for that person alone."""

    x: int
    y: int
    words: str


def here_in(told_map: Told, run: OpinionRun, place: tuple[tuple[float, float], str] | None) -> Here | None:
    """place: as `queries.opinions.own_place` gives it. None where the person is not drawn."""
    letters = run.result["letters"]
    if not told_map.drawable or place is None or place[1] not in letters:
        return None
    group = told_map.groups[letters.index(place[1])]
    x, y = on_canvas([place[0]], run.result["view"])[0]
    said = _("Du är i %(group)s, %(symbol)s.") % {
        "group": group.title[:1].lower() + group.title[1:], "symbol": group.symbol
    }  # fmt: skip
    return Here(round(x), round(y), said)
