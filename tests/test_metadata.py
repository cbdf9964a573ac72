"""What a page says of itself in its head: true, in its own words, and safe to embed."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils.translation import override
from wagtail.models import Site

from history.dates import PartialDate
from history.models import HistoryEventPage
from oim_portal.media.models import PortalImage
from oim_portal.media.renditions import LOGO, SHARED
from pages.blocks import ContentStreamBlock
from pages.metadata.descriptions import first_sentence, plain
from pages.metadata.facts import facts_of, open_graph, shared_card
from pages.metadata.structured import structured_data
from pages.models import ContentPage, HomePage, PortalSettings, SocialNetwork, ValuesPage
from pages.navigation import Outline
from pages.sensitive import is_sensitive
from pages.site_cache import settings_of

from .factories import publish_page
from .html import page as read
from .pictures import encoded, scene, upload

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
VALUES = "/es/quienes-somos/valores/"
EVENT = "/es/quienes-somos/historia/1974-retorno/"


def content_page(**columns) -> ContentPage:
    page = ContentPage(title="Contenido", slug="contenido", **columns)
    HomePage.objects.get().add_child(instance=page)
    publish_page(page)
    return page


def photo(ending: str = "jpg") -> PortalImage:
    file = upload(encoded(scene(size=(1600, 900)), ending), f"foto.{ending}")
    return PortalImage.objects.create(title="Foto", file=file, consent="nobody")


def title(soup: BeautifulSoup) -> str:
    return soup.title.get_text(strip=True)


def description(soup: BeautifulSoup) -> str | None:
    element = soup.select_one('meta[name="description"]')
    return element["content"] if element else None


def graph(soup: BeautifulSoup) -> dict[str, dict]:
    """The nodes of the structured data by their type."""
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def properties(soup: BeautifulSoup) -> dict[str, str]:
    return {each["property"]: each["content"] for each in soup.select("meta[property]")}


def test_titles_name_the_page_and_the_site(content, visitor):
    assert title(read(visitor, VALUES)) == "Nuestros Valores – OIM Ecuador"
    page = ValuesPage.objects.get()
    page.seo_title_es = "Los valores de la OIM"
    publish_page(page)
    assert title(read(visitor, VALUES)) == "Los valores de la OIM – OIM Ecuador"


def test_the_front_page_goes_by_the_name_of_the_organization(content, visitor):
    name = "Organización Internacional para las Migraciones"
    assert title(read(visitor, "/es/")) == f"{name} – OIM Ecuador"
    assert properties(read(visitor, "/es/"))["og:title"] == name


def test_the_description_is_what_staff_wrote_else_the_lead_else_the_first_sentences(
    content, visitor
):
    paragraph = "<p>Primera <b>frase</b> del texto.</p><p>Segunda frase, que llega a cincuenta.</p>"
    body = ContentStreamBlock().normalize(
        [("heading", {"text": "Título", "level": "h2"}), ("paragraph", paragraph)]
    )
    page = content_page(body_es=body)
    first = "Primera frase del texto. Segunda frase, que llega a cincuenta."
    assert description(read(visitor, "/es/contenido/")) == first
    page.lead_es = "La entrada. Con dos frases."
    publish_page(page)
    assert description(read(visitor, "/es/contenido/")) == f"{page.lead_es} {first}"
    page.search_description_es = "Lo que escribió la oficina"
    publish_page(page)
    assert description(read(visitor, "/es/contenido/")) == "Lo que escribió la oficina"
    assert properties(read(visitor, "/es/contenido/"))["og:description"] == (
        "Lo que escribió la oficina"
    )


def test_of_a_page_without_a_text_the_portal_says_only_that_it_is_there(content, visitor):
    content_page()
    soup = read(visitor, "/es/contenido/")
    told = "En esta página de su portal, OIM Ecuador presenta: Contenido."
    assert description(soup) == told
    assert properties(soup)["og:description"] == told
    assert graph(soup)["WebPage"]["description"] == told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Una frase. Otra.", "Una frase."),
        ("¿Qué hace? Mucho.", "¿Qué hace?"),
        ("Dijo «basta.» Luego calló.", "Dijo «basta.»"),
        ("En 1951. La OIM nace.", "En 1951."),
        ("Viajó a EE. UU. Volvió pronto.", "Viajó a EE. UU. Volvió pronto."),
        ("La Sra. Pérez llegó. Se quedó.", "La Sra. Pérez llegó."),
        ("Según el art. 5 del acuerdo", "Según el art. 5 del acuerdo"),
        ("Es de la OIM. Otra.", "Es de la OIM."),
        ("", ""),
    ],
)
def test_a_sentence_ends_where_it_ends(text, sentence):
    assert first_sentence(text) == sentence


def test_paragraphs_do_not_run_into_each_other():
    assert plain("<p>Uno &amp; <b>d</b>os</p><ul><li>tres</li></ul>a<br/>b") == "Uno & dos tres a b"


def test_every_language_of_a_page_knows_the_others(content, visitor):
    for language in ("es", "en"):
        soup = read(visitor, VALUES.replace("/es/", f"/{language}/"))
        own = f"{PORTAL}{VALUES}".replace("/es/", f"/{language}/")
        assert soup.select_one('link[rel="canonical"]')["href"] == own
        assert {link["hreflang"]: link["href"] for link in soup.select("head link[hreflang]")} == {
            "es": f"{PORTAL}{VALUES}",
            "en": f"{PORTAL}{VALUES}".replace("/es/", "/en/"),
            "x-default": f"{PORTAL}{VALUES}",
        }
        shared = properties(soup)
        locales = [shared["og:locale"], shared["og:locale:alternate"]]
        assert shared["og:url"] == own
        assert locales == (["es_EC", "en_GB"] if language == "es" else ["en_GB", "es_EC"])


def test_an_untranslated_page_is_the_spanish_one_at_every_address(content, visitor):
    content_page()
    soup = read(visitor, "/en/contenido/")
    assert soup.select_one('link[rel="canonical"]')["href"] == f"{PORTAL}/es/contenido/"
    assert soup.select("head link[hreflang]") == []
    assert graph(soup)["WebPage"]["inLanguage"] == "es"
    assert properties(soup)["og:locale"] == "es_EC"
    assert "og:locale:alternate" not in properties(soup)


def test_a_filtered_history_is_the_history(content, visitor):
    soup = read(visitor, "/es/quienes-somos/historia/?decada=1980")
    canonical = soup.select_one('link[rel="canonical"]')["href"]
    assert canonical == f"{PORTAL}/es/quienes-somos/historia/"


def test_structured_data_tells_of_site_page_and_the_way_to_it(content, visitor):
    nodes = graph(read(visitor, VALUES))
    assert set(nodes) == {"Organization", "WebSite", "WebPage", "BreadcrumbList"}
    page = nodes["WebPage"]
    assert (page["url"], page["name"]) == (f"{PORTAL}{VALUES}", "Nuestros Valores")
    assert page["dateModified"] == ValuesPage.objects.get().last_published_at.isoformat()
    assert page["breadcrumb"] == {"@id": nodes["BreadcrumbList"]["@id"]}
    way = nodes["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in way] == [
        (1, "Inicio", f"{PORTAL}/es/"),
        (2, "Quiénes somos", f"{PORTAL}/es/quienes-somos/"),
        (3, "Nuestros Valores", f"{PORTAL}{VALUES}"),
    ]
    assert "BreadcrumbList" not in graph(read(visitor, "/es/"))


def test_the_organization_is_described_by_the_settings_alone(content, visitor):
    bare = graph(read(visitor, "/es/"))["Organization"]
    assert set(bare) == {"@type", "@id", "name", "parentOrganization", "url"}
    logo = photo("png")
    settings = PortalSettings.objects.create(site=Site.objects.get(), logo=logo)
    SocialNetwork.objects.create(settings=settings, name="X", url="https://example.org/oim")
    told = graph(read(visitor, "/es/"))["Organization"]
    assert told["sameAs"] == ["https://example.org/oim"]
    assert told["logo"] == PORTAL + logo.renditions.get(filter_spec=LOGO).url


@pytest.mark.parametrize(
    ("edtf", "at_the_latest", "coverage"),
    [
        ("1965-12-16", False, "1965-12-16"),
        ("1974-06", False, "1974-06"),
        ("1984/1986-03", False, "1984/1986-03"),
        ("1965/..", False, "1965/.."),
        ("1965/", False, None),
        ("198X/199X", False, None),
        ("1974-06~", False, None),
        ("1984/1986~", False, None),
        ("[1965,1966]", False, None),
        ("/1973", False, None),
        ("../1973", False, None),
        ("1973", True, None),
        ("1965/..", True, None),
        ("", False, None),
    ],
)
def test_an_event_has_a_time_only_where_its_source_leaves_no_doubt(edtf, at_the_latest, coverage):
    event = HistoryEventPage(date=PartialDate.parse(edtf), at_the_latest=at_the_latest)
    told = event.subject_data()
    assert (told["@type"], told.get("temporalCoverage")) == ("CreativeWork", coverage)


def test_the_page_of_an_event_tells_of_the_event(content, visitor):
    nodes = graph(read(visitor, EVENT))
    event = nodes["CreativeWork"]
    assert nodes["WebPage"]["mainEntity"] == {"@id": event["@id"]}
    assert event["name"] == "Programa de Retorno de Personal Nacional Calificado"
    assert event["url"] == f"{PORTAL}{EVENT}"
    assert "location" not in event


def test_no_text_breaks_out_of_the_structured_data(content, visitor):
    hostile = '</script><script>alert(1)</script><!-- & "quoted" \\'
    page = content_page(lead_es=hostile)
    page.title = hostile[:60]
    publish_page(page)
    soup = read(visitor, "/es/contenido/")
    blocks = soup.select("head script")
    assert [block["type"] for block in blocks] == ["application/ld+json"]
    assert hostile[:60] in graph(soup)["WebPage"]["name"]
    assert not {"<", ">", "&"} & set(blocks[0].string)


def test_a_shared_link_shows_the_photo_of_the_page(content, visitor):
    assert not [name for name in properties(read(visitor, EVENT)) if "image" in name]
    image = photo()
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.image = image
    publish_page(event)
    soup = read(visitor, EVENT)
    url = PORTAL + image.renditions.get(filter_spec=SHARED).url
    shared = properties(soup)
    assert (shared["og:image"], shared["og:image:width"], shared["og:image:height"]) == (
        url,
        "1200",
        "630",
    )
    assert graph(soup)["WebPage"]["primaryImageOfPage"]["url"] == url


def test_a_content_page_is_shared_with_the_first_picture_of_its_text(content, visitor):
    image = photo()
    value = {"image": {"image": image, "decorative": True, "alt_text": ""}, "caption": ""}
    content_page(body_es=ContentStreamBlock().normalize([("picture", value)]))
    shared = properties(read(visitor, "/es/contenido/"))
    assert shared["og:image"] == PORTAL + image.renditions.get(filter_spec=SHARED).url
    assert shared["og:type"] == "article"


def test_the_head_reads_nothing_that_the_page_does_not_read_anyway(
    content, django_assert_num_queries
):
    page = HistoryEventPage.objects.get(slug="1974-retorno")
    request = RequestFactory().get(EVENT, headers={"host": "localhost"})
    with override("es"):
        outline = Outline.of(request, page)
        assert outline.menu
        assert settings_of(request)
        assert not is_sensitive(request, page)
        shared_card(request, page)  # read once for each version of the site
        with django_assert_num_queries(0):
            facts = facts_of(request, page)
            assert open_graph(page, facts, "OIM Ecuador")
            assert structured_data(request, page, facts)


def test_what_is_not_found_asks_not_to_be_listed(content, visitor):
    soup = BeautifulSoup(visitor.get("/es/no-existe/").content, "html.parser")
    assert soup.select_one('meta[name="robots"]')["content"] == "noindex"
    assert soup.select('link[rel="canonical"], script:not([src])') == []
