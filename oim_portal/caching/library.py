"""Which pages show a picture or a document (see `pages.shown_on`)."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ReferenceIndex

from oim_portal.media.models import PortalDocument, PortalImage, Rendition
from pages.models import BasePage, PortalSettings
from pages.shown_on import pages_showing, register


def pages_with(thing: Model) -> Iterable[BasePage]:
    """Return the pages whose published or draft text refers to a picture or document."""
    references = ReferenceIndex.get_references_to(thing)
    on_pages = references.filter(base_content_type=ContentType.objects.get_for_model(BasePage))
    ids = set(on_pages.values_list("object_id", flat=True))
    yield from BasePage.objects.filter(pk__in=ids)


def pages_with_logo(image: PortalImage) -> Iterable[BasePage]:
    for settings in PortalSettings.objects.filter(logo=image.pk):
        yield from pages_showing(settings)


def register_own() -> None:
    """Register what this app knows of the library."""
    register(PortalImage, pages_with)
    register(PortalImage, pages_with_logo)
    register(PortalDocument, pages_with)
    # A picture's page shows what has been made of it: again when more has.
    register(Rendition, lambda rendition: pages_showing(rendition.image))
