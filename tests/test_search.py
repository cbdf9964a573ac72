"""The public search: what is found, where it leads, and how results are shown."""

from unicodedata import normalize

import pytest

from history.models import HistoryEventPage
from oim_portal.search.models import Promotion, SearchEntry
from pages.models import HomePage

from .factories import add_page, make_private
from .html import page as read, text_of, texts
from .search_requests import add_document, address, first, found, name_of, titles

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"


@pytest.mark.parametrize(
    ("typed", "title", "url"),
    [
        ("mision", "Nuestra Misión", "/es/quienes-somos/mision/"),
        (
            "retorno de profesionales",
            "Programa de Retorno de Personal Nacional Calificado",
            f"{HISTORY}1974-retorno/",
        ),
        ("chilenos", "Historia de la OIM en Ecuador", f"{HISTORY}#p-relato-1991"),
        ("becas canada", "Historia de la OIM en Ecuador", f"{HISTORY}#p-relato-anos-80-y-90"),
        ("integridad", "Integridad", "/es/quienes-somos/valores/#valor-integridad"),
        ("registro oficial 648", "Registro Oficial Nº 648", f"{HISTORY}1965-registro-oficial-648/"),
        ("expertos alemania", "Programa de Expertos Integrados", "/es/programas/"),
        ("MIGRACIÓN forzada", "Migración Forzada", "/es/programas/migracion-forzada/"),
        ('"segunda guerra mundial"', "Historia de la OIM en Ecuador", f"{HISTORY}#p-relato-"),
        ("ONU", "La OIM como parte de la Organización de las Naciones Unidas (ONU)", HISTORY),
    ],
)
def test_visitors_find_the_right_paragraph(content, visitor, typed, title, url):
    found = read(visitor, address(typed)).select(".results__title")
    leading = {(name_of(link), link["href"].startswith(url)) for link in found}
    assert (title, True) in leading


@pytest.mark.parametrize("typed", ["covid-19", "covid 19", "post-conflicto", "47/195", "o’higgins"])
def test_words_with_hyphens_and_numbers_are_found(content, visitor, typed):
    """wagtail/django-modelsearch#57 and ThreeSixtyGiving/grantnav#663."""
    lead = "Tras la COVID-19, la resolución 47/195 y el post-conflicto en O’Higgins."
    add_page(title="Respuesta", lead_es=lead)
    assert "Respuesta" in found(visitor, typed)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_of_two_characters_are_found_and_find(content, visitor, form):
    add_page(title=normalize("NFD", "Año de la ñañería"))
    assert "Año de la ñañería" in found(visitor, normalize(form, "ñañería"))


def test_each_language_is_searched_by_its_own_words(content, visitor):
    result = first(visitor, "qualified nationals", "en")
    assert "Qualified" in text_of(result.select_one(".results__title"))
    assert result.select_one(".results__title")["href"].startswith("/en/")
    assert not result.select("[lang]")


def test_a_result_leads_to_the_paragraph_of_the_words_not_to_that_of_a_synonym(content, visitor):
    """'Granting' stands higher on the page, and 'grant' is a synonym of 'scholarship'."""
    links = read(visitor, address("scholarships canada", "en")).select(".results__title")
    (url,) = [link["href"] for link in links if "/historia/#" in link["href"]]
    assert url.startswith("/en/quienes-somos/historia/#p-relato-anos-80-y-90")


def test_an_event_leads_to_its_page_and_to_its_place_on_the_timeline(content, visitor):
    result = first(visitor, "registro oficial 648")
    event = HistoryEventPage.objects.get(slug="1965-registro-oficial-648")
    assert result.select_one(".results__title")["href"] == event.url_in("es")
    assert result.select_one(".results__more a")["href"] == f"{HISTORY}#{event.anchor}"
    assert text_of(result.select_one(".results__kind")).startswith("Hecho de la historia")


def test_the_anchor_of_a_value_is_on_its_page(content, visitor):
    url = first(visitor, "honestidad").select_one(".results__title")["href"]
    path, _, anchor = url.partition("#")
    assert text_of(read(visitor, path).find(id=anchor).select_one(".values__name")) == "Honestidad"


def test_the_anchor_of_a_paragraph_is_on_its_page(content, visitor):
    links = read(visitor, address("chilenos")).select(".results__title")
    url = next(link["href"] for link in links if "#p-" in link["href"])
    path, _, anchor = url.partition("#")
    assert "chilenos" in text_of(read(visitor, path).find(id=anchor))


def test_the_words_found_are_marked_and_nothing_else_is_markup(content, visitor):
    add_page(
        title="Título <script>alert(1)</script> canoas",
        lead_es='Las "canoas" & <b>remos</b> de <img src=x onerror=alert(1)> río.',
    )
    result = first(visitor, "canoa")
    assert texts(result, "mark") == ["canoas", "canoas"]
    assert not result.select("script, b, img")
    assert "alert(1)" in text_of(result.select_one(".results__title"))


def test_results_are_counted_and_shown_page_by_page_with_links(content, visitor):
    for number in range(25):
        add_page(title=f"Canoa {number}")
    soup = read(visitor, address("canoas"))
    assert text_of(soup.select_one(".search-count")) == "25 resultados de «canoas»"
    seen = []
    while True:
        seen += titles(soup)
        following = soup.select_one(".pagination a[rel=next]")
        if following is None:
            break
        soup = read(visitor, following["href"])
    assert len(seen) == len(set(seen)) == 25
    assert soup.select_one(".pagination [aria-current=page]").get_text(strip=True).endswith("3")


