"""Alternative texts of a picture in the pages that show it."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from modeltranslation.utils import build_localized_fieldname
from wagtail.fields import StreamField

from oim_portal.media.models import PortalImage
from oim_portal.publishing.publish import publish_as_read
from pages.models import BasePage
from pages.models.picture import PictureMixin


def set_alt_texts(page: BasePage, picture: PortalImage, texts: dict[str, str]) -> bool:
    """Set the texts, by language, where a page shows a picture; return whether any differed.

    A decorative picture stays without text. The page is not saved.
    """
    changed = False
    for place, attribute, language in places_on(page, picture):
        if getattr(place, attribute) != texts[language]:
            setattr(place, attribute, texts[language])
            changed = True
    return changed


def places_on(page: BasePage, picture: PortalImage) -> Iterator[tuple[object, str, str]]:
    """Yield the places of a picture's alternative text: object, attribute, language."""
    for language, _name in settings.LANGUAGES:
        is_own = isinstance(page, PictureMixin) and page.image_id == picture.pk
        if is_own and not page.image_decorative:
            yield page, build_localized_fieldname("image_alt", language), language
        for field in streams(type(page), language):
            for block in getattr(page, field):
                shown = block.value["image"] if block.block_type == "picture" else None
                if shown and shown.pk == picture.pk and not shown.decorative:
                    yield shown, "contextual_alt_text", language


def streams(model: type[models.Model], language: str) -> list[str]:
    """Return the names of a page type's stream fields in one language."""
    ending = f"_{language}"
    fields = (field for field in model._meta.get_fields() if isinstance(field, StreamField))
    return [field.name for field in fields if field.name.endswith(ending)]


def publish_alt_texts(
    page: BasePage, picture: PortalImage, texts: dict[str, str], user, reason: str
) -> str:
    """Set a picture's texts in a page, and return the outcome.

    'published' if the user may publish, with the reason in the page's history, since nobody else
    has read it; 'submitted' for review otherwise; 'same' if the page needs no other text; 'left' if
    a draft or a lock prevents it, which is not for this view to publish or change.
    """
    rights = page.permissions_for_user(user)
    if not page.live:
        return "left"
    if not set_alt_texts(page, picture, texts):
        return "same"
    if page.has_unpublished_changes or page.get_lock() or not rights.can_edit():
        return "left"
    if rights.can_publish():
        publish_as_read(page, page.save_revision(user=user, log_action=True), user, reason)
        return "published"
    page.save_revision(user=user, log_action=True)
    workflow = page.get_workflow()
    if workflow:
        workflow.start(page, user)
    return "submitted"
