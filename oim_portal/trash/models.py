"""Models of the trash: the container pages, and the record of each deletion."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oim_portal.media.models import PortalDocument, PortalImage
from pages.models import BasePage

#: How long a deleted object can be restored.
RETENTION = timedelta(days=60)
#: Slug of the page at the root of the tree that holds all containers.
ROOT_SLUG = "papelera"


class TrashPage(BasePage):
    """The root of the trash, and below it one container for each deletion. Never public.

    It is a sibling of the site's front page, so no page in it has an address; a container for each
    deletion lets two pages with the same slug be in the trash.
    """

    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        verbose_name = _("bin")
        verbose_name_plural = _("bins")


class Deletion(models.Model):
    """One object in the trash: a page with the pages below it, a picture or a document."""

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        IMAGE = "image", _("image")
        DOCUMENT = "document", _("document")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=255)
    deleted_at = models.DateTimeField(_("deleted at"), default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    page = models.OneToOneField(BasePage, null=True, on_delete=models.CASCADE, related_name="+")
    image = models.OneToOneField(PortalImage, null=True, on_delete=models.CASCADE, related_name="+")
    document = models.OneToOneField(
        PortalDocument, null=True, on_delete=models.CASCADE, related_name="+"
    )
    # For pages only: the former place, and the states of the page and those below it.
    container = models.ForeignKey(TrashPage, null=True, on_delete=models.SET_NULL, related_name="+")
    parent = models.ForeignKey(BasePage, null=True, on_delete=models.SET_NULL, related_name="+")
    next_sibling = models.ForeignKey(
        BasePage, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    address = models.CharField(_("address"), max_length=2000, blank=True)
    states = models.JSONField(default=list)

    # A deletion is not a use of the object.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        ordering = ["-deleted_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def thing(self) -> models.Model:
        """The page, picture or document."""
        return getattr(self, self.kind)

    @property
    def gone_on(self) -> datetime:
        """The moment from which the daily task removes the object for good."""
        return self.deleted_at + RETENTION
