"""Reads."""

from __future__ import annotations

from hlab.accounts.models import Receipt
from hlab.accounts.receipts import code_hash


def receipt_by_code(code: str) -> Receipt | None:
    """The participant behind a code as typed, or None."""
    return Receipt.objects.filter(code_hash=code_hash(code)).first() if code.strip() else None
