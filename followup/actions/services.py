"""Services that figures are of, beside the regions and municipalities that are always there: put in by a lab."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followup.analysis.reading.services import MOST, Service, read_services
from followup.enums import UnitKind
from followup.models import Unit
from followup.words.imports import file_sentence
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.sheets import Unreadable
from hlab.core.text import fold, tidy
from hlab.labs.models import Lab

LONGEST_NAME = 160
SHOWN = 10  # faults told at once
Fault = tuple[int, str]


@transaction.atomic
def add_services(*, lab: Lab, text: str, by, at: datetime, rename: bool = False) -> tuple[int, int]:
    """Put in every service of a list (a row each: code; name; part of), or none. Those that are there and say the same
    stay as they are. rename: another name for a code that is there takes its place. Returns (added, renamed).

    What a service is a part of stands: sums over it have been told, and small groups were hidden by it. Raises
    RuleBroken that names the rows at fault.
    """
    wanted = _read(text)
    known = {unit.code: unit for unit in Unit.objects.select_for_update(of=("self",)).order_by("pk")}
    named: dict[str, list[Unit]] = {}
    for unit in known.values():
        named.setdefault(fold(unit.name), []).append(unit)
    faults: list[Fault] = []
    added, renamed = [], []
    for one in wanted:
        there, parent = known.get(one.code), _parent(one, lab, known, named)
        if why := _fault(one, lab, there, parent, rename):
            faults.append((one.row, why))
        elif there is None:
            unit = Unit(kind=UnitKind.UNIT, code=one.code, name=one.name, parent=parent, is_demo=lab.is_demo)
            known[one.code] = unit
            named.setdefault(fold(unit.name), []).append(unit)
            added.append(unit)
        elif there.name != one.name:
            there.name = one.name
            renamed.append(there)
    _refuse(faults)
    for unit in added:  # one by one: a service may be a part of one that comes before it
        unit.save(force_insert=True)
    for unit in renamed:
        unit.save(update_fields=["name"])
    if added or renamed:
        record(act="units.services", subject=lab, by=by, at=at, lab_id=lab.pk, added=len(added), renamed=len(renamed))
    return len(added), len(renamed)


def _read(text: str) -> list[Service]:
    try:
        wanted, wrong = read_services(tidy(text))
    except Unreadable as error:
        raise RuleBroken(file_sentence(error), field="rows") from error
    words = {
        "columns": _("skriv kod, namn och vad den är en del av, med semikolon eller tabb emellan."),
        "code": _("koden får ha bokstäver, siffror, punkt och bindestreck, minst två och högst 24 tecken."),
        "place_code": _("fyra siffror är koden för en kommun eller region. De finns redan i listan."),
    }
    _refuse([(row, words[why]) for row, why in wrong])
    if not wanted:
        raise RuleBroken(_("Skriv minst en verksamhet."), field="rows")
    if len(wanted) > MOST:
        raise RuleBroken(_("Högst %(n)s verksamheter åt gången.") % {"n": MOST}, field="rows")
    return wanted


def _parent(one: Service, lab: Lab, known: Mapping[str, Unit], named: Mapping[str, list[Unit]]) -> Unit | None:
    """By its code, else by its name where only one has it."""
    coded = known.get(one.part_of)
    found = [coded] if coded is not None else named.get(fold(one.part_of), [])
    mine = [unit for unit in found if unit.is_demo == lab.is_demo]
    return mine[0] if len(mine) == 1 else None


def _fault(one: Service, lab: Lab, there: Unit | None, parent: Unit | None, rename: bool) -> str:
    said = {"code": one.code, "part_of": one.part_of}
    if len(one.name) > LONGEST_NAME:
        return _("namnet är för långt. Högst %(n)s tecken ryms.") % {"n": LONGEST_NAME}
    if parent is None or parent.code == one.code:
        return _("%(part_of)s finns inte, eller är flera. Skriv koden för regionen eller kommunen.") % said
    if lab.is_demo and not one.code[0].isalpha():
        return _("koden för en påhittad verksamhet börjar med en bokstav.")
    if there is None:
        return ""
    if there.is_demo != lab.is_demo or there.kind != UnitKind.UNIT:
        return _("koden %(code)s hör redan till något annat.") % said
    if there.parent_id != parent.pk and there.parent is not parent:
        return _("%(code)s finns redan, som del av något annat. Det ändras inte, för siffror bygger på det.") % said
    if there.name != one.name and not rename:
        return _("%(code)s finns redan och heter %(name)s. Den som sköter platsen kan byta namn.") % (
            said | {"name": there.name}
        )
    return ""


def _refuse(faults: list[Fault]) -> None:
    if not faults:
        return
    told = " ".join(_("Rad %(row)s: %(why)s") % {"row": row, "why": why} for row, why in faults[:SHOWN])
    more = _(" Och %(n)s rader till.") % {"n": len(faults) - SHOWN} if len(faults) > SHOWN else ""
    raise RuleBroken(_("Inget är inlagt. %(told)s") % {"told": told} + more, field="rows")
