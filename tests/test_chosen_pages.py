"""A page that another one names is shown there only as long as everyone may read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from history.models import HistoryPage
from pages.models import BasePage, SectionPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage, SpherePage

from .factories import add_page, make_private, publish_page
from .html import page as read, texts
from .search_requests import address, first

pytestmark = pytest.mark.django_db

PROGRAMS, HISTORY = "/es/programas/", "/es/quienes-somos/historia/"
EVENT = f"{HISTORY}1974-retorno/"


def withdraw(page: BasePage) -> None:
    page.specific.unpublish()


def let_expire(page: BasePage) -> None:
    BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


HIDDEN = pytest.mark.parametrize("hide", [withdraw, make_private, let_expire])


@pytest.fixture
def sphere(content) -> SpherePage:
    """A sphere to which a programme belongs."""
    sphere = add_page(ProgramIndexPage.objects.get(), "Una esfera nueva", model=SpherePage)
    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    return sphere


@HIDDEN
def test_a_hidden_sphere_is_not_named_by_its_programmes(visitor, admin_client, sphere, hide):
    program = ProgramPage.objects.get(sphere=sphere)
    places = [PROGRAMS, program.url_in("es"), "/datos/programas.json", "/datos/programas.csv"]
    for place in places:
        assert sphere.title in visitor.get(place).content.decode()
    hide(sphere)
    # Who may read a private one must leave nothing of it for others.
    admin_client.get(sphere.url_in("es"), headers={"host": "localhost"})
    for place in places:
        assert sphere.title not in visitor.get(place).content.decode()
    assert sphere.url_in("es") not in visitor.get(program.url_in("es")).content.decode()


def test_a_private_programme_brings_no_event_to_its_spheres_filter(visitor, sphere):
    filtered = f"{HISTORY}?esfera={sphere.slug}"
    program = ProgramPage.objects.get(sphere=sphere)
    assert ProgramEvent.objects.filter(page=program).exists()
    assert read(visitor, filtered).select(".timeline__event")
    make_private(program)
    assert not read(visitor, filtered).select(".timeline__event")


def test_an_event_does_not_lead_to_a_history_that_is_withdrawn(visitor, content):
    assert f'href="{HISTORY}' in str(read(visitor, EVENT).select(".event__timeline"))
    HistoryPage.objects.get().unpublish()
    main = read(visitor, EVENT).main
    assert texts(main, ".event__side .link-list")
    links = [link["href"] for link in main.select("a[href]")]
    assert not [link for link in links if link.startswith((f"{HISTORY}#", f"{HISTORY}?"))]


@pytest.mark.parametrize("hide", [withdraw, let_expire])
def test_a_hidden_section_is_no_step_of_the_way_to_what_is_found(visitor, content, hide):
    section = add_page(title="Sección oculta", model=SectionPage)
    publish_page(add_page(section, "Ornitorrinco"))
    assert texts(first(visitor, "ornitorrinco"), ".results__step") == ["Sección oculta"]
    hide(section)
    assert texts(first(visitor, "ornitorrinco"), ".results__step") == []
    assert "Sección oculta" not in visitor.get(address("ornitorrinco")).content.decode()
