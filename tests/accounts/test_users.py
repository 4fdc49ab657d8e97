"""Accounts: site roles and what follows them, closing, erasing."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from wagtail.users.models import UserProfile

from hlab.accounts.actions.leaving import erase_user
from hlab.accounts.actions.users import EDITORS, activate_user, create_user, deactivate_user, set_site_role
from hlab.accounts.models import User
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests.factories import NOON, PASSWORD, make_lab, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db
ACT = {"by": None, "at": NOON}


def test_an_address_is_one_account_however_it_is_written():
    create_user(email=" Kim@Example.se ", **ACT)
    user = User.objects.get()
    assert user.email == "kim@example.se" and not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    with pytest.raises(RuleBroken) as broken:
        create_user(email="KIM@example.se", **ACT)
    assert broken.value.field == "email"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="KIM@EXAMPLE.SE")


@pytest.mark.parametrize("email", ["", "kim", "kim@", "kim@example", "kim lind@example.se"])
def test_half_an_address_is_refused(email):
    with pytest.raises(RuleBroken, match="hel e-postadress"):
        create_user(email=email, **ACT)
    assert not User.objects.exists()


def test_flags_and_wagtail_follow_the_role():
    user = make_user()
    set_site_role(user=user, role="editor", **ACT)
    user = User.objects.get(pk=user.pk)
    assert (user.is_superuser, user.is_staff) == (False, False)
    assert list(user.groups.values_list("name", flat=True)) == [EDITORS]
    assert user.has_perm("wagtailadmin.access_admin")

    set_site_role(user=user, role="administrator", **ACT)
    make_user(site_role="administrator")
    user = User.objects.get(pk=user.pk)
    assert (user.is_superuser, user.is_staff, user.groups.count()) == (True, True, 0)

    set_site_role(user=user, role="", **ACT)
    user = User.objects.get(pk=user.pk)
    assert (user.is_superuser, user.is_staff, user.site_role) == (False, False, "")
    assert not user.has_perm("wagtailadmin.access_admin")


def test_the_group_is_made_once():
    for _ in range(2):
        make_user(site_role="editor")
    assert Group.objects.filter(name=EDITORS).count() == 1


def test_a_role_that_is_none_is_refused():
    with pytest.raises(RuleBroken):
        set_site_role(user=make_user(), role="king", **ACT)


@pytest.mark.parametrize(
    "act",
    [
        lambda user: set_site_role(user=user, role="", **ACT),
        lambda user: deactivate_user(user=user, **ACT),
        lambda user: erase_user(user=user, **ACT),
    ],
)
def test_one_administrator_always_stays(act):
    user = make_user(site_role="administrator")
    closed = make_user(site_role="administrator")
    deactivate_user(user=closed, **ACT)
    with pytest.raises(RuleBroken, match="enda systemförvaltaren"):
        act(user)
    user = User.objects.get(pk=user.pk)
    assert user.is_active and user.is_superuser
    make_user(site_role="administrator")
    act(user)


def test_a_closed_account_cannot_log_in_and_can_be_opened():
    user = make_user()
    deactivate_user(user=user, **ACT)
    assert authenticate(email=user.email, password=PASSWORD) is None
    activate_user(user=user, **ACT)
    assert authenticate(email=user.email, password=PASSWORD) == user


def test_erasing_forgets_the_person_and_keeps_what_was_done():
    lab, other = make_lab(), make_lab()
    user = make_member(lab=lab, role="analyst", first_name="Robin", last_name="Ek", organisation=make_organisation())
    for place in (lab, other):
        make_member(lab=place, role="lead")
    make_member(lab=other, user=user, role="lead")
    SocialAccount.objects.create(user=user, provider="oidc", uid="x" * 64)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    set_site_role(user=user, role="editor", **ACT)
    was = user.email
    done = AuditEvent.objects.filter(subject=f"user:{user.pk}").count()

    erase_user(user=user, by=user, at=NOON)

    user = User.objects.get(pk=user.pk)
    assert user.is_erased and not user.is_active and str(user) == "Borttaget konto"
    assert (user.first_name, user.last_name, user.organisation, user.site_role) == ("", "", None, "")
    assert not user.has_usable_password() and not user.groups.exists() and not user.memberships.exists()
    for model in (EmailAddress, SocialAccount, Authenticator):
        assert not model.objects.filter(user=user).exists()
    assert authenticate(email=was, password=PASSWORD) is None
    assert AuditEvent.objects.filter(subject=f"user:{user.pk}").count() == done + 3
    assert AuditEvent.objects.filter(act="user.erased", actor=f"user:{user.pk}").exists()
    assert create_user(email=was, **ACT).pk != user.pk


def test_erasing_forgets_the_editors_own_picture_too(django_capture_on_commit_callbacks):
    user = make_user(site_role="editor")
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("robin-ek.png", ContentFile(b"x"))
    profile.preferred_language = "en"
    profile.save()
    picture = profile.avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        erase_user(user=user, **ACT)
    assert not UserProfile.objects.filter(user=user).exists()
    assert not default_storage.exists(picture)


def test_an_erased_account_stays_erased():
    user = make_user()
    erase_user(user=user, **ACT)
    with pytest.raises(RuleBroken, match="borttaget"):
        activate_user(user=user, **ACT)


def test_the_only_lead_hands_over_first_and_nothing_is_half_done():
    lab, other = make_lab(), make_lab()
    user = make_member(lab=lab, role="analyst")
    make_member(lab=other, user=user, role="lead")
    with pytest.raises(RuleBroken, match="ensam labbansvarig"):
        erase_user(user=user, **ACT)
    user = User.objects.get(pk=user.pk)
    assert not user.is_erased and user.memberships.count() == 2


def test_the_first_administrators_address_is_checked_and_only_a_checked_one_takes_its_place(client):
    user = User.objects.create_superuser("Rot@example.se", PASSWORD)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("rot@example.se", True, True)
    client.post("/konto/login/", {"login": "rot@example.se", "password": PASSWORD})
    client.post("/konto/email/", {"action_add": "", "email": "annan@example.se"})
    client.post("/konto/email/", {"action_primary": "", "email": "annan@example.se"})
    user.refresh_from_db()
    assert user.email == "rot@example.se"
