"""Pages of each kind of content: with the least that staff may write, and with all they may."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from oim_portal.media.models import PortalDocument, PortalImage
from pages.contract import listings_of
from pages.kinds.agenda.models import ActivityPage
from pages.kinds.calls.models import CallPage
from pages.kinds.news.models import Correction, NewsPage
from pages.kinds.publications.models import PublicationFile, PublicationPage
from pages.models import BasePage

from .call_content import HOST, LINK, allow_hosts
from .factories import add_page, publish_page, required_values
from .pdf_files import pdf_with_text
from .pictures import encoded, scene, upload

SENTENCE = {
    "es": "Una frase que dice de qué se trata, y lo dice bien.",
    "en": "A sentence that says what it is about, and says it well.",
}
#: A vacancy without a text and a place is none for search engines.
VACANCY = {"text_es": "<p>Quien postula sabe contar.</p>", "province": "EC-P"}


def add_kind(model: type[BasePage], title: str, **fields) -> BasePage:
    """Publish a page of a kind, and its list, with the least that staff may write and `fields`."""
    index = listings_of(model)[0].objects.get()
    if not index.live:
        publish_page(index)
    least = required_values(model) | (VACANCY if model is CallPage else {})
    page = add_page(index, title, model=model, **least | fields)
    publish_page(page)
    page.refresh_from_db()
    return page


def whole_values(model: type[BasePage]) -> dict[str, object]:
    """Return values for most of the fields of a kind, in both languages, with a picture."""
    allow_hosts(HOST)
    photo = upload(encoded(scene(size=(1600, 900)), "jpg"), "foto.jpg")
    found = {
        "display_title_en": "A title",
        **{f"lead_{language}": text for language, text in SENTENCE.items()},
        **{f"taking_part_{language}": f"<p>{text}</p>" for language, text in SENTENCE.items()},
        **{f"summary_{language}": f"<p>{text}</p>" for language, text in SENTENCE.items()},
        **{f"text_{language}": f"<p>{text}</p>" for language, text in SENTENCE.items()},
        "place_es": "Quito",
        "place_en": "Quito",
        "province": "EC-P",
        "link": "https://sala.example.org/?a=1&b=2",
        "apply_url": LINK,
        "reference": "EC-7",
        "licence": "by/4.0",
        "series": "Retornos",
        "image": PortalImage.objects.create(title="Foto", file=photo, consent="nobody"),
        "image_alt_es": "Un mapa",
        "image_alt_en": "A map",
    }
    names = {field.name for field in model._meta.concrete_fields}
    return {name: value for name, value in found.items() if name in names}


def publish_each_kind() -> None:
    """Publish a whole page of each kind with what its form can add, and what is over."""
    now, today = timezone.now(), timezone.localdate()
    item = add_kind(NewsPage, "Una noticia", **whole_values(NewsPage))
    item.corrections.add(Correction(said_es="Ocho", says_es="Nueve", says_en="Nine"))
    publish_page(item)
    report = add_kind(PublicationPage, "Una publicación", **whole_values(PublicationPage))
    report.files = [
        PublicationFile(document=add_document(language), language=language)
        for language in ("es", "en")
    ]
    publish_page(report)
    add_kind(ActivityPage, "Una actividad", **whole_values(ActivityPage))
    cancelled = {"cancelled_on": today, "cancelled_reason_es": "Por lluvia."}
    add_kind(ActivityPage, "Una cancelada", **whole_values(ActivityPage) | cancelled)
    add_kind(CallPage, "Una convocatoria", **whole_values(CallPage))
    add_kind(CallPage, "Una cerrada", **whole_values(CallPage), closes_at=now - timedelta(days=1))


def add_document(language: str) -> PortalDocument:
    """Put a PDF of a page into the library."""
    file = ContentFile(pdf_with_text("Texto", language=language), f"{language}.pdf")
    return PortalDocument.objects.create(title=f"Informe ({language})", file=file)
