"""No public page says that something is missing: staff read that in 'Before publishing'."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from history.models import HistoryEventPage
from oim_portal.accounts.roles import ADMINISTRATOR
from pages.models import SectionPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage, SpherePage

from .factories import add_page
from .html import fold, texts
from .html import page as read
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
WAYS_ON = 2  # besides the way back
ON_PURPOSE = ".notice--page, script, style, template"


def crawl(visitor, *starts: str) -> dict[str, BeautifulSoup]:
    """Return every public page that links lead to, by its address."""
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = soup = read(visitor, address)
        hrefs = [link["href"].partition("#")[0] for link in soup.select("a[href]")]
        waiting += [href for href in hrefs if re.match(r"/(es|en)/[^?]*$", href)]
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


def test_no_page_of_the_first_content_says_that_something_is_missing(content, visitor):
    pages = crawl(visitor, "/es/", "/en/", "/es/buscar/", "/en/buscar/")
    assert len(pages) > 60
    assert gaps(pages) == []


def test_what_staff_have_emptied_is_said_to_them_and_not_to_visitors(content, visitor):
    add_page(title="Vacía", model=SectionPage)
    with publishing_reason("test"):
        HistoryEventPage.objects.update(live=False)
        ProgramPage.objects.filter(slug="apoyo-a-becarios").update(
            description_es="", description_en=""
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
    pages = crawl(visitor, "/es/", "/en/")
    found = []
    for address, soup in pages.items():
        main = soup.main
        ways = {link["href"] for link in main.select("a[href]")}
        ways -= {link["href"] for link in main.select(".breadcrumbs a")}
        if len(ways - {address}) < WAYS_ON:
            found.append((address, "leads nowhere", sorted(ways)))
        found += [
            (address, "empty heading", "")
            for h in main.select("h1, h2, h3")
            if not fold(h.get_text())
        ]
        found += [
            (address, "cut quotation", words)
            for words in texts(main, "blockquote")
            if not (re.match(r"[A-ZÁÉÍÓÚÑ“«\d]|\[…\]", words) and re.search(r"[.…\]”»]$", words))
        ]
        described = soup.select_one('meta[name="description"]')
        if described and not re.match(r"[A-ZÁÉÍÓÚÑ“«\d[]", described["content"]):
            found.append((address, "fragment as description", described["content"]))
    assert found == []
