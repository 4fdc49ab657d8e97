"""What the editors' room keeps of somebody with a log-in."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from wagtail.users.models import UserProfile

from hlab.accounts.models import User


@transaction.atomic
def forget_profile(*, user: User, by, at: datetime) -> None:
    """Wagtail's own profile of the person: picture, language and other choices. The picture's file goes as well."""
    for profile in UserProfile.objects.filter(user=user):
        if picture := profile.avatar.name:
            transaction.on_commit(partial(profile.avatar.storage.delete, picture))
        profile.delete()
