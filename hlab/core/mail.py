"""Whether letters leave the house. Where nothing is set up they are only written to the screen of the server."""

from __future__ import annotations

from django.conf import settings

_GOES_NOWHERE = ("console.EmailBackend", "dummy.EmailBackend", "filebased.EmailBackend")


def can_send() -> bool:
    """Whether an e-mail that we send reaches anybody (EMAIL_URL in the environment)."""
    return not settings.EMAIL_BACKEND.endswith(_GOES_NOWHERE)
