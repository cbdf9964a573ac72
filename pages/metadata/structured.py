"""Structured data of a page (schema.org as JSON-LD), for search engines.

It contains only facts from the settings and from pages; empty ones are left out.
"""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ..contract import page_types
from ..frame import published_pages
from ..languages import current_language, language_codes, localized
from ..models import BasePage
from ..navigation import Outline
from ..site_cache import settings_of, site_cache
from ..site_names import organisation, site_name
from .facts import PageFacts, logo_of

Node = dict[str, Any]

# Within a script element, '<' could end it or open a comment. These mean the same in JSON.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def structured_data(request: HttpRequest, page: BasePage, facts: PageFacts) -> SafeString:
    """Return the JSON-LD graph of the organization, the site, the page and its subject.

    Of a sensitive page it says nothing but whose it is.
    It is the content of a `<script type="application/ld+json">`, which browsers do not execute and
    to which the content security policy does not apply.
    """
    organization = organization_node(request) | facts_from_pages(request, page, facts)
    nodes: list[Node | None] = [organization, website_node(request, facts.is_front_page)]
    if not facts.is_sensitive:
        subject = subject_node(page, facts)
        breadcrumbs = breadcrumbs_node(request, page, facts)
        nodes += [page_node(page, facts, subject), breadcrumbs, subject]
    graph = [filled(node) for node in nodes if node]
    return data_block({"@context": "https://schema.org", "@graph": graph})


def data_block(data: Node) -> SafeString:
    """Return data as JSON that is safe in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (what could end the element is escaped)


def filled(node: Node) -> Node:
    """Return a node without empty values."""
    return {name: value for name, value in node.items() if value}


def site_id(name: str) -> str:
    return f"{settings.PORTAL_URL}/#{name}"


def organization_node(request: HttpRequest) -> Node:
    """Return the office with what the settings say, and its parent organization."""
    site = settings_of(request)
    return {
        "@type": "Organization",
        "@id": site_id("organization"),
        "name": site_name(request),
        "parentOrganization": {"@type": "Organization", "name": organisation(request)},
        "url": f"{settings.PORTAL_URL}/",
        "logo": (logo := logo_of(site)) and settings.PORTAL_URL + logo.url,
        "sameAs": [network.url for network in site.links],
    }


def facts_from_pages(request: HttpRequest, page: BasePage, facts: PageFacts) -> Node:
    """Return the organization's properties that page types declare (`organization_property`).

    On the front page and on the page that shows them; elsewhere they would only weigh.
    """
    types = [model for model in page_types() if model.organization_property]
    shown = [each for each in types if facts.is_front_page or each.shown_on == page._meta.label]
    return {each.organization_property: subjects_of(request, each) for each in shown}


def subjects_of(request: HttpRequest, model: type[BasePage]) -> list[Node]:
    """Return the subjects of the public pages of a type, in the active language."""

    def find() -> list[Node]:
        return [each.subject_data() for each in published_pages(request, model)]

    return site_cache(request).get_or_set(("subjects", model, current_language()), find, apart=True)


def website_node(request: HttpRequest, is_front_page: bool) -> Node:
    return {
        "@type": "WebSite",
        "@id": site_id("website"),
        "name": site_name(request),
        "url": f"{settings.PORTAL_URL}/",
        "inLanguage": language_codes(),
        "publisher": {"@id": site_id("organization")},
        "potentialAction": search_node() if is_front_page else None,
    }


def search_node() -> Node:
    """Return the search action, in the language of the page."""
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{settings.PORTAL_URL}{reverse('search')}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def page_node(page: BasePage, facts: PageFacts, subject: Node | None) -> Node:
    published, changed = page.first_published_at, page.last_published_at
    return {
        "@type": "WebPage",
        "@id": facts.url,
        "url": facts.url,
        "name": facts.title,
        "description": facts.description,
        "inLanguage": facts.language,
        "isPartOf": {"@id": site_id("website")},
        "datePublished": published and published.isoformat(),
        "dateModified": changed and changed.isoformat(),
        "primaryImageOfPage": facts.photo and picture_node(facts),
        "breadcrumb": not facts.is_front_page and {"@id": f"{facts.url}#breadcrumbs"},
        "mainEntity": subject and {"@id": subject["@id"]},
    }


def picture_node(facts: PageFacts) -> Node:
    return {
        "@type": "ImageObject",
        "url": settings.PORTAL_URL + facts.photo.url,
        "width": facts.photo.width,
        "height": facts.photo.height,
    }


def breadcrumbs_node(request: HttpRequest, page: BasePage, facts: PageFacts) -> Node | None:
    """Return the breadcrumbs from the front page to this page; None on the front page."""
    if facts.is_front_page:
        return None
    above = Outline.of(request, page).breadcrumbs
    way = [(str(entry.title), settings.PORTAL_URL + entry.url) for entry in above]
    way.append((str(localized(page, "display_title")), facts.url))
    return {
        "@type": "BreadcrumbList",
        "@id": f"{facts.url}#breadcrumbs",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(way, start=1)
        ],
    }


def subject_node(page: BasePage, facts: PageFacts) -> Node | None:
    """Return the subject of the page, if its type declares one; what it says itself counts."""
    told = page.subject_data()
    if not told:
        return None
    about = {"name": str(localized(page, "display_title")), "description": facts.description}
    if facts.photo:
        about["image"] = settings.PORTAL_URL + facts.photo.url
    return {"@id": f"{facts.url}#subject", **about, **told, "url": facts.url}
