"""What is said of a plan's file: why it is no table, and what was found in its rows. Sentences that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.analysis.coverage import Without
from goals.analysis.plan_sheet import FAULTS, Plan
from hlab.core.grids import MAX_ROWS, Finding
from hlab.core.sheets import Unreadable

FIELD_LABELS = {
    "number": gettext_lazy("Nummer"),
    "title": gettext_lazy("Insats"),
    "description": gettext_lazy("Beskrivning"),
    "responsible": gettext_lazy("Ansvarig"),
    "period": gettext_lazy("När"),
    "target": gettext_lazy("Mål"),
}


def file_sentence(error: Unreadable) -> str:
    """Why what was sent in is no plan, and what to do."""
    rows = ", ".join(str(row) for row in error.rows[:10]) + (_(" med flera") if len(error.rows) > 10 else "")
    words = {
        "too_large": _("Filen är för stor. Den får vara högst 5 MB. Ta bort bilder, eller dela upp planen."),
        "empty": _("Här finns inga rader med insatser. Kontrollera att rätt fil eller blad är valt."),
        "binary": _("Det är inte en tabell. Spara planen som Excel (.xlsx) eller CSV, eller klistra in raderna."),
        "markup": _("Filen är en webbsida. Öppna den i kalkylprogrammet och spara den som Excel (.xlsx) eller CSV."),
        "old_workbook": _(
            "Filen är i det äldre formatet .xls. Öppna den i kalkylprogrammet och spara den som .xlsx eller CSV."
        ),
        "encrypted": _("Filen är låst med lösenord. Spara en kopia utan lösenord och försök igen."),
        "broken_workbook": _(
            "Filen går inte att öppna. Öppna den i kalkylprogrammet, spara den på nytt som .xlsx och försök igen."
        ),
        "other_workbook": _("Filen är inte en Excel-fil. Spara planen som .xlsx eller CSV, eller klistra in raderna."),
        "no_sheet": _("Bladet finns inte i filen. Välj ett av dessa: %(names)s."),
        "too_many_rows": _("Planen har fler än %(most)s rader. Dela upp den i flera planer."),
        "merged_too_wide": _("Filen har sammanfogade celler över hela bladet. Dela dem och försök igen."),
        "no_header": _("Rad %(rows)s är tom. Välj en rad som har rubriker, eller 0 om planen inte har några."),
        "no_column": _("En kolumn som är vald finns inte i filen. Välj kolumner igen."),
        "long_cell": _(
            "Rad %(rows)s: texten är längre än en cell kan vara. Saknar ett citattecken sitt par, där eller tidigare?"
        ),
        "no_character": _("Rad %(rows)s innehåller tecken som inte är text. Skriv om dem och spara filen på nytt."),
    }
    sentence = words.get(error.code, words["binary"])
    return sentence % {"rows": rows, "names": ", ".join(error.names), "most": MAX_ROWS}


def finding_sentence(finding: Finding) -> str:
    """What was found at a row, as a whole sentence."""
    words = {
        "no_title_column": _("Välj vilken kolumn som har insatserna. Det finns: %(detail)s."),
        "no_title": _("Rad %(row)s: insatsen saknas. Skriv den i kolumn %(column)s, eller ta bort raden."),
        "too_long": _("Rad %(row)s, kolumn %(column)s: texten är %(detail)s tecken för lång. Korta den."),
        "too_many_cells": _("Rad %(row)s har fler celler än rubrikraden. Sätt citattecken runt text med skiljetecken."),
        "double_number": _("Rad %(row)s: samma nummer som på rad %(detail)s. Båda läses in."),
        "double_title": _("Rad %(row)s: samma insats som på rad %(detail)s. Båda läses in."),
        "merged": _("Rad %(row)s: cellerna %(detail)s var sammanfogade. Texten läses in på varje rad."),
        "heading_row": _("Rad %(row)s är en mellanrubrik (”%(detail)s”) och läses inte in som insats."),
        "no_value": _("Rad %(row)s, kolumn %(column)s: en formel utan sparat värde. Cellen blir tom."),
        "error_value": _("Rad %(row)s, kolumn %(column)s: kalkylarket visar felet %(detail)s. Cellen blir tom."),
        "too_many_columns": _("Filen har fler kolumner än till och med %(column)s. Resten läses inte."),
    }
    return words[finding.code] % {"row": finding.row, "column": finding.column, "detail": finding.detail}


def told(plan: Plan) -> tuple[list[str], list[str]]:
    """(what must be put right, what is good to know), in the order of the rows."""
    faults = [finding_sentence(finding) for finding in plan.findings if finding.code in FAULTS]
    return faults, [finding_sentence(finding) for finding in plan.findings if finding.code not in FAULTS]


def fits_sentence(plan: Plan) -> str:
    """Why a plan cannot be read in as it stands."""
    if not plan.faults:
        return _("Här finns inga insatser att läsa in. Kontrollera att rätt blad, rad och kolumn är valda.")
    return ngettext(
        "Inget är inläst. En sak behöver rättas först.",
        "Inget är inläst. %(n)s saker behöver rättas först.",
        len(plan.faults),
    ) % {"n": len(plan.faults)}


def without_sentence(gap: Without, *, of_goal: bool) -> str:
    """What is known of a målbild (of_goal) or an action without a way to the other: judged so, or not judged."""
    if not gap.judged:
        return _("Inte bedömd ännu.")
    if of_goal:
        return _("Bedömd, men ingen insats bidrar tydligt eller delvis.")
    return _("Bedömd, men bidrar inte tydligt eller delvis till någon målbild.")
