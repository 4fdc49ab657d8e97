"""Cells of spreadsheets that hold people's words. Pure functions, no Django."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula (OWASP, *CSV Injection*)."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell
