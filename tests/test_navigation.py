"""Menu, breadcrumbs and footer come from the tree, and show only what everyone may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.models import HistoryEventPage, Theme
from pages.models import BasePage, HomePage, HomeWay, MissionPage, SectionPage
from pages.models.publishing_guard import publishing_reason

from .bench.content import BulkContent
from .factories import add_page, make_private
from .html import page, text_of, texts

pytestmark = pytest.mark.django_db

MISSION = "/es/quienes-somos/mision/"
ABOUT = "/es/quienes-somos/"
HISTORY = f"{ABOUT}historia/"


def links(soup, selector: str) -> dict[str, str]:
    return {text_of(link): link["href"] for link in soup.select(f"{selector} a")}


def test_the_menu_holds_the_sections_in_the_order_of_the_tree(content, visitor):
    menu = links(page(visitor, MISSION), "nav.menu")
    assert list(menu.items()) == [
        ("Quiénes somos", ABOUT),
        ("Historia", HISTORY),
        ("Programas", "/es/programas/"),
    ]


def test_however_many_pages_there_are_the_menu_is_read_from_few(content, visitor):
    BulkContent(seed=1, pages_a_section=2_000, in_menu=5).add_pages(2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pages_basepage")
    with CaptureQueriesContext(connection) as asked:
        page(visitor, MISSION)
    (menu,) = [
        each["sql"] for each in asked if 'AND "pages_basepage"."show_in_menus"' in each["sql"]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {menu}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "pages_in_menus" in plan


def test_the_footer_holds_the_sections_and_the_pages_right_below_them(content, visitor):
    menu = links(page(visitor, "/en/"), ".site-footer__menu")
    assert menu["Our Mission"] == "/en/quienes-somos/mision/"
    assert list(menu)[:3] == ["Who we are", "Our Mission", "Our Values"]


def test_the_menus_mark_where_the_reader_is(content, visitor):
    soup = page(visitor, MISSION)
    assert soup.select("nav.menu [aria-current=page]") == []
    assert texts(soup, "nav.menu [aria-current=true]") == ["Quiénes somos"]
    assert texts(soup, ".section-menu [aria-current=page]") == ["Nuestra Misión"]
    assert texts(page(visitor, ABOUT), "nav.menu [aria-current=page]") == ["Quiénes somos"]


@pytest.mark.parametrize(
    ("address", "kind", "marked"),
    [
        (HISTORY, "page", "Historia"),
        (f"{HISTORY}1974-retorno/", "true", "Historia"),
        ("/es/programas/expertos-integrados/", "true", "Programas"),
        ("/en/programas/expertos-integrados/", "true", "Programmes"),
    ],
)
def test_below_a_section_the_menu_marks_the_innermost_page_that_is_open(
    content, visitor, address, kind, marked
):
    soup = page(visitor, address)
    assert texts(soup, "nav.menu [aria-current]") == [marked]
    assert texts(soup, f"nav.menu [aria-current={kind}]") == [marked]


def test_the_section_menu_marks_the_page_that_one_is_below(content, visitor):
    above = add_page(BasePage.objects.get(slug="quienes-somos"), "Encima", show_in_menus=True)
    soup = page(visitor, add_page(above, "Debajo").url_in("es"))
    assert texts(soup, ".section-menu [aria-current=true]") == ["Encima"]


@pytest.mark.parametrize("address", ["/es/datos/", "/es/buscar/", "/es/buscar/?q=oim"])
def test_what_is_outside_the_tree_has_breadcrumbs_too(content, visitor, address):
    assert links(page(visitor, address), ".breadcrumbs") == {"Inicio": "/es/"}


def test_the_page_of_the_search_has_one_field_with_its_question_in_view(content, visitor):
    soup = page(visitor, "/es/buscar/?q=oim")
    (field,) = soup.select("input[name=q]")
    label = soup.select_one(f'label[for="{field["id"]}"]')
    assert (text_of(label), label.get("class")) == ("¿Qué busca?", None)


def test_the_menu_stands_on_a_page_that_does_not_exist(content, visitor):
    response = visitor.get("/en/nothing/")
    assert response.status_code == 404
    assert 'href="/en/quienes-somos/"' in response.content.decode()


def test_breadcrumbs_lead_from_the_front_page_to_the_page_itself(content, visitor):
    soup = page(visitor, MISSION)
    assert links(soup, ".breadcrumbs") == {"Inicio": "/es/", "Quiénes somos": ABOUT}
    assert texts(soup, ".breadcrumbs [aria-current=page]") == ["Nuestra Misión"]
    assert page(visitor, "/es/").select(".breadcrumbs") == []


def test_a_page_deep_in_the_tree_has_all_its_ancestors_as_breadcrumbs_but_no_place_in_menus(
    content, visitor
):
    parent = BasePage.objects.get(slug="quienes-somos")
    for title in ("Segunda", "Tercera", "Cuarta"):
        parent = add_page(parent, title)
    soup = page(visitor, parent.url_in("es"))
    assert list(links(soup, ".breadcrumbs")) == ["Inicio", "Quiénes somos", "Segunda", "Tercera"]
    assert {"Segunda"} <= set(links(soup, "footer"))
    assert not {"Tercera", "Cuarta"} & set(links(soup, "footer"))


def test_a_page_that_is_not_for_menus_is_in_no_menu_but_among_the_breadcrumbs_below_it(
    content, visitor
):
    hidden = add_page(title="Fuera del menú", model=SectionPage, show_in_menus=False)
    child = add_page(hidden, "Debajo")
    assert "Fuera del menú" not in visitor.get("/es/").content.decode()
    soup = page(visitor, child.url_in("es"))
    assert "Fuera del menú" in links(soup, ".breadcrumbs")
    assert "Debajo" not in links(soup, "footer")


def withdraw(hidden: BasePage) -> None:
    hidden.unpublish()


@pytest.mark.parametrize("hide", [withdraw, make_private], ids=["unpublished", "private"])
def test_what_is_not_for_everyone_is_in_no_menu_list_or_sitemap(content, visitor, hide):
    hide(MissionPage.objects.get())
    for address in ("/es/", ABOUT, "/es/quienes-somos/valores/", "/es/nada/", "/sitemap.xml"):
        shown = visitor.get(address).content.decode()
        assert "Nuestra Misión" not in shown, address
        assert MISSION not in shown, address
    assert visitor.get(MISSION).status_code in {302, 404}


@pytest.mark.parametrize("hide", [withdraw, make_private], ids=["unpublished", "private"])
def test_a_section_that_is_not_for_everyone_hides_the_pages_below_it(content, visitor, hide):
    with publishing_reason("Prueba."):  # chosen by staff, so not hidden with the section
        HomeWay.objects.all().delete()
    hide(SectionPage.objects.get())
    for address in ("/es/", "/es/programas/", "/es/nada/"):
        shown = visitor.get(address).content.decode()
        for title in ("Quiénes somos", "Nuestra Misión", "Nuestros Valores"):
            assert title not in shown, address


def test_a_theme_of_hidden_events_alone_is_not_offered_as_a_filter(content, visitor):
    event = HistoryEventPage.objects.get(slug="1951-creacion")
    event.themes.add(Theme.objects.create(slug="reservado", name_es="Reservado"))
    with publishing_reason("test"):
        event.save()
    history = "/es/quienes-somos/historia/"
    assert "Reservado" in visitor.get(history).content.decode()
    make_private(event)
    assert "Reservado" not in visitor.get(history).content.decode()
    assert visitor.get(f"{history}?tema=reservado").status_code == 404


def test_breadcrumbs_leave_out_an_ancestor_that_is_not_published(content, visitor):
    SectionPage.objects.get().unpublish()
    soup = page(visitor, MISSION)
    assert links(soup, ".breadcrumbs") == {"Inicio": "/es/"}


def test_a_section_lists_the_pages_below_it(content, visitor):
    listed = links(page(visitor, ABOUT), ".page-list")
    assert listed == {
        "Nuestra Misión": MISSION,
        "Nuestros Valores": "/es/quienes-somos/valores/",
        "Historia de la OIM en Ecuador": "/es/quienes-somos/historia/",
    }


def test_a_section_without_pages_is_in_no_menu_and_leads_on(content, visitor):
    outer = add_page(title="Exterior", model=SectionPage)
    empty = add_page(outer, "Vacía", model=SectionPage)
    for section in (outer, empty):
        address = section.url_in("es")
        assert not page(visitor, "/es/").select(f'a[href="{address}"]')
        assert page(visitor, address).select(f'main .ways a[href="{ABOUT}"]')
    add_page(empty, "Página")
    for place in (".menu", ".site-footer"):
        assert outer.url_in("es") in links(page(visitor, "/es/"), place).values()
    assert links(page(visitor, outer.url_in("es")), ".page-list") == {"Vacía": empty.url_in("es")}


def test_the_first_link_of_a_page_skips_to_its_content(content, visitor):
    soup = page(visitor, MISSION)
    first = soup.body.find("a")
    assert text_of(first) == "Saltar al contenido"
    assert soup.select_one(first["href"]).name == "main"


def test_every_landmark_of_navigation_has_a_name_of_its_own(content, visitor):
    soup = page(visitor, MISSION)
    names = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in soup.find_all("nav")]
    assert all(names)
    assert len(set(names)) == len(names)


def test_an_address_is_found_at_any_depth_and_only_whole(content, visitor):
    home = HomePage.objects.get()
    child = add_page(add_page(home, "Una"), "Otra")
    assert visitor.get("/es/una/otra/").status_code == 200
    for wrong in ("/es/otra/", "/es/una/otra/mas/", "/es/Una/", "/es/una/%2e%2e/", "/es/inicio/"):
        assert visitor.get(wrong).status_code == 404, wrong
    child.unpublish()
    assert visitor.get("/es/una/otra/").status_code == 404
