"""Public URLs that a cache may hold: those of a page, of pages that show it, and all."""

import logging
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.urls import LocalePrefixPattern, URLPattern, get_resolver, reverse
from django.utils.translation import override
from wagtail.models import ReferenceIndex, Site

from oim_portal.media.models import PortalImage
from pages.addresses import addresses_below, paths_of
from pages.contract import listings_of
from pages.languages import language_codes
from pages.models import BasePage, PortalSettings
from pages.models.published import is_private
from pages.related import pages_that_lead_to

logger = logging.getLogger(__name__)

MOST_VERSIONS = 5


def page_urls(pages: Iterable[BasePage], with_views: bool = True) -> list[str]:
    """Return the full URLs of pages in each language; none for a page outside of every site.

    The URL of a listing's feed follows that of its page, then those of views that show it alone.
    `with_views` adds those of the views below each page.
    """
    found = {}
    once = SimpleNamespace()  # stands in for a request, on which Wagtail caches the sites
    for page in pages:
        for code in language_codes():
            with override(code):
                found |= dict.fromkeys(active_urls(page, once, with_views))
    return list(found)


def active_urls(page: BasePage, once: SimpleNamespace, with_views: bool) -> Iterator[str]:
    """Yield the full URLs that show a page, in the active language."""
    model = page.specific_class
    path = page.path_in_tree(once)
    if not path:
        return
    yield from urls_at(page, settings.PORTAL_URL + path, with_views)
    if model and model.shown_on:
        _site, _root, shown_at = page.get_url_parts(once)
        if shown_at:
            yield settings.PORTAL_URL + shown_at.partition("#")[0]
    for name in model.views_of_page if model else ():
        yield settings.PORTAL_URL + reverse(name, args=[page.pk])


def urls_at(page: BasePage, url: str, with_views: bool) -> list[str]:
    """Return the URL of a page, those of its feeds, and those of the views below it.

    Of a listing, with those of the addresses below it, unless `with_views` asks for what is purged
    at once: there are many, and of a change in one page `urls_of_listings` has those that show it.
    """
    model = page.specific_class
    if model is None:
        return [url]
    feeds = model.listing.feeds if model.listing else ()
    if with_views:
        return [url, *(url + name for name in [*feeds, *model.views_below])]
    below = [each.path for each in addresses_below(page.specific)] if model.listing else []
    return [url + path + name for path in ["", *below] for name in ["", *feeds]]


def is_listing(page: BasePage) -> bool:
    """Return whether the page may have addresses below it."""
    return bool(page.specific_class and page.specific_class.listing)


def versions_of(page: BasePage) -> Iterator[BasePage]:
    """Yield a page and its last versions: a copy at an address of one may still be in the cache."""
    yield page.specific
    yield from (each.as_object() for each in page.revisions.order_by("-pk")[:MOST_VERSIONS])


def urls_of_listings(pages: Iterable[BasePage]) -> Iterator[str]:
    """Yield the URLs below listings that show pages, with their feeds."""
    for page in pages:
        model = page.specific_class
        parent = page.get_parent() if model and listings_of(model) else None
        listing = parent and parent.specific_class and parent.specific_class.listing
        if listing:
            shown = (path for each in versions_of(page) for path in paths_of(listing, each))
            below = list(dict.fromkeys(shown))
            for url in filter(None, map(parent.url_in, language_codes())):
                above = f"{settings.PORTAL_URL}{url}"
                yield from (above + path + name for path in below for name in ["", *listing.feeds])


def collected(found: Iterator[str]) -> list[str]:
    """Return the URLs that a generator yields, without duplicates.

    An error must not make the change fail: it is logged, and the pass over all pages refreshes the
    URLs that are missing.
    """
    urls = {}
    try:
        with transaction.atomic():  # an error in here does not break the transaction of the change
            for url in found:
                urls[url] = None
    except Exception:
        logger.exception("Not all addresses that a change touches could be found.")
    return list(urls)


def urls_around(pages: Iterable[BasePage]) -> Iterator[str]:
    """Yield the URLs of pages, then those of their ancestors and in listings, then those of views.

    Other pages that show a page, such as its neighbours on the timeline, are refreshed by the pass
    over all pages.
    """
    yield from page_urls(pages)
    yield from page_urls(ancestors_of(pages))
    yield from urls_of_listings(pages)
    yield from view_urls()


