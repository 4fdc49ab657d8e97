"""Log-in is for staff who have been invited; participants never need one.

An outer log-in (OpenID Connect) opens an account that exists. Of what the outer service tells about the person we
keep nothing but a keyed hash of its subject identifier: no claims, no token, and no personnummer even where a
service sends one. (Tokens are left out by the setting SOCIALACCOUNT_STORE_TOKENS.)
"""

from __future__ import annotations

import hashlib
import hmac

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import render


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by an administrator."""
        return False


class StaffSocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """An outer log-in makes no account."""
        return False

    def populate_user(self, request, sociallogin, data):
        """Called before anything is looked up or stored: let go of all that we have no use for."""
        account = sociallogin.account
        account.uid = subject_hash(account.provider, account.uid)
        account.extra_data = {}
        return super().populate_user(request, sociallogin, {"email": data.get("email")})

    def pre_social_login(self, request, sociallogin):
        """Somebody without an open account here is told so in plain words, before anything is connected."""
        connecting = request.user.is_authenticated and sociallogin.state.get("process") == "connect"
        if connecting or (sociallogin.is_existing and sociallogin.user.is_active):
            return
        raise ImmediateHttpResponse(render(request, "accounts/unknown_login.html", status=403))


def subject_hash(provider: str, subject: str) -> str:
    """Keyed hash of an outer service's subject identifier (HMAC-SHA-256, hex)."""
    key = hashlib.sha256(b"oidc:" + settings.RECEIPT_KEY.encode()).digest()
    return hmac.new(key, f"{provider}:{subject}".encode(), hashlib.sha256).hexdigest()
