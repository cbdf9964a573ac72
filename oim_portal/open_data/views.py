"""Views of the page about the data and of the data files, which are the same in every language."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from pages.contract import purged_with_pages
from pages.languages import language_codes

from .datasets import Edition, datasets
from .files import files
from .overview import page_context

HEADERS = {
    # Always the current data; programs that have a copy ask with its ETag.
    "Cache-Control": "public, max-age=0, must-revalidate",
    # Pages of other sites may read the data too. No cookie is read here.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@purged_with_pages
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Render the page that describes the data and links to its files."""
    editions = [Edition(dataset, request) for dataset in datasets()]
    return render(request, "open_data/page.html", page_context(request, editions))


@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    """Return a data file, or 304 if the request has its ETag or a date after its last change."""
    found = files()
    if name not in found:
        raise Http404
    dataset, kind = found[name]
    edition = Edition(dataset, request)
    body = kind.write(edition)
    response = HttpResponse(body, content_type=kind.media_type, headers=HEADERS)
    response["Content-Language"] = ", ".join(language_codes())
    response["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if kind.download:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    modified = int(edition.modified.timestamp()) if edition.modified else None
    if modified:
        response["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag, modified, response)
