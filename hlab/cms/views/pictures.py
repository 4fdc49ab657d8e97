"""Pictures that editors have uploaded, as the pages show them. A proxy may serve the same files (RUNBOOK.md).

Never the originals, which may carry where and when a picture was taken, and nothing that a browser would run.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hlab.core.access import public, signed_in

TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
KEPT = 60 * 60 * 24 * 30  # seconds; a picture that is changed gets another name


@public
@require_safe
def rendition(request, name: str):
    """A picture in one of the sizes that a page asks for."""
    response = _file("images", name)
    response["Cache-Control"] = f"public, max-age={KEPT}"
    return response


@signed_in
@require_safe
def portrait(request, name: str):
    """A colleague's picture in the editors' room."""
    return _file("avatar_images", name)


def _file(folder: str, name: str) -> HttpResponse:
    kind = TYPES.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise Http404
    try:
        with default_storage.open(f"{folder}/{name}") as file:
            content = file.read()
    except (OSError, ValueError) as error:  # not there, or no name that a file can have
        raise Http404 from error
    return HttpResponse(content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
