"""Views that serve files, with their URLs: renditions to all, documents to users with permission.

Other files below MEDIA_ROOT are not served: no original of an image, no pending upload, no document
by its path.
"""

import re

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as wagtail_serve

from oim_portal.web.cache_control import WEEK

from .file_names import RENDITION_PATH

RENDITION_TYPES = {
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
NOTHING_RUNS = "default-src 'none'; sandbox"

# An hour unless it is purged; stale copies are served during an outage of the storage.
CACHED_BY_NGINX = (
    f"public, max-age=0, s-maxage=3600, stale-while-revalidate={WEEK}, stale-if-error={WEEK}"
)


def stored(path: str) -> bytes:
    """Return the content of a small file of the storage; raise Http404 without one."""
    try:
        with default_storage.open(path) as file:
            return file.read()
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def serve_rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a rendition, which never changes under its name; 404 for other files in MEDIA_ROOT.

    Those of a folder are served here for development and `make run` only: on a server nginx serves
    them, and caches those of an object storage until they are purged.
    """
    match = RENDITION_PATH.fullmatch(path)
    if match is None:
        raise Http404
    if isinstance(default_storage, FileSystemStorage):
        response: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response = HttpResponse(stored(path))
        response["Cache-Control"] = CACHED_BY_NGINX
    # Python's own table of content types lacks AVIF and WebP on some machines.
    response["Content-Type"] = RENDITION_TYPES[match[1]]
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Serve a document, after Wagtail has checked whether its collection is private.

    PDF opens in the tab, all other types are downloaded. Chromium shows a PDF in a sandbox too, but
    Safari is reported not to, so a PDF has only Wagtail's `default-src 'none'`: its type is fixed,
    and its scripts cannot leave the viewer.
    """
    response = wagtail_serve(request, document_id, document_filename)
    if not response.streaming:
        return response  # a sign-in or password page, or 304
    if response["Content-Type"] != "application/pdf":
        response["Content-Security-Policy"] = NOTHING_RUNS
    if response.get("Content-Encoding") == "None":
        del response["Content-Encoding"]  # Wagtail's value for an uncompressed file
    # A document may be made private or deleted: caches revalidate each time, by its ETag.
    response["Cache-Control"] = "private, no-cache"
    return response


# With the form for a collection's password (oim_portal/accounts/urls.py) this replaces
# `wagtail.documents.urls`, with the names that Wagtail reverses.
DOCUMENT_PATH = "documents/<int:document_id>/<path:document_filename>"


def media_urlpatterns() -> list[URLPattern]:
    """Return URLs of documents, and of renditions below MEDIA_URL, for the project's URLconf."""
    prefix = re.escape(settings.MEDIA_URL.lstrip("/"))
    return [
        path(DOCUMENT_PATH, serve_document, name="wagtaildocs_serve"),
        re_path(rf"^{prefix}(?P<path>.*)$", serve_rendition, name="rendition"),
    ]
