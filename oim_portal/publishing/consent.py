"""Withdrawal of the consent to a picture: pages, drafts and versions go on without it.

The picture is deleted for good, with its files; what is left of a text that may be public may be
public, too, on the ground of the withdrawal. See docs/decisions/0045.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext, gettext_noop
from wagtail.log_actions import log, registry
from wagtail.models import ReferenceIndex, Revision

from oim_portal.media.deletion import delete_permanently
from oim_portal.media.models import PortalImage
from pages.models import BasePage
from pages.translations import states
from pages.translations.text_units import texts_of

from .digest import digest
from .models import ReadText
from .pictures import pictures_in, without
from .register import carry_over, lock, register_for_system

#: Recorded reason of a text that lacks a picture since.
GROUND = gettext_noop("The consent to a picture was withdrawn or has ended.")
#: Log action of a picture, and of each page that it was taken out of.
WITHDRAWN = "portal.consent_withdrawn"


@transaction.atomic
def withdraw(image: PortalImage, user=None) -> None:
    """Delete a picture with its files, and take it out of all pages, their drafts and versions.

    By the scheduler without a user. Raises PortalImage.DoesNotExist if it is gone already. The
    files go first: if the storage fails, nothing else has happened, and it can be done again.
    """
    for page in pages_with(image):
        lock(page)
    # Waits for whoever is saving another page with it: nobody can any more.
    image = PortalImage._base_manager.select_for_update().get(pk=image.pk)
    contents = []
    for page in pages_with(image):
        thing = page.specific_class._base_manager.get(pk=page.pk)
        ReferenceIndex.create_or_update_for_object(thing)  # by which copies are purged
        contents.append((thing, without(type(thing), stored_content(thing), image.pk.__eq__)))
    pk, name = image.pk, gettext("Picture %d") % image.pk
    entries = registry.get_logs_for_instance(image)
    for file in [*image.renditions.all(), image]:
        file.file.storage.delete(file.file.name)
    with delete_permanently():
        image.delete()
    image.pk = pk
    entries.update(label=name, data={})  # its title or text may name a person
    log(instance=image, action=WITHDRAWN, user=user, title=name)
    for page, content in contents:
        take_out(page, content, pk)
        log(instance=page, action=WITHDRAWN, user=user, data={"picture": pk})


def end(image: Any) -> bool:
    """Withdraw a consent that has ended; return False if it was given for longer meanwhile."""
    has_ended = PortalImage.objects.ended().filter(pk=image.pk).exists()
    if has_ended:
        withdraw(image)
    return has_ended


def pages_with(image: PortalImage) -> list[BasePage]:
    """Return the pages that show a picture, now or in any revision, in the order of the tree."""
    stored = Revision.page_revisions.annotate(text=Cast("content", models.TextField()))
    # First the quick condition, for most. In an embed the quotation marks of its key are escaped.
    key = rf'": ?{image.pk}[,}}]|id=\\+"{image.pk}\\'
    stored = stored.filter(text__contains=str(image.pk)).filter(text__regex=key)
    found = {
        int(revision.object_id)
        for revision in stored.select_related("content_type").iterator(chunk_size=100)
        if image.pk in pictures_in(revision.content_type.model_class(), revision.content)
    }
    references = ReferenceIndex.get_references_to(image)
    for kind, pk in references.values_list("base_content_type__model", "object_id"):
        found |= {int(pk)} if kind == BasePage._meta.model_name else set()
    return list(BasePage.objects.filter(pk__in=found).order_by("path"))


def stored_content(page: BasePage) -> dict[str, Any]:
    return json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))


def take_out(page: BasePage, content: dict[str, Any], picture: int) -> None:
    """Write a page's content and its revisions without a picture that has been deleted.

    The revisions stay the same ones: nobody has written a new text.
    """
    model = type(page)
    for revision in page.revisions.order_by("pk").iterator(chunk_size=100):
        left = without(model, revision.content, picture.__eq__)
        if left != revision.content:
            was, now = digest(model, revision.content), digest(model, left)
            # Not as the text that is public now, which the reports list.
            carry_over(page, was, now, GROUND, ReadText.Kind.PUBLIC)
            Revision.objects.filter(pk=revision.pk).update(content=left)
    if page.live:
        register_for_system(page, digest(model, content), GROUND, page.live_revision)
    texts = texts_of(page, states.SOURCE)
    page.with_content_json(content).save(clean=False)
    states.carry_over(model._base_manager.get(pk=page.pk), texts)
