"""Indicators are read in from a file: all of them or none. What is there already is left as it is."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from followup.actions.indicators import free_key
from followup.actions.register_facts import settled
from followup.actions.versions import FIELDS
from followup.analysis.kpis import looks_like_kpis, read_kpis
from followup.analysis.register_file import Finding, Found, NoRegister, parsed, read
from followup.models import ExternalId, Indicator, IndicatorVersion, KnownBreak, Target
from followup.queries.register_document import document
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.models import Lab

_REVIEW_IN = timedelta(days=365)
_DAYS = {"indicator": ("reviewed_on", "review_by", "ended_on"), "version": ("valid_from", "valid_to")}


@dataclass(frozen=True)
class Taken:
    """What a file came to. made: the indicators that are new. same: keys of those that were there already, just so.
    kept: keys of those that were there and said something else, and were left as they are. findings: what was met."""

    made: list[Indicator]
    same: list[str]
    kept: list[str]
    findings: list[Finding] = field(default_factory=list)


def looked_at(raw: bytes, *, owner: str, today: date) -> Found:
    """What lies in a file: our own, or Kolada's list of key figures. Raises RuleBroken for one that is neither."""
    try:
        if looks_like_kpis(parsed(raw)):
            return read_kpis(raw, owner=owner, review_by=today + _REVIEW_IN, today=today)
        return read(raw)
    except NoRegister as bad:
        raise RuleBroken(bad_file(bad), field="file", status=413 if bad.code == "too_large" else 422) from None


@transaction.atomic
def read_in(*, lab, found: Found, by, at: datetime, publishes: bool = False) -> Taken:
    """Make indicators of what lies in a file, as drafts; nothing in the register is changed by it.

    publishes: whether what the file has as published is published here too. Without, only the last version of each
    comes along, as a draft. Those whose address or code the lab has already are left as they are, so that the same
    file twice makes nothing. Raises RuleBroken with every fault, and then nothing is read in.
    """
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    findings = list(found.findings)
    here = {row["key"]: row for row in document(lab)}
    known = _known(lab, here, found.indicators)
    new = [row for row in found.indicators if row["key"] not in known]
    same = [known[row["key"]] for row in found.indicators if known.get(row["key"]) and here[known[row["key"]]] == row]
    kept = [key for key in known.values() if key not in same]
    keys = {row["key"] for row in found.indicators} | set(here)
    findings += [
        Finding("not_here", f"indicators: {row['key']}", "replaced_by", row["replaced_by"])
        for row in new if row["replaced_by"] and row["replaced_by"] not in keys
    ]  # fmt: skip
    findings += _losses(new, publishes)
    if faults := [finding_words(one) for one in findings if one.fault]:
        raise RuleBroken("\n".join([_("Inget är inläst."), *faults[:50]]), code="faults", field="file")
    made = {row["key"]: _indicator(lab, row, by=by, at=at) for row in new}
    there = dict(Indicator.objects.filter(lab=lab).values_list("key", "pk"))
    there |= {key: there[ours] for key, ours in known.items()} | {key: one.pk for key, one in made.items()}
    for row in new:
        _put(made[row["key"]], row, there, publishes=publishes, by=by, at=at)
    if made:
        record(act="register.read_in", subject=lab, by=by, at=at, lab_id=lab.pk, n=len(made))
    return Taken(list(made.values()), same, kept, [one for one in findings if not one.fault])


def bad_file(bad: NoRegister) -> str:
    """What is said of a file that is no register."""
    return {
        "too_large": _("Filen är för stor. Högst 5 MB går att läsa in."),
        "empty": _("Filen är tom."),
        "not_json": _("Filen är inte JSON. Rad %(line)s går inte att läsa.") % {"line": bad.detail or "1"},
        "newer": _("Filen är skriven av en nyare Hälsolabb (format %(n)s).") % {"n": bad.detail},
    }.get(bad.code, _("Filen är varken mått ur Hälsolabb eller en lista med nyckeltal ur Kolada."))


