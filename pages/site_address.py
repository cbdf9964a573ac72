"""Default Wagtail site, whose host, port and name follow the settings."""

from urllib.parse import urlsplit

from django.conf import settings


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
