"""Reads."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet

from hlab.accounts.enums import OrganisationKind
from hlab.accounts.models import Organisation, Receipt, User
from hlab.accounts.receipts import code_hash
from hlab.accounts.rooms import rooms
from hlab.core.models import AuditEvent


def receipt_by_code(code: str) -> Receipt | None:
    """The participant behind a code as typed, or None."""
    return Receipt.objects.filter(code_hash=code_hash(code)).first() if code.strip() else None


def has_second_factor(user) -> bool:
    """Whether the person has a passkey or an authenticator app. Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def has_recovery_codes(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists()


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
