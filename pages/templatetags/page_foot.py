"""Template tags at the foot of a page: pages about the same, ways to share it, and to cite it."""

from urllib.parse import quote

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from ..citations import citation_of
from ..contract import CITATIONS, FRAMED
from ..filters import preserved_query
from ..languages import localized
from ..metadata.descriptions import page_title
from ..metadata.urls import canonical_url
from ..related import related_pages
from ..sensitive import is_sensitive
from ..site_cache import site_cache
from .portal import page_of

register = template.Library()


@register.inclusion_tag("components/related.html", takes_context=True)
def related(context: Context) -> dict:
    """Render the newest pages about the same; nothing for a page that is about nothing."""
    page, request = page_of(context), context["request"]
    return {"request": request, "pages": related_pages(page, request) if page and page.pk else []}


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: Context) -> dict:
    """Render links to share what is shown; nothing on a sensitive page.

    A view outside the tree that has metadata for search engines (`facts`) is shared too.
    """
    page, request = page_of(context), context["request"]
    if page is not None and page.pk and not is_sensitive(request, page):
        title, url = page_title(request, page), canonical_url(request, page)
    elif page is None and (facts := context.get("facts")):
        title, url = facts.title, facts.url
    else:
        return {}
    return {"url": url, "links": sharing_links(title, url)}


def sharing_links(title: str, url: str) -> list[tuple[str, str]]:
    """Return the links to share a page: label and URL.

    The privacy page names each network (oim_portal/initial_content/data/drafts.json).
    """
    return [
        (_("Share on WhatsApp"), f"https://wa.me/?text={quote(f'{title} {url}')}"),
        (_("Send by e-mail"), f"mailto:?subject={quote(title)}&body={quote(url)}"),
    ]


FILE_NAMES = ("BibTeX", "RIS", "CSL-JSON")


@register.inclusion_tag("components/citing.html", takes_context=True)
def citing(context: Context) -> dict:
    """Render the citation of a public page and the code that shows it on another site."""
    page, request = page_of(context), context["request"]
    is_public = page is not None and page.pk and site_cache(request).is_public(page)
    url = page.get_url(request) if is_public else None
    if not url or is_sensitive(request, page):
        return {}
    files = zip(FILE_NAMES, (url + name for name in CITATIONS), strict=True)
    embed = page.embed_for(request)
    framed = canonical_url(request, page) + FRAMED + preserved_query(request)
    return {
        "citation": citation_of(request, page),
        "title": localized(page, "display_title"),
        "files": list(files),
        "embed": embed and {"url": framed, "height": embed.height},
    }
