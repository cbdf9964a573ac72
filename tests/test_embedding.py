"""A page in frames of other sites: what it shows, to whom, and that nothing else is framed."""

import re

import pytest
from bs4 import BeautifulSoup

from history.models import HistoryEventPage, HistoryPage
from history.years import MOST_FRAMED
from oim_portal.frontend_cache.cached_urls import all_urls, page_urls
from oim_portal.web.headers import FRAMED_POLICY, PUBLIC_POLICY, policy_text
from pages.contract import CITATIONS, FRAMED
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from .factories import add_events, make_private
from .html import page as read, text_of, texts

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
HISTORY = "/es/quienes-somos/historia/"
EVENT = f"{HISTORY}1974-retorno/"
#: What a reader could press to change something, or what acts by itself.
ACTING = "script, form, button, input, select, textarea, iframe, object, embed, video, [onclick]"


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("address", [EVENT, HISTORY])
def test_a_framed_page_only_shows_and_leads_out(content, visitor, address, language):
    address = address.replace("/es/", f"/{language}/")
    soup = read(visitor, address + FRAMED)
    assert not soup.select(ACTING)
    assert soup.html["lang"] == language
    assert soup.select_one("base")["target"] == "_blank"
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert soup.select_one("link[rel=canonical]")["href"] == PORTAL + address
    origin = soup.select_one(".embed__origin a")
    assert (origin["href"], origin["target"], origin["rel"]) == (
        *(PORTAL + address, "_blank", ["noopener"]),
    )
    assert {"es": "OIM Ecuador", "en": "IOM Ecuador"}[language] in text_of(origin)
    assert len(soup.select("h1")) == 1
    assert not [link for link in soup.select("a") if link["href"].startswith("#")]


def test_a_framed_event_shows_its_date_its_title_and_the_words_of_its_source(content, visitor):
    soup = read(visitor, EVENT + FRAMED)
    whole = read(visitor, EVENT)
    for part in (".when", "blockquote", "h1"):
        assert text_of(soup.select_one(part)) == text_of(whole.select_one(part))
    assert not soup.select(".site-header, .site-footer, .breadcrumbs, .sharing, .citing")


def test_the_framed_history_lists_the_events_of_a_filter(content, visitor):
    assert len(texts(read(visitor, HISTORY + FRAMED), ".embed__event")) == 12
    filtered = f"{HISTORY}{FRAMED}?tema=programas"
    soup = read(visitor, filtered)
    shown = read(visitor, f"{HISTORY}?tema=programas")
    titles = texts(soup, ".embed__event a")
    assert titles == texts(shown, ".timeline__heading")
    assert 0 < len(titles) < 12
    assert f"{len(titles)} de 12 hechos" in text_of(soup.main)
    assert "no-cache" in visitor.get(filtered)["Cache-Control"]


def test_a_frame_of_many_events_shows_the_first_and_leads_to_the_others(content, visitor):
    add_events(MOST_FRAMED, date="1974-08")
    filtered = f"{HISTORY}?decada=1970"
    titles = texts(read(visitor, filtered), ".timeline__heading")
    soup = read(visitor, f"{HISTORY}{FRAMED}?decada=1970&utm_source=x")
    assert texts(soup, ".embed__event a") == titles[:MOST_FRAMED]
    more = next(a for a in soup.main.select("a") if text_of(a).startswith("y "))
    assert text_of(more) == f"y {len(titles) - MOST_FRAMED} hechos más"
    assert more["href"] == PORTAL + filtered
    assert soup.select_one(".embed__origin a")["href"] == PORTAL + filtered
    assert soup.select_one("link[rel=canonical]")["href"] == PORTAL + HISTORY


def test_a_history_without_an_event_is_not_framed(content, visitor):
    with publishing_reason("test"):
        HistoryEventPage.objects.update(live=False)
    assert visitor.get(HISTORY + FRAMED).status_code == 404
    assert not [code for code in texts(read(visitor, HISTORY), "code") if "iframe" in code]


def test_a_frame_whose_filters_match_nothing_says_so(content, visitor):
    soup = read(visitor, f"{HISTORY}{FRAMED}?decada=1950&tema=legal")
    assert "Ningún hecho coincide con estos filtros." in text_of(soup.main)
    assert visitor.get(f"{HISTORY}{FRAMED}?decada=x").status_code == 404


