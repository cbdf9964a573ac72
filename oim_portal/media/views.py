"""Handing out files: renditions to everyone, documents to those who may have them.

Nothing else below MEDIA_ROOT is served: no original of a picture, no upload that waits for its
form, no document by its path.
"""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as wagtail_serve

from .names import RENDITION_PATH

RENDITION_TYPES = {
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
NOTHING_RUNS = "default-src 'none'; sandbox"

# An hour if nothing is said of its deletion; what it keeps outlives an outage of the storage.
WEEK = 7 * 24 * 3600
KEPT_BY_NGINX = (
    f"public, max-age=0, s-maxage=3600, stale-while-revalidate={WEEK}, stale-if-error={WEEK}"
)


def stored(path: str) -> bytes:
    """Return a small file of the storage; raise Http404 when there is none."""
    try:
        with default_storage.open(path) as file:
            return file.read()
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def serve_rendition(request: HttpRequest, path: str) -> HttpResponse:
    """A rendition, which never changes under its name; 404 for whatever else is in MEDIA_ROOT.

    Those of a folder are handed out here for development and `make run` only: on a server nginx
    does it, and keeps those of an object storage, until it is told that they were deleted.
    """
    match = RENDITION_PATH.fullmatch(path)
    if match is None:
        raise Http404
    if isinstance(default_storage, FileSystemStorage):
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response = HttpResponse(stored(path))
        response["Cache-Control"] = KEPT_BY_NGINX
    # Python's own table of types knows neither AVIF nor WebP on every machine.
    response["Content-Type"] = RENDITION_TYPES[match[1]]
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """A document, after Wagtail has looked whether its collection is private.

    PDF opens in the tab, everything else is downloaded. Chromium shows a PDF in a sandbox too,
    but Safari is reported not to, so a PDF has Wagtail's `default-src 'none'` alone: its type is
    fixed, and its scripts cannot leave the viewer.
    """
    response = wagtail_serve(request, document_id, document_filename)
    if not response.streaming:
        return response  # a sign-in or password page, or 304
    if response["Content-Type"] != "application/pdf":
        response["Content-Security-Policy"] = NOTHING_RUNS
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]  # Wagtail's word for a file that is not compressed
    # A document may be made private or be taken back: caches ask each time, by its ETag.
    response["Cache-Control"] = "private, no-cache"
    return response
