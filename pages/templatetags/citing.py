"""Template tag for whoever takes a page elsewhere: how to cite it, and the code of its frame."""

from django import template
from django.template.context import Context

from ..citations import citation_of
from ..contract import CITATIONS, FRAMED
from ..filters import preserved_query
from ..languages import localized
from ..metadata.urls import canonical_url
from ..sensitive import is_sensitive
from ..site_cache import site_cache
from .portal import page_of

register = template.Library()

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