def test_results_are_narrowed_to_one_kind(content, visitor):
    soup = read(visitor, address("migración"))
    link = soup.select_one(".search-kinds a[href*='tipo=esfera']")
    narrowed = read(visitor, link["href"])
    assert set(texts(narrowed, ".results__kind")) == {"Esfera"}
    assert text_of(narrowed.select_one(".search-kinds [aria-current]")) == "Esferas 4"
    assert "Migración Forzada" in titles(narrowed)


def test_a_title_goes_before_a_text(content, visitor):
    add_page(title="Ríos", lead_es="Canoas, canoas y canoas: nada más que canoas.")
    add_page(title="Canoas")
    assert titles(read(visitor, address("canoas"))) == ["Canoas", "Ríos"]


def test_results_in_the_other_language_are_shown_where_there_are_few(content, visitor):
    add_page(title="Canoas del río")
    soup = read(visitor, address("canoas", "en"))
    assert text_of(soup.select_one(".search-count")) == "No results for “canoas”"
    result = soup.select_one(".results__item")
    assert result.select_one(".results__name")["lang"] == "es"
    assert result.select_one(".results__title")["href"] == "/es/canoas-del-rio/"


def test_a_search_without_result_offers_no_word_that_is_only_a_little_like_it(content, visitor):
    add_page(title="Una parte", lead_es="De la conducta.", lead_en="Of good conduct.")
    for typed, language in [("pasaporte", "es"), ("contact", "en")]:
        assert not read(visitor, address(typed, language)).select(".search-correction")


def test_results_with_some_of_the_words_are_offered_where_none_has_all(content, visitor):
    soup = read(visitor, address("chilenos zxqwv"))
    assert text_of(soup.select_one(".search-count")) == "No hay resultados de «chilenos zxqwv»"
    assert text_of(soup.select_one(".search-unknown")) == "No aparece en el sitio: zxqwv"
    assert set(texts(soup, ".results__missing")) == {"Sin: zxqwv"}
    assert "Historia de la OIM en Ecuador" in titles(soup)


def test_an_empty_search_says_how_to_search(content, visitor):
    for typed in ("", "   ", "¿?", "😀"):
        soup = read(visitor, address(typed))
        assert soup.select(".search-help")
        assert not soup.select(".results")


def test_staff_put_pages_before_the_results(content, visitor):
    page = add_page(title="Trámites de ingreso")
    Promotion.objects.create(searches="Visa, visado", page=page)
    assert texts(read(visitor, address("VISA")), ".search-recommended a") == ["Trámites de ingreso"]
    assert not read(visitor, address("visas de turismo")).select(".search-recommended")
    make_private(page)
    assert not read(visitor, address("visa")).select(".search-recommended")


def test_documents_are_found_by_their_titles(content, visitor):
    document = add_document("Informe de canoas")
    result = first(visitor, "informe canoa")
    assert result.select_one(".results__title")["href"] == document.url
    assert text_of(result.select_one(".results__kind")) == "Documento"


def test_the_form_stands_in_the_header_of_every_page_but_that_of_the_search(content, visitor):
    for path in ("/es/", "/en/programas/", "/es/quienes-somos/mision/"):
        form = read(visitor, path).select_one("header form[role=search]")
        assert form["action"] == f"/{path[1:3]}/buscar/"
        assert form.get("method", "get") == "get"
    missing = visitor.get("/es/no-existe/").content.decode()
    assert 'role="search"' in missing
    assert not read(visitor, "/es/buscar/").select("header form")


def test_the_other_language_asks_the_same_question(content, visitor):
    soup = read(visitor, address("chilenos"))
    link = soup.select_one(".languages a[hreflang=en]")
    assert link["href"] == "/en/buscar/?q=chilenos"


def test_no_robot_and_no_cache_keeps_a_search(content, visitor):
    for path in (address("chilenos"), "/es/buscar/sugerencias/?q=chi"):
        response = visitor.get(path)
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    assert 'name="robots" content="noindex"' in visitor.get(address("x")).content.decode()


def test_suggestions_are_titles_that_hold_what_is_typed(content, visitor):
    def suggested(typed: str, language: str = "es") -> list[str]:
        response = visitor.get(f"/{language}/buscar/sugerencias/", {"q": typed})
        return [each["title"] for each in response.json()["suggestions"]]

    assert "Nuestra Misión" in suggested("misi")
    assert "Nuestra Misión" in suggested("nuestra mi")
    assert "Our Mission" in suggested("mis", "en")
    assert "Programa de Apoyo a Migrantes al Canadá" in suggested("apoyo cana")
    assert suggested("m") == suggested("") == suggested("xyzzy") == []


def test_every_public_page_has_a_row_in_each_of_its_languages(content):
    home = HomePage.objects.get()
    for page in home.get_descendants(inclusive=True).published():
        rows = SearchEntry.objects.filter(page=page, anchor="")
        assert sorted(rows.values_list("language", flat=True)) == page.translated_languages()[::-1]
