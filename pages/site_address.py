"""Wagtail's Site follows PORTAL_URL, the one public address."""

from urllib.parse import urlsplit

from django.conf import settings


def follow_portal_url(**kwargs) -> None:
    """Write PORTAL_URL into the default Site, if it says something else (after `migrate`)."""
    from wagtail.models import Site

    parts = urlsplit(settings.PORTAL_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site and (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname, port
        site.save()
