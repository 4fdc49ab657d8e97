"""Which principals own the lab together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.accounts.enums import OrganisationKind
from hlab.accounts.models import Organisation
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs import rooms
from hlab.labs.models import Lab

PRINCIPAL_KINDS = (OrganisationKind.REGION, OrganisationKind.MUNICIPALITY)


@transaction.atomic
def add_principal(*, lab: Lab, organisation: Organisation, by, at: datetime) -> None:
    """One more region or municipality. The same one twice is once."""
    if organisation.kind not in PRINCIPAL_KINDS:
        raise RuleBroken(_("En huvudman är en region eller en kommun."), field="organisation")
    if not lab.principals.filter(pk=organisation.pk).exists():
        lab.principals.add(organisation)
        record(act="principal.added", subject=organisation, by=by, at=at, lab_id=lab.pk)
        rooms.changed(lab=lab, by=by, at=at)


@transaction.atomic
def remove_principal(*, lab: Lab, organisation: Organisation, by, at: datetime) -> None:
    """A principal leaves. Sessions that are open go on; a new one cannot open before the lab is complete again."""
    lab.principals.remove(organisation)
    record(act="principal.removed", subject=organisation, by=by, at=at, lab_id=lab.pk)
    rooms.changed(lab=lab, by=by, at=at)
