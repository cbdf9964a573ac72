"""A page that holds every block, made of the samples that editors see in the picker."""

from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from pages.blocks import ContentStreamBlock, samples
from pages.models import ContentPage, HomePage

from .factories import publish_page
from .pictures import encoded, scene, upload

NEED_A_FILE = {"picture", "document"}


def publish_page_with_every_block(title: str = "Todos los bloques") -> ContentPage:
    """Publish a content page under the front page; its blocks stand in the order of the picker."""
    photo = upload(encoded(scene(size=(1600, 900)), "jpg"), "paisaje.jpg")
    image = get_image_model()(title=title, file=photo, credit=samples.SOURCE)
    image.save()
    document = get_document_model()(title=samples.TITLE, file=upload(b"%PDF-1.4", "informe.pdf"))
    document.save()
    block = ContentStreamBlock()
    values = {
        name: child.get_preview_value()
        for name, child in block.child_blocks.items()
        if name not in NEED_A_FILE
    }
    values["picture"] = {
        "image": {"image": image, "decorative": False, "alt_text": samples.PHRASE},
        "caption": samples.SENTENCE,
    }
    values["document"] = {"document": document, "title": ""}
    body = block.normalize([(name, values[name]) for name in block.child_blocks])
    page = ContentPage(title=title, slug="todos-los-bloques")
    for code, _name in settings.LANGUAGES:
        setattr(page, f"display_title_{code}", title)
        setattr(page, f"lead_{code}", samples.SENTENCE)
        setattr(page, f"body_{code}", body)
    HomePage.objects.get().add_child(instance=page)
    publish_page(page)
    return page
