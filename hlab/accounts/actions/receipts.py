"""Handing out receipts."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hlab.accounts.models import Receipt
from hlab.accounts.receipts import code_hash, new_code
from hlab.accounts.viewer import Viewer
from hlab.core.errors import RuleBroken

TRIES = 20


def issue(*, at: datetime) -> tuple[Receipt, str]:
    """A new participant and the code only they will have. The code is shown now or never: it is not stored.

    Codes are drawn at random; one that somebody already has is drawn again.
    """
    for _try in range(TRIES):
        code = new_code()
        try:
            with transaction.atomic():
                return Receipt.objects.create(code_hash=code_hash(code), created_at=at), code
        except IntegrityError:
            continue
    raise RuleBroken(_("Vi kunde inte ta fram en kvittokod just nu. Försök igen om en stund."), status=503)


def join_new_receipt(*, viewer: Viewer, at: datetime) -> tuple[Receipt, str]:
    """The receipt this device already has, or a new one that the viewer carries from now on in this request.

    The view sets the cookie (`hlab.accounts.receipts.set_cookie`) on its response.
    """
    if viewer.receipt is None:
        viewer.receipt, viewer.receipt_code = issue(at=at)
    return viewer.receipt, viewer.receipt_code
