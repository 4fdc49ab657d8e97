"""What every form of ours carries so that it can be sent twice without harm."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken


def sent_key(request) -> uuid.UUID:
    """The key that the form was given as it was shown."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), status=400) from None