def withdrawn_urls(things: Iterable[Model]) -> Iterator[str]:
    """Yield the URLs of withdrawn objects, of pages that refer to them, and of their ancestors.

    Of a listing, with those of the addresses below it. Then those of pages about the same, which
    lead there by themselves: two languages of `pages.related.MOST_LEADING` pages and of programmes.
    """
    pages = [thing for thing in things if isinstance(thing, BasePage)]
    own = page_urls(pages)
    yield from own
    yield from page_urls(filter(is_listing, pages), with_views=False)
    yield from referring_urls(things)
    yield from page_urls(pages_that_lead_to(pages), with_views=False)
    yield from urls_of_listings(referring_pages(things))
    if own:  # not in the trash
        yield from page_urls(ancestors_of(pages))
        yield from urls_of_listings(pages)
        yield from view_urls()
    yield from urls_of_logo(things)


def urls_of_picture(picture: PortalImage) -> Iterator[str]:
    """Yield the URLs of a picture's renditions, of pages that show it, and of what lists these."""
    for rendition in picture.renditions.all():
        yield urljoin(settings.PORTAL_URL, rendition.url)
    yield from urls_around(referring_pages([picture]))
    yield from urls_of_logo([picture])


def urls_of_logo(things: Iterable[Model]) -> list[str]:
    """Return all URLs if one of these is the logo, whose files every page names; else none."""
    pictures = [thing.pk for thing in things if isinstance(thing, PortalImage)]
    return all_urls() if PortalSettings.objects.filter(logo__in=pictures).exists() else []


def ancestors_of(pages: Iterable[BasePage]) -> QuerySet[BasePage]:
    """Return the ancestors of pages, nearest first: their listings and breadcrumbs."""
    step = BasePage.steplen
    paths = {page.path[:end] for page in pages for end in range(2 * step, len(page.path), step)}
    return BasePage.objects.filter(path__in=paths).order_by("-depth", "path")


def referring_urls(things: Iterable[Model]) -> list[str]:
    """Return the URLs of the pages that refer to one of these."""
    return page_urls(referring_pages(things))


def referring_pages(things: Iterable[Model]) -> QuerySet[BasePage]:
    """Return the pages that refer to one of these, by Wagtail's reference index."""
    references = ReferenceIndex.get_references_to_in_bulk(things)
    users = set(references.values_list("base_content_type__model", "object_id"))
    ids = [int(pk) for model, pk in users if model == BasePage._meta.model_name]
    return BasePage.objects.filter(pk__in=ids).order_by("path")


def view_urls() -> list[str]:
    """Return the URLs of the views that are `purged_with_pages`, in every language."""
    names = [each.name for each in patterns() if hasattr(each.callback, "purged_with_pages")]
    paths = {}
    for code in language_codes():
        with override(code):
            paths |= dict.fromkeys(map(reverse, names))
    return [settings.PORTAL_URL + path for path in paths]


def patterns() -> Iterator[URLPattern]:
    """Yield the portal's own URL patterns: those without a language prefix, then the others."""
    for each in get_resolver().url_patterns:
        if isinstance(each, URLPattern):
            yield each
        elif isinstance(each.pattern, LocalePrefixPattern):
            yield from (below for below in each.url_patterns if isinstance(below, URLPattern))


def former_urls(page: BasePage, parent: BasePage, old_path: str) -> Iterator[str]:
    """Yield the former URLs of a page and its descendants after a move or a change of slug.

    `parent` is its former parent, `old_path` its former `url_path`; the page itself and its
    descendants have their new ones.
    """
    slug = old_path.rstrip("/").rpartition("/")[2]
    below = page.get_descendants(inclusive=True)
    for code in language_codes():
        if above := parent.url_in(code):
            for each in below:
                tail = each.url_path[len(page.url_path) :]
                url = f"{settings.PORTAL_URL}{above}{slug}/{tail}"
                yield from urls_at(each, url, True)
                if is_listing(each):
                    yield from urls_at(each, url, False)


def all_urls() -> list[str]:
    """Return all public URLs but views below pages, those of the latest published page first.

    The views below a page are purged with it alone: they show nothing else, and are four to a page.
    """
    return [*page_urls(public_pages(), with_views=False), *view_urls()]


def portion(start: int, pages: int) -> tuple[list[str], bool]:
    """Return a part of `all_urls`: the URLs of `pages` pages, skipping the first `start`.

    The second value is true if more follow. A page that is published meanwhile moves to the front,
    so that others are included twice, and none is left out.
    """
    found = list(public_pages()[start : start + pages])
    if len(found) == pages:
        return page_urls(found, with_views=False), True
    return [*page_urls(found, with_views=False), *view_urls()], False


def public_pages() -> QuerySet[BasePage]:
    root = Site.objects.get(is_default_site=True).root_page
    pages = BasePage.objects.published().descendant_of(root, inclusive=True).filter(~is_private())
    newest = F("last_published_at").desc(nulls_last=True)
    return pages.defer_streamfields().order_by(newest, "-pk")
