"""Addresses of files. Both lists stand outside the languages."""

import re

from django.conf import settings
from django.urls import URLPattern, path, re_path

from .views import serve_document, serve_rendition

# With the form for a collection's password (oim_portal/accounts/urls.py) in the place of
# `wagtail.documents.urls`, under the names that Wagtail reverses.
DOCUMENT_URLS = [
    path(
        "documents/<int:document_id>/<path:document_filename>",
        serve_document,
        name="wagtaildocs_serve",
    ),
]


def media_urlpatterns() -> list[URLPattern]:
    """Documents, and renditions below MEDIA_URL; to be added to the project's `urlpatterns`."""
    prefix = re.escape(settings.MEDIA_URL.lstrip("/"))
    return [*DOCUMENT_URLS, re_path(rf"^{prefix}(?P<path>.*)$", serve_rendition, name="rendition")]
