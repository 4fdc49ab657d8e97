"""What is said of a file of figures: why it cannot be read, and what was found in its rows. Sentences that say what to
do."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.analysis.reading.shape import Found
from hlab.core.grids import MAX_COLUMNS
from hlab.core.sheets import Unreadable

FIELD_LABELS = {
    "indicator": gettext_lazy("Mått"),
    "unit": gettext_lazy("Enhet (kod)"),
    "period": gettext_lazy("Period"),
    "sex": gettext_lazy("Kön"),
    "age": gettext_lazy("Ålder"),
    "numerator": gettext_lazy("Täljare"),
    "denominator": gettext_lazy("Nämnare"),
    "value": gettext_lazy("Värde"),
}
ASKS = {
    "fraction": "scale", "double": "last", "other_source": "replace", "lost_zero": "pad", "unsure_number": "decimal",
}  # fmt: skip
"""{what was found: the choice of `reading.columns.Mapping` that settles it}."""


def file_sentence(error: Unreadable) -> str:
    """Why what was sent in holds no figures that can be read, and what to do."""
    rows = ", ".join(str(row) for row in error.rows[:10])
    labels = ", ".join(str(FIELD_LABELS.get(name, name)) for name in error.names)
    words = {
        "too_large": _("Filen är för stor. Den får vara högst 25 MB. Dela upp den i flera filer."),
        "empty": _("Här finns inga värden. Kontrollera att rätt fil är vald."),
        "no_rows": _("Under rubrikerna finns inga rader. Kontrollera att rätt fil, blad och rubrikrad är valda."),
        "binary": _("Det är inte en tabell. Spara värdena som Excel (.xlsx) eller CSV."),
        "markup": _("Filen är en webbsida. Spara tabellen som Excel (.xlsx) eller CSV."),
        "old_workbook": _("Filen är i det äldre formatet .xls. Spara den som .xlsx eller CSV."),
        "encrypted": _("Filen är låst med lösenord. Spara en kopia utan lösenord och försök igen."),
        "broken_workbook": _("Filen går inte att öppna. Spara den på nytt som .xlsx och försök igen."),
        "other_workbook": _("Filen är inte en Excel-fil. Spara värdena som .xlsx eller CSV."),
        "no_sheet": _("Bladet finns inte i filen. Välj ett av dessa: %(names)s."),
        "too_many_rows": _("Filen har för många rader. Dela upp den i flera filer."),
        "too_many_columns": _("Filen har för många kolumner. Ta bort dem som inte behövs."),
        "merged_too_wide": _("Filen har sammanfogade celler över hela bladet. Dela dem och försök igen."),
        "no_header": _("Rad %(rows)s är tom. Välj raden som har rubriker."),
        "no_column": _("Kolumnen %(names)s finns inte i filen. Välj kolumner igen."),
        "not_told": _("Välj var detta står: %(labels)s."),
        "ragged": _("Rad %(rows)s har fler celler än rubrikraden. Sätt citattecken runt text med skiljetecken."),
        "long_cell": _("Ett citattecken saknar sitt par. Rätta filen och välj den igen."),
        "no_character": _("Rad %(rows)s innehåller tecken som inte är text. Spara filen på nytt."),
        "not_json": _("Filen går inte att läsa som JSON (sida %(rows)s). Hämta den på nytt från källan."),
        "not_kolada": _("Sida %(rows)s har inte Koladas form. Hämta den på nytt från Koladas tjänst, version 3."),
        "not_jsonstat": _("Filen är inte JSON-stat version 2. Hämta den på nytt från källan."),
        "collection": _("Filen är en samling av flera tabeller. Hämta en tabell i taget."),
        "wrong_size": _("Antalet värden stämmer inte med tabellens delar. Hämta filen på nytt från källan."),
    }
    sentence = words.get(error.code, words["binary"])
    return sentence % {"rows": rows, "names": ", ".join(error.names), "labels": labels}


def found_sentence(found: Found) -> str:
    """What was found, with the rows it was found in."""
    detail, _bar, successor = found.detail.partition("|")
    label = FIELD_LABELS.get(found.field, found.field)
    sentence = _sentences()[found.code] % {"detail": detail, "field": label, "n": found.n, "last": MAX_COLUMNS}
    if successor:
        more = _("Menas %(successor)s?") if found.code == "lost_zero" else _("Det ersätts av %(successor)s.")
        sentence += " " + more % {"successor": successor}
    return f"{_rows(found.rows, found.n)}: {sentence}" if found.rows else sentence


def _rows(rows: tuple[int, ...], n: int) -> str:
    listed = sorted(set(rows))
    told = ", ".join(map(str, listed))
    if n > len(rows):
        return ngettext("Rad %(rows)s och %(n)s till", "Rad %(rows)s och %(n)s till", n - len(rows)) % {
            "rows": told, "n": n - len(rows),
        }  # fmt: skip
    return ngettext("Rad %(rows)s", "Rad %(rows)s", len(listed)) % {"rows": told}


def _sentences() -> dict[str, str]:
    return {
        # What is at fault.
        "unknown_indicator": _("måttet %(detail)s finns inte i labbets register. Lägg till det där, eller dess kod hos "
                               "källan, och titta på filen igen."),
        "gone_indicator": _("källan har inte kvar måttet %(detail)s."),
        "ended_indicator": _("måttet %(detail)s har upphört, och perioden är senare än så."),
        "unpublished": _("måttet %(detail)s är inte publicerat ännu. Publicera dess definition först."),
        "no_indicator": _("måttet saknas."),
        "unknown_unit": _("enheten %(detail)s finns inte. Kontrollera koden."),
        "lost_zero": _("koden %(detail)s verkar ha tappat sin första nolla. Rätta filen, eller välj här under att läsa "
                       "koderna med nollan."),
        "same_name": _("flera enheter heter %(detail)s. Använd koden i stället."),
        "ended_unit": _("enheten %(detail)s har upphört, och perioden är senare än så."),
        "no_unit": _("enheten saknas."),
        "code_is_number": _("koden är ett tal (%(detail)s). Koder måste vara text, annars tappas nollor."),
        "level": _("måttet har inga värden på den nivå som enheten %(detail)s hör till."),
        "real_unit": _("%(detail)s finns på riktigt. Exempelvärden får bara höra till påhittade enheter."),
        "invented_unit": _("%(detail)s är en påhittad enhet. Riktiga värden får bara höra till riktiga enheter."),
        "bad_period": _("perioden ”%(detail)s” går inte att läsa. Skriv till exempel 2024, 2024-Q1 eller 2024-03."),
        "no_period": _("perioden saknas."),
        "future": _("perioden %(detail)s har inte börjat än."),
        "too_short": _("perioden %(detail)s är kortare än måttets."),
        "unknown_sex_code": _("könet ”%(detail)s” känns inte igen. Skriv T, K eller M."),
        "no_sexes": _("måttet delas inte på kön."),
        "unknown_age": _("åldersgruppen %(detail)s är inte en av måttets."),
        "bad_number": _("”%(detail)s” i kolumnen %(field)s är inget tal."),
        "unsure_number": _("”%(detail)s” kan vara både ett tal med decimaler och tusental. Välj decimaltecken här "
                           "under."),
        "negative_count": _("ett antal kan inte vara mindre än noll."),
        "denominator_zero": _("nämnaren är noll men täljaren är det inte."),
        "half": _("bara en av täljare och nämnare finns. Båda behövs."),
        "more_than_all": _("täljaren är större än nämnaren."),
        "value_differs": _("värdet stämmer inte med täljare och nämnare."),
        "fraction": _("värdena för %(detail)s ligger mellan 0 och 1, men måttet räknas i procent. Välj här under hur "
                      "de ska läsas."),
        "negative": _("värdet kan inte vara mindre än noll."),
        "over_all": _("en andel kan inte vara mer än 100 procent."),
        "no_level": _("nivån ska vara 0, 1 eller 2."),
        "double": _("flera rader har olika värden för samma sak (%(detail)s). Rätta filen, eller välj här under att "
                    "den sista gäller."),
        "other_source": _("värdet kommer redan från en annan källa, och de två är olika. Välj här under vilken som "
                          "gäller."),
        # What is good to know.
        "unknown_sex": _("okänd könskod (%(detail)s). Värdet läses inte in."),
        "group_mean": _("ett ovägt medelvärde av flera. Värdet läses inte in."),
        "dash": _("bara ett streck i kolumnen %(field)s. Det läses som att uppgift saknas, inte som noll."),
        "masked": _("”%(detail)s”: källan visar inte värdet. Det läses som att uppgift saknas."),
        "nobody": _("nämnaren är noll. Det läses som att uppgift saknas."),
        "same_twice": _("samma sak står flera gånger. Den läses in en gång."),
        "last_taken": _("en senare rad om samma sak gäller i stället."),
        "scaled": _("läses som andel av 1 och visas i procent."),
        "replaces": _("värdet tar en annan källas plats."),
        "nothing_to_delete": _("källan tar bort ett värde som inte finns här."),
        "merged": _("cellerna %(detail)s var sammanfogade. Texten läses på varje rad."),
        "no_value": _("en formel utan sparat värde. Cellen blir tom."),
        "error_value": _("kalkylarket visar felet %(detail)s. Cellen blir tom."),
        "too_many_columns": _("Filen har fler än %(last)s kolumner. Resten läses inte."),
    }  # fmt: skip


def summary(counts: dict) -> str:
    """How much an import changed, as one sentence."""
    parts = [
        ngettext("%(n)s nytt värde", "%(n)s nya värden", counts.get("new", 0)) % {"n": counts.get("new", 0)},
        ngettext("%(n)s ändrat", "%(n)s ändrade", counts.get("revised", 0)) % {"n": counts.get("revised", 0)},
        ngettext("%(n)s borttaget", "%(n)s borttagna", counts.get("deleted", 0)) % {"n": counts.get("deleted", 0)},
        _("%(n)s som förut") % {"n": counts.get("same", 0)},
    ]
    return _("%(parts)s.") % {"parts": ", ".join(parts)}


def changes_nothing(counts: dict) -> bool:
    """Whether everything in it is known already."""
    return not any(counts.get(kind) for kind in ("new", "revised", "deleted"))


def told(findings: Iterable[Found]) -> list[dict]:
    """As `ImportBatch.findings` keeps them."""
    return [
        {
            "row": one.rows[0] if one.rows else 0, "field": one.field, "code": one.code, "fault": one.is_fault,
            "text": _capital(found_sentence(one)),
        }
        for one in findings
    ]  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
