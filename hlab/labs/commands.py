"""What commands of every room share: the lab that is meant."""

from __future__ import annotations

from django.core.management.base import CommandError

from hlab.labs.models import Lab

LISTED = 20


def lab_called(slug: str) -> Lab:
    """The lab with this address. Raises CommandError that names those there are."""
    found = Lab.objects.filter(slug=slug).first()
    if found is not None:
        return found
    known = [f"  {row.slug}  {row.name}" for row in Lab.objects.order_by("name")[:LISTED]]
    raise CommandError("\n".join([f"Det finns inget labb med adressnamnet {slug}. Labb som finns:", *known]))
