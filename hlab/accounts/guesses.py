"""Wrong receipt codes: how many, and from where.

They are counted for the device first, so that somebody with a right code can come in although a neighbour behind
the same address (a whole clinic may be one) has typed wrong ones. A device is known by a short-lived random cookie,
which a guesser throws away; that is why the address has roofs of its own. At most 500 a day from one address against
some 518 million codes: with ten thousand codes handed out, one hit in a hundred days.
"""

from __future__ import annotations

import secrets

from django.conf import settings

from hlab.core.ratelimit import Limit

COOKIE = "hlab_prov"
DEVICE = Limit("receipt-device", limit=10, seconds=600)
ADDRESS = Limit("receipt-code", limit=60, seconds=600)
DAY = Limit("receipt-day", limit=500, seconds=86_400)


def used_up(request) -> Limit | None:
    """The limit that this device, or the address it is at, has come to; None when it may still guess."""
    device = _device(request)
    if DAY.blocked(request):
        return DAY
    if ADDRESS.blocked(request):
        return ADDRESS
    return DEVICE if device and DEVICE.blocked_key(device) else None


def count_wrong(request, response) -> None:
    """Count a wrong code; the response lets the device be known again for as long as that counts."""
    device = _device(request) or secrets.token_urlsafe(12)
    for limit in (ADDRESS, DAY):
        limit.hit(request)
    DEVICE.hit_key(device)
    response.set_cookie(
        COOKIE, device, max_age=DEVICE.seconds, httponly=True, samesite="Lax", secure=settings.RECEIPT_COOKIE_SECURE
    )


def _device(request) -> str:
    return request.COOKIES.get(COOKIE, "")[:40]
