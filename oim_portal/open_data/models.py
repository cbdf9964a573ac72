"""Models of the data: licence and edition, and imports of events with what each of them did."""

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Revision, Site

from history.models import HistoryEventPage
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


class EventImport(models.Model):
    """An uploaded file of events, which is checked, carried out, and possibly undone."""

    class Status(models.TextChoices):
        CHECKED = "checked", _("not carried out")
        DONE = "done", _("carried out")
        UNDONE = "undone", _("undone")

    name = models.CharField(_("file"), max_length=255)
    text = models.TextField(_("content of the file"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.CHECKED
    )
    published = models.BooleanField(_("published at once"), default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    done_at = models.DateTimeField(_("carried out at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        verbose_name = _("import of events")
        verbose_name_plural = _("imports of events")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ImportedEvent(models.Model):
    """An event that an import created or changed, with its revisions before and after."""

    event_import = models.ForeignKey(EventImport, on_delete=models.CASCADE, related_name="events")
    page = models.ForeignKey(
        HistoryEventPage, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    is_new = models.BooleanField(_("new"))
    was_live = models.BooleanField(_("was published"), default=False)
    before = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    after = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("imported event")
        verbose_name_plural = _("imported events")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
