"""Programmes and spheres as visitors find them."""

import json

import pytest
from django.core.exceptions import ValidationError

from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramIndexPage, ProgramPage, SpherePage

from .factories import add_page
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


def test_a_programme_tells_its_period_its_events_and_other_programmes(content, visitor):
    for programme in inventory()["historic_programmes"]:
        found = ProgramPage.objects.get(title=programme["name"])
        main = page(visitor, found.url_in("es")).main
        text = text_of(main)
        assert programme["period_as_written"].lower() in text.lower()
        assert found.event_links.exists()
        for link in found.event_links.all():
            assert link.event.title in text
        assert len(main.select("aside a[href*='/es/programas/']")) >= 3
        assert not {"Tipo", "Estado"} & set(texts(main, "dt, h2"))


def test_a_current_project_tells_who_pays_how_much_and_what_came_of_it(content, visitor):
    index = ProgramIndexPage.objects.get()
    facts = {"donor_es": "Un donante", "amount": "1250000.50", "currency": "EUR"}
    results = {"results_es": "<p>Diez talleres</p>", "results_en": "<p>Ten workshops</p>"}
    add_page(index, "Proyecto", model=ProgramPage, **facts, **results)
    add_page(index, "Otro", model=ProgramPage, amount="9500")
    soup = page(visitor, "/es/programas/proyecto/").main
    assert texts(soup, "h2")[:1] == ["Resultados"]
    assert "Diez talleres" in text_of(soup.select_one("article"))
    side = text_of(soup.select_one("aside"))
    assert "Donante Un donante" in side
    assert "Monto EUR 1 250 000,50" in side
    english = page(visitor, "/en/programas/proyecto/").main
    assert "Amount EUR 1,250,000.50" in text_of(english.select_one("aside"))
    assert english.select_one('aside p[lang="es"]').text == "Un donante"
    other = page(visitor, "/es/programas/otro/").main
    assert "Monto USD 9500" in text_of(other)
    assert not {"Donante", "Resultados"} & set(texts(other, "h2"))
    row = next(each for each in records(visitor) if each["title"]["es"] == "Proyecto")
    assert (row["amount"], row["currency"]) == (1250000.5, "EUR")
    assert (row["donor"], row["results"]["en"]) == ({"es": "Un donante"}, "Ten workshops")


def records(visitor) -> list[dict]:
    return json.loads(visitor.get("/datos/programas.json").content)["programmes"]


def test_an_amount_below_nothing_or_beyond_its_column_is_refused(content):
    for amount in ("-1", "1000000000000", "1.001", "mil"):
        with pytest.raises(ValidationError):
            ProgramPage(title="Proyecto", slug="proyecto", amount=amount).clean_fields(
                ["path", "depth", "content_type", "locale", "translation_key", "url_path"]
            )


def test_programmes_stand_on_one_axis_with_their_dates_in_words(content, visitor):
    soup = page(visitor, INDEX)
    assert texts(soup, ".programs__status") == ["Programas históricos 7"]
    periods = texts(soup, ".program-list__period")
    assert len(periods) == 7
    assert all(period[0].isupper() or period[0].isdigit() for period in periods)
    assert len(soup.select(".program-list .mark")) == 7


def test_programmes_are_filtered_by_status_and_sphere_with_plain_links(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    assert len(texts(page(visitor, f"{INDEX}?estado=historico"), ".program-list__title")) == 7
    assert texts(page(visitor, f"{INDEX}?esfera=migracion-forzada"), ".program-list__title") == [
        "Programa de apoyo a Becarios"
    ]
    for query in ("estado=nada", "esfera=nada", "estado=current"):
        assert visitor.get(f"{INDEX}?{query}").status_code == 404


def test_a_sphere_stands_among_the_others_in_the_offices_sentence(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    soup = page(visitor, sphere.url_in("es"))
    assert not soup.select("#programas, .empty")
    assert texts(soup, ".sphere-place .label") == ["Esfera 4 de 4"]
    sentence = soup.select_one(".spheres")
    lead = ProgramIndexPage.objects.get().lead_es
    assert fold(sentence.get_text()) == fold(lead)
    assert texts(sentence, "strong") == ["Migración Forzada"]
    assert len(sentence.select("a")) == 3
    assert len({link["href"] for link in soup.select("main aside a")}) >= 3

    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    assert "Programa de apoyo a Becarios" in text_of(page(visitor, sphere.url_in("es")).main)


def test_a_sentence_that_names_no_sphere_leaves_their_list(content, visitor):
    with publishing_reason("test"):
        ProgramIndexPage.objects.update(lead_es="Otra cosa.", lead_en="")
    soup = page(visitor, INDEX)
    assert not soup.select(".spheres")
    assert len(soup.select("#esferas ~ .link-list a")) == 4
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    assert not page(visitor, sphere.url_in("es")).select(".spheres")


def test_a_programme_of_a_sphere_brings_its_events_to_the_spheres_filter(content, visitor):
    sphere = SpherePage.objects.get(slug="migracion-forzada")
    with publishing_reason("test"):
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(sphere=sphere)
    soup = page(visitor, "/es/quienes-somos/historia/?esfera=migracion-forzada")
    shown = [element["id"] for element in soup.select(".timeline__event")]
    assert shown == ["1980s-1990s", "actualmente"]
