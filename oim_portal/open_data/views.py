"""Views of the page about the data, with its metadata, and of the data files."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.http import http_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from pages.contract import purged_with_pages
from pages.languages import current_language, language_codes, localized
from pages.metadata.facts import PageFacts, open_graph, shared_card
from pages.metadata.structured import data_block, filled
from pages.metadata.urls import Alternate
from pages.site_names import organisation, site_name

from .datasets import Edition, datasets, file_url, in_all_languages, page_url
from .fields import Column
from .files import FORMATS, files

TITLE = gettext_lazy("Open data")
LEAD = gettext_lazy(
    "Contents of this site as files, to read, to count and to cite. "
    "They hold what is published now, in all its languages."
)


@dataclass(frozen=True)
class Offer:
    """A data set as the page shows it."""

    edition: Edition
    files: list[tuple[str, str, str]]  # name, address, kind
    columns: list[Column]
    citation: str


def page_context(request: HttpRequest, editions: list[Edition]) -> dict:
    """Return the template context of the page; data sets without records are left out."""
    url = page_url()
    name = site_name(request)
    facts = PageFacts(
        title=str(TITLE),
        description=str(LEAD),
        language=current_language(),
        url=url,
        is_front_page=False,
        photo=None,
        shared=shared_card(request, None),
    )
    alternates = in_all_languages(page_url)
    first = editions[0]
    offered = [edition for edition in editions if edition.records]
    return {
        "title": TITLE,
        "lead": LEAD,
        "offers": [offer(edition) for edition in offered],
        "licence": localized(first.settings, "licence"),
        "licence_url": first.settings.licence_url,
        "edition": first.settings.edition,
        "modified": first.modified,
        "facts": facts,
        "site_name": name,
        "alternates": [
            *(Alternate(code, address) for code, address in alternates.items()),
            Alternate("x-default", alternates[settings.LANGUAGE_CODE]),
        ],
        "open_graph": open_graph(None, facts, name),
        "structured_data": data_block(
            {"@context": "https://schema.org", "@graph": [node(each) for each in offered]}
        ),
    }


def offer(edition: Edition) -> Offer:
    names = {f"{edition.dataset.name}{kind.ending}": kind.label for kind in FORMATS}
    return Offer(
        edition=edition,
        files=[(name, file_url(name), label) for name, label in names.items()],
        columns=edition.dataset.public_columns,
        citation=citation(edition),
    )


def citation(edition: Edition) -> str:
    """Return a citation of the data, precise enough to find the same version."""
    day = edition.modified and date_format(localtime(edition.modified), "DATE_FORMAT")
    parts = [
        f"{site_name(edition.request)}. {_('“%(title)s”') % {'title': edition.dataset.title}}",
        edition.settings.edition,
        _("version %s") % edition.version,
    ]
    said = ", ".join(part for part in [*parts, day] if part)
    return f"{said}. {file_url(f'{edition.dataset.name}.json')}"


def node(edition: Edition) -> dict:
    """Return a data set in schema.org's vocabulary, for search engines of data."""
    about = edition.description()
    offered = [
        {
            "@type": "DataDownload",
            "encodingFormat": kind.media_type.partition(";")[0],
            "contentUrl": file_url(f"{edition.dataset.name}{kind.ending}"),
        }
        for kind in FORMATS
        if kind.ending != ".schema.json"
    ]
    return filled(
        {
            "@type": "Dataset",
            "@id": file_url(f"{edition.dataset.name}.jsonld"),
            "name": str(edition.dataset.title),
            "description": str(edition.dataset.description),
            "url": page_url(),
            "creator": {"@type": "Organization", "name": organisation(edition.request)},
            "license": edition.settings.licence_url,
            "version": edition.version,
            "dateModified": about["modified"],
            "inLanguage": about["languages"],
            "isAccessibleForFree": True,
            "distribution": offered,
        }
    )


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
