"""Which addresses are ours: those that lead to code in this repository."""

from __future__ import annotations

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

OURS = ("hlab.", "workshops.", "journeys.", "goals.", "feedback.", "followup.")


def our_routes() -> list[tuple[str, str]]:
    """[(name with namespace, pattern)] of every view of ours in the URLconf."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            callback = getattr(entry.callback, "cls", None) or getattr(entry.callback, "view_class", entry.callback)
            if callback.__module__.startswith(OURS):
                name = entry.name or str(entry.pattern)
                yield (f"{namespace}{name}", prefix + str(entry.pattern))
        else:
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, prefix + str(entry.pattern), inside)
