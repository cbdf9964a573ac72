"""Names of the site and the organization, from the settings or well known; address of the site.

Of a name that the settings do not have in the language of the page, the well-known one takes the
place: that of another language would stand unmarked in titles, feeds and citations.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from .languages import current_language
from .models import PortalSettings
from .site_cache import settings_of


def site_name(request: HttpRequest) -> str:
    """Return the name of the site from the settings, or the office's short name."""
    return site_name_in(settings_of(request))


def site_name_in(settings: PortalSettings) -> str:
    return getattr(settings, f"site_name_{current_language()}") or gettext("IOM Ecuador")


def organisation(request: HttpRequest) -> str:
    """Return the organization's name from the settings, or its official name."""
    return organisation_in(settings_of(request))


def organisation_in(settings: PortalSettings) -> str:
    named = getattr(settings, f"organisation_{current_language()}")
    return named or gettext("International Organization for Migration")


def follow_portal_url(**kwargs) -> None:
    """Write PORTAL_URL into the default site, and a name if it has none (`post_migrate`)."""
    from wagtail.models import Site

    parts = urlsplit(settings.PORTAL_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    name = site.site_name or settings.WAGTAIL_SITE_NAME
    wanted = (parts.hostname, port, name)
    if (site.hostname, site.port, site.site_name) != wanted:
        site.hostname, site.port, site.site_name = wanted
        site.save()
