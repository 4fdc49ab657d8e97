"""A person's own copy of what we keep about them, and the way out."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from hlab.accounts.actions.users import ensure_another_administrator
from hlab.accounts.enums import SiteRole
from hlab.accounts.models import User
from hlab.accounts.rooms import rooms
from hlab.core.actions.audit import record


@transaction.atomic
def erase_user(*, user: User, by, at: datetime) -> User:
    """Forget the person behind an account: name, address, organisation, log-ins and memberships go.

    The row stays without a name, because what was done is kept as it happened ("user:12"). Raises RuleBroken when
    the person is the only one in a post that somebody must hold (last administrator, last lead of a lab).
    """
    ensure_another_administrator(user)
    for room in rooms():
        if room.leave:
            room.leave(user=user, by=by, at=at)
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"{user.pk}@{User.ERASED_DOMAIN}"
    user.first_name = user.last_name = ""
    user.organisation = None
    user.site_role = SiteRole.NONE
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    record(act="user.erased", subject=user, by=by, at=at)
    return user
