"""Saving of pages and revisions: normalized texts, drafts first, and no lost revisions.

A revision that is a record, such as a published or named one, is not overwritten by an autosave.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageLogEntry, Revision, TaskState

from oim_portal.wagtail_compat.wagtail_private import rows_in_memory
from oim_portal.web.text_columns import clean_texts

from ..internal_links import stream_with_page_links, with_page_links
from ..languages import has_text
from ..slugs import is_free, name_copy, normalized_slug
from .publishing_guard import being_saved, current_publishing_reason


class PageSavingMixin(models.Model):
    """Guards and normalization of every save of a page, for `BasePage`."""

    #: Whether the page was filled from a submitted form, whose user saw it (`PortalPageForm`).
    shown_by_form = False
    #: Names of the schedule fields that the form cleared because their time had passed.
    passed_dates: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            name_copy(self)
        self.tidy()
        self._begin_as_draft()
        # Inline rows and many-to-many fields in `update_fields` do not get past the guard this way.
        names = [name for name in kwargs.get("update_fields") or () if is_part(type(self), name)]
        with being_saved(None if names else self.pk):
            return super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs) -> None:
        self.tidy()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.tidy()
        super().minimal_clean()

    @staticmethod
    def _slug_is_available(slug: str, parent_page, page=None) -> bool:
        """Answer saves, forms and moves of Wagtail, all of which ask here."""
        return parent_page is None or is_free(slug, parent_page, page)

    @transaction.atomic
    def add_child(self, **kwargs):
        """Add a child page, after a publication of this page that is in progress has ended.

        Publishing locks the row of BasePage first, treebeard that of the page type: without a
        common order they could deadlock.
        """
        list(locked_row(self).values_list("pk"))
        return super().add_child(**kwargs)

    def _begin_as_draft(self) -> None:
        """Make a page that is added, copied or imported a draft: only publishing makes it public.

        Wagtail's 'create and publish' and its copies add a page as live before any review. Raises
        PermissionDenied for an alias, which would change in public together with its source.
        """
        if self._state.adding:
            if self.alias_of_id:
                raise PermissionDenied(_("Aliases are not offered: copy the page instead."))
            if self.live and not current_publishing_reason():
                self.live, self.has_unpublished_changes = False, True
                self.first_published_at = self.last_published_at = None
            if not self.live:
                self.expired = False  # the source of a copy has, and may be renewed
        if not self.live and self.live_revision_id:
            # Wagtail marks a copy as live a second time after it was added.
            self.live_revision = None
            stored = type(self)._base_manager.filter(pk=self.pk)
            dates = stored.values_list("first_published_at", "last_published_at").first()
            self.first_published_at, self.last_published_at = dates or (None, None)

    @property
    def current_workflow_task(self):
        """Return the current workflow task, with this page if a form has just been submitted."""
        task = super().current_workflow_task
        if task and self.shown_by_form:
            task.shown_page = self
        return task

    @transaction.atomic
    def save_revision(self, user=None, *, overwrite_revision=None, **kwargs) -> Revision:
        """Save a revision; an autosave never overwrites one that was published, reviewed or named.

        It creates a new revision then. Raises PermissionDenied where Wagtail does: for an
        overwritten revision that is not the latest, or belongs to another user.
        """
        if not kwargs.get("changed", True):  # set by a copy, whose first revision is its source's
            name_copy(self)
        self.tidy()
        # Lock the row, so that the revision is not published between this check and the write.
        live = locked_row(self).values_list("live_revision_id", flat=True).first()
        if (
            overwrite_revision
            and overwrite_revision == self.get_latest_revision()
            and overwrite_revision.user_id == (user and user.pk)
            and (overwrite_revision.pk == live or is_record(overwrite_revision))
        ):
            overwrite_revision = None
        return super().save_revision(user=user, overwrite_revision=overwrite_revision, **kwargs)

    def notes_on_publication(self) -> Iterator[str]:
        """Yield what whoever publishes the page should know, none of which is an error."""
        if (above := self.get_parent()) and not (above.live or above.is_root()):
            said = gettext(
                "It stands below “%s”, which is not public: readers find it in no list and in no"
                " menu. Publish that page too."
            )
            yield said % above.get_admin_display_title()

    def tidy(self) -> None:
        """Normalize characters, slug, titles, links and emptied rich texts before a save."""
        clean_texts(self)
        self.slug = normalized_slug(self)
        if not self.single_language:
            self.own_language = ""
        setattr(self, f"display_title_{settings.LANGUAGE_CODE}", self.title)
        for part in (self, *rows_in_memory(self)):
            tidy_rich_texts(part)


def tidy_rich_texts(part: models.Model) -> None:
    """Turn links within the site into links to pages, in a page or one of its inline rows."""
    names = {field.name for field in part._meta.concrete_fields}
    for field in part._meta.concrete_fields:
        # The attribute of a translated field reads a fallback and writes to one language.
        if f"{field.name}_{settings.LANGUAGE_CODE}" in names:
            continue
        if isinstance(field, RichTextField):
            text = getattr(part, field.attname)
            # An emptied editor leaves `<p data-block-key="…"></p>`, which hides the fallback.
            setattr(part, field.attname, with_page_links(text) if has_text(text) else "")
        elif isinstance(field, StreamField):
            stream = getattr(part, field.attname)
            setattr(part, field.attname, stream_with_page_links(stream))


def locked_row(page: models.Model) -> models.QuerySet:
    """Return the row of a page in the common table, locked until the transaction ends."""
    return apps.get_model("pages.BasePage")._base_manager.select_for_update().filter(pk=page.pk)


def is_part(model: type[models.Model], name: str) -> bool:
    """Return whether a name is that of inline rows or of a many-to-many field."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:  # modeltranslation also accepts names without a language
        return False
    return field.one_to_many or field.many_to_many


# Log actions that only record that a revision was saved.
SAVED = ("wagtail.edit", "wagtail.revert")
#: Log action of a revision that preserves a text when a newer one takes its place.
KEPT = "portal.kept_version"


def is_record(revision: Revision) -> bool:
    """Return whether a revision is or was published, scheduled or submitted, or has a name."""
    told = PageLogEntry.objects.filter(revision=revision).exclude(action__in=SAVED)
    return (
        revision.approved_go_live_at is not None
        or TaskState.objects.filter(revision=revision).exists()
        or told.exists()
    )
