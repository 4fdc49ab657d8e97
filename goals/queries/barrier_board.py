"""Boards: how the barriers lie, by level and kind and by målbild, and what is missing."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from goals.enums import BarrierKind
from goals.models import Barrier, BarrierTag
from goals.queries.barrier_words import goal_titles
from hlab.accounts.enums import OrganisationKind
from hlab.labs.enums import AdminLevel, Level

NONE = "-"  # what a filter is given for "not said"


def by_level_and_kind(chosen: QuerySet[Barrier]) -> dict[str, Any]:
    """{"kinds": [(code, label)], "rows": [{"code", "label", "n", "cells": [(kind code, kind label, n)]}]} of barriers.

    n: barriers of the level; one of several kinds is counted at each of them. The last row and column are those that
    nobody has said a level or a kind of. Three queries.
    """
    ids = chosen.order_by().values("pk")
    tagged = BarrierTag.objects.filter(barrier__in=ids).order_by().values_list("barrier__level", "kind")
    cells = {(level, kind): n for level, kind, n in tagged.annotate(n=Count("pk"))}
    plain = Barrier.objects.filter(pk__in=ids).order_by()
    untagged = plain.filter(~Exists(BarrierTag.objects.filter(barrier=OuterRef("pk"))))
    cells |= {(level, ""): n for level, n in untagged.values_list("level").annotate(n=Count("pk"))}
    levels = dict(plain.values_list("level").annotate(n=Count("pk")))
    kinds = [*((str(kind), str(kind.label)) for kind in BarrierKind), (NONE, _("Inte sagt"))]
    rows = [*((str(level), str(level.label)) for level in Level), (NONE, _("Inte sagt"))]
    return {
        "kinds": kinds,
        "rows": [
            {
                "code": code,
                "label": label,
                "n": levels.get(_stored(code), 0),
                "cells": [(kind, name, cells.get((_stored(code), _stored(kind)), 0)) for kind, name in kinds],
            }
            for code, label in rows
        ],
    }


def by_goal(lab, chosen: QuerySet[Barrier]) -> list[dict[str, Any]]:
    """[{"code": målbild id or NONE, "label", "n": barriers, "levels": [(code, label, n)]}] for each målbild of the lab,
    also those that nobody has named a barrier to; last the barriers of no målbild. Three queries."""
    ids = chosen.order_by().values("pk")
    through = Barrier.goals.through.objects.filter(barrier__in=ids).order_by()
    cells = {
        (goal, level): n for goal, level, n in through.values_list("goal", "barrier__level").annotate(n=Count("pk"))
    }
    loose = Barrier.objects.filter(pk__in=ids, goals=None).order_by()
    cells |= {(None, level): n for level, n in loose.values_list("level").annotate(n=Count("pk"))}
    levels = [*((str(level), str(level.label)) for level in Level), (NONE, _("Inte sagt"))]
    titles: dict = goal_titles(lab) | {None: _("Ingen målbild vald")}
    rows = []
    for goal, title in titles.items():
        there = [(code, label, cells.get((goal, _stored(code)), 0)) for code, label in levels]
        rows.append({"code": goal or NONE, "label": title, "n": sum(n for *_rest, n in there), "levels": there})
    return rows


def missing(lab, chosen: QuerySet[Barrier]) -> list[str]:
    """What a reader of the whole should know is not there (S13-R2): levels, and kinds of principal, as sentences."""
    ids = chosen.order_by().values("pk")
    plain = Barrier.objects.filter(pk__in=ids).order_by()
    found = set(plain.values_list("level", "decided").distinct())
    if not found:
        return []
    levels, deciders = {level for level, _decided in found}, {decided for _level, decided in found}
    out = [
        _("Inget hinder är på nivån %(level)s. Finns det inga, eller är det någon vi inte har frågat?")
        % {"level": level.label}
        for level in Level
        if level not in levels
    ]
    said = {
        AdminLevel.LOCAL: _("Inget hinder står som något kommunen kan ändra."),
        AdminLevel.REGIONAL: _("Inget hinder står som något regionen kan ändra."),
    }
    out += [words for code, words in said.items() if code not in deciders]
    owners = set(lab.principals.values_list("kind", flat=True))
    absent = {
        OrganisationKind.MUNICIPALITY: _("Ingen kommun är med som huvudman i labbet."),
        OrganisationKind.REGION: _("Ingen region är med som huvudman i labbet."),
    }
    return out + [words for kind, words in absent.items() if kind not in owners]


def _stored(code: str) -> str:
    return "" if code == NONE else code
