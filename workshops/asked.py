"""Which part of a long list somebody is looking at. Kinds read it as `exercise.asked`; a form keeps it as `fraga`."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

LONGEST = 80


@dataclass(frozen=True)
class Asked:
    """words: what the notes shall hold. where: which pile or part, by the kind's own names. page: its number."""

    words: str = ""
    where: str = ""
    page: str = ""

    @property
    def narrowed(self) -> str:
        """The query string without the page: for links to other pages of the same list."""
        return urlencode({name: value for name, value in (("i", self.where), ("sok", self.words)) if value})

    @property
    def query(self) -> str:
        """The query string, blank for everything from the beginning."""
        page = urlencode({"sida": self.page}) if self.page else ""
        return "&".join(part for part in (self.narrowed, page) if part)

    @property
    def after(self) -> str:
        """The query string as it stands after an address."""
        return f"?{self.query}" if self.query else ""


def asked_in(request) -> Asked:
    """What a page is asked for; of a form, what the page it stood on was asked for."""
    data = QueryDict(request.POST.get("fraga", "")) if request.method == "POST" else request.GET
    words = " ".join(data.get("sok", "").replace("\0", "").split())
    return Asked(words[:LONGEST], data.get("i", "")[:20], data.get("sida", "")[:6])


def asked_of(exercise) -> Asked:
    """What was asked of the page that shows a step."""
    return getattr(exercise, "asked", None) or Asked()
