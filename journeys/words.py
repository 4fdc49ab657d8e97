"""Small pieces of Swedish that the charts and the comparison of journeys share."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journeys.analysis.timeline import Days


def signed(value: int) -> str:
    """−2 … 2 with a true minus sign."""
    return f"{value}".replace("-", "−")


def bare(text: str) -> str:
    """A name as it stands between quotation marks: with other marks inside, and without a full stop."""
    return text.replace("”", "’").replace('"', "’").strip().rstrip(".")


def quoted(text: str) -> str:
    """”två månader”"""
    return f"”{bare(text)}”"


def gap_title(title: str) -> str:
    """How a gap is named among steps."""
    return _("Mellanrum: %(title)s") % {"title": title}


def plain_days(n: int) -> str:
    """ "1 dag", "47 dagar"."""
    return ngettext("%(n)s dag", "%(n)s dagar", n) % {"n": n}


def days_words(number: Days) -> str:
    """One of the three numbers of a gap, for a cell whose heading says which it is and that it is days. Blank where
    nothing is said or it is hidden; `number.few` tells which."""
    if number.few or (number.days is None and not number.words):
        return ""
    if number.days is None:
        return quoted(number.words)
    if number.words:
        return f"{number.days}, {quoted(number.words)}"
    return f"{number.days}" if number.n is None else _("%(days)s, median (n = %(n)s)") % {
        "days": number.days, "n": number.n,
    }  # fmt: skip