def finding_words(one: Finding) -> str:
    """A finding as a Swedish sentence, with its place in the file."""
    told = {"field": one.field, "detail": one.detail}
    words = {
        "missing": _("%(field)s saknas."), "wrong_kind": _("%(field)s är inte av rätt slag. %(detail)s"),
        "unknown_code": _("%(field)s kan inte vara ”%(detail)s”."),
        "too_long": _("%(field)s är för långt. Högst %(detail)s tecken ryms."),
        "out_of_range": _("%(field)s ska ligga inom %(detail)s."), "too_many": _("Det är fler än %(detail)s rader."),
        "too_few": _("%(field)s: det behövs minst %(detail)s."), "twice": _("%(field)s finns två gånger. %(detail)s"),
        "draft_not_last": _("Bara den sista versionen kan vara ett utkast."),
        "unknown_field": _("%(field)s är inget som vi känner till och tas inte med."),
        "shortened": _("%(field)s är längre än det finns plats för och är avkortat."),
        "not_here": _("Det som kommer i stället, %(detail)s, finns varken i filen eller i labbet."),
        "refused": "%(field)s: %(detail)s",
        "last_only": _("Bara den sista versionen tas med, som utkast."),
    }[one.code] % told  # fmt: skip
    return f"{one.where}: {words}".lstrip(": ").rstrip()


# --- Inner parts ------------------------------------------------------------------------------


def _read_key(key: str) -> uuid.UUID:
    """The mark of an indicator that was read in, whatever its address had to be here."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"indicator {key}")


def _known(lab: Lab, here: dict[str, dict], rows: list[dict[str, Any]]) -> dict[str, str]:
    """{address in the file: address here} of those that the lab has: by address, by having been read in before, or by a
    code at a source."""
    marks = dict(Indicator.objects.filter(lab=lab, create_key__isnull=False).values_list("create_key", "key"))
    codes = {(one["source"], one["code"]): key for key, row in here.items() for one in row["codes"]}
    out: dict[str, str] = {}
    for row in rows:
        coded = (codes.get((one["source"], one["code"])) for one in row["codes"])
        read_before = marks.get(_read_key(row["key"]))
        found = row["key"] if row["key"] in here else read_before or next((key for key in coded if key), None)
        if found is not None:
            out[row["key"]] = found
    return out


def _losses(rows: Iterable[dict[str, Any]], publishes: bool) -> list[Finding]:
    """What the rules of a version refuse, and what does not come along."""
    out = []
    for row in rows:
        where = f"indicators: {row['key']}"
        for version in row["versions"]:
            try:
                settled(_facts(version, {}))
            except RuleBroken as broken:
                out.append(Finding("refused", where, broken.field, broken.message))
        if not publishes and any(version["published"] for version in row["versions"]):
            out.append(Finding("last_only", where, fault=False))
    return out


def _indicator(lab: Lab, row: dict[str, Any], *, by, at: datetime) -> Indicator:
    days = {name: _day(row[name]) for name in _DAYS["indicator"]}
    return Indicator.objects.create(
        lab=lab, key=free_key(row["key"]), kind=row["kind"], owner=row["owner"], ended_reason=row["ended_reason"],
        is_demo=lab.is_demo, create_key=_read_key(row["key"]), created_by=user_of(by), created_at=at, **days,
    )  # fmt: skip


def _put(made: Indicator, row: dict[str, Any], there: dict[str, int], *, publishes: bool, by, at: datetime) -> None:
    """All that lies in an indicator, once every indicator of the file has its row."""
    if row["replaced_by"]:
        made.replaced_by_id = there[row["replaced_by"]]
        made.save(update_fields=["replaced_by"])
    who = {"added_by": user_of(by), "added_at": at}
    ExternalId.objects.bulk_create(ExternalId(indicator=made, **one) for one in row["codes"])
    Target.objects.bulk_create(
        Target(indicator=made, **one | {"valid_from": _day(one["valid_from"])}, **who) for one in row["targets"]
    )
    KnownBreak.objects.bulk_create(
        KnownBreak(indicator=made, on=date.fromisoformat(one["on"]), what=one["what"], **who) for one in row["breaks"]
    )
    versions = sorted(row["versions"], key=lambda one: one["number"])
    for version in versions if publishes else versions[-1:]:
        published = publishes and version["published"]
        IndicatorVersion.objects.create(
            indicator=made, number=version["number"] if publishes else 1, created_by=user_of(by), created_at=at,
            published_at=at if published else None, **settled(_facts(version, there)),
        )  # fmt: skip


def _facts(version: dict[str, Any], there: dict[str, int]) -> dict[str, Any]:
    """A version of a file as the columns have it."""
    out = {name: version[name] for name in FIELDS if name not in ("uncertainty_by", *_DAYS["version"])}
    out |= {name: _day(version[name]) for name in _DAYS["version"]}
    return out | {"uncertainty_by_id": there.get(version["uncertainty_by"])}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
