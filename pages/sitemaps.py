"""XML sitemap: every public page, once for each language in which it is translated."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Site

from .contract import purged_with_pages
from .models import BasePage


class PortalSitemap(Sitemap):
    """URLs from PORTAL_URL, regardless of the host of the request, with their alternates."""

    i18n = True
    alternates = True

    def get_domain(self, site=None) -> str:
        return settings.PORTAL_URL.partition("://")[2]

    def get_protocol(self, protocol=None) -> str:
        return settings.PORTAL_URL.partition("://")[0]

    def get_urls(self, *args, **kwargs) -> list[dict]:
        """Add the default alternate: Django's own would be a URL without a language.

        A page in one language has no alternates, as in its head (pages/metadata/urls.py).
        """
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            found = url["alternates"]
            url["alternates"] = [*found, found[0] | {"lang_code": "x-default"}] if found[1:] else []
        return urls


class PageSitemap(PortalSitemap):
    """The pages, each with the languages in which it is translated as alternates."""

    limit = 5_000

    def items(self):
        root = Site.objects.get(is_default_site=True).root_page
        pages = BasePage.objects.descendant_of(root, inclusive=True).published().public()
        pages = pages.with_own_url()
        # A page with another path, which only raw SQL can write, has no URL in the site.
        return pages.filter(url_path__startswith=root.url_path).order_by("path")

    def get_languages_for_item(self, item: BasePage) -> list[str]:
        return item.translated_languages()

    def location(self, item: BasePage) -> str:
        _site, _root, path = item.get_url_parts(self)  # `self` caches the root paths of sites
        return path

    def lastmod(self, item: BasePage):
        return item.last_published_at


class ViewSitemap(PortalSitemap):
    """The views of the portal outside the page tree, by the names of their URL patterns."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def items(self) -> list[str]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


@purged_with_pages
def sitemap(request: HttpRequest, views_of_portal: list[str]) -> HttpResponse:
    """Serve the sitemap, whose URLs follow PORTAL_URL."""
    parts: dict[str, Sitemap | type[Sitemap]]
    parts = {"pages": PageSitemap(), "views": ViewSitemap(views_of_portal)}
    return views.sitemap(request, parts)
