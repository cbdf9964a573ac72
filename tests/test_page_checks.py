"""The checks of a page: what is to be corrected in it, computed for any type of page."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from oim_portal.accounts.roles import EDITOR
from oim_portal.admin.language_numbers import numbers_apart
from oim_portal.admin.page_checks import checks_of
from oim_portal.media import renditions
from oim_portal.media.models import PortalDocument, PortalImage
from pages.models import BasePage, ContentPage, HomePage, ValuesPage, WordToAvoid

from .edit_forms import form_of
from .factories import add_page, make_private
from .kinds.models import NoticeIndexPage, NoticePage
from .pictures import encoded, scene, upload
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
LONG = "Una oración que " + "sigue y sigue " * 9 + "hasta que termina."


def paragraph(html: str, key: str = "t-1") -> dict:
    return {"type": "paragraph", "value": html, "id": key}


def found(page: BasePage, language: str = "es", **options) -> list[tuple[str, str, str]]:
    """Return what is to be corrected in a page as the form holds it: title, words, place."""
    with override("es"):
        checks = {each.code: each for each in checks_of(page, **options).languages}
    return [(each.title, each.quote, each.path) for each in checks[language].to_correct]


def clearer(page: BasePage, **options) -> list[tuple[str, str, str]]:
    with override("es"):
        checks = checks_of(page, **options).languages[0]
    return [(each.title, each.quote, each.path) for each in checks.clearer]


@pytest.fixture
def draft(content) -> ContentPage:
    return add_page(title="Retorno")


def test_a_page_without_anything_wrong_has_nothing_to_correct(draft):
    draft.body_es = [paragraph("<p>Una frase.</p>")]
    checks = checks_of(draft)
    assert (found(draft), checks.languages[0].words, checks.languages[0].minutes) == ([], 3, 1)
    assert checks.languages[1].words == 0
    assert checks.weight.seconds == 1


@pytest.mark.parametrize("why", ["unpublished", "private", "trashed", "gone"])
def test_a_link_to_a_page_that_visitors_do_not_get_is_to_be_corrected(draft, why):
    target = add_page(title="Requisitos")
    html = (
        f'<p data-block-key="abc12">Vea los <a linktype="page" id="{target.pk}">requisitos</a>.</p>'
    )
    draft.body_es = [paragraph(html)]
    assert found(draft) == []
    if why == "unpublished":
        target.unpublish()
    elif why == "private":
        make_private(target)
    elif why == "trashed":
        target.delete()
    else:
        draft.body_es = [paragraph(html.replace(str(target.pk), "999999"))]
    title = "Un enlace lleva a una página que no es pública"
    assert found(draft) == [(title, "requisitos", "body_es/t-1/#abc12")]


def test_the_url_of_a_page_is_a_link_to_it_already_while_it_is_typed(draft):
    add_page(title="Requisitos", live=False)
    draft.body_es = [paragraph('<p><a href="/es/requisitos/">requisitos</a></p>')]
    assert [title for title, *_ in found(draft)] == [
        "Un enlace lleva a una página que no es pública"
    ]


def test_a_link_to_the_page_itself_is_right_while_it_is_a_draft(draft):
    draft.unpublish()
    draft.body_es = [paragraph(f'<p><a linktype="page" id="{draft.pk}">esta página</a></p>')]
    assert found(draft) == []


def test_a_document_in_the_trash_is_to_be_corrected_and_documents_are_weighed(draft):
    file = upload(b"%PDF-1.4".ljust(200_000), "i.pdf")
    document = PortalDocument(title="Informe", file=file)
    document.save()
    draft.body_es = [{"type": "document", "value": {"document": document.pk}, "id": "d-1"}]
    checks = checks_of(draft)
    assert (found(draft), checks.documents.size, checks.documents.seconds) == ([], 200_000, 4)
    document.delete()
    assert [path for *_, path in found(draft)] == ["body_es/d-1/document"]


def test_a_link_to_a_place_that_the_page_has_not_is_to_be_corrected(draft):
    html = '<p><a href="#p-h-1">arriba</a> <a href="#requisitos">requisitos</a></p>'
    heading = {"type": "heading", "value": {"text": "Plazo", "level": "h2"}, "id": "h-1"}
    draft.body_es = [heading, paragraph(html)]
    assert found(draft) == [("Un enlace no lleva a ninguna parte", "requisitos", "body_es/t-1")]


def test_a_picture_without_a_description_is_to_be_corrected_and_is_weighed_as_it_is_served(draft):
    image = PortalImage(
        title="Puente", file=upload(encoded(scene(size=(1600, 900)), "jpg"), "p.jpg")
    )
    image.save()
    image.renditions.all().delete()
    value = {"image": {"image": image.pk, "alt_text": "", "decorative": False}, "caption": ""}
    draft.body_es = [{"type": "picture", "value": value, "id": "i-1"}]
    assert found(draft) == [("Una imagen sin descripción", "Puente", "body_es/i-1/image/alt_text")]
    assert checks_of(draft).weight is None  # until the worker has prepared it
    renditions.make_missing(image)
    draft.body_es = draft.body_es.get_prep_value()
    served = renditions.existing(PortalImage.objects.get(), "format-avif|width-960")
    assert checks_of(draft).weight.size == 28 * 1024 + served["format-avif|width-960"].file.size


def test_a_number_of_one_language_is_to_be_corrected_where_it_stands(draft):
    draft.body_es = [paragraph("<p>Tiene un plazo de 10 días.</p>")]
    draft.lead_es = "Desde 2016"
    draft.body_en = [paragraph("<p>You have 15 days.</p>", "t-2")]
    [(title, quote, path)] = found(draft)
    assert (title, path) == ("Un número que falta en otro idioma", "body_es/t-1")
    assert quote == "Tiene un plazo de 10 días."
    assert [path for *_, path in found(draft, "en")] == ["body_en/t-2"]


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("10 000 personas", "10,000 people"),
        ("1\u202f250\u202f000,5 USD", "USD 1,250,000.5"),
        ("en los años 80", "in the 1980s"),
        ("a las 08:30", "at 8:30"),
        ("en 2024 300 personas", "300 people in 2024"),
    ],
)
def test_a_number_as_the_style_guide_has_it_is_the_same_in_both_languages(spanish, english):
    assert numbers_apart({"es": spanish, "en": english}) == []


def test_another_number_is_told_whole():
    apart = numbers_apart({"es": "10 000 personas y 0,5 %", "en": "1,000 people and 5 %"})
    assert [each.number for each in apart] == ["10 000", "0,5", "1,000", "5"]


def test_hints_lead_to_the_paragraph_the_cell_and_the_row(draft):
    table = {
        "columns": [{"type": "row_heading", "heading": "A"}, {"type": "text", "heading": "B"}],
        "rows": [{"values": ["uno", "<p>dos</p>"]}, {"values": ["tres", f"<p>{LONG}</p>"]}],
        "caption": "Plazos",
    }
    entries = [{"type": "item", "value": {"heading": "¿Qué?", "text": f"<p>{LONG}</p>"}, "id": "x"}]
    draft.body_es = [
        {"type": "table", "value": table, "id": "t-1"},
        {"type": "accordion", "value": entries, "id": "a-1"},
    ]
    title = "Oración de 33 palabras"
    assert [(each, path) for each, _quote, path in clearer(draft)] == [
        (title, "body_es/t-1/1x1"),
        (title, "body_es/a-1/x/text"),
    ]
    values = ValuesPage.objects.get()
    row = values.values.all()[2]
    row.description_es = LONG
    values.values = [*values.values.all()[:2], row]
    assert [path for _title, quote, path in clearer(values) if quote == LONG] == [
        "values:2/description_es"
    ]


def test_a_type_of_page_that_declares_nothing_for_it_is_checked_as_any(content):
    index = add_page(title="Avisos", model=NoticeIndexPage)
    hidden = add_page(title="Oculta", live=False)
    link = f'<a linktype="page" id="{hidden.pk}">aquí</a>'
    notice = add_page(index, "Aviso", model=NoticePage, text_es=f"<p>{LONG} Vea {link}.</p>")
    assert [path for *_, path in found(notice)] == ["text_es"]
    assert [title for title, *_ in clearer(notice)] == [
        "Oración de 33 palabras",
        "Enlace que no dice adónde lleva",
    ]


def test_every_page_of_the_office_can_be_checked(content):
    for page in BasePage.objects.filter(depth__gt=1).specific():
        checks = checks_of(page, WordToAvoid.all_forms())
        assert all(each.words >= 0 for each in checks.languages)


def test_the_list_begins_with_the_words_of_the_style_guide(content):
    forms = WordToAvoid.all_forms()
    assert forms["migrantes ilegales"] == "persona migrante en situación irregular"
    assert forms["fichero"] == "archivo"


def test_an_editor_adds_a_word_and_the_checks_of_what_the_form_holds_tell_of_it(draft):
    editor = signed_in(person(EDITOR))
    word = {"words": "contraparte, contrapartes", "instead": "institución"}
    editor.post(reverse("wagtailsnippets_pages_wordtoavoid:add"), word)
    draft.save_revision()
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    form = form_of(editor, edit) | {"lead_es": "Con nuestra contraparte."}
    assert editor.post(preview, form).json()["is_valid"]
    answer = editor.get(f"{preview}checks/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "contraparte" in text
    assert "Mejor: institución." in text
    assert "no impiden enviar ni publicar" in text


@pytest.mark.parametrize(("hour", "said"), [(6, "a la 01:05."), (5, "a las 00:05.")])
def test_one_o_clock_is_said_in_the_singular(draft, hour, said):
    context = {"checks": checks_of(draft), "now": datetime(2026, 12, 1, hour, 5, tzinfo=UTC)}
    with override("es"):
        assert f'"Revisado {said}"' in render_to_string("editing/checks.html", context)


def test_a_form_that_cannot_be_read_is_not_checked_and_strangers_see_nothing(draft, client):
    url = reverse("checks", args=[draft.pk])
    assert client.get(url).status_code == 302
    assert signed_in(person(EDITOR)).get(url).status_code == 409


def test_the_checks_ask_no_more_queries_of_a_long_page(draft, django_assert_max_num_queries):
    links = "".join(
        f'<p><a linktype="page" id="{each.pk}">{each.title}</a></p>'
        for each in BasePage.objects.filter(depth__gt=1)
    )
    draft.body_es = [paragraph(links * 5)]
    HomePage.objects.get()
    with django_assert_max_num_queries(5):
        checks_of(draft)
