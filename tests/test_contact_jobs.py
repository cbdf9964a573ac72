"""Ordinary jobs on contact points: move, copy, rename, trash and back, publish a draft."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect

from oim_portal.accounts.roles import PUBLISHER
from oim_portal.frontend_cache.receivers import thing_withdrawn
from oim_portal.frontend_cache.tasks import refresh_addresses, urls_of_tasks
from oim_portal.trash.models import Deletion
from pages.kinds.help.models import ContactPoint
from pages.models import HomePage

from .contact_points import NUMBER, add_point, help_index
from .edit_forms import form_of
from .factories import add_live, publish_page
from .html import page as read, texts
from .recording_cache import recording_cache
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
CONTACT = "/es/contacto/"


@pytest.fixture
def point(content) -> ContactPoint:
    return add_point()


@pytest.fixture
def publisher(content):
    return signed_in(person(PUBLISHER))


def test_it_is_purged_with_all_that_shows_it(point, settings, django_capture_on_commit_callbacks):
    own = {f"/{code}/contactos/{point.pk}.vcf" for code in ("es", "en")}
    shown = {f"/{code}/{tail}" for code in ("es", "en") for tail in ("", "contacto/")}
    tree = {f"/{code}/ayuda/linea-de-ayuda/" for code in ("es", "en")}
    with recording_cache(settings) as cache:
        for action in (lambda: publish_page(point), lambda: thing_withdrawn(None, point)):
            cache.received.clear()
            with django_capture_on_commit_callbacks(execute=True):
                action()
            noted = DBTaskResult.objects.filter(task_path=refresh_addresses.module_path)
            told = {urlsplit(address).path for address in urls_of_tasks(noted)}
            assert told >= own | shown | tree | {"/es/contactos.vcf", "/en/contactos.vcf"}
            noted.delete()


def test_it_goes_to_the_trash_and_comes_back(point, publisher, visitor):
    publisher.post(reverse("wagtailadmin_pages:delete", args=[point.pk]))
    assert NUMBER not in visitor.get(CONTACT).text
    publisher.post(reverse("trash_restore", args=[Deletion.objects.get().pk]))
    assert NUMBER in visitor.get(CONTACT).text


def test_its_place_in_the_list_is_moved(point, publisher, visitor):
    second = add_point("Segunda")
    url = reverse("wagtailadmin_pages:set_page_position", args=[second.pk])
    assert publisher.post(f"{url}?position=0").status_code == 200
    assert texts(read(visitor, CONTACT), "main h3") == ["Segunda", "Línea de ayuda"]
    assert texts(read(visitor, "/es/"), "footer address p")[0] == "Segunda"


def test_a_copy_is_a_draft_and_a_new_name_makes_no_redirect(point, publisher, visitor):
    url = reverse("wagtailadmin_pages:copy", args=[point.pk])
    copied = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": help_index().pk}
    publisher.post(url, form_of(publisher, url) | copied)
    assert not ContactPoint.objects.get(slug="copia").live
    point.slug = "otra-linea"
    publish_page(point)
    assert read(visitor, CONTACT).select("#otra-linea")
    assert not Redirect.objects.exists()
    assert visitor.get(CONTACT).status_code == 200


def test_a_draft_that_lacks_something_is_refused_with_a_sentence(publisher, content):
    draft = ContactPoint(title="Sin fecha", slug="sin-fecha", value=NUMBER, live=False)
    add_live(draft, help_index())
    draft.save_revision(clean=False)
    assert not draft.live
    url = reverse("review_read", args=[draft.pk])
    shown = read(publisher, url).select_one("[name=shown]")["value"]
    answer = publisher.post(url, {"shown": shown, "action": "publish"}, follow=True)
    assert "Diga hasta cuándo vale" in answer.text
    assert not ContactPoint.objects.get(pk=draft.pk).live


def test_the_form_asks_for_the_end_and_a_draft_may_lack_it(publisher, content):
    url = reverse("wagtailadmin_pages:add", args=["help", "contactpoint", help_index().pk])
    fields = {"title": "Nueva", "slug": "nueva", "value": "02 212 3456"}
    form = form_of(publisher, url) | fields
    answer = publisher.post(url, form | {"action-publish": "action-publish"})
    assert {"expire_at", "checked_on"} <= set(answer.context["form"].errors)
    publisher.post(url, form)
    assert ContactPoint.objects.get(slug="nueva").get_latest_revision_as_object().value == NUMBER


def test_only_one_help_index_and_one_contact_page_stand_below_the_front_page(content):
    home = HomePage.objects.get()
    drafts = home.get_children().filter(slug__in=["ayuda", "contacto"])
    assert [page.live for page in drafts] == [False, False]


def test_neither_is_shown_before_staff_publish_it(content, visitor):
    for address in ("/es/ayuda/", CONTACT, "/es/contactos.vcf"):
        assert visitor.get(address).status_code == 404, address
    home = visitor.get("/es/").text
    assert "/es/ayuda/" not in home
    assert CONTACT not in home
