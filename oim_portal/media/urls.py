"""URLs of files, outside the languages."""

import re

from django.conf import settings
from django.urls import URLPattern, path, re_path

from .views import serve_document, serve_rendition

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
