"""Several pictures and a document of an event: shown, described, guarded, and nothing if none."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from history.models import EventPicture, HistoryEventPage
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.frontend_cache.cached_urls import referring_urls
from oim_portal.media.models import PortalImage
from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.one_language import publish_language
from oim_portal.publishing.register import NotRead

from .edit_forms import form_of
from .factories import publish_page
from .html import page as read, text_of, texts
from .pictures import encoded, scene, upload
from .search_requests import add_document
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

EVENT = "/es/quienes-somos/historia/1974-retorno/"
ENGLISH = EVENT.replace("/es/", "/en/")


def event() -> HistoryEventPage:
    return HistoryEventPage.objects.get(slug="1974-retorno")


def picture(number: int, **fields) -> EventPicture:
    """Return a row with a picture of its own, described in both languages."""
    file = upload(encoded(scene(size=(80 + number, 60)), "png"), "a.png")
    image = PortalImage.objects.create(
        title=f"Foto {number}", file=file, consent="nobody", credit=f"Archivo {number}"
    )
    texts = {"image_alt_es": f"Barco {number}", "image_alt_en": f"Ship {number}"}
    return EventPicture(image=image, **texts | fields)


def publish(*rows: EventPicture, **fields) -> HistoryEventPage:
    page = event()
    page.pictures.set(rows)
    for name, value in fields.items():
        setattr(page, name, value)
    publish_page(page)
    return page


def test_an_event_without_pictures_and_document_shows_nothing_of_them(content, visitor):
    soup = read(visitor, EVENT)
    assert not soup.select(".event__pictures, .event figure, .document")
    publish(EventPicture(image_alt_es="Sin imagen"))
    assert not read(visitor, EVENT).select(".event__pictures, .event figure")


def test_pictures_stand_in_their_order_with_words_of_the_language_and_credit(content, visitor):
    hidden = {"image_decorative": True}
    publish(picture(1), picture(2, image_alt_en=""), picture(3, **hidden), image=picture(4).image)
    soup = read(visitor, EVENT)
    row = soup.select(".event__pictures img")
    assert [image["alt"] for image in row] == ["Barco 1", "Barco 2", ""]
    assert [image["loading"] for image in row] == ["lazy"] * 3
    assert [image.get("fetchpriority") for image in soup.select(".event figure img")][0] == "high"
    credits = [f"Imagen: Archivo {number}" for number in (1, 2, 3)]
    assert texts(soup, ".event__pictures figcaption") == credits
    english = read(visitor, ENGLISH).select(".event__pictures img")
    assert [image["alt"] for image in english] == ["Ship 1", "Barco 2", ""]
    assert [image.get("lang") for image in english][:2] == ["en", "es"]


def test_more_pictures_cost_no_more_queries(content, visitor):
    def asked(*rows: EventPicture) -> int:
        publish(*rows)
        visitor.get(EVENT)
        with CaptureQueriesContext(connection) as captured:
            visitor.get(EVENT)
        return len(captured)

    none = asked()
    assert asked(picture(1)) == asked(picture(1), picture(2), picture(3)) == none + 1


def row_fields(row: EventPicture, **fields) -> dict[str, object]:
    values = {"image": row.image_id, "id": "", "ORDER": "1", "DELETE": ""}
    values |= {"image_alt_es": row.image_alt_es, "image_alt_en": row.image_alt_en} | fields
    return {f"pictures-0-{name}": value for name, value in values.items()} | {
        "pictures-TOTAL_FORMS": "1"
    }


def test_the_form_asks_for_words_in_each_language_but_not_in_a_draft(content):
    editor, page, row = signed_in(person(EDITOR)), event(), picture(1)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    lacking = row_fields(row, image_alt_en="", image_alt_es="IMG_1234.jpg")
    form = form_of(editor, address) | lacking
    answer = editor.post(address, form | {"action-submit": "1"})
    [errors] = answer.context["form"].formsets["pictures"].errors
    assert set(errors) == {"image_alt_es", "image_alt_en"}
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    field = soup.find(attrs={"name": "pictures-0-image_alt_en"}).find_parent(class_="w-field")
    assert "Describa la imagen" in text_of(field)
    assert editor.post(address, form).status_code == 302
    whole = editor.post(
        address,
        form_of(editor, address)
        | {"action-submit": "1"}
        | {"pictures-0-image_alt_es": "Un barco", "pictures-0-image_alt_en": "A ship"},
    )
    assert whole.status_code == 302
    [draft] = event().get_latest_revision_as_object().pictures.all()
    assert (draft.image, draft.image_alt_es) == (row.image, "Un barco")
    assert not EventPicture.objects.exists()


def test_a_row_that_is_taken_away_needs_no_words(content):
    editor, page = signed_in(person(EDITOR)), publish(picture(1, image_alt_es=""))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = form_of(editor, address) | {"pictures-0-DELETE": "on", "action-submit": "1"}
    assert editor.post(address, form).status_code == 302
    assert not event().get_latest_revision_as_object().pictures.exists()


def test_the_register_guards_pictures_and_document(content):
    page = publish(picture(1), picture(2))
    first, second = page.pictures.all()
    before = digest_of(page)
    page.pictures.set([second, first])
    first.sort_order, second.sort_order = 2, 1
    assert digest_of(page) != before
    page = event()
    page.document = add_document("Acta")
    assert digest_of(page) != before
    page = event()
    page.pictures.get_object_list()[0].image_alt_es = "Otro barco"
    with pytest.raises(NotRead):
        page.save()
    with pytest.raises(NotRead):
        EventPicture.objects.update(image_alt_es="Otro barco")
    with pytest.raises(NotRead):
        EventPicture.objects.first().delete()


def test_one_language_of_a_draft_does_not_describe_pictures_that_are_not_public_yet(
    content, visitor
):
    publish(picture(1), image=picture(2).image, image_alt_es="Un puerto", image_alt_en="A port")
    page = event()
    page.image, page.image_alt_es, page.date_as_written_es = picture(3).image, "Un mapa", "en 1974"
    [row] = page.pictures.all()
    row.image, row.image_alt_es = picture(4).image, "Un mercado"
    page.pictures.set([row, picture(5)])
    draft = page.save_revision(user=person(EDITOR))
    publisher = person(PUBLISHER, "eva@example.org")
    assert publish_language(event(), draft, "es", publisher)
    soup = read(visitor, EVENT)
    assert [image["alt"] for image in soup.select(".event figure img")] == ["Un puerto", "Barco 1"]
    assert "en 1974" in text_of(soup)
    publish_page(event().get_latest_revision_as_object())
    shown = read(visitor, EVENT).select(".event figure img")
    assert [image["alt"] for image in shown] == ["Un mapa", "Un mercado", "Barco 5"]


def test_a_picture_in_a_row_is_in_use_described_anew_and_purged(content):
    row = picture(1)
    page = publish(row)
    assert [place.pk for place, _references in row.image.get_usage()] == [page.pk]
    assert any(url.endswith(EVENT) for url in referring_urls([row.image]))
    publisher = signed_in(person(PUBLISHER))
    new = upload(encoded(scene(size=(90, 70)), "png"), "b.png")
    words = {"description_es": "Un mapa", "description_en": "A map", "consent": "nobody"}
    publisher.post(reverse("replace_photo", args=[row.image.pk]), {"file": new} | words)
    [after] = event().pictures.all()
    assert (after.image_alt_es, after.image_alt_en) == ("Un mapa", "A map")


def test_a_picture_in_a_row_without_words_is_in_the_report(content):
    publish(picture(1, image_alt_en=""), picture(2))
    PortalImage.objects.update(description_es="Un barco", description_en="A ship")
    shown = text_of(read(signed_in(person(EDITOR)), reverse("pictures_report")))
    assert "Foto 1" in shown
    assert "Foto 2" not in shown


def documents(visitor, address: str = EVENT) -> list[str]:
    return texts(read(visitor, address), ".event .document a")


def test_a_document_has_its_title_kind_size_and_language(content, visitor):
    publish(document=add_document("Acta de llegada", file_size=15), document_language="en")
    [shown] = documents(visitor)
    assert shown == "Acta de llegada (PDF, 15 bytes, English)"
    link = read(visitor, ENGLISH).select_one(".document a")
    assert visitor.get(link["href"]).status_code == 200
    publish(document_language="")
    assert documents(visitor) == ["Acta de llegada (PDF, 15 bytes)"]


def test_a_document_in_the_trash_is_not_linked(content, visitor):
    document = add_document("Acta de llegada")
    publish(document=document)
    assert documents(visitor)
    document.delete()
    assert documents(visitor) == []
    assert "Acta de llegada" not in text_of(read(visitor, EVENT))


def test_a_document_of_a_private_collection_is_not_linked(content, visitor):
    above = Collection.get_first_root_node().add_child(name="Archivo")
    inside = above.add_child(name="Actas")
    publish(document=add_document("Acta de llegada", collection=inside))
    assert documents(visitor)
    restriction = CollectionViewRestriction.objects.create(
        collection=above, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert documents(visitor) == []
    restriction.delete()
    assert documents(visitor)


def test_the_library_keeps_a_document_that_an_event_shows(content):
    document = add_document("Acta de llegada")
    page = publish(document=document)
    assert [place.pk for place, _references in document.get_usage()] == [page.pk]
    assert any(url.endswith(EVENT) for url in referring_urls([document]))
