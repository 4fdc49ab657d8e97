"""A small way to try things on: three phases, four steps, two gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from journeys.analysis.document import Actor, Document, Gap, Link, Phase, Step

ACTORS = (
    Actor("a1", "Alex", "person", is_person=True),
    Actor("a2", "Vårdcentralen", "region"),
    Actor("a3", "Psykiatrin", "region"),
    Actor("a4", "Socialkontoret", "municipality"),
)
STEPS = (
    Step("s1", "Ringer vårdcentralen", ("a1", "a2"), channel="phone", feeling=0, word="hopeful", grade="told",
         who_did="person", wanted="yes", from_day=0,
         cells={"person": "Tar mod till sig.", "front": "En sjuksköterska lyssnar.", "back": "Remiss skrivs."}),
    Step("s2", "Första besöket", ("a1", "a3"), channel="meeting", feeling=-2, word="rejected", grade="told",
         moment="worst", from_day=47, to_day=48,
         cells={"person": "Berättar igen.", "support": "Ersättning per besök."}),
    Step("s3", "Möte på socialkontoret", ("a1", "a4"), channel="meeting", feeling=0, word="wary", grade="observed",
         cells={"front": "Frågar vad Alex vill.", "worked": "Hon ringde själv."}),
    Step("s4", "SIP-möte", ("a1", "a3", "a4"), channel="meeting", feeling=2, word="relieved", grade="measured",
         moment="best", from_day=131, cells={"person": "Får ett namn.", "idea": "Gör det första veckan."}),
)  # fmt: skip
GAPS = (
    Gap("m1", "s1", "wait", "Ingen hör av sig", before="s2", days_planned=14, told_words="några veckor",
        days_measured=47, measured_n=212, measured_source="Vårdregister, exempel", from_actor="a2", to_actor="a3",
        carried_by="relative", sip="none", retold="yes", retold_times=2, feeling=-1, word="waiting",
        life="Bor hos sin syster.", grade="measured"),
    Gap("m2", "s2", "responsibility", "Ingen tar över", before="s3", days_planned=7, days_told=60,
        told_words="två månader", from_actor="a3", to_actor="a4", carried_by="relative", named_contact="unused",
        consequence="Två nätter på akuten.", bridge="En socialsekreterare som ringde.", grade="told"),
)  # fmt: skip
DOCUMENT = Document(
    "Alex väg till hjälp", "Var i kedjan blir det tyst?", "told", "Alex", about="Alex finns inte.", county="17",
    place="Exempelby", happened_in=date(2025, 3, 1), actors=ACTORS,
    phases=(
        Phase("f1", "Söker hjälp", STEPS[:1]), Phase("f2", "Faller emellan", STEPS[1:2]),
        Phase("f3", "Någon håller ihop", STEPS[2:]),
    ),
    gaps=GAPS, links=(Link("v1", "s2", "s1", "loop", "Om tiden går ut"),),
)  # fmt: skip


def large(phases: int, steps: int, gaps: int, lanes: int = 8) -> Document:
    """A way of that many phases, steps and gaps in all; every step says something in so many lanes."""
    from journeys.analysis.document import LANES

    made = [
        Step(f"s{n}", f"Steg {n} på vägen", ("a1", f"a{2 + n % 3}"), feeling=n % 5 - 2, grade="told",
             cells=dict.fromkeys(LANES[:lanes], f"Vad som hände i steg {n}, och vad det kräver."))
        for n in range(1, steps + 1)
    ]  # fmt: skip
    each = -(-steps // phases)
    return replace(
        DOCUMENT,
        title=f"En lång väg, {steps} steg",
        phases=tuple(Phase(f"f{n + 1}", f"Fas {n + 1}", tuple(made[n * each : (n + 1) * each])) for n in range(phases)),
        gaps=tuple(
            replace(GAPS[n % 2], key=f"m{n + 1}", after=f"s{1 + n * (steps - 1) // gaps}", before=f"s{steps}")
            for n in range(gaps)
        ),
        links=(),
    )
