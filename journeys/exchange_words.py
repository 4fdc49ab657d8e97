"""The words of files: codes as a table says them, and what was met in a file as whole sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.labs.enums import ActorKind
from journeys import enums
from journeys.analysis.document import Actor, Document, Gap, Link, Step
from journeys.analysis.findings import Finding, NoJourney, Where
from journeys.analysis.table import NAMES, Words

_CODES: dict[tuple[type, str], object] = {
    (Document, "kind"): enums.JourneyKind,
    (Document, "person_kind"): enums.PersonKind,
    (Actor, "kind"): ActorKind,
    (Step, "channel"): enums.Contact,
    (Step, "word"): enums.FeelingWord,
    (Step, "grade"): enums.Grade,
    (Step, "who_did"): enums.WhoDid,
    (Step, "wanted"): enums.Known,
    (Step, "cells"): enums.Lane,
    (Gap, "kind"): enums.GapKind,
    (Gap, "word"): enums.FeelingWord,
    (Gap, "grade"): enums.Grade,
    (Gap, "carried_by"): enums.Carrier,
    (Gap, "sip"): enums.PlanUse,
    (Gap, "named_contact"): enums.PlanUse,
    (Gap, "contract"): enums.PlanUse,
    (Gap, "retold"): enums.Known,
    (Link, "kind"): enums.LinkKind,
}
MOMENTS = {"best": "Bästa stunden", "worst": "Svåraste stunden"}


@cache
def table_words() -> Words:
    """Codes as a table says them: in Swedish, whatever language the page is in, so that every file reads the same."""
    with translation.override("sv"):
        said = {
            key: {code: str(label) for code, label in choices.choices}  # type: ignore[attr-defined]  # enums
            for key, choices in _CODES.items()
        }
    return said | {(Step, "moment"): MOMENTS}


# --- Sentences --------------------------------------------------------------------------------

_FIELDS = {
    "title": gettext_lazy("namnet"),
    "name": gettext_lazy("namnet"),
    "key": gettext_lazy("nyckeln"),
    "kind": gettext_lazy("slaget"),
    "grade": gettext_lazy("underlaget"),
    "actors": gettext_lazy("vilka som var med"),
    "phases": gettext_lazy("faser"),
    "steps": gettext_lazy("steg"),
    "gaps": gettext_lazy("mellanrum"),
    "cells": gettext_lazy("det som står om steget"),
    "after": gettext_lazy("steget före"),
    "source": gettext_lazy("steget som vägen går från"),
    "target": gettext_lazy("steget som vägen går till"),
    "organisation": gettext_lazy("organisationen"),
    "code": gettext_lazy("den officiella koden"),
    "is_person": gettext_lazy("om det är personen själv"),
    "voices": gettext_lazy("rösterna"),
    "words": gettext_lazy("orden"),
    "review_on": gettext_lazy("när kartan ska ses över"),
}
_PARTS = {
    "phase": gettext_lazy("fas %(n)s"),
    "step": gettext_lazy("steg %(n)s"),
    "gap": gettext_lazy("mellanrum %(n)s"),
    "actor": gettext_lazy("aktör %(n)s"),
    "link": gettext_lazy("väg %(n)s"),
    "voice": gettext_lazy("röst %(n)s"),
}
_KINDS = {
    "text": gettext_lazy("text"),
    "number": gettext_lazy("ett helt tal"),
    "day": gettext_lazy("en dag, skriven som 2026-09-18"),
    "flag": gettext_lazy("sant eller falskt"),
    "list": gettext_lazy("en lista"),
    "object": gettext_lazy("ett objekt"),
}
_FAULTS = {
    "missing": gettext_lazy("%(field)s saknas. Skriv det."),
    "too_long": gettext_lazy("%(field)s är %(detail)s tecken. Korta texten."),
    "unknown_code": gettext_lazy("”%(detail)s” går inte att förstå som %(field)s. Välj något av det som formatet har."),
    "negative": gettext_lazy("%(field)s är %(detail)s. Det kan inte vara mindre än noll. Skriv noll eller mer."),
    "out_of_range": gettext_lazy("%(field)s är utanför det som går (%(detail)s). Rätta talet."),
    "wrong_kind": gettext_lazy("%(field)s ska vara %(kind)s."),
    "too_many": gettext_lazy("det är fler %(field)s än en karta rymmer (%(detail)s). Dela upp den i flera."),
    "double_actor": gettext_lazy(
        "aktören ”%(detail)s” finns två gånger. Ta bort den ena, eller ge den ett annat namn."
    ),
    "double_key": gettext_lazy("nyckeln ”%(detail)s” används två gånger. Ge varje del en egen nyckel."),
    "two_persons": gettext_lazy("mer än en aktör är personen själv. Välj en."),
    "unknown_lane": gettext_lazy("”%(detail)s” är inget som kartan säger om ett steg. Välj en av rutorna som finns."),
    "unknown_actor": gettext_lazy("aktören ”%(detail)s” finns inte i filen. Lägg till den, eller ta bort den här."),
    "unknown_step": gettext_lazy("steget ”%(detail)s” finns inte i filen. Välj ett steg som finns."),
    "end_without_beginning": gettext_lazy("slutar dag %(detail)s men har ingen första dag. Skriv båda eller ingen."),
    "ends_before_it_begins": gettext_lazy("slutar innan det börjar (dag %(detail)s). Byt plats på dagarna."),
    "gap_of_one_step": gettext_lazy("ligger mellan ett steg och samma steg. Välj ett annat steg efter."),
    "measured_without_source": gettext_lazy("har uppmätta dagar utan källa. Skriv varifrån de kommer."),
    "people_without_days": gettext_lazy("säger hur många personer som mätts men inga dagar. Skriv dagarna."),
    "times_without_yes": gettext_lazy(
        "säger hur många gånger personen fick berätta igen, men inte att det hände. Svara ja, eller ta bort antalet."
    ),
    "way_to_itself": gettext_lazy("går från ett steg till samma steg. Välj ett annat."),
    "cycle": gettext_lazy(
        "är en rundgång: grenen går tillbaka till ett tidigare steg (%(detail)s). Gör den till ”Tillbaka till”, "
        "eller välj ett steg längre fram."
    ),
    "double_way": gettext_lazy("samma väg finns två gånger. Ta bort den ena."),
    "unknown_row": gettext_lazy("”%(detail)s” är inget slag av rad som vi känner. Rätta ordet i kolumnen slag."),
    "row_without_place": gettext_lazy("kolumnen %(field)s är tom. Skriv vad raden hör till."),
    "double_row": gettext_lazy("säger samma sak som rad %(detail)s. Ta bort den ena."),
    "disagrees": gettext_lazy("%(field)s är ett annat än på rad %(detail)s. De måste vara lika på alla rader."),
    "person_not_here": gettext_lazy(
        "kartan är en persons egen väg, och den personen finns inte i det här labbet. Då kan hen inte säga ja eller "
        "nej till den. Läs in den i labbet där den gjordes."
    ),
}
_LOSSES = {
    "no_steps": gettext_lazy("Kartan har inga steg."),
    "unknown_field": gettext_lazy("”%(detail)s” är inget som formatet har, och läses inte in."),
    "day_before": gettext_lazy("Börjar före steget innan (dag %(detail)s). Läses in som det står."),
    "cut": gettext_lazy("Texten är för lång och kortas (%(detail)s tecken)."),
    "not_read": gettext_lazy("”%(detail)s” har ingen plats i en karta och läses inte in."),
    "other_version": gettext_lazy(
        "Filen är CJML %(detail)s och läses som 2.0. Det som är nytt eller annorlunda där kan saknas."
    ),
    "planned_reference": gettext_lazy("Att resan följer planen ”%(detail)s” sparas inte. Jämför kartorna i stället."),
    "no_end_user": gettext_lazy("Ingen slutanvändare nämns. Personen kallas ”Personen”."),
    "kind_by_name": gettext_lazy("Vad det är för aktör står inte i filen. Namnet tyder på: %(kind)s."),
    "kind_unknown": gettext_lazy("Det går inte att se om det är region, kommun eller något annat. Blir ”Annan”."),
    "actor_not_told_of": gettext_lazy("Aktören ”%(detail)s” presenteras inte i filen. Läses in med det namnet."),
    "phase_not_told_of": gettext_lazy("Fasen ”%(detail)s” presenteras inte i filen. Läses in med det namnet."),
    "phase_taken": gettext_lazy("Ingen fas anges. Läses in i samma fas som steget innan, eller i den första."),
    "phase_again": gettext_lazy("Fasen ”%(detail)s” kommer tillbaka senare. Den står då två gånger, i tidens ordning."),
    "no_phases": gettext_lazy("Filen har inga faser. Allt hamnar i en."),
    "was_missing": gettext_lazy("Uteblev enligt filen. Det står i ”Det som stod i vägen”."),
    "was_failing": gettext_lazy("Gick inte som planerat enligt filen. Det står i ”Det som stod i vägen”."),
    "was_adhoc": gettext_lazy("Var inte planerat enligt filen. Det står i ”På scenen”."),
    "channel_unknown": gettext_lazy("Kanalen ”%(detail)s” känner vi inte. Hur det skedde lämnas tomt."),
    "description_is_no_quote": gettext_lazy(
        "Upplevelsen läses in som text om personen, inte som citat: vi vet inte om någon har sagt ja till att citeras."
    ),
    "scale_of_five": gettext_lazy("Betyg 1–5 blir −2 till 2."),
    "scale_unclear": gettext_lazy(
        "Alla betyg i filen är 1 eller 2. Det är bra på en skala från −2 till 2 och dåligt på en från 1 till 5, så "
        "känslan lämnas tom."
    ),
    "rating_unknown": gettext_lazy("Betyget ”%(detail)s” går inte att förstå. Känslan lämnas tom."),
    "time_unknown": gettext_lazy("Tiden ”%(detail)s” går inte att förstå och läses inte in."),
    "ends_first": gettext_lazy("Slutar innan det börjar (%(detail)s). Sluttiden läses inte in."),
    "overlap": gettext_lazy("Börjar %(detail)s dagar innan steget före är slut. Det blir inget mellanrum."),
    "gap_made": gettext_lazy("%(detail)s dagar efter steget före, hos någon annan. Blir ett mellanrum: väntan."),
    "comment_on_stage": gettext_lazy("Kommentaren läses in under ”På scenen”."),
    "own_comment": gettext_lazy(
        "Mellanrummens ord, vägar, underlag och annat som CJML inte har plats för läses inte tillbaka. "
        "Använd JSON eller tabellen för att få med allt."
    ),
    "no_value": gettext_lazy("En formel utan sparat värde (kolumn %(column)s). Cellen blir tom."),
    "error_value": gettext_lazy("Kalkylarket visar felet %(detail)s (kolumn %(column)s). Cellen blir tom."),
    "too_many_columns": gettext_lazy("Filen har fler kolumner än till och med %(column)s. Resten läses inte."),
    "merged": gettext_lazy("Cellerna %(detail)s var sammanfogade. Texten läses in på varje rad."),
    "answers_not_here": gettext_lazy(
        "Kartan svarar på en karta över hur det är i dag, och den finns inte i det här labbet. Det följer inte med."
    ),
    "voice_not_here": gettext_lazy(
        "En röst följer inte med: lappen finns inte i det här labbet, eller får inte användas längre."
    ),
    "quote_not_here": gettext_lazy(
        "Ett citat följer inte med: personen har tagit tillbaka det, inte sagt ja, eller ändrat sina ord."
    ),
    "organisation_unknown": gettext_lazy("Organisationen ”%(detail)s” finns inte här. Aktören läses in utan den."),
}


def file_sentence(bad: NoJourney) -> str:
    """Why a file gives no journey, and what to do."""
    words = {
        "too_large": _("Filen är för stor. Den får vara högst 5 MB."),
        "empty": _("Filen är tom."),
        "not_json": _("Filen är inte hel JSON. Exportera kartan på nytt och försök igen."),
        "not_a_journey": _("Filen är ingen resa ur Hälsolabb. Välj en fil i formatet resa-1, en tabell eller CJML."),
        "newer": _(
            "Filen är gjord av ett nyare Hälsolabb (format %(detail)s), och det här läser format 1. Exportera kartan "
            "som tabell (CSV) där den gjordes, eller uppdatera här."
        ),
        "doctype": _(
            "Filen har en egen dokumenttyp (DOCTYPE) med egna förkortningar och läses därför inte. Spara den utan."
        ),
        "not_xml": _("Filen är inte hel XML: något är inte avslutat eller felskrivet. Exportera den på nytt."),
        "too_deep": _("Filen har för många nivåer i varandra för att läsas."),
        "not_cjml": _("Filen är XML men inte CJML. Den ska börja med elementet CJML."),
        "no_journeys": _("Det finns ingen resa i filen."),
        "too_many_journeys": _("Filen har %(detail)s resor. Högst 50 går att läsa på en gång. Dela upp den."),
        "no_columns": _("Tabellen saknar kolumner: %(detail)s. Skriv rubrikerna på första raden."),
        "too_many_rows": _("Tabellen har för många rader. Dela upp den i flera kartor."),
        "old_workbook": _("Filen är i det äldre formatet .xls. Spara den som .xlsx eller CSV."),
        "encrypted": _("Filen är låst med lösenord. Spara en kopia utan lösenord och försök igen."),
        "broken_workbook": _("Filen går inte att öppna. Spara den på nytt som .xlsx eller CSV och försök igen."),
    }
    told = words.get(bad.code) or _("Filen går inte att läsa. Välj JSON, CSV, Excel (.xlsx) eller CJML (.xml).")
    told %= {"detail": bad.detail}
    return _("%(what)s (Rad %(line)s.)") % {"what": told, "line": bad.line} if bad.line else told


def finding_sentence(finding: Finding) -> str:
    """One fault: where it is and what to do."""
    where = place(finding.where)
    if finding.line:
        row = _("rad %(n)s") % {"n": finding.line}
        where = f"{row}, {where}" if where else row
    said = _FAULTS[finding.code] % _filled(finding)
    return f"{where[:1].upper()}{where[1:]}: {said}" if where else f"{said[:1].upper()}{said[1:]}"


def place(where: Where) -> str:
    """Fas 2 ”Faller emellan”, steg 1 ”Första besöket”."""
    parts = []
    for kind, number, name in where:
        part = _PARTS[kind] % {"n": number}
        parts.append(f"{part} ”{name[:60]}”" if name else str(part))
    return ", ".join(parts)


def losses_told(findings: Iterable[Finding], most: int = 8) -> list[dict]:
    """[{"text", "n", "places"}] of what is lost or taken another way: each sentence once, with how often and the first
    places where."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(_LOSSES[finding.code] % _filled(finding), []).append(finding)
    return [
        {"text": text, "n": len(rows), "places": list(dict.fromkeys(filter(None, map(_near, rows))))[:most]}
        for text, rows in told.items()
    ]


def _near(finding: Finding) -> str:
    line = _("rad %(n)s") % {"n": finding.line} if finding.line else ""
    near = ", ".join(filter(None, [place(finding.where), line]))
    return f"{near[:1].upper()}{near[1:]}"


def _filled(finding: Finding) -> dict[str, object]:
    names = {field: name for fields in NAMES.values() for field, name in fields.items()}
    lanes = dict(enums.Lane.choices)
    field = finding.field
    said = _FIELDS.get(field) or lanes.get(field) or names.get(field, field)
    kind = _KINDS.get(finding.detail, "")
    if finding.code == "kind_by_name":
        kind = str(ActorKind(finding.detail).label).lower()
    detail = f"−{finding.detail[1:]}" if finding.code == "negative" else finding.detail
    return {"field": said, "detail": detail, "column": finding.column, "kind": kind}
