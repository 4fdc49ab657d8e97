"""The units that figures are of: the country, its regions and its municipalities, as the national sources have them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followup.enums import UnitKind
from followup.models import Unit
from hlab.accounts.enums import OrganisationKind
from hlab.accounts.models import Organisation
from hlab.accounts.reference import MUNICIPALITIES, REGIONS
from hlab.core.actions.audit import record

COUNTRY = "0000"


@transaction.atomic
def sync_units(*, by, at: datetime) -> tuple[int, int]:
    """The country, 21 regions and 290 municipalities are in place, each a part of what it lies in. Safe to run again:
    names and parents are put right, and other units are never touched. Returns (added, changed)."""
    there = {unit.code: unit for unit in Unit.objects.select_for_update().filter(is_demo=False).order_by("pk")}
    added = changed = 0
    made: dict[str, Unit] = {}
    ours = {(row.kind, row.code): row for row in Organisation.objects.exclude(code="").order_by("pk")}
    for kind, code, name, parent, organisation in _wanted():
        facts = {"kind": kind, "name": name, "parent": made.get(parent), "organisation": ours.get(organisation)}
        unit = there.get(code)
        if unit is None:
            made[code] = Unit.objects.create(code=code, **facts)
            added += 1
            continue
        made[code] = unit
        if any(getattr(unit, field) != value for field, value in facts.items()):
            for field, value in facts.items():
                setattr(unit, field, value)
            unit.save(update_fields=list(facts))
            changed += 1
    if added or changed:
        record(act="units.synced", subject=made[COUNTRY], by=by, at=at, added=added, changed=changed)
    return added, changed


def _wanted():
    """(kind, code, name, code of what it is a part of, its organisation), the whole before its parts."""
    yield UnitKind.COUNTRY, COUNTRY, _("Riket"), "", None
    for code, name in REGIONS.items():
        yield UnitKind.REGION, f"00{code}", name, COUNTRY, (OrganisationKind.REGION, code)
    for code, name in MUNICIPALITIES.items():
        yield UnitKind.MUNICIPALITY, code, name, f"00{code[:2]}", (OrganisationKind.MUNICIPALITY, code)
