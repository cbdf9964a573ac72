"""The search follows what is public: at once, in the same transaction, and never beyond it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from oim_portal.search.models import PublishedWord, SearchEntry
from pages.models import HomePage, Value, ValuesPage

from .factories import add_page, make_private, publish_page, publish_revision
from .html import page as read
from .search_requests import add_document, address, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def canoe(content):
    """A published page with a word that no other page holds."""
    page = add_page(title="Canoas", lead_es="De madera de chanul.")
    publish_page(page)
    return page


def edited(page, **columns):
    for name, value in columns.items():
        setattr(page, name, value)
    return page.save_revision()


def test_a_draft_is_not_found_until_it_is_published(canoe, visitor):
    revision = edited(canoe, lead_es="De fibra de totora.")
    assert found(visitor, "totora") == []
    assert found(visitor, "chanul") == ["Canoas"]
    publish_revision(revision)
    assert found(visitor, "totora") == ["Canoas"]
    assert found(visitor, "chanul") == []


def test_rows_of_a_form_are_found_once_they_are_published(content, visitor):
    page = ValuesPage.objects.get()
    page.values.add(Value(name_es="Chanulidad", name_en="Chanulity"))
    revision = page.save_revision()
    assert found(visitor, "chanulidad") == []
    publish_revision(revision)
    assert found(visitor, "chanulidad") == ["Chanulidad"]
    page.refresh_from_db()
    page.values.remove(page.values.get(name_es="Chanulidad"))
    publish_page(page)
    assert found(visitor, "chanulidad") == []


def test_what_is_withdrawn_is_not_found_until_it_is_back(canoe, visitor):
    canoe.unpublish()
    assert found(visitor, "chanul") == []
    assert not SearchEntry.objects.filter(page=canoe).exists()
    publish_revision(canoe.get_latest_revision())
    assert found(visitor, "chanul") == ["Canoas"]


def test_what_expires_is_not_found(canoe, visitor):
    publish_revision(edited(canoe, expire_at=timezone.now() - timedelta(minutes=1)))
    call_command("publish_scheduled", verbosity=0)
    canoe.refresh_from_db()
    assert not canoe.live
    assert found(visitor, "chanul") == []


def test_what_is_deleted_is_not_found_nor_what_stands_below_it(canoe, visitor):
    add_page(canoe, "Remos de chanul")
    assert len(found(visitor, "chanul")) == 2
    HomePage.objects.get().get_children().get(pk=canoe.pk).delete()
    assert found(visitor, "chanul") == []
    assert not SearchEntry.objects.filter(page=canoe.pk).exists()


def test_a_page_that_moves_is_found_at_its_new_address_with_what_is_below(canoe, visitor):
    add_page(canoe, "Remos de chanul")
    target = add_page(title="Transporte")
    canoe.move(target, pos="last-child")
    links = read(visitor, address("chanul")).select(".results__title")
    paths = {link["href"] for link in links}
    assert paths == {"/es/transporte/canoas/", "/es/transporte/canoas/remos-de-chanul/"}


def test_another_slug_is_another_address_at_once(canoe, visitor):
    canoe.slug = "botes"
    publish_page(canoe)
    assert read(visitor, address("chanul")).select_one(".results__title")["href"] == "/es/botes/"


def test_a_new_translation_is_found_in_its_language(canoe, visitor):
    publish_revision(edited(canoe, display_title_en="Canoes", lead_en="Made of wood"))
    assert found(visitor, "canoe", "en") == ["Canoes"]


def test_what_a_transaction_takes_back_is_not_found(canoe, visitor):
    try:
        with transaction.atomic():
            publish_revision(edited(canoe, lead_es="De fibra de totora."))
            assert found(visitor, "totora") == ["Canoas"]
            raise RuntimeError
    except RuntimeError:
        pass
    assert found(visitor, "totora") == []
    assert found(visitor, "chanul") == ["Canoas"]


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_written_in_the_transaction_of_the_page(content, monkeypatch):
    """A failure while the rows are written undoes the publication: none is without the other."""
    page = add_page(title="Canoas", lead_es="De madera de chanul.")
    revision = edited(page, lead_es="De fibra de totora.")
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE search_searchentry ADD CONSTRAINT no_totora "
            "CHECK (lead NOT LIKE '%totora%')"
        )
    try:
        with pytest.raises(Exception, match="no_totora"):
            publish_revision(revision)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE search_searchentry DROP CONSTRAINT no_totora")
    page.refresh_from_db()
    assert page.lead_es == "De madera de chanul."
    assert SearchEntry.objects.get(page=page).lead == "De madera de chanul."


def everything_said(visitor, typed: str) -> str:
    """What the search answers to this, without the words that were typed."""
    soup = read(visitor, address(typed))
    for field in soup.select("input, title, .search-count, .languages, .search-kinds"):
        field.decompose()
    return soup.get_text(" ", strip=True)


@pytest.mark.parametrize("above", [False, True])
def test_a_private_page_leaks_nothing(canoe, visitor, above):
    """Neither its title nor that a word occurs in it: the answer is that to a word nobody uses."""
    make_private(canoe.get_parent() if above and canoe.depth > 3 else canoe)
    page = add_page(canoe, "Remos de chanul") if above else canoe
    for typed in ("chanul", "chanuls", "Canoas"):
        assert found(visitor, typed) == []
        assert everything_said(visitor, typed) == everything_said(visitor, "zxqwvzxqwv")
        suggestions = visitor.get("/es/buscar/sugerencias/", {"q": typed[:4]}).json()
        assert suggestions["suggestions"] == []
    PageViewRestriction.objects.all().delete()
    assert page.title in found(visitor, "chanul")


def test_no_word_of_a_withdrawn_page_is_offered_as_a_correction(canoe, visitor):
    assert read(visitor, address("chanuk")).select(".search-correction")
    canoe.unpublish()
    assert not read(visitor, address("chanuk")).select(".search-correction")


def test_only_documents_of_public_collections_are_found(content, visitor):
    vault = Collection.get_first_root_node().add_child(name="Reservada")
    document = add_document("Informe chanul", collection=vault.add_child(name="Dentro"))
    assert found(visitor, "chanul") == ["Informe chanul"]
    restriction = CollectionViewRestriction.objects.create(
        collection=vault, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert found(visitor, "chanul") == []
    restriction.delete()
    document.title = "Informe totora"
    document.save()
    assert found(visitor, "chanul") == []
    assert found(visitor, "totora") == ["Informe totora"]
    document.delete()
    assert found(visitor, "totora") == []


def test_a_page_outside_the_site_is_not_found(content, visitor):
    outside = HomePage.objects.get().get_parent()
    add_page(outside, "Fuera de chanul")
    assert found(visitor, "chanul") == []


def test_private_notes_are_not_found(content, visitor):
    page = HomePage.objects.get().get_descendants().get(slug="historia").specific
    page.note = "Nadie ha visto la chanul."
    publish_page(page)
    assert found(visitor, "chanul") == []


def test_the_command_writes_all_rows_anew_and_forgets_words_that_are_gone(canoe, visitor):
    before = set(SearchEntry.objects.values_list("page", "language", "anchor", "text"))
    SearchEntry.objects.all().delete()
    PublishedWord.objects.create(language="es", word="perdida", plain="perdida")
    call_command("update_search_entries", verbosity=0)
    assert set(SearchEntry.objects.values_list("page", "language", "anchor", "text")) == before
    assert not PublishedWord.objects.filter(word="perdida").exists()
    assert PublishedWord.objects.filter(word="chanul").exists()
    assert found(visitor, "chanul") == ["Canoas"]


def test_a_very_long_text_can_be_published(content, visitor):
    words = " ".join(f"palabra{number}" for number in range(60_000))
    add_page(title="Larga", lead_es=f"chanul {words}")
    assert found(visitor, "chanul") == ["Larga"]
