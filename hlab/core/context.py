"""What every page needs to know about itself."""

from django.conf import settings


def page(request) -> dict:
    """site_url: the public address, for links on paper and QR codes."""
    return {"site_url": settings.SITE_URL, "gallery": settings.GALLERY}
