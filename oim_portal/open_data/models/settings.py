"""Settings of the data that only the office can state: licence and edition."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from pages.panels import translated_row_panels
from pages.permissions import SettingsPolicy


@register_setting(icon="download")
class OpenDataSettings(BaseSiteSetting):
    """Licence and edition of the data. Files state when there is none; the page leaves it out.

    A change of the data needs no change here: the version is computed from the records.
    """

    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_(
            "The name of the licence under which the office gives the data away. Leave it empty "
            "until the office has decided: without one nobody knows whether the data may be used."
        ),
    )
    licence_url = models.URLField(
        _("address of the licence"), blank=True, help_text=_("Where its whole text stands.")
    )
    edition = models.CharField(
        _("edition"),
        max_length=50,
        blank=True,
        help_text=_("What the office calls this state of the data, if it does: '2026', '1.2'."),
    )

    may_stay_empty = frozenset({"licence_url", "edition"})

    panels = [
        MultiFieldPanel(
            [*translated_row_panels("licence"), FieldPanel("licence_url")], heading=_("Licence")
        ),
        FieldPanel("edition"),
    ]

    class Meta:
        verbose_name = _("open data")
        verbose_name_plural = _("open data")

    @classmethod
    def get_permission_policy(cls) -> SettingsPolicy:
        return SettingsPolicy(cls)

    @classmethod
    def of(cls, request: HttpRequest) -> "OpenDataSettings":
        """Return the settings of the request's site, unsaved ones if there are none yet."""
        site = Site.find_for_request(request)
        return cls.objects.filter(site=site).first() or cls(site=site)
