"""No public page says that something is missing: staff read that in 'Before publishing'."""

import re

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from django.template.loader import render_to_string
from django.urls import reverse

from history.models import HistoryEventPage
from oim_portal.accounts.roles import ADMINISTRATOR
from pages.metadata.descriptions import summary
from pages.models import BasePage, SectionPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage, SpherePage

from .factories import add_page
from .html import fold, page as read, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

LANGUAGES = ("es", "en")
# What a site says of what it does not have. Of a translation that nobody has confirmed readers are
# told on purpose (docs/decisions/0019), in an element of its own.
SAYS_MISSING = re.compile(
    r"\b(?:todavía|aún no|no hay|ning[uú]n\w*|nada|próximamente|pendiente|por completar|"
    r"debe completar|en construcción|muy pronto|yet|there (?:is|are) no|none|nothing|coming soon|"
    r"to be completed|has to complete|under construction)\b",
    re.IGNORECASE,
)
WAYS_ON = 3  # besides the way back, header and footer
ON_PURPOSE = ".notice--page, script, style, template"


def crawl(visitor, *starts: str) -> dict[str, BeautifulSoup]:
    """Return every public page that links lead to, by its address; no files."""
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = soup = read(visitor, address)
        hrefs = [link["href"].partition("#")[0] for link in soup.select("a[href]")]
        waiting += [href for href in hrefs if re.match(r"/(es|en)/(?:[^?]*/)?$", href)]
    return found


def gaps(pages: dict[str, BeautifulSoup]) -> list[tuple[str, str]]:
    """Return where pages say that something is missing: the address, the words."""
    said = []
    for address, soup in pages.items():
        for element in soup.select(ON_PURPOSE):
            element.decompose()
        text = fold(soup.get_text(" "))
        said += [
            (address, text[max(0, m.start() - 40) : m.end() + 40])
            for m in SAYS_MISSING.finditer(text)
        ]
        said += [(address, empty) for empty in texts(soup, ".empty")]
    return said


def ways_on(soup: BeautifulSoup) -> set[str]:
    """Return where the text of a page leads, other than back."""
    back = {link["href"] for link in soup.select("main .breadcrumbs a")}
    links = {link["href"] for link in soup.select("main a[href]:not(.breadcrumbs a)")}
    return {link for link in links if not link.startswith("#")} - back


def empty_headings(main: Tag) -> list[str]:
    """Return the headings without a word, or with nothing between them and the next like them."""
    found = []
    for heading in main.select("h1, h2, h3, h4"):
        text = fold(heading.get_text())
        level, below = heading.name, False
        for each in heading.next_elements:
            is_next = isinstance(each, Tag) and re.fullmatch(r"h[1-6]", each.name)
            if main not in each.parents or (is_next and each.name <= level):
                break
            if isinstance(each, NavigableString) and heading not in each.parents and each.strip():
                below = True
                break
        if not (text and below):
            found.append(text)
    return found


def test_a_heading_over_nothing_is_seen():
    html = "<main><h1>A</h1><h2>B</h2><ul><li><h3>C</h3></li><li><h3>D</h3></li></ul><p>t</p>"
    html += "<h2>E</h2><p>text</p><h2> </h2><p>text</p><h2>F</h2></main><p>text</p>"
    assert empty_headings(BeautifulSoup(html, "html.parser").main) == ["C", "", "F"]


def test_no_page_of_the_first_content_says_that_something_is_missing(content, visitor):
    pages = crawl(visitor, "/es/", "/en/", "/es/buscar/", "/en/buscar/")
    assert len(pages) > 60
    assert gaps(pages) == []


def test_what_staff_have_emptied_is_said_to_them_and_not_to_visitors(content, visitor):
    add_page(title="Vacía", model=SectionPage)
    with publishing_reason("test"):
        HistoryEventPage.objects.update(live=False)
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(
            quotation_es="", quotation_en="", quotation_part_es="", quotation_part_en=""
        )
    pages = crawl(visitor, "/es/", "/en/", "/es/vacia/", "/en/vacia/")
    assert gaps(pages) == []
    links = {link["href"] for soup in pages.values() for link in soup.select("main a[href]")}
    assert "/es/vacia/" not in links
    report = signed_in(person(ADMINISTRATOR)).get(reverse("before_publishing")).text
    for line in ("«Vacía» es pública y no lista ninguna página.", "Becarios» no tiene texto."):
        assert line in report
    with publishing_reason("test"):
        ProgramPage.objects.all().update(live=False)
        SpherePage.objects.all().update(live=False)
    pages = crawl(visitor, "/es/", "/en/", "/es/programas/", "/en/programas/")
    assert gaps(pages) == []
    assert not pages["/es/"].select('a[href="/es/programas/"]')
    assert pages["/es/programas/"].select('main a[href="/es/quienes-somos/"]')


