"""Uploaded files of events, and a record of what each import did, from which it can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from history.models import HistoryEventPage


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
