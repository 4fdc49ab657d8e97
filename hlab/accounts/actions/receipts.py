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


def issue_drawn(*, code: str, drawn_at: datetime, at: datetime) -> tuple[Receipt, str, bool]:
    """(receipt, its code, whether it is new) for a code that was drawn as a form was shown and that only that form has
    carried, so that the same form sent twice is the same participant. One that somebody had before is drawn again."""
    known = Receipt.objects.filter(code_hash=code_hash(code)).first()
    if known is not None and known.created_at >= drawn_at:
        return known, code, False
    if known is None:
        receipt, new = Receipt.objects.get_or_create(code_hash=code_hash(code), defaults={"created_at": at})
        return receipt, code, new
    return *issue(at=at), True


def join_new_receipt(*, viewer: Viewer, at: datetime) -> tuple[Receipt, str]:
    """The receipt this device already has, or a new one that the viewer carries from now on in this request.

    The view sets the cookie (`hlab.accounts.receipts.set_cookie`) on its response.
    """
    if viewer.receipt is None:
        viewer.receipt, viewer.receipt_code = issue(at=at)
    return viewer.receipt, viewer.receipt_code
