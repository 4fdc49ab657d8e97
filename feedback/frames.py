"""What people answered in a round, as the tables that `feedback.analysis.release` describes. Rehearsals, staff's own
answers and what has been taken back are not in them."""

from __future__ import annotations

import pandas as pd
from django.db.models import Q, QuerySet

from feedback.analysis import release
from feedback.enums import Part, Stance
from feedback.models import Remark, Response, Round
from goals.models import Coding
from workshops.queries import usable_contributions

OBJECTING = (Part.RETHINK, Part.WORSE_FOR, Part.MISSING, Part.RISK)
"""Questions whose answers speak against a version, or ask for something else."""
_WHO = ("version_id", "receipt_id", "participation_id")


def counted(round: Round) -> QuerySet[Response]:
    """Answers that are part of the result."""
    return Response.objects.filter(
        round=round, counted=True, withdrawn_at=None, exercise__workshop__rehearsal_of__isnull=True
    )


def people_frame(round: Round) -> pd.DataFrame:
    """release.PEOPLE. One query."""
    said = ("participation__perspective", "level", "county", "answers_for", "effect")
    rows = counted(round).order_by("pk").values_list(*_WHO, *said)
    made = ((version, _person(receipt, place), *rest) for version, receipt, place, *rest in rows)
    return release.framed(made, release.PEOPLE)


def said_frame(round: Round) -> pd.DataFrame:
    """release.SAID: questions that were used, consequences that speak against, and codes. Two queries."""
    usable = Q(
        response__in=counted(round).order_by().values("pk"),
        parent=None,
        contribution__in=usable_contributions(round.lab).order_by().values("pk"),
    )
    against = Q(part=Part.CONSEQUENCE, stance=Stance.AGAINST)
    rows = Remark.objects.filter(usable, Q(part__in=OBJECTING) | against).order_by("pk")
    who = [f"response__{name}" for name in _WHO]
    made = [
        (version, _person(*person), "against" if dimension else "part", dimension or part, "")
        for version, *person, part, dimension in rows.values_list(*who, "part", "dimension")
    ]
    coded = Coding.objects.filter(
        removed_at=None,
        code__gone_at=None,
        code__lab=round.lab_id,
        excerpt__contribution__remark__in=Remark.objects.filter(usable).order_by().values("pk"),
    ).order_by("pk")
    at = "excerpt__contribution__remark__"
    made += [
        (version, _person(*person), "code", str(code), name)
        for version, *person, code, name in coded.values_list(*(f"{at}{part}" for part in who), "code_id", "code__name")
    ]
    return release.framed(made, release.SAID)


def _person(receipt, place) -> str:
    """One person, also one who took part in several sessions with one code."""
    return str(receipt or place)
