"""The link and the QR code of an open site. They carry a signature, so that they work however many wrong codes
somebody behind the same address has typed; nobody can make one for a code they only guess."""

from __future__ import annotations

from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from hlab.core.text import fold
from workshops.models import Site

_LENGTH = 12  # characters of the signature, 72 bits


def entrance(site: Site) -> str:
    """The path that lets people in at a site, while it is open."""
    key = site.join_key or "-"
    return f"{reverse('workshops:door', args=[key])}?s={_signature(key)}"


def is_entrance(key: str, signature: str) -> bool:
    """Whether the signature was made by us for this code."""
    return constant_time_compare(signature, _signature(fold(key)))


def _signature(key: str) -> str:
    return Signer(salt="workshops.entrance").signature(key)[:_LENGTH]
