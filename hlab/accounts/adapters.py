"""Log-in is for staff who have been invited; participants never need one.

An outer log-in (OpenID Connect) opens an account that exists. Of what the outer service tells about the person we
keep nothing but a keyed hash of its subject identifier: no claims, no token, and no personnummer even where a
service sends one. (Tokens are left out by the setting SOCIALACCOUNT_STORE_TOKENS.)

The first time, the account is found by an e-mail address that the service says it has checked. Not so an account
with a role on the whole site: an outer service alone must not be able to point at that one, so whoever owns it logs
in here first and connects it.
"""

from __future__ import annotations

import hashlib
import hmac
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.shortcuts import render

from hlab.core.ratelimit import address_of


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by an administrator."""
        return False

    def get_client_ip(self, request):
        """For the limits on log-in: the same place as for our own limits, behind a proxy too."""
        return address_of(request)

    def send_mail(self, template_prefix, email, context):
        """A letter comes from the site, by whatever name the one who asked for it had reached it."""
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        super().send_mail(template_prefix, email, context | {"current_site": site})

    def get_reset_password_from_key_url(self, key):
        return public_address(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return public_address(super().get_email_confirmation_url(request, emailconfirmation))


class StaffSocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """An outer log-in makes no account."""
        return False

    def populate_user(self, request, sociallogin, data):
        """Called before anything is looked up or stored: let go of all that we have no use for.

        Some services send the claim about a checked address as text, where "false" would count as true.
        """
        account = sociallogin.account
        account.uid = subject_hash(account.provider, account.uid)
        account.extra_data = {}
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True or address.verified == "true"
        return super().populate_user(request, sociallogin, {"email": data.get("email")})

    def authenticate_by_email(self, sociallogin):
        """(account, address) that a checked address opens; none with a role on the whole site."""
        found = super().authenticate_by_email(sociallogin)
        return None if found and found[0].site_role else found

    def pre_social_login(self, request, sociallogin):
        """Somebody without an open account here is told so in plain words, before anything is connected."""
        connecting = request.user.is_authenticated and sociallogin.state.get("process") == "connect"
        if connecting or (sociallogin.is_existing and sociallogin.user.is_active):
            return
        known = None if sociallogin.is_existing else super().authenticate_by_email(sociallogin)
        if known and known[0].is_active:
            page = render(request, "accounts/connect_first.html", {"provider": sociallogin.provider}, status=403)
        else:
            page = render(request, "accounts/unknown_login.html", status=403)
        raise ImmediateHttpResponse(page)


def public_address(url: str) -> str:
    """The same page under the site's public address (SITE_URL)."""
    parts = urlsplit(url)
    return urljoin(settings.SITE_URL, parts._replace(scheme="", netloc="").geturl())


def subject_hash(provider: str, subject: str) -> str:
    """Keyed hash of an outer service's subject identifier (HMAC-SHA-256, hex)."""
    key = hashlib.sha256(b"oidc:" + settings.RECEIPT_KEY.encode()).digest()
    return hmac.new(key, f"{provider}:{subject}".encode(), hashlib.sha256).hexdigest()
