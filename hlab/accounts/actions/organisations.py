"""Organisations: the reference list, and those an administrator adds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.accounts.enums import CODED_KINDS, OrganisationKind
from hlab.accounts.models import Organisation
from hlab.accounts.queries import is_used
from hlab.accounts.reference import MUNICIPALITIES, NATIONAL, REGIONS
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy

USED = gettext_lazy("Organisationen används av en person eller ett labb. Byt där först, så går den att ta bort.")


@transaction.atomic
def ensure_reference() -> tuple[int, int]:
    """The 21 regions, 290 municipalities and the national actors are in place. Safe to run at every start.

    Returns (added, renamed). Rows are found by official code, or by name where there is none; a row that an
    administrator or an example has added is never touched.
    """
    there = {(row.kind, row.code): row for row in Organisation.objects.exclude(code="")}
    named = set(Organisation.objects.filter(code="").values_list("kind", "name"))
    added, renamed = [], []
    for kind, rows in ((OrganisationKind.REGION, REGIONS), (OrganisationKind.MUNICIPALITY, MUNICIPALITIES)):
        for code, name in rows.items():
            row = there.get((kind, code))
            if row is None:
                added.append(Organisation(name=name, kind=kind, code=code, county=code[:2]))
            elif row.name != name:
                row.name = name
                renamed.append(row)
    added += [Organisation(name=name, kind=kind) for kind, name in NATIONAL if (kind, name) not in named]
    Organisation.objects.bulk_create(added)
    Organisation.objects.bulk_update(renamed, ["name"])
    return len(added), len(renamed)


@transaction.atomic
def create_organisation(*, name: str, kind: str, by, at: datetime, is_demo: bool = False) -> Organisation:
    """One more agency, inquiry, part of civil society, university or other organisation.

    Regions and municipalities come with their official codes from the reference list; only example content
    (is_demo) may add one without a code. Raises RuleBroken when the name is blank or taken.
    """
    name = _free_name(name, kind)
    if kind in CODED_KINDS and not is_demo:
        raise RuleBroken(_("Regioner och kommuner finns redan i listan, med sina officiella koder."), field="kind")
    organisation = Organisation.objects.create(name=name, kind=kind, is_demo=is_demo)
    record(act="organisation.created", subject=organisation, by=by, at=at, kind=str(kind))
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, name: str, kind: str, by, at: datetime) -> Organisation:
    """Another name or kind for one that somebody has added (`queries.added_organisations`). Raises RuleBroken."""
    name = _free_name(name, kind, but=organisation)
    if kind in CODED_KINDS:
        raise RuleBroken(_("Regioner och kommuner finns redan i listan, med sina officiella koder."), field="kind")
    organisation.name, organisation.kind = name, kind
    organisation.save(update_fields=["name", "kind"])
    record(act="organisation.changed", subject=organisation, by=by, at=at, kind=str(kind))
    return organisation


@transaction.atomic
def remove_organisation(*, organisation: Organisation, by, at: datetime) -> None:
    """Take away one that nobody uses. Raises RuleBroken where a person or a lab belongs to it."""
    if is_used(organisation):
        raise RuleBroken(str(USED), status=409)
    record(act="organisation.removed", subject=organisation, by=by, at=at, kind=str(organisation.kind))
    try:
        organisation.delete()
    except ProtectedError as used:  # somebody began to use it in between
        raise RuleBroken(str(USED), status=409) from used


def _free_name(name: str, kind: str, but: Organisation | None = None) -> str:
    name = tidy(name)
    if not name:
        raise RuleBroken(_("Skriv organisationens namn."), field="name")
    same = Organisation.objects.filter(kind=kind, name__iexact=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise RuleBroken(_("Organisationen finns redan."), field="name")
    return name