def test_no_page_of_the_first_content_is_a_dead_end_or_cut(content, visitor):
    pages = crawl(visitor, "/es/", "/en/", "/es/buscar/", "/en/buscar/")
    found = []
    for address, soup in pages.items():
        main = soup.main
        ways = ways_on(soup) - {address}
        if len(ways) < WAYS_ON:
            found.append((address, "leads nowhere", sorted(ways)))
        found += [(address, "empty heading", said) for said in empty_headings(main)]
        found += [
            (address, "cut quotation", words)
            for words in texts(main, "blockquote")
            if not (re.match(r"[A-ZÁÉÍÓÚÑ“«\d]|\[…\]", words) and re.search(r"[.…\]”»]$", words))
        ]
        described = soup.select_one('meta[name="description"]')
        if described and not re.match(r"[A-ZÁÉÍÓÚÑ“«\d[]", described["content"]):
            found.append((address, "fragment as description", described["content"]))
    assert found == []


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("es", ["12 hechos", "7 programas históricos", "4 esferas"]),
        ("en", ["12 events", "7 past programmes", "4 areas"]),
    ],
)
def test_what_finds_nothing_says_what_there_is_and_how_much(content, visitor, language, counts):
    lost = visitor.get(f"/{language}/nothing/")
    assert lost.status_code == 404
    missed = visitor.get(f"/{language}/buscar/?q=xyzzyx")
    for answer in (lost, missed):
        soup = BeautifulSoup(answer.content.decode(), "html.parser")
        links = {fold(link.get_text()): link["href"] for link in soup.select("main .ways a")}
        assert set(counts) <= set(links)
        for address in links.values():
            path, _hash, anchor = address.partition("#")
            target = read(visitor, path)
            assert not anchor or target.find(id=anchor), address
        assert len(soup.select("form[role=search]")) == 1


def test_a_page_of_texts_leads_to_its_neighbours_and_to_other_sections(content, visitor):
    above = add_page(title="Arriba", show_in_menus=True)
    add_page(above, "Abajo", show_in_menus=True)
    add_page(title="Sola")
    for address, ways in {
        "/es/quienes-somos/mision/": ["Nuestros Valores", "Historia", "Programas"],
        "/es/quienes-somos/valores/": ["Nuestra Misión", "Historia", "Programas"],
        "/es/arriba/": ["Abajo", "Quiénes somos", "Historia"],
        "/es/arriba/abajo/": ["Quiénes somos", "Historia", "Programas"],
        "/es/sola/": ["Quiénes somos", "Historia", "Programas"],
    }.items():
        assert texts(read(visitor, address), ".ways-on a") == ways, address


def test_a_sensitive_page_leads_out_and_to_nothing_else(content, visitor):
    add_page(title="Delicada", sensitive=True)
    soup = read(visitor, "/es/delicada/")
    assert soup.select(".exit__link")
    assert not soup.select(".ways-on")


def test_a_section_says_a_whole_sentence_of_each_page_with_its_date(content, visitor):
    add_page(BasePage.objects.get(slug="quienes-somos"), "Sin texto", show_in_menus=True)
    for language in LANGUAGES:
        rows = read(visitor, f"/{language}/quienes-somos/").select(".page-list__item")
        assert len(rows) == 4
        said = [texts(row, ".page-list__text") for row in rows]
        assert [len(each) for each in said] == [1, 1, 1, 0]
        assert all(each[0].endswith(".") for each in said[:3])
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    row = BeautifulSoup(
        render_to_string("components/page_list.html", {"pages": [event]}), "html.parser"
    )
    assert texts(row, ".label") == [event.date_long]
    assert texts(row, ".page-list__text") == [str(summary(event))]
