"""Record of loaded items, so that none is loaded a second time."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedItem(models.Model):
    """An item that has been loaded; staff may have changed or deleted it since."""

    key = models.CharField(_("key"), max_length=200, primary_key=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("loaded item")
        verbose_name_plural = _("loaded items")

    def __str__(self) -> str:
        return self.key
