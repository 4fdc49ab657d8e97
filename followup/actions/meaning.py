"""What people in named roles think together that figures mean, and what they try. It stands; a new one may replace
it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Indicator, Interpretation, Release, Unit
from followup.queries.meaning import indicators_to_choose
from goals.models import Goal
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import looks_personal, tidy
from hlab.labs.models import Lab
from workshops.actions.planning import same_only

LIMITS = {
    "roles": 400, "question": 300, "meaning": 1500, "disagreed": 1000, "trying": 1000, "responsible": 160,
}  # fmt: skip
EARLIEST = date(2000, 1, 1)


@transaction.atomic
def interpret(
    *, lab: Lab, met_on: date, by, at: datetime, goal: Goal | None = None, indicator: Indicator | None = None,
    unit: Unit | None = None, release: Release | None = None, replaces: Interpretation | None = None,
    next_on: date | None = None, is_public: bool = False, key: uuid.UUID | None = None, **words,
) -> Interpretation:  # fmt: skip
    """Write down what was thought on met_on. words: of LIMITS; roles, question and meaning at least, and who answers
    for what is tried. release: the figures that lay on the table. replaces: one of the lab's that this comes instead
    of. key: of the form it was sent in; the same form with the same words is one. Raises RuleBroken with the field.
    """
    list(Lab.objects.select_for_update(no_key=True).filter(pk=lab.pk).values_list("pk"))
    said = _said(words)
    _check_subject(lab, goal, indicator, unit, release)
    _check_days(met_on, next_on, timezone.localdate(at))
    if key is not None:
        subject = [getattr(row, "pk", None) for row in (goal, indicator, unit, release, replaces)]
        key = same_only(key, *subject, met_on, next_on, *(said[name] for name in sorted(said)))
        known = Interpretation.objects.filter(lab=lab, create_key=key).first()
        if known is not None:
            return known
    _check_replaced(lab, replaces)
    row = Interpretation.objects.create(
        lab=lab, goal=goal, indicator=indicator, unit=unit, release=release, replaces=replaces, met_on=met_on,
        next_on=next_on, is_public=is_public, create_key=key, created_by=user_of(by), created_at=at, **said,
    )  # fmt: skip
    act = "interpretation.replaced" if replaces else "interpretation.written"
    record(act=act, subject=row, by=by, at=at, lab_id=lab.pk, openness=_openness(is_public))
    return row


@transaction.atomic
def show(*, interpretation: Interpretation, is_public: bool, by, at: datetime) -> Interpretation:
    """Let anyone read it, or only the lab. The words stand either way. Twice is once."""
    row = Interpretation.objects.select_for_update(of=("self",)).get(pk=interpretation.pk)
    if row.is_public != is_public:
        row.is_public = is_public
        row.save(update_fields=["is_public"])
        act = "interpretation.shown" if is_public else "interpretation.hidden"
        record(act=act, subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _openness(is_public: bool) -> str:
    return "open" if is_public else "lab"


def _said(words: dict) -> dict[str, str]:
    said = {name: tidy(words.pop(name, "")) for name in LIMITS}
    if words:
        raise TypeError(f"no such words: {sorted(words)}")
    for name, limit in LIMITS.items():
        if len(said[name]) > limit:
            raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=name)
        if looks_personal(said[name]):
            raise RuleBroken(
                _("Det ser ut som ett nummer eller en adress till en person. Skriv en roll i stället."), field=name
            )
    missing = [name for name in ("roles", "question", "meaning") if not said[name]]
    if missing:
        raise RuleBroken(_missing(missing[0]), field=missing[0])
    if said["trying"] and not said["responsible"]:
        raise RuleBroken(_("Skriv vilken roll som ansvarar för det ni prövar."), field="responsible")
    return said


def _missing(name: str) -> str:
    return {
        "roles": _("Skriv vilka som var med, som roller."),
        "question": _("Skriv frågan som ni arbetade med."),
        "meaning": _("Skriv vad ni tror att siffrorna betyder."),
    }[name]


def _check_subject(
    lab: Lab, goal: Goal | None, indicator: Indicator | None, unit: Unit | None, release: Release | None
) -> None:
    if goal is None and indicator is None:
        raise RuleBroken(_("Välj den målbild eller det mått som ni pratade om."), field="goal")
    if goal is not None and goal.lab_id != lab.pk:
        raise RuleBroken(_("Välj en av labbets egna målbilder."), field="goal")
    if indicator is not None and indicator.pk not in {one.pk for one, _name in indicators_to_choose(lab)}:
        raise RuleBroken(_("Välj ett mått som labbet följer."), field="indicator")
    if release is not None and (indicator is None or release.version.indicator_id != indicator.pk):
        raise RuleBroken(_("Siffrorna hör inte till måttet. Välj om vad ni pratade om."), status=409)
    if unit is not None and lab.is_demo != unit.is_demo:
        raise RuleBroken(_("Påhittade enheter hör till labb med exempeldata, och bara till dem."), field="unit")


def _check_days(met_on: date, next_on: date | None, today: date) -> None:
    if met_on > today:
        raise RuleBroken(_("Dagen har inte varit än. Skriv tolkningen när ni har träffats."), field="met_on")
    if met_on < EARLIEST:
        raise RuleBroken(_("Kontrollera året. Dagen ligger för långt tillbaka."), field="met_on")
    if next_on is not None and next_on <= met_on:
        raise RuleBroken(_("Nästa träff behöver vara efter dagen då ni möttes."), field="next_on")


def _check_replaced(lab: Lab, replaces: Interpretation | None) -> None:
    if replaces is None:
        return
    if replaces.lab_id != lab.pk:
        raise RuleBroken(_("Tolkningen hör till ett annat labb."), status=409)
    if Interpretation.objects.filter(replaces=replaces).exists():
        raise RuleBroken(
            _("Den tolkningen är redan ersatt av en nyare. Gå till listan och utgå från den senaste."), status=409
        )
