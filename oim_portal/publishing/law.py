"""Guard of public text: a public change has been read by a second person, or has a reason.

It covers every write through the models: forms, autosave, bulk actions, API, copy, import,
schedule, shell. `register` records which texts have been read; signal receivers here ask it before
each write, and raise NotRead otherwise. SECURITY.md lists what the guard does not cover.
"""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.models import Revision

from oim_portal.wagtail_compat.patches import publish_within
from pages.models import BasePage
from pages.models.publishing_guard import bulk_write, current_publishing_reason, pages_being_saved

from .digest import content_of, digest, digest_of, is_named, names_of_text
from .models import ReadText
from .pictures import newly_shown
from .register import NotRead, lock, may_be_public, register_for_system

#: Columns that decide whether a page is public, and of which type, in addition to its text.
KIND = {"content_type", "content_type_id"}
STATE = {"live", *KIND}


def guard_page(sender, instance: BasePage, raw: bool, update_fields, **kwargs) -> None:
    """Refuse to save a page that would be public with a text that has not been read."""
    if raw or instance._state.adding:  # `BasePage.save` adds drafts
        return
    if update_fields is not None and not (names_of_text(sender) | STATE) & set(update_fields):
        return
    stored = sender._base_manager.get(pk=instance.pk)
    has_state = update_fields is None or "live" in update_fields
    is_live = instance.live if has_state else stored.live
    if not is_live:
        register_current_text(stored if stored.live else None)
        return
    has_kind = update_fields is None or KIND & set(update_fields)
    if has_kind and stored.content_type_id != instance.content_type_id:
        raise NotRead(instance, _("The kind of a public page stays as it is."))
    content = content_after(stored, instance, update_fields)
    text = digest(sender, content)
    is_same = digest_of(stored) == text
    if is_same and stored.live:
        return
    if stored.live:
        register_current_text(stored)
    if sender is BasePage and instance.specific_class is not BasePage:
        # The base row holds only the titles of a page type's text.
        if not is_same:
            raise NotRead(instance)
        instance = instance.specific
        content = content_of(instance)
        text = digest(type(instance), content)
    newly_shown(type(instance), content, stored).require_consent()
    if reason := current_publishing_reason():
        register_for_system(instance, text, reason, instance.live_revision)
    elif not may_be_public(instance, text, instance.live_revision):
        raise NotRead(instance)


def content_after(
    stored: BasePage, instance: BasePage, update_fields: Collection[str] | None
) -> dict[str, Any]:
    """Return a page's text as it will be saved: columns that are not written stay as stored.

    Code that saves a few columns may have loaded the others long ago.
    """
    content = content_of(instance)
    if update_fields is None:
        return content
    written = {name for name in content if is_named(type(instance), name, update_fields)}
    return content_of(stored) | {name: content[name] for name in written}


def register_current_text(stored: BasePage | None) -> None:
    """Register a public text that is about to be replaced or unpublished, unless it is registered.

    It may be published again without a question, for instance from the trash, until it is
    retracted.
    """
    if stored is None:
        return
    page = stored.specific
    text = digest_of(page)
    if not may_be_public(page, text):
        register_for_system(page, text, "", page.live_revision, ReadText.Kind.PUBLIC)


def guard_revision(sender, instance: Revision, raw: bool, **kwargs) -> None:
    """Refuse to schedule an unread revision; the page is checked again when it is published."""
    model = instance.content_type.model_class()
    if raw or not instance.approved_go_live_at or not issubclass(model or Revision, BasePage):
        return
    page, text = instance.content_object, digest(model, instance.content)
    public = model._base_manager.get(pk=instance.object_id)
    newly_shown(model, instance.content, public).require_consent()
    if may_be_public(page, text):
        return
    if not current_publishing_reason():
        raise NotRead(page)
    register_for_system(page, text, current_publishing_reason(), instance if instance.pk else None)


def guard_row(sender, instance: models.Model, **kwargs) -> None:
    """Refuse to save or delete an inline row of a live page on its own."""
    if kwargs.get("raw") or current_publishing_reason():
        return
    origin = kwargs.get("origin")
    if issubclass(getattr(origin, "model", type(origin)), BasePage):
        return  # the page itself is deleted, which is the trash's business
    names = [f.attname for f in sender._meta.concrete_fields if isinstance(f, ParentalKey)]
    pages = {getattr(instance, name) for name in names}
    if instance.pk:  # it may have belonged to another page
        stored = sender._base_manager.filter(pk=instance.pk).values_list(*names).first()
        pages |= set(stored or ())
    refuse_parts_of(pages)


def guard_choices(sender, instance, action: str, reverse: bool, pk_set, **kwargs) -> None:
    """Refuse to change the many-to-many choices of a live page, such as themes, on their own."""
    if not action.startswith("pre_") or current_publishing_reason():
        return
    if not reverse:
        refuse_parts_of({instance.pk})
    elif pk_set is None:
        raise NotRead(None, _("Choices are saved with their page."))
    else:
        refuse_parts_of(pk_set)


def refuse_parts_of(pages: set[int]) -> None:
    alone = pages - pages_being_saved()
    page = BasePage._base_manager.filter(pk__in=alone, live=True).first() if alone else None
    if page:
        raise NotRead(page, _("Rows and choices are saved with their page."))


def guard_bulk_write(sender: type[models.Model], names: set[str], **kwargs) -> None:
    """Refuse writes of many rows at once, for which Django sends no signal of a page."""
    is_page = issubclass(sender, BasePage)
    if (
        not is_page or names & (names_of_text(sender) | {"live"})
    ) and not current_publishing_reason():
        raise NotRead(None, _("Texts are saved page by page."))


def with_page_lock(execute):
    """Run publishing in one transaction that locks the row first: a refusal leaves nothing behind.

    The action loaded its page earlier: somebody may have moved it since, added a page below it or
    saved a newer draft, and publishing writes every column.
    """

    def execute_locked(self, *args, **kwargs):
        with transaction.atomic():
            if isinstance(self.object, BasePage):
                lock(self.object)
                self.revision.refresh_from_db()
                row = type(self.object)._base_manager.filter(pk=self.object.pk).first()
                if row is not None:
                    self.object = row.with_content_json(self.revision.content)
            return execute(self, *args, **kwargs)

    return execute_locked


def connect() -> None:
    """Connect the guards to all page types, their rows and their choices; once, in `ready()`."""
    for model in apps.get_models():
        label = model._meta.label
        if issubclass(model, BasePage):
            pre_save.connect(guard_page, sender=model, dispatch_uid=f"law page {label}")
            for field in model._meta.local_many_to_many:
                m2m_changed.connect(
                    guard_choices,
                    sender=field.remote_field.through,
                    dispatch_uid=f"law choices {field}",
                )
        elif is_row(model):
            pre_save.connect(guard_row, sender=model, dispatch_uid=f"law row {label}")
            pre_delete.connect(guard_row, sender=model, dispatch_uid=f"law row {label}")
    pre_save.connect(guard_revision, sender=Revision, dispatch_uid="law revision")
    bulk_write.connect(guard_bulk_write, dispatch_uid="law bulk")
    # Wagtail's editor, workflow, bulk action and scheduler call this action, not a method of ours.
    publish_within(with_page_lock)


def is_row(model: type[models.Model]) -> bool:
    """Return whether rows of a model are part of a page's text; Wagtail's comments are not."""
    return model._meta.app_label != "wagtailcore" and any(
        isinstance(field, ParentalKey) and issubclass(field.related_model, BasePage)
        for field in model._meta.concrete_fields
    )
