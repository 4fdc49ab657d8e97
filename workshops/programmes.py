"""Programmes to begin from, as data. Pure: no rows, no clock.

A step names the kinds it would rather be, the best first: a kind that no room has registered yet, or that cannot work
on what the step before gave, leaves its place to the next one. So a template written today gets better by itself when
a room adds its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

MOST_STEPS = 60
"""Steps in a programme at most: a day of five-minute steps, and a page one can still find one's way in."""

QUESTION = ("question", "brainstorm")
VOICE = ("voice", "discussion", *QUESTION)
TALK = ("discussion", *QUESTION)
PAUSE = ("pause", "discussion", "brainstorm")
CHECKOUT = ("checkout", *QUESTION)


@dataclass(frozen=True)
class TemplateStep:
    """kinds: the best first. settings: {kind: what it is given}. source: which step (1 is the first) it works on.
    in_groups, sync: as for the step itself."""

    kinds: tuple[str, ...]
    title: Any
    minutes: int
    prompt: Any = ""
    source: int | None = None
    settings: dict[str, dict] = field(default_factory=dict)
    in_groups: bool = False
    sync: bool = False

    @property
    def is_pause(self) -> bool:
        """Time that people have to themselves."""
        return self.kinds[0] == "pause"


@dataclass(frozen=True)
class Template:
    """key: kept on the session that began from it. purpose: one sentence about when it fits."""

    key: str
    name: Any
    purpose: Any
    steps: tuple[TemplateStep, ...] = ()

    @property
    def minutes(self) -> int:
        """From beginning to end, pauses too."""
        return sum(step.minutes for step in self.steps)

    @property
    def hours(self) -> tuple[int, int]:
        """The same as whole hours and the minutes over."""
        return divmod(self.minutes, 60)

    @property
    def pauses(self) -> int:
        """How many steps are pauses."""
        return sum(step.is_pause for step in self.steps)


def laid_out(template: Template, fits: Callable[[str, dict, str], bool]) -> list[tuple[TemplateStep, str]]:
    """[(step, kind it becomes)] in order.

    fits(kind, settings, kind of the source or blank): whether the kind is there, takes the settings and can work on
    the source. A step that nothing fits is left out; what would build on it then has no source.
    """
    chosen: list[str] = []
    for step in template.steps:
        source = chosen[step.source - 1] if step.source else ""
        chosen.append(next((kind for kind in step.kinds if fits(kind, step.settings.get(kind, {}), source)), ""))
    return [(step, kind) for step, kind in zip(template.steps, chosen, strict=True)]


def _welcome(minutes: int = 10) -> TemplateStep:
    return TemplateStep(
        QUESTION, _("Varför vi är här, och vad som är öppet"), minutes,
        _("Processledaren berättar vad ni ska göra, vad som går att påverka, vad som redan är bestämt och vem som "
          "beslutar. Samma text finns på din skärm. Undrar du över något? Skriv det här om du vill."),
    )  # fmt: skip


def _pause(minutes: int = 15) -> TemplateStep:
    return TemplateStep(PAUSE, _("Paus"), minutes, _("Sträck på dig, drick något, var för dig själv om du vill."))


def _checkout(minutes: int = 10) -> TemplateStep:
    return TemplateStep(
        CHECKOUT, _("Vad ser du nu som du inte såg i morse?"), minutes,
        _("Avsluta med en mening var, för den som vill. Ni får också veta när och hur återkopplingen kommer."),
    )  # fmt: skip


VALIDATION = Template(
    "validation", _("Validering av målbilder"),
    _("När målbilder finns på utkast och de som har egen erfarenhet ska säga om de känner igen sig."),
    (
        _welcome(),
        TemplateStep(
            VOICE, _("Målbilderna, med en röst från egen erfarenhet"), 15,
            _("En egenerfaren talare läser målbilderna. Kan ingen vara med: spela en godkänd inspelning och säg det."),
        ),
        TemplateStep(
            ("validate_goals", "scale", *QUESTION), _("Känner du igen dig?"), 30,
            _("Ta en målbild i taget. Känner du igen, känner du igen delvis eller känner du inte igen? "
              "Berätta gärna varför."),
            settings={"scale": {"points": [_("Känner inte igen"), _("Delvis"), _("Känner igen")]}},
        ),
        _pause(),
        TemplateStep(
            ("brainstorm",), _("Vad saknas, och hur skulle du säga det?"), 15,
            _("En tanke per lapp. Skriv gärna målbilden med dina egna ord."),
        ),
        TemplateStep(("cluster",), _("Vilka ändringar hör ihop?"), 20, source=5),
        TemplateStep(
            TALK, _("Var tycker vi olika?"), 20,
            _("En avvikande mening ska stå kvar. Skriv ner den som den sades, utan att jämka."),
        ),
        _checkout(),
    ),
)  # fmt: skip

BARRIERS = Template(
    "barriers", _("Systemhinder på flera orter"),
    _("När flera orter samma dag ska säga vad som står i vägen, framför allt i styrning och ledning."),
    (
        _welcome(),
        TemplateStep(
            VOICE, _("Det här önskar de som det gäller"), 15,
            _("En egenerfaren talare visar målbilderna, före varje annan presentation."),
            sync=True,  # one voice opens the day for all sites
        ),
        TemplateStep(
            ("brainstorm",), _("Om det är det här personer önskar: vad står i vägen?"), 15,
            _("Skriv tyst, ett hinder per lapp. Tänk framför allt på styrning och ledning."),
        ),
        TemplateStep(
            ("name_barriers", *TALK), _("Prata i gruppen om hindren"), 30,
            _("Antecknaren skriver: vilken målbild, vad som hindrar, på vilken nivå, vem som kan göra något, och ett "
              "exempel. Gruppen bekräftar innan det lämnar bordet."),
            in_groups=True,
        ),
        _pause(20),
        TemplateStep(("cluster",), _("Vilka hinder hör ihop?"), 25, source=3),
        TemplateStep(("dot_vote",), _("Vilka hinder behöver lösas först?"), 10, source=6),
        TemplateStep(
            TALK, _("Vem kan göra något, och vad?"), 20,
            _("Nämn den roll som kan handla, inte en person. Säg också vad ingen här kan bestämma."),
        ),
        _checkout(),
    ),
)  # fmt: skip

