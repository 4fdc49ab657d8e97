"""What differs in steps that two journeys share, and what of the two could not be compared at all."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.accounts.reference.counties import COUNTIES
from journeys.analysis.compare import Comparison, StepPair
from journeys.enums import AS_IT_IS, Contact, Feeling, Grade, JourneyKind, PersonKind, WhoDid
from journeys.words import signed


def step_differences(found: Comparison) -> list[dict]:
    """[{"title", "sure", "rows": [(what, in a, in b)]}] of the steps both have, where something differs. Only what both
    say is compared: what one of them leaves unsaid is no difference."""
    same = {pair.a.key: pair.b.key for pair in found.actors if pair.a and pair.b}
    out = []
    for pair in found.steps:
        rows = _differences(found, pair, same)
        if pair.a is not None and rows:
            out.append({"title": pair.a.title, "sure": pair.sure, "rows": rows})
    return out


def _differences(found: Comparison, pair: StepPair, same: dict[str, str]) -> list[tuple[Any, str, str]]:
    a, b = pair.a, pair.b
    if a is None or b is None:
        return []
    rows: list[tuple[Any, str, str]] = []
    if a.title != b.title:
        rows.append((_("Kallas"), a.title, b.title))
    if pair.phase_a != pair.phase_b:
        rows.append((_("Fas"), pair.phase_a, pair.phase_b))
    if pair.moved:
        rows.append((_("Ordning"), _("Före eller efter andra steg"), _("På en annan plats")))
    if a.feeling is not None and b.feeling is not None and a.feeling != b.feeling:
        lighter = b.feeling > a.feeling
        told = [f"{Feeling(step.feeling).label} ({signed(step.feeling or 0)})" for step in (a, b)]
        rows.append((_("Känsla, lättare i den andra") if lighter else _("Känsla, tyngre i den andra"), *told))
    for label, codes, one, other in (
        (_("Hur"), Contact, a.channel, b.channel),
        (_("Vem gjorde jobbet"), WhoDid, a.who_did, b.who_did),
    ):
        if one and other and one != other:
            rows.append((label, str(codes(one).label), str(codes(other).label)))
    if a.actors and b.actors and {same.get(key, key) for key in a.actors} != set(b.actors):
        rows.append((_("Vilka som är med"), _named(found.a, a.actors), _named(found.b, b.actors)))
    if a.from_day is not None and b.from_day is not None and a.from_day != b.from_day:
        rows.append((_("Dag sedan början"), str(a.from_day), str(b.from_day)))
    return rows


def _named(document, keys) -> str:
    return ", ".join(actor.name for key in keys if (actor := document.actor(key)))


def limits(found: Comparison, names: tuple[str, str]) -> list[str]:
    """What could not be compared, or must be read with care, as sentences."""
    a, b = found.a, found.b
    out = []
    told = {"a": names[0], "b": names[1]}
    kinds = {"one": str(JourneyKind(a.kind).label).lower(), "other": str(JourneyKind(b.kind).label).lower()}
    if a.kind != b.kind:
        words = _("”%(a)s” är ett annat slag av karta än ”%(b)s”: %(one)s och %(other)s.")
        out.append(words % (told | kinds))
    if (a.kind in AS_IT_IS) != (b.kind in AS_IT_IS):
        out.append(
            _("Dagar som är planerade i den ena och berättade eller uppmätta i den andra är olika slags tal. De står "
              "bredvid varandra och är inte dragna från varandra.")
        )  # fmt: skip
    if a.county and b.county and a.county != b.county:
        counties = {"one": COUNTIES.get(a.county, a.county), "other": COUNTIES.get(b.county, b.county)}
        out.append(
            _("De gäller %(one)s och %(other)s. En karta från varje län visar två vägar, inte hur länen skiljer sig.")
            % counties
        )
    if a.person_kind != b.person_kind:
        out.append(_("Den ena är en persons egen väg, den andra en påhittad persons."))
    elif a.person_kind == PersonKind.TELLER:
        out.append(_("Båda är enskilda personers vägar. De visar vad som kan hända, inte hur vanligt det är."))
    if a.happened_in and b.happened_in and a.happened_in != b.happened_in:
        out.append(_("De började inte samma månad. Det som skiljer kan bero på det."))
    one_sided = sum(
        pair.a is not None and pair.b is not None and (pair.a.feeling is None) != (pair.b.feeling is None)
        for pair in found.steps
    )
    if one_sided:
        out.append(
            ngettext(
                "För %(n)s steg som finns i båda säger bara den ena hur det kändes.",
                "För %(n)s steg som finns i båda säger bara den ena hur det kändes.",
                one_sided,
            )
            % {"n": one_sided}
        )
    for document, name in ((a, names[0]), (b, names[1])):
        parts = [*document.steps, *document.gaps]
        guesses = sum(part.grade == Grade.ASSUMED for part in parts)
        if guesses:
            out.append(
                _("I ”%(name)s” är %(n)s av %(m)s delar antaganden.")
                % {"name": name, "n": guesses, "m": len(parts)}
            )  # fmt: skip
        if any(step.track for step in document.steps):
            out.append(
                _("I ”%(name)s” händer saker samtidigt. Här står de i kartans ordning.") % {"name": name}
            )  # fmt: skip
    if a.links or b.links:
        out.append(_("Vägar tillbaka och andra vägar är inte jämförda."))
    out.append(_("Orden i varje steg jämförs inte av datorn. De står sida vid sida, så att ni kan läsa dem själva."))
    return out