def test_only_the_framed_page_may_be_framed(content, visitor):
    response = visitor.get(EVENT + FRAMED)
    assert response["Content-Security-Policy"] == policy_text(FRAMED_POLICY)
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"].startswith("public")
    others = [
        EVENT,
        HISTORY,
        f"{EVENT}cita.bib",
        f"{EVENT}x/{FRAMED}",
        "/es/quienes-somos/",
        "/es/",
    ]
    for address in others:
        response = visitor.get(address)
        assert response["Content-Security-Policy"] == policy_text(PUBLIC_POLICY), address
        assert response["X-Frame-Options"] == "DENY", address


def test_a_framed_page_runs_nothing_and_sends_nothing():
    for directive in ("default-src", "form-action", "base-uri"):
        assert FRAMED_POLICY[directive] == "'none'"
    assert not {"script-src", "connect-src", "frame-src"} & FRAMED_POLICY.keys()


def test_a_framed_page_is_read_only(content, visitor):
    for method in (visitor.post, visitor.put, visitor.delete):
        assert method(EVENT + FRAMED).status_code == 405
    assert visitor.head(EVENT + FRAMED).status_code == 200


def test_what_is_not_public_or_of_another_kind_is_not_framed(content, visitor):
    def status(address: str) -> int:
        return visitor.get(address + FRAMED).status_code

    assert status("/es/quienes-somos/mision/") == 404
    assert status("/es/programas/") == 404
    assert visitor.get(f"/es/{FRAMED}").status_code == 404
    with publishing_reason("test"):
        BasePage.objects.filter(slug="1974-retorno").update(live=False)
    assert status(EVENT) == 404
    make_private(HistoryPage.objects.get())
    assert status(f"{HISTORY}1959-miembro/") == 404
    assert status(HISTORY) == 404


def test_a_sensitive_event_is_not_framed(content, visitor):
    BasePage.objects.filter(pk=HistoryPage.objects.get().pk).update(sensitive=True)
    assert visitor.get(EVENT + FRAMED).status_code == 404
    assert "iframe" not in visitor.get(EVENT).content.decode()


def code_of(soup: BeautifulSoup):
    """The frame that the code on a page makes."""
    code = next(code for code in texts(soup, ".citing__text code") if "iframe" in code)
    return BeautifulSoup(code, "html.parser").iframe


def test_a_page_offers_the_code_of_its_frame(content, visitor):
    frame = code_of(read(visitor, EVENT))
    assert frame["src"] == PORTAL + EVENT + FRAMED
    assert frame["title"] == text_of(read(visitor, EVENT).h1)
    assert frame["height"].isdigit()
    assert frame["width"] == "100%"
    assert not frame.has_attr("style")
    assert visitor.get(frame["src"].removeprefix(PORTAL)).status_code == 200
    assert not read(visitor, "/es/quienes-somos/mision/").select(".citing")


def test_the_code_of_a_filtered_history_keeps_the_filter(content, visitor):
    frame = code_of(read(visitor, f"{HISTORY}?tema=programas&utm_source=x"))
    assert frame["src"] == f"{PORTAL}{HISTORY}{FRAMED}?tema=programas"


def test_a_title_cannot_leave_the_code(content, visitor):
    title = 'Uno" onload="alert(1)"><script>alert(2)</script>'
    with publishing_reason("test"):
        BasePage.objects.filter(slug="1974-retorno").update(display_title_es=title)
    soup = read(visitor, EVENT)
    frame = code_of(soup)
    assert frame["title"] == title
    assert set(frame.attrs) == {"src", "title", "width", "height", "loading"}
    assert not soup.select("iframe")


def test_the_views_below_a_page_are_purged_with_it_alone(content):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    below = {PORTAL + EVENT + name for name in (*CITATIONS, FRAMED)}
    english = {url.replace("/es/", "/en/") for url in below}
    assert below | english <= set(page_urls([event]))
    assert not [url for url in all_urls() if re.search(r"/(cita\.\w+|insertar\.html)$", url)]


def test_no_framed_page_is_in_the_sitemap(content, visitor):
    assert FRAMED not in visitor.get("/sitemap.xml").content.decode()
