"""Names of the site and the organization: from the settings, else the well-known names.

Of a name that the settings do not have in the language of the page, the well-known one takes the
place: that of another language would stand unmarked in titles, feeds and citations.
"""

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
