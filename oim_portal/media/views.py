"""Handing out files: renditions to everyone, documents to those who may have them.

Nothing else below MEDIA_ROOT is served: no original of a picture, no upload that waits for its
form, no document by its path.
"""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as wagtail_serve

# No longer than a column takes: file systems answer a longer name with an error, not with 'none'.
RENDITION_PATH = re.compile(r"images/[\w-][\w.-]{0,99}\.(avif|jpg|png|webp)", re.ASCII)
RENDITION_TYPES = {
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
NOTHING_RUNS = "default-src 'none'; sandbox"


@require_safe
def serve_rendition(request: HttpRequest, path: str) -> HttpResponse:
    """A rendition, which never changes under its name; 404 for whatever else is in MEDIA_ROOT.

    For development and `make run`. On a server nginx does the same.
    """
    match = RENDITION_PATH.fullmatch(path)
    if match is None:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    # Python's own table of types knows neither AVIF nor WebP on every machine.
    response["Content-Type"] = RENDITION_TYPES[match[1]]
    response["Cache-Control"] = "public, max-age=31536000, immutable"
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
    # A document may be made private or be taken back: caches ask each time, by its ETag.
    response["Cache-Control"] = "private, no-cache"
    return response
