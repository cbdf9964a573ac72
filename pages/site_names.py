"""Names of the site and the organization: from the settings, else the well-known names."""

from django.http import HttpRequest
from django.utils.translation import gettext

from .languages import Localized, current_language, localized
from .models import PortalSettings
from .site_cache import settings_of


def site_name(request: HttpRequest) -> Localized:
    """Return the name of the site from the settings, or the office's short name."""
    return site_name_in(settings_of(request))


def site_name_in(settings: PortalSettings) -> Localized:
    named = localized(settings, "site_name")
    return named or Localized(gettext("IOM Ecuador"), current_language())


def organisation(request: HttpRequest) -> Localized:
    """Return the organization's name from the settings, or its official name."""
    return organisation_in(settings_of(request))


def organisation_in(settings: PortalSettings) -> Localized:
    named = localized(settings, "organisation")
    return named or Localized(
        gettext("International Organization for Migration"), current_language()
    )
