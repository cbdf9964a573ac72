"""Old addresses lead to new ones in every language, and people know before what will change."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex
from wagtail.users.models import UserProfile

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.contract import CITATIONS, FRAMED
from pages.models import BasePage, ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .factories import add_page, publish_page
from .publishing_steps import press
from .staff import person, signed_in


@pytest.fixture
def section(content) -> ContentPage:
    section = add_page(title="Seccion")
    publish_page(section)
    child = add_page(section, "Hija")
    publish_page(child)
    return ContentPage.objects.get(pk=section.pk)


@pytest.fixture
def publisher() -> User:
    user = person(PUBLISHER)
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def assert_leads(visitor, old: str, new: str) -> None:
    for code in ("es", "en"):
        answer = visitor.get(f"/{code}/{old}")
        assert (answer.status_code, answer["Location"]) == (301, f"/{code}/{new}")


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def set_slug(page: BasePage, slug: str) -> None:
    page = ContentPage.objects.get(pk=page.pk)
    page.slug = slug
    with publishing_reason("test"):
        page.save()


def rename(publisher: User, page: BasePage, slug: str):
    """Let an editor write a new slug and the publisher publish it."""
    editor = signed_in(person(EDITOR, "eva@example.org"))
    editor.post(edit_url(page), form_of(editor, edit_url(page)) | {"slug": slug})
    browser = signed_in(publisher)
    form = form_of(browser, edit_url(page)) | {"action-publish": "1"}
    return browser, browser.post(edit_url(page), form)


def test_a_new_slug_makes_redirects_in_each_language_for_each_page_below(
    section, publisher, visitor, django_capture_on_commit_callbacks
):
    browser, answer = rename(publisher, section, "otra")
    question = answer["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        press(browser, question, "publish")
    assert_leads(visitor, "seccion/", "otra/")
    assert_leads(visitor, "seccion/hija/", "otra/hija/")


def test_a_move_makes_them_too_and_moving_back_leaves_none_that_leads_to_itself(
    section, publisher, visitor
):
    target = add_page(title="Destino")
    section.move(target, pos="last-child", user=publisher)
    assert_leads(visitor, "seccion/", "destino/seccion/")
    assert_leads(visitor, "seccion/hija/", "destino/seccion/hija/")

    home = HomePage.objects.get()
    ContentPage.objects.get(pk=section.pk).move(home, pos="last-child", user=publisher)

    assert_leads(visitor, "destino/seccion/hija/", "seccion/hija/")
    BasePage.objects.get(slug="hija").unpublish()
    assert visitor.get("/es/seccion/hija/").status_code == 404
    assert visitor.get("/en/seccion/hija/").status_code == 404


def test_the_bin_makes_no_redirects_and_restoring_leaves_none_that_leads_to_itself(
    section, publisher
):
    target = add_page(title="Destino")
    section.move(target, pos="last-child")
    before = set(Redirect.objects.values_list("old_path", flat=True))
    page = ContentPage.objects.get(pk=section.pk)
    restore_page(trash_page(page, publisher), publisher)
    assert set(Redirect.objects.values_list("old_path", flat=True)) == before

    deletion = trash_page(page, publisher)
    restore_page(deletion, publisher, HomePage.objects.get(), "seccion")
    left = set(Redirect.objects.values_list("old_path", flat=True))
    assert not left & {"/es/seccion", "/en/seccion", "/es/seccion/hija", "/en/seccion/hija"}


def test_a_page_restored_elsewhere_leads_on_from_where_it_was_public(section, publisher, visitor):
    target = add_page(title="Destino")
    restore_page(trash_page(section, publisher), publisher, target, "otra")
    assert_leads(visitor, "seccion/", "destino/otra/")
    assert_leads(visitor, "seccion/hija/", "destino/otra/hija/")


def test_a_page_restored_beside_one_that_took_its_address_leaves_that_alone(
    section, publisher, visitor
):
    deletion = trash_page(section, publisher)
    other = add_page(title="Sección")
    restore_page(deletion, publisher, HomePage.objects.get(), "seccion-1")
    assert visitor.get("/es/seccion/").status_code == 200
    set_slug(other, "tercera")
    assert_leads(visitor, "seccion/", "tercera/")


def test_addresses_that_change_several_times_in_one_transaction_lead_on(section, visitor):
    child = section.get_children().get()
    set_slug(section, "otra")
    set_slug(child, "hijo")
    set_slug(section, "tercera")
    ContentPage.objects.get(pk=section.pk).move(add_page(title="Destino"), pos="last-child")
    assert_leads(visitor, "seccion/", "destino/tercera/")
    assert_leads(visitor, "seccion/hija/", "destino/tercera/hijo/")


def test_what_staff_have_redirected_for_all_sites_stays(section, visitor):
    Redirect.add_redirect("/es/seccion", "/es/historia/")
    set_slug(section, "otra")
    assert visitor.get("/es/seccion/")["Location"] == "/es/historia/"


def test_before_a_new_slug_is_published_a_list_says_what_will_change(section, publisher):
    browser, answer = rename(publisher, section, "otra")
    assert not BasePage.objects.filter(slug="otra").exists()
    assert section.get_latest_revision_as_object().slug == "seccion"
    section.refresh_from_db()
    assert section.get_latest_revision_as_object().slug == "otra", "The draft is saved."

    screen = browser.get(answer["Location"]).content.decode()
    for words in ("/es/seccion/", "/en/otra/", "Hija", "4 redirects", "It stands in the menu"):
        assert words in screen
    press(browser, answer["Location"], "publish")
    section.refresh_from_db()
    assert (section.slug, section.live) == ("otra", True)


def test_who_publishes_a_slug_of_their_own_sees_the_list_and_then_gives_a_reason(
    section, publisher
):
    browser = signed_in(publisher)
    form = form_of(browser, edit_url(section)) | {"slug": "otra", "action-publish": "1"}
    question = browser.post(edit_url(section), form)["Location"]
    assert "/es/seccion/" in browser.get(question).content.decode()
    assert not BasePage.objects.filter(slug="otra").exists()
    press(browser, question, "reason", reason="No puede esperar")
    section.refresh_from_db()
    assert (section.slug, section.live) == ("otra", True)


def test_a_question_about_a_draft_that_has_changed_meanwhile_is_asked_again(section, publisher):
    browser, answer = rename(publisher, section, "otra")
    screen = BeautifulSoup(browser.get(answer["Location"]).content, "html.parser")
    shown = {"shown": screen.select_one("[name=shown]")["value"], "action": "publish"}
    section.refresh_from_db()
    draft = section.get_latest_revision_as_object()
    draft.lead_es = "Mientras tanto"
    draft.save_revision()
    assert browser.post(answer["Location"], shown)["Location"].startswith(answer["Location"])
    assert not BasePage.objects.filter(slug="otra").exists()


def test_before_unpublishing_and_moving_the_list_names_what_leads_to_the_page(section, publisher):
    link = f'<p data-block-key="a"><a linktype="page" id="{section.pk}">aquí</a></p>'
    body = [("paragraph", link)]
    other = add_page(title="La que enlaza", lead_es="x")
    other.body_es = other.body_es.stream_block.normalize(body)
    with publishing_reason("test"):
        other.save()
    ReferenceIndex.create_or_update_for_object(other)
    browser = signed_in(publisher)
    target = add_page(title="Destino")

    for address, words in (
        (reverse("wagtailadmin_pages:unpublish", args=[section.pk]), "will be there no more"),
        (
            reverse("wagtailadmin_pages:move_confirm", args=[section.pk, target.pk]),
            "/en/destino/seccion/",
        ),
        (
            reverse("wagtail_bulk_action", args=["pages", "basepage", "unpublish"])
            + f"?id={section.pk}&next=/admin/",
            "will be there no more",
        ),
    ):
        screen = browser.get(address).content.decode()
        assert words in screen
        assert "La que enlaza" in screen
        assert edit_url(other) in screen


def test_a_publisher_who_opens_a_draft_with_a_new_slug_is_told(section, publisher):
    rename(publisher, section, "otra")
    screen = signed_in(publisher).get(edit_url(section)).content.decode()
    assert reverse("review_read", args=[section.pk]) in screen


@pytest.mark.parametrize("name", [*CITATIONS, FRAMED])
def test_what_is_below_the_address_of_a_page_leads_on_with_it(content, visitor, name):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.slug = "otro"
    publish_page(event)
    for code in ("es", "en"):
        history = f"/{code}/quienes-somos/historia"
        for query in ("", "?utm_source=x&a=%C3%B3"):
            answer = visitor.get(f"{history}/1974-retorno/{name}{query}")
            assert answer.status_code == 301
            assert answer["Location"] == f"{history}/otro/{name}{query}"
        assert visitor.get(answer["Location"]).status_code == 200
    event.unpublish()
    assert visitor.get(f"{history}/1974-retorno/{name}").status_code == 404


def test_a_filter_leads_on_with_its_page_and_its_frame(content, visitor):
    history = HistoryPage.objects.get()
    history.slug = "pasado"
    publish_page(history)
    for name in ("", FRAMED):
        answer = visitor.get(f"/es/quienes-somos/historia/{name}?tema=legal")
        assert answer["Location"] == f"/es/quienes-somos/pasado/{name}?tema=legal"


def test_below_a_page_that_has_taken_an_address_nothing_leads_to_another_page(section, visitor):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.slug = "otro"
    publish_page(event)
    old = "/es/quienes-somos/historia/1974-retorno/"
    assert visitor.get(f"{old}cita.bib").status_code == 301
    taken = event.url_path.replace("otro", "1974-retorno")
    with publishing_reason("test"):
        BasePage.objects.filter(pk=section.pk).update(url_path=taken)
    assert visitor.get(f"{old}cita.bib").status_code == 404


def test_no_query_and_nothing_below_is_told_to_other_sites(content, visitor):
    Redirect.add_redirect("/es/viejo", "https://example.org/nuevo")
    assert visitor.get("/es/viejo/?q=privado")["Location"] == "https://example.org/nuevo"
    assert visitor.get("/es/viejo/cita.bib").status_code == 404
    home = HomePage.objects.get()
    Redirect.objects.create(old_path="/index.php?id=7", redirect_page=home)
    assert visitor.get("/index.php?id=7")["Location"] == "/es/"
