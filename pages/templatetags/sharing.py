"""Template tag that passes a page on: to others, or to the clipboard."""

from urllib.parse import quote

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from ..metadata.descriptions import page_title
from ..metadata.urls import canonical_url
from ..sensitive import is_sensitive
from .portal import page_of

register = template.Library()


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
