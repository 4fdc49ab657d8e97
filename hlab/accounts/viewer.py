"""The person behind a request: a log-in, a receipt, both or neither. Rules are asked with a Viewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from hlab.accounts.models import Receipt
from hlab.accounts.receipts import read_cookie


@dataclass
class Viewer:
    """user: the log-in (maybe anonymous). receipt: the participant (maybe None), receipt_code: their own code.

    memo: what the rooms have looked up about this viewer during the request (roles, participations), so that
    a rule asked for a hundred rows costs one query.
    """

    user: Any = field(default_factory=AnonymousUser)
    receipt: Receipt | None = None
    receipt_code: str = ""
    memo: dict = field(default_factory=dict)

    @property
    def is_staff(self) -> bool:
        """Somebody with a log-in (not Django's is_staff)."""
        return self.user.is_authenticated

    @property
    def is_known(self) -> bool:
        return self.is_staff or self.receipt is not None

    @property
    def actor(self):
        """Whom to write as the one who acted."""
        return self.user if self.is_staff else self.receipt


def viewer_of(request) -> Viewer:
    """Build the viewer from the session and the receipt cookie. A forged or unknown cookie is no receipt."""
    code = read_cookie(request)
    receipt = None
    if code:
        from hlab.accounts.queries import receipt_by_code

        receipt = receipt_by_code(code)
    return Viewer(user=request.user, receipt=receipt, receipt_code=code if receipt else "")
