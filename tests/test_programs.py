"""Programmes and spheres as visitors find them."""

import pytest

from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage, SpherePage

from .html import page, text_of, texts
from .original_texts import fold, inventory

pytestmark = pytest.mark.django_db

INDEX = "/es/programas/"


def test_the_index_leads_to_the_four_spheres_and_the_seven_historic_programmes(content, visitor):
    soup = page(visitor, INDEX)
    text = text_of(soup.main)
    for sphere in inventory()["spheres"]:
        assert sphere in text
    programmes = {programme["name"] for programme in inventory()["historic_programmes"]}
    assert set(texts(soup, ".program-list__title")) == programmes


def test_a_programme_tells_its_period_status_description_and_events(content, visitor):
    for programme in inventory()["historic_programmes"]:
        found = ProgramPage.objects.get(title=programme["name"])
        text = text_of(page(visitor, found.url_in("es")).main)
        assert programme["period_as_written"] in text
        assert "Estado histórico" in text
        assert fold(programme["description"]) in text
        assert found.event_links.exists()
        for link in found.event_links.all():
            assert link.event.title in text


def test_what_the_text_calls_cases_is_not_called_a_programme(content, visitor):
    cases = ProgramPage.objects.get(slug="repatriacion-voluntaria-de-refugiados")
    assert cases.kind == ProgramPage.Kind.CASES
    assert "Tipo casos" in text_of(page(visitor, cases.url_in("es")).main)


def test_programmes_are_filtered_by_status_and_sphere_with_plain_links(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    assert len(texts(page(visitor, f"{INDEX}?estado=historico"), ".program-list__title")) == 7
    assert texts(page(visitor, f"{INDEX}?esfera=migracion-forzada"), ".program-list__title") == [
        "Programa de apoyo a Becarios"
    ]
    empty = page(visitor, f"{INDEX}?estado=vigente")
    assert "Ningún programa coincide con estos filtros." in text_of(empty.select_one(".empty"))
    for query in ("estado=nada", "esfera=nada", "esfera=", "estado=current"):
        assert visitor.get(f"{INDEX}?{query}").status_code == 404


def test_a_sphere_without_a_text_shows_its_programmes_and_events(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    soup = page(visitor, sphere.url_in("es"))
    assert not soup.select("#programas, .empty")
    assert "Cuatro principales esferas de gestión de la migración" in text_of(soup.main)

    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    assert "Programa de apoyo a Becarios" in text_of(page(visitor, sphere.url_in("es")).main)


def test_a_programme_of_a_sphere_brings_its_events_to_the_spheres_filter(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    soup = page(visitor, "/es/quienes-somos/historia/?esfera=migracion-forzada")
    shown = [element["id"] for element in soup.select(".timeline__event")]
    assert shown == ["1980s-1990s", "actualmente"]
