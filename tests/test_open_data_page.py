"""The page that describes and offers the data, and the ways that lead to it."""

import json

import pytest
from wagtail.models import Site

from history.models import HistoryEventPage
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.files import files
from oim_portal.open_data.models import OpenDataSettings
from oim_portal.open_data.programs import PROGRAMMES
from programs.models import ProgramPage

from .html import page, text_of, texts

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
HEADING = {"es": "Licencia y edición", "en": "Licence and edition"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_offers_every_file_and_says_how_much_it_holds(content, visitor, language):
    soup = page(visitor, f"/{language}/datos/")
    links = [link["href"] for link in soup.select(".downloads a")]
    names = [name for name, (dataset, _kind) in files().items() if dataset in (EVENTS, PROGRAMMES)]
    assert links == [f"{PORTAL}/datos/{name}" for name in names]
    for link in links:
        assert visitor.get(link.removeprefix(PORTAL)).status_code == 200
    version = json.loads(visitor.get("/datos/eventos.json").content)["dataset"]["version"]
    facts = texts(soup, ".part[aria-labelledby=eventos] > .facts dd")
    assert facts[:2] == ["12", version]
    assert version in facts[2]
    columns = visitor.get("/datos/eventos.csv").content.decode("utf-8-sig").split("\r\n")[0]
    assert ",".join(texts(soup, ".part[aria-labelledby=eventos] code")) == columns


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_speaks_of_a_licence_once_there_is_one(content, visitor, language):
    address = f"/{language}/datos/"
    assert "licen" not in text_of(page(visitor, address).main).lower()
    OpenDataSettings.objects.create(
        site=Site.objects.get(), licence_es="Licencia de prueba", licence_url="https://example.org/"
    )
    soup = page(visitor, address)
    assert text_of(soup.select_one("#licencia")) == HEADING[language]
    link = soup.select_one("[rel~=license]")
    assert text_of(link) == "Licencia de prueba"
    assert link.get("lang") == (None if language == "es" else "es")


def test_the_page_leads_to_itself_in_the_other_language(content, visitor):
    soup = page(visitor, "/es/datos/?a=b")
    languages = {link["hreflang"]: link["href"] for link in soup.select(".languages a")}
    assert languages == {"es": "/es/datos/", "en": "/en/datos/"}
    alternates = {link["hreflang"]: link["href"] for link in soup.select("head link[hreflang]")}
    assert alternates == {
        "es": f"{PORTAL}/es/datos/",
        "en": f"{PORTAL}/en/datos/",
        "x-default": f"{PORTAL}/es/datos/",
    }
    assert soup.select_one("link[rel=canonical]")["href"] == f"{PORTAL}/es/datos/"
    missing = visitor.get("/es/no-existe/").content.decode()
    assert 'href="/en/"' in missing


def test_search_engines_for_data_find_both_sets(content, visitor):
    soup = page(visitor, "/en/datos/")
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert [node["@type"] for node in data["@graph"]] == ["Dataset", "Dataset"]
    events = data["@graph"][0]
    assert events["name"] == "Historical events"
    assert "license" not in events
    addresses = {offer["contentUrl"] for offer in events["distribution"]}
    assert f"{PORTAL}/datos/eventos.csv" in addresses


def test_a_set_without_records_is_not_offered_and_its_files_stay(content, visitor):
    for program in ProgramPage.objects.all():
        program.delete()
    soup = page(visitor, "/es/datos/")
    assert [part["aria-labelledby"] for part in soup.select(".part")][:1] == ["eventos"]
    assert not soup.select("#programas")
    assert not page(visitor, "/es/programas/").select(".as-data")
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert [node["name"] for node in data["@graph"]] == ["Hechos de la historia"]
    for name, (dataset, _kind) in files().items():
        if dataset is PROGRAMMES:
            assert visitor.get(f"/datos/{name}").status_code == 200
    for event in HistoryEventPage.objects.all():
        event.delete()
    soup = page(visitor, "/es/datos/")
    assert not soup.select(".downloads, #eventos")
    assert not page(visitor, "/es/quienes-somos/historia/").select(".as-data")
    assert soup.select_one(".page-dates time")


@pytest.mark.parametrize("language", ["es", "en"])
def test_footer_history_and_programmes_lead_to_the_page(content, visitor, language):
    address = f"/{language}/datos/"
    assert page(visitor, f"/{language}/").footer.find("a", href=address)
    history = page(visitor, f"/{language}/quienes-somos/historia/")
    assert history.main.find("a", href=f"{address}#eventos")
    programs = page(visitor, f"/{language}/programas/")
    assert programs.main.find("a", href=f"{address}#programas")
    assert visitor.post(address).status_code == 405


def test_the_sitemap_lists_the_page(content, visitor):
    sitemap = visitor.get("/sitemap.xml").content.decode()
    for language in ("es", "en"):
        assert f"<loc>{PORTAL}/{language}/datos/</loc>" in sitemap
