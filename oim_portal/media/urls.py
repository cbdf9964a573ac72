"""Addresses of files. Both lists stand outside the languages."""

import re

from django.conf import settings
from django.urls import URLPattern, path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from .views import serve_document, serve_rendition

# Instead of `wagtail.documents.urls`, under the names that Wagtail reverses.
DOCUMENT_URLS = [
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
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
