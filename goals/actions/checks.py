"""Records that people were asked whether a målbild is theirs."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.enums import GoalStatus
from goals.models import GoalVersion, MemberCheck
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy

LONGEST_HOW, LONGEST_DISSENT = 300, 600


@transaction.atomic
def record_check(
    *,
    version: GoalVersion,
    held_on: date,
    how: str,
    lived_experience: int,
    by,
    at: datetime,
    recognise: int = 0,
    partly: int = 0,
    not_recognise: int = 0,
    unknown: int = 0,
    dissent: str = "",
    confirmed: bool = False,
) -> MemberCheck:
    """Write down how a frozen version was tried. Counts are persons; the record can never be changed.

    lived_experience: how many of them speak from own experience or as relatives; at least one, because a check
    without them is no check. dissent: an objection that was not met, shown as long as the version is. how and
    dissent become public; confirmed: whoever writes has seen the warning about personal details in them.
    Raises RuleBroken.
    """
    version = GoalVersion.objects.select_for_update(of=("self",)).select_related("goal__lab").get(pk=version.pk)
    must_be_ready_to_check(version)
    how, dissent = tidy(how), tidy(dissent)
    if held_on > timezone.localdate(at):
        raise RuleBroken(_("Dagen har inte varit ännu. Skriv in prövningen när den har hållits."), field="held_on")
    if not how:
        raise RuleBroken(_("Skriv kort hur det gick till."), field="how")
    if len(how) > LONGEST_HOW or len(dissent) > LONGEST_DISSENT:
        raise RuleBroken(_("Texten är för lång."), field="how" if len(how) > LONGEST_HOW else "dissent")
    answers = (recognise, partly, not_recognise, unknown)
    if min(*answers, lived_experience) < 0:
        raise RuleBroken(_("Antal personer kan inte vara mindre än noll."), field="recognise")
    if lived_experience < 1:
        raise RuleBroken(
            _("Minst en person med egen erfarenhet eller en närstående behöver ha varit med."),
            field="lived_experience",
        )
    if lived_experience > sum(answers):
        raise RuleBroken(_("Fler med egen erfarenhet än som svarade. Kontrollera antalen."), field="lived_experience")
    if not confirmed:
        _warn_if_personal(how=how, dissent=dissent)
    check = MemberCheck.objects.create(
        version=version,
        held_on=held_on,
        how=how,
        recognise=recognise,
        partly=partly,
        not_recognise=not_recognise,
        unknown=unknown,
        lived_experience=lived_experience,
        dissent=dissent,
        recorded_by=user_of(by),
        recorded_at=at,
    )
    record(act="goal.checked", subject=version, by=by, at=at, lab_id=version.lab_id, people=check.people)
    return check


def must_be_ready_to_check(version: GoalVersion) -> None:
    """RuleBroken, with what must come first, unless the version can be tried as it stands."""
    if version.is_open:
        raise RuleBroken(_("Lås orden först. Det som prövas får inte ändras efteråt."), status=409)
    if version.status == GoalStatus.REPLACED:
        raise RuleBroken(_("Den här versionen är ersatt. Pröva den som gäller nu."), status=409)


def _warn_if_personal(**texts: str) -> None:
    """Say once what in a text may point at somebody. A warning: whoever writes decides."""
    names = {"personnummer": _("ett personnummer"), "phone": _("ett telefonnummer"), "email": _("en e-postadress")}
    for field, text in texts.items():
        if kinds := looks_personal(text):
            raise RuleBroken(
                _("Det ser ut som att texten innehåller %(what)s, och den blir publik. Ta bort det, eller spara ändå.")
                % {"what": _(" och ").join(names[kind] for kind in kinds)},
                field=field,
                code="looks_personal",
            )
