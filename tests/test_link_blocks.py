"""Calls to action and documents: where they lead, and what they say of it."""

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model

from pages.blocks.actions import CallToActionBlock, DocumentBlock

from .factories import add_page
from .pictures import upload
from .rendering import rendered

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://www.example.org/una/pagina?a=1&b=2"


@pytest.fixture
def page():
    return add_page(title="Página")


@pytest.fixture
def document():
    file = upload(b"%PDF-1.4\n" + b"x" * 2048, "informe.pdf")
    document = get_document_model().objects.create(title="Informe <b>", file=file)
    assert document.get_file_size() == 2057  # stored, as the upload form does
    return document


def call(**targets):
    value = {"text": "Ver <i>", "note": "", "page": None, "document": None, "address": ""}
    return CallToActionBlock().normalize(value | targets)


@pytest.mark.parametrize(("language", "path"), [("es", "/es/pagina/"), ("en", "/en/pagina/")])
def test_a_call_leads_to_the_page_in_the_readers_language(page, language, path):
    with override(language):
        link = rendered(CallToActionBlock(), call(page=page), request=RequestFactory().get("/")).a
    assert link["href"] == path
    assert link.get_text() == "Ver <i>"


def test_a_call_to_another_site_says_so():
    with override("en"):
        link = rendered(CallToActionBlock(), call(address=ELSEWHERE)).a
    assert link["href"] == ELSEWHERE
    assert link["rel"] == ["noopener", "external"]
    assert link.get_text() == "Ver <i> (external site: example.org)"


def test_a_call_to_a_document_says_its_type_and_size(document):
    with override("en"):
        link = rendered(CallToActionBlock(), call(document=document)).a
    assert link["href"] == document.url
    assert link.get_text().replace("\xa0", " ") == "Ver <i> (PDF, 2.0 KB)"


def test_a_call_to_what_is_not_published_or_was_deleted_shows_nothing(page):
    page.live = False
    for target in (page, None):
        assert not rendered(CallToActionBlock(), call(page=target), link="of the page").find()


def test_a_call_without_a_target_is_refused():
    with override("en"), pytest.raises(StructBlockValidationError) as caught:
        CallToActionBlock().clean(call())
    assert "Choose a page or a document" in str(caught.value.non_block_errors)


def test_a_call_with_two_targets_is_refused_at_both(page):
    with override("en"), pytest.raises(StructBlockValidationError) as caught:
        CallToActionBlock().clean(call(page=page, address=ELSEWHERE))
    assert set(caught.value.block_errors) == {"page", "address"}
    assert "one place only" in caught.value.block_errors["page"].message


@pytest.mark.parametrize("target", ["page", "document", "address"])
def test_a_call_with_one_target_is_accepted(page, document, target):
    targets = {"page": page, "document": document, "address": ELSEWHERE}
    cleaned = CallToActionBlock().clean(call(**{target: targets[target]}))
    assert cleaned.targets == [target]


def test_a_draft_of_a_call_is_saved_without_a_target(page):
    assert not CallToActionBlock().clean_deferred(call()).targets
    assert len(CallToActionBlock().clean_deferred(call(page=page, address=ELSEWHERE)).targets) == 2


def test_an_address_that_is_none_is_refused():
    with pytest.raises(StructBlockValidationError) as caught:
        CallToActionBlock().clean(call(address="javascript:alert(1)"))
    assert set(caught.value.block_errors) == {"address"}


@pytest.mark.parametrize(("title", "shown"), [("", "Informe <b>"), ("The report", "The report")])
def test_a_document_shows_title_type_and_size(document, title, shown):
    block = DocumentBlock()
    value = block.normalize({"document": document, "title": title})
    with override("es"):
        link = rendered(block, value).a
    assert link["href"] == document.url
    assert link.get_text().replace("\xa0", " ") == f"{shown} (PDF, 2,0 KB)"


def test_a_deleted_document_leaves_nothing_on_the_page():
    value = DocumentBlock().normalize({"document": None, "title": "Informe"})
    assert not rendered(DocumentBlock(), value, link="of the page").find()
