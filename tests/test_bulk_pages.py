"""Several pages at once in the admin: people know before what will change, as for one page."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex
from wagtail.users.models import UserProfile

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.trash.models import RETENTION
from pages.models import BasePage, ContentPage
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .factories import add_page, publish_page
from .sample_page import publish_page_with_every_block
from .staff import person, signed_in


@pytest.fixture
def section(content) -> ContentPage:
    section = add_page(title="Seccion")
    publish_page(section)
    add_page(section, "Hija")
    return ContentPage.objects.get(pk=section.pk)


@pytest.fixture
def publisher(content) -> Client:
    user = person(PUBLISHER)
    UserProfile.objects.create(user=user, preferred_language="en")
    return signed_in(user)


def bulk(action: str, *things) -> str:
    model = BasePage if isinstance(things[0], BasePage) else type(things[0])
    label = [model._meta.app_label, model._meta.model_name, action]
    ids = "&".join(f"id={thing.pk}" for thing in things)
    return reverse("wagtail_bulk_action", args=label) + f"?{ids}&next=/admin/"


def link_to(page: BasePage) -> ContentPage:
    other = add_page(title="La que enlaza")
    link = f'<p data-block-key="a"><a linktype="page" id="{page.pk}">aquí</a></p>'
    other.body_es = other.body_es.stream_block.normalize([("paragraph", link)])
    with publishing_reason("test"):
        other.save()
    ReferenceIndex.create_or_update_for_object(other)
    return other


def edit_url(page: BasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_before_several_pages_move_a_list_says_what_will_change_for_each(
    section, publisher, visitor
):
    second, target = add_page(title="Segunda"), add_page(title="Destino")
    other = link_to(second)
    address = bulk("move", section, second)

    question = publisher.post(address, form_of(publisher, address) | {"chooser": target.pk})

    assert not BasePage.objects.get(pk=target.pk).numchild, "Nothing has moved yet."
    screen = question.content.decode()
    for words in (
        "/en/destino/seccion/",
        "/es/destino/segunda/",
        "Hija",
        "4 redirects",
        "2 redirects",
        edit_url(other),
    ):
        assert words in screen

    assert publisher.post(address, form_of(publisher, question)).status_code == 302
    for code in ("es", "en"):
        for old in ("seccion/", "seccion/hija/", "segunda/"):
            answer = visitor.get(f"/{code}/{old}")
            assert (answer.status_code, answer["Location"]) == (301, f"/{code}/destino/{old}")
    assert Redirect.objects.count() == 6


def test_a_list_that_was_made_for_another_place_is_made_anew(section, publisher):
    first, second = add_page(title="Primero"), add_page(title="Segundo")
    address = bulk("move", section)
    question = publisher.post(address, form_of(publisher, address) | {"chooser": first.pk})
    answer = publisher.post(address, form_of(publisher, question) | {"chooser": second.pk})
    assert "/es/segundo/seccion/" in answer.content.decode()
    assert BasePage.objects.get(pk=section.pk).url_path == section.url_path


def test_a_page_below_another_one_that_moves_goes_with_it(section, publisher):
    child, target = section.get_children().get(), add_page(title="Destino")
    address = bulk("move", child, section)
    question = publisher.post(address, form_of(publisher, address) | {"chooser": target.pk})
    publisher.post(address, form_of(publisher, question))
    child.refresh_from_db()
    assert child.url_path.endswith("/destino/seccion/hija/")
    assert child.get_parent().pk == section.pk


def test_two_pages_of_one_slug_do_not_move_to_one_place(section, publisher):
    namesake, target = add_page(add_page(title="Otra"), "Hija"), add_page(title="Destino")
    address = bulk("move", namesake, section.get_children().get())
    question = publisher.post(address, form_of(publisher, address) | {"chooser": target.pk})
    assert "duplicate slug" in question.content.decode()
    assert not BasePage.objects.get(pk=target.pk).numchild


def test_before_several_drafts_are_published_a_list_says_which_get_another_address(
    section, publisher
):
    editor = signed_in(person(EDITOR, "eva@example.org"))
    editor.post(edit_url(section), form_of(editor, edit_url(section)) | {"slug": "otra"})
    other = link_to(section)
    screen = publisher.get(bulk("publish", section, add_page(title="Tal cual"))).content.decode()
    for words in ("/en/seccion/", "/en/otra/", "4 redirects", edit_url(other)):
        assert words in screen
    assert "/en/tal-cual/" not in screen


def test_before_several_things_are_deleted_it_is_said_where_they_are_used(section, publisher):
    other = link_to(section)
    screen = publisher.get(bulk("delete", section)).content.decode()
    assert edit_url(other) in screen
    assert "/en/seccion/" in screen
    assert f"for {RETENTION.days} days" in screen

    page = publish_page_with_every_block()
    ReferenceIndex.create_or_update_for_object(page)
    for model in (PortalImage, PortalDocument):
        screen = publisher.get(bulk("delete", model.objects.get())).content.decode()
        assert edit_url(page) in screen
        assert f"for {RETENTION.days} days" in screen
