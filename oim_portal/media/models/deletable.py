"""Soft deletion: a file in the trash remains available to the pages that show it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from oim_portal.web import expiry

from ..deletion import Answer, AsksFirst


class DeletableMixin(AsksFirst, models.Model):
    """A file that deletion moves to the trash (`oim_portal.trash`).

    Choosers, listings and searches of the admin then exclude it; a page that uses it still shows
    it.
    """

    #: Columns with a time after which every page that shows the file changes.
    changes_at: tuple[str, ...] = ()

    deleted_at = models.DateTimeField(_("deleted at"), null=True, editable=False, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deleted by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        file = super().from_db(db, field_names, values)
        expiry.add_changes_of(file)
        return file

    @property
    def is_in_trash(self) -> bool:
        return self.deleted_at is not None

    def delete(self, *args, **kwargs) -> Answer:
        """Move the file to the trash, and update this instance."""
        answer = super().delete(*args, **kwargs)
        if self.pk:
            self.refresh_from_db(fields=["deleted_at", "deleted_by"])
        return answer

    delete.alters_data = True
