"""A page past its end is served nowhere, whether or not the scheduler was there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from history.models import HistoryEventPage, HistoryPage
from pages.models import BasePage, HomeMoment, HomePage, SectionPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage

from .factories import add_page, publish_page

pytestmark = pytest.mark.django_db

TITLE = "Ya pasada"


def expire(page: BasePage) -> None:
    BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def event(content) -> HistoryEventPage:
    """An event that the front page and a programme show, past its end but live still."""
    event = add_page(HistoryPage.objects.get(), TITLE, model=HistoryEventPage, date="1970")
    publish_page(event)
    with publishing_reason("test"):
        HomeMoment.objects.create(page=HomePage.objects.get(), shown=event)
    with publishing_reason("test"):
        ProgramEvent.objects.create(page=ProgramPage.objects.first(), event=event)
    return event


def shown_at(visitor, address: str) -> bool:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return TITLE in answer.content.decode()


def test_an_expired_event_is_found_nowhere(visitor, event):
    program = ProgramPage.objects.first()
    places = ["/es/", "/es/quienes-somos/historia/", program.url_in("es"), "/es/novedades.xml"]
    assert [shown_at(visitor, place) for place in places] == [True] * 4
    assert visitor.get(event.url_in("es")).status_code == 200
    assert event.slug in visitor.get("/sitemap.xml").content.decode()

    expire(event)
    assert [shown_at(visitor, place) for place in places] == [False] * 4
    assert visitor.get(event.url_in("es")).status_code == 404
    assert event.slug not in visitor.get("/sitemap.xml").content.decode()


def test_the_search_does_not_find_it(visitor, event):
    search = f"/es/buscar/?q={TITLE.replace(' ', '+')}"
    assert event.url_in("es") in visitor.get(search).content.decode()
    expire(event)
    assert event.url_in("es") not in visitor.get(search).content.decode()


def test_an_expired_page_is_in_no_menu_and_no_list(visitor, content):
    page = add_page(SectionPage.objects.get(), TITLE, show_in_menus=True)
    assert shown_at(visitor, "/es/quienes-somos/")
    expire(page)
    assert not shown_at(visitor, "/es/quienes-somos/")
    assert not shown_at(visitor, "/es/quienes-somos/mision/")


def test_an_expired_programme_filters_no_events(visitor, event):
    program = add_page(ProgramIndexPage.objects.get(), TITLE, model=ProgramPage)
    with publishing_reason("test"):
        ProgramEvent.objects.create(page=program, event=event)
    assert shown_at(visitor, event.url_in("es"))
    expire(program)
    told_by = visitor.get(event.url_in("es")).context_data["told_by"]
    assert program.pk not in [page.pk for page in told_by]


def test_the_front_page_itself_can_expire(visitor, content):
    expire(HomePage.objects.get())
    assert visitor.get("/es/").status_code == 404


def test_staff_still_find_and_preview_it(admin_client, event):
    expire(event)
    assert admin_client.get(f"/admin/pages/{event.pk}/edit/").status_code == 200
    preview = event.make_preview_request(preview_mode="es")
    assert preview.status_code == 200


@pytest.mark.parametrize("model", [BasePage, HistoryEventPage])
def test_every_page_type_knows_what_has_expired(model, event):
    assert model.objects.published().filter(pk=event.pk).exists()
    expire(event)
    assert not model.objects.published().filter(pk=event.pk).exists()
