"""People with a log-in: invited, given a site role, closed and opened again."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from hlab.accounts.enums import SiteRole
from hlab.accounts.models import User
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy

EDITORS = "Redaktörer"
"""Name of the Wagtail group of site editors; which pages it may edit is decided by the public site."""


@transaction.atomic
def create_user(
    *,
    email: str,
    by,
    at: datetime,
    first_name: str = "",
    last_name: str = "",
    organisation=None,
    site_role: str = SiteRole.NONE,
    password: str | None = None,
) -> User:
    """An account for somebody an administrator vouches for. Without password the person sets one by e-mail.

    The address counts as verified, because nobody can make an account of their own. Raises RuleBroken when the
    address is malformed or has an account.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise RuleBroken(_("Skriv en hel e-postadress, till exempel namn@organisation.se."), field="email") from error
    if User.objects.filter(email__iexact=email).exists():
        raise RuleBroken(_("Det finns redan ett konto med den e-postadressen."), field="email")
    user = User.objects.create_user(
        email, password, first_name=tidy(first_name), last_name=tidy(last_name), organisation=organisation,
        date_joined=at,
    )  # fmt: skip
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    record(act="user.created", subject=user, by=by, at=at)
    if site_role:
        set_site_role(user=user, role=site_role, by=by, at=at)
    return user


@transaction.atomic
def change_person(*, user: User, first_name: str, last_name: str, organisation, by, at: datetime) -> User:
    """Name and organisation of an account."""
    user.first_name, user.last_name, user.organisation = tidy(first_name), tidy(last_name), organisation
    user.save(update_fields=["first_name", "last_name", "organisation"])
    record(act="user.changed", subject=user, by=by, at=at)
    return user


@transaction.atomic
def set_site_role(*, user: User, role: str, by, at: datetime) -> User:
    """What somebody may do on the whole site. Django's flags and Wagtail's group follow the role, never the reverse.

    Raises RuleBroken when it would leave the site without an administrator.
    """
    if role not in SiteRole.values:
        raise RuleBroken(_("Välj en av rollerna."), field="site_role")
    if role != SiteRole.ADMINISTRATOR:
        ensure_another_administrator(user)
    user.site_role = role
    user.is_superuser = user.is_staff = role == SiteRole.ADMINISTRATOR
    user.save(update_fields=["site_role", "is_superuser", "is_staff"])
    if role == SiteRole.EDITOR:
        user.groups.add(editors_group())
    else:
        user.groups.remove(*Group.objects.filter(name=EDITORS))
    record(act="user.role", subject=user, by=by, at=at, role=str(role))
    return user


def editors_group() -> Group:
    """The group "Redaktörer", with entry to Wagtail's admin."""
    group, made = Group.objects.get_or_create(name=EDITORS)
    if made:
        entry = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        group.permissions.add(*entry)
    return group


@transaction.atomic
def deactivate_user(*, user: User, by, at: datetime) -> User:
    """Close an account: nobody can log in with it and those who are in are out. What was done stays."""
    ensure_another_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(act="user.closed", subject=user, by=by, at=at)
    return user


@transaction.atomic
def activate_user(*, user: User, by, at: datetime) -> User:
    """Open a closed account again. An erased account stays erased."""
    if user.is_erased:
        raise RuleBroken(_("Kontot är borttaget och kan inte öppnas igen. Skapa ett nytt."), status=409)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(act="user.opened", subject=user, by=by, at=at)
    return user


def ensure_another_administrator(user: User) -> None:
    """Refuse what would leave the site without an administrator. Call inside a transaction.

    The administrators are locked, so that two who step down at once cannot both be second to last.
    """
    if user.site_role != SiteRole.ADMINISTRATOR or not user.is_active:
        return
    active = User.objects.select_for_update(of=("self",)).filter(site_role=SiteRole.ADMINISTRATOR, is_active=True)
    if not [other for other in active if other.pk != user.pk]:
        raise RuleBroken(
            _("Det här är den enda systemförvaltaren. Ge rollen till någon annan först."), field="site_role", status=409
        )