EXPERIENCE = Template(
    "experience", _("Erfarenhetsworkshop"),
    _("När personer med egen erfarenhet och närstående ska berätta vad som skulle hjälpa."),
    (
        _welcome(15),
        TemplateStep(
            VOICE, _("En som varit där börjar"), 15,
            _("En egenerfaren talare berättar kort. Talaren bestämmer själv vad som sägs och får sluta när som helst."),
        ),
        TemplateStep(
            ("brainstorm",), _("Vad skulle ha hjälpt dig, eller den du bryr dig om?"), 20,
            _("Tänk på en gång när vården inte hängde ihop. Du behöver inte berätta om det svåraste."),
        ),
        _pause(20),
        TemplateStep(
            ("brainstorm",), _("Vad fungerade, och varför?"), 15,
            _("Tänk på en gång när det blev bra. Vem gjorde vad?"),
        ),
        TemplateStep(("cluster",), _("Vilka lappar hör ihop?"), 25, source=3),
        TemplateStep(
            TALK, _("Har vi förstått rätt?"), 20,
            _("Läs upp temana. Rätta det som blev fel, och säg det som ingen har sagt än."),
        ),
        _checkout(15),
    ),
)  # fmt: skip

PROTOTYPE = Template(
    "prototype", _("Test av prototyp"),
    _("När ett förslag ska prövas av dem som skulle leva med det, innan det är bestämt."),
    (
        _welcome(),
        TemplateStep(
            VOICE, _("Så är det i dag"), 15,
            _("En egenerfaren talare visar hur det är i dag, innan någon visar förslaget."),
        ),
        TemplateStep(
            ("try_prototype", *TALK), _("Pröva förslaget"), 30,
            _("Gå igenom scenerna: i dag, och med förslaget. Inget är beslutat."),
        ),
        TemplateStep(
            ("scale", *QUESTION), _("Hur skulle förslaget påverka dig?"), 10,
            _("Välj det som stämmer bäst, och skriv varför. Att inte veta är också ett svar."),
            settings={
                "scale": {
                    "points": [_("Mycket sämre"), _("Något sämre"), _("Ingen skillnad"), _("Något bättre"),
                               _("Mycket bättre")],
                }
            },
        ),
        _pause(),
        TemplateStep(
            ("brainstorm",), _("Jag gillar, jag önskar, tänk om"), 15,
            _("En tanke per lapp. Börja gärna med ett av de tre orden."),
        ),
        TemplateStep(("cluster",), _("Vilka lappar hör ihop?"), 20, source=6),
        TemplateStep(
            TALK, _("Vem kan få det sämre, och vad måste vara sant?"), 20,
            _("Väg också in att inte göra någonting. Skriv ner antagandena: de kan prövas sedan."),
        ),
        _checkout(),
    ),
)  # fmt: skip

LEARNING = Template(
    "learning", _("Lärmöte"),
    _("När ni följer upp: vad visar mätningarna och berättelserna, och vad prövar ni härnäst?"),
    (
        _welcome(),
        TemplateStep(
            VOICE, _("Vad har hänt för den det gäller?"), 10,
            _("En egenerfaren talare börjar. Siffrorna kommer sedan."),
        ),
        TemplateStep(
            QUESTION, _("Vad lägger du märke till?"), 15,
            _("Titta på underlaget i tystnad. Skriv vad du ser innan du skriver vad det betyder."),
        ),
        TemplateStep(
            TALK, _("Vad kan det bero på?"), 25,
            _("Beskriv förhållanden, inte vem som gjort fel. Det som inte kan avgöras får stå som en fråga."),
        ),
        _pause(),
        TemplateStep(
            ("brainstorm",), _("Vad prövar vi härnäst?"), 15,
            _("Ett litet försök per lapp: vad, hur litet det kan börja, och när ni slutar om det inte går."),
        ),
        TemplateStep(("cluster",), _("Vilka försök hör ihop?"), 15, source=6),
        TemplateStep(("dot_vote",), _("Vilket försök börjar vi med?"), 10, source=7),
        _checkout(),
    ),
)  # fmt: skip

THREE_STEPS = Template(
    "three_steps", _("Tre steg"),
    _("Det vanliga korta: skriv lappar, sortera i teman och lägg prickar."),
    (
        TemplateStep(
            ("brainstorm",), _("Vad skulle ha hjälpt dig, eller den du bryr dig om?"), 15,
            _("Tänk på en gång när vården inte hängde ihop. Du behöver inte berätta om det svåraste."),
        ),
        TemplateStep(("cluster",), _("Vilka lappar hör ihop?"), 25, source=1),
        TemplateStep(("dot_vote",), _("Vad ska vi prata mer om?"), 10, source=2),
    ),
)  # fmt: skip

EMPTY = Template("empty", _("Tomt"), _("Inga steg. Du bygger programmet själv."))

FULL = (EXPERIENCE, VALIDATION, BARRIERS, PROTOTYPE, LEARNING)
TEMPLATES = {template.key: template for template in (THREE_STEPS, *FULL, EMPTY)}
