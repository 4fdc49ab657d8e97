"""Records that people were asked whether a målbild is theirs."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.analysis.recognition import summed
from goals.enums import GoalStatus
from goals.models import Dissent, GoalVersion, MemberCheck
from goals.queries.judged import all_closed, answers_in
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy
from hlab.labs.enums import LIVED_PERSPECTIVES
from workshops.models import Exercise

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
        warn_if_personal(how=how, dissent=dissent)
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
    if dissent:
        Dissent.objects.create(version=version, text=dissent, by=user_of(by), at=at)
    record(act="goal.checked", subject=version, by=by, at=at, lab_id=version.lab_id, people=check.people)
    return check


@transaction.atomic
def check_from_answers(
    *, version: GoalVersion, exercise: Exercise, how: str, by, at: datetime, confirmed: bool = False
) -> MemberCheck:
    """Make a record of what people answered about a version in a step that is closed at every site. Once.

    Counts, groups and the day come from the answers; how becomes public (confirmed as in `record_check`). Raises
    RuleBroken when the step still goes on, was a rehearsal, or holds no answer from somebody with lived experience: in
    an anonymous step nobody can know, and then it is written by hand (`record_check`).
    """
    version = GoalVersion.objects.select_for_update(of=("self",)).select_related("goal__lab").get(pk=version.pk)
    must_be_ready_to_check(version)
    if exercise.workshop.lab_id != version.lab_id or exercise.workshop.rehearsal_of_id is not None:
        raise RuleBroken(_("Steget hör inte till labbets verkstäder."), status=404)
    if version.checks.filter(exercise=exercise).exists():
        raise RuleBroken(_("Det finns redan en prövning av de här svaren."), status=409)
    if not all_closed(exercise):
        raise RuleBroken(_("Steget är inte stängt på alla orter. Stäng det först, så ändras inte svaren."), status=409)
    by_group = answers_in([exercise]).get((exercise.pk, version.pk), {})
    answers = summed(by_group)
    if not sum(answers.values()):
        raise RuleBroken(_("Ingen har svarat om den här målbilden i steget."))
    lived = sum(summed(by_group, LIVED_PERSPECTIVES).values())
    if not lived:
        raise RuleBroken(
            _("Ingen som svarade har sagt att hen talar av egen erfarenhet eller som närstående. Var de ändå med, skriv "
              "in prövningen för hand.")
        )  # fmt: skip
    how = tidy(how)
    if not how:
        raise RuleBroken(_("Skriv kort hur det gick till."), field="how")
    if len(how) > LONGEST_HOW:
        raise RuleBroken(_("Texten är för lång."), field="how")
    if not confirmed:
        warn_if_personal(how=how)
    check = MemberCheck.objects.create(
        version=version, exercise=exercise, held_on=last_day_of(exercise, at), how=how, lived_experience=lived,
        by_group=by_group, recorded_by=user_of(by), recorded_at=at, **answers,
    )  # fmt: skip
    record(act="goal.checked", subject=version, by=by, at=at, lab_id=version.lab_id, people=check.people)
    return check


def last_day_of(exercise: Exercise, at: datetime) -> date:
    """The day when the last site closed the step; no later than today."""
    closed = [pace.closed_at for pace in exercise.paces.all() if pace.closed_at]
    return timezone.localdate(min(max(closed, default=at), at))


def must_be_ready_to_check(version: GoalVersion) -> None:
    """RuleBroken, with what must come first, unless the version can be tried as it stands."""
    if version.is_open:
        raise RuleBroken(_("Lås orden först. Det som prövas får inte ändras efteråt."), status=409)
    if version.status == GoalStatus.REPLACED:
        raise RuleBroken(_("Den här versionen är ersatt. Pröva den som gäller nu."), status=409)


def warn_if_personal(**texts: str) -> None:
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
