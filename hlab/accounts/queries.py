"""Reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hlab.accounts.enums import CODED_KINDS, OrganisationKind
from hlab.accounts.models import Organisation, Receipt, User
from hlab.accounts.receipts import code_hash
from hlab.accounts.reference import NATIONAL
from hlab.accounts.rooms import rooms
from hlab.core import trail
from hlab.core.models import AuditEvent


def receipt_by_code(code: str) -> Receipt | None:
    """The participant behind a code as typed, or None."""
    return Receipt.objects.filter(code_hash=code_hash(code)).first() if code.strip() else None


def has_second_factor(user) -> bool:
    """Whether the person has a passkey or an authenticator app. Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def has_recovery_codes(user) -> bool:
    """Whether codes on paper have been made, used up or not."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists()


def from_demo(user: User) -> bool:
    """Whether somebody with a log-in is one of the example's invented people: they belong to what is invented."""
    return bool(user.organisation and user.organisation.is_demo)


def accounts(search: str = "") -> QuerySet[User]:
    """Accounts for the administrators' list: open ones first, by name. Erased accounts are left out.

    search: parts of a name or an address. Each word is also tried with a capital, because SQLite does not know
    that å and Å are the same letter.
    """
    rows = User.objects.select_related("organisation").exclude(email__endswith=f"@{User.ERASED_DOMAIN}")
    for word in search.split():
        match = Q(email__icontains=word)
        for form in {word, word.capitalize()}:
            match |= Q(first_name__icontains=form) | Q(last_name__icontains=form)
        rows = rows.filter(match)
    return rows.order_by("-is_active", "first_name", "last_name", "id")


def organisations(search: str = "") -> list[Organisation]:
    """Organisations by kind (regions, municipalities, then others) and name. search: part of a name, or a code."""
    wanted = search.strip().casefold()
    rows = [row for row in Organisation.objects.all() if wanted in row.name.casefold() or wanted == row.code]
    order: dict[str, int] = {OrganisationKind.REGION: 0, OrganisationKind.MUNICIPALITY: 1}
    return sorted(rows, key=lambda row: order.get(row.kind, 2))


def added_organisations() -> QuerySet[Organisation]:
    """Organisations that an administrator has added, and may therefore correct: none from the reference lists."""
    national = Q(pk__in=[])
    for kind, name in NATIONAL:
        national |= Q(kind=kind, name=name)
    return Organisation.objects.exclude(kind__in=CODED_KINDS).exclude(national)


def is_used(organisation: Organisation) -> bool:
    """Whether anything points at the organisation: a person, a lab, an actor in a map."""
    links = (relation.get_accessor_name() for relation in organisation._meta.related_objects)
    return any(getattr(organisation, name).exists() for name in links if name)


def organisation_names(kinds: tuple[str, ...] = ()) -> list[str]:
    """What may be typed in a field for an organisation, for suggestions: "Boden (kommun)", "Region Skåne"."""
    return [written(row) for row in _of_kinds(kinds)]


def organisation_by_name(typed: str, kinds: tuple[str, ...] = ()) -> Organisation | None:
    """The organisation somebody meant: its name as shown, its bare name or its official code; None if unclear.

    Compared here and not in the database, which does not everywhere know that å and Å are the same letter.
    """
    wanted = " ".join(typed.split()).casefold()
    rows = list(_of_kinds(kinds)) if wanted else []
    for same in (
        lambda row: wanted == written(row).casefold(),
        lambda row: wanted == row.code,
        lambda row: wanted == row.name.casefold(),
    ):
        found = [row for row in rows if same(row)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def written(organisation: Organisation) -> str:
    """An organisation as people write it. A municipality is told apart from the place it is named after."""
    if organisation.kind == OrganisationKind.MUNICIPALITY and organisation.code:
        return f"{organisation.name} (kommun)"
    return organisation.name


def _of_kinds(kinds: tuple[str, ...]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind__in=kinds) if kinds else Organisation.objects.all()


def own_data(user: User) -> dict:
    """Everything we keep about somebody with a log-in, as plain data for their own copy."""
    return {
        "konto": {
            "e-post": user.email,
            "förnamn": user.first_name,
            "efternamn": user.last_name,
            "organisation": user.organisation.name if user.organisation else None,
            "webbplatsroll": user.get_site_role_display(),
            "skapat": user.date_joined.isoformat(),
            "senast inloggad": user.last_login.isoformat() if user.last_login else None,
        },
        "inloggning": {
            "yttre inloggningar": list(SocialAccount.objects.filter(user=user).values_list("provider", flat=True)),
            "tvåstegsinloggning": list(Authenticator.objects.filter(user=user).values_list("type", flat=True)),
        },
        "rum": {room.name: room.export(user) for room in rooms() if room.export},
        "händelser": [
            {"när": at.isoformat(), "handling": act, "gällde": subject}
            for at, act, subject in AuditEvent.objects.filter(actor=f"user:{user.pk}")
            .order_by("id")
            .values_list("at", "act", "subject")
        ],
    }


def site_events() -> QuerySet[AuditEvent]:
    """What has happened outside the labs: to accounts, roles, organisations and the site, newest first."""
    return AuditEvent.objects.filter(lab_id=None).order_by("-at", "-id")


@dataclass(frozen=True)
class Happening:
    """about: whom or what it was done to, by name or title; blank where that is gone or is nobody's to tell.

    from_demo: whether somebody named is invented. times: how many events in a row were the same, by the same
    person, within the same minute.
    """

    at: datetime
    what: str
    about: str
    by: str
    from_demo: bool = False
    times: int = 1


def happenings(events) -> list[Happening]:
    """Events in plain Swedish with the names of colleagues; participants have none. Two queries in all."""
    events = list(events)
    ids = {int(ref[5:]) for event in events for ref in (event.actor, event.subject) if ref.startswith("user:")}
    users = {user.pk: user for user in User.objects.filter(pk__in=ids).select_related("organisation")} if ids else {}
    names = {pk: str(user) for pk, user in users.items()}
    invented = {f"user:{pk}" for pk, user in users.items() if from_demo(user)}
    titles = trail.titles(map(trail.about, events))
    told = [
        Happening(
            at=event.at,
            what=trail.sentence(event.act, event.facts),
            about=_name(event.subject, names)
            if event.subject.startswith("user:")
            else titles.get(trail.about(event), ""),
            by=_name(event.actor, names),
            from_demo=bool({event.actor, event.subject} & invented),
        )
        for event in events
    ]
    alike = groupby(told, lambda row: (row.what, row.about, row.by, row.at.replace(second=0, microsecond=0)))
    return [replace(rows[0], times=len(rows)) for rows in (list(group) for _key, group in alike)]


def _name(ref: str, names: dict[int, str]) -> str:
    kind, _colon, key = ref.partition(":")
    if kind == "user":
        return names.get(int(key)) or _("Borttaget konto")
    return _("Hälsolabb självt") if kind == "system" else _("En deltagare")
