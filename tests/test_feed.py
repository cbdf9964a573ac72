"""The Atom feed of what has changed: public pages, newest first, in each language."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from history.models import HistoryEventPage, HistoryPage
from pages.feeds import LENGTH
from pages.models import ContentPage, HomePage, MissionPage, PortalSettings
from programs.models import ProgramPage

from .factories import add_live, publish_page
from .html import page as read

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(visitor, language: str = "es") -> ElementTree.Element:
    response = visitor.get(f"/{language}/novedades.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own)


def texts(element: ElementTree.Element, name: str) -> list[str]:
    """The texts of a part of all entries, in their order."""
    return [each.text or "" for each in element.findall(f"{ATOM}entry/{ATOM}{name}")]


def links(element: ElementTree.Element) -> list[str]:
    return [each.get("href") for each in element.findall(f"{ATOM}entry/{ATOM}link")]


def publish(title: str = "Noticia", slug: str = "noticia", **columns) -> ContentPage:
    page = add_live(ContentPage(title=title, slug=slug, **columns))
    publish_page(page)
    return page


def test_what_was_published_last_comes_first(content, visitor):
    for model, slug in ((HistoryEventPage, "1974-retorno"), (ProgramPage, "expertos-integrados")):
        publish_page(model.objects.get(slug=slug))
    assert links(feed(visitor))[:2] == [
        f"{PORTAL}/es/programas/expertos-integrados/",
        f"{PORTAL}/es/quienes-somos/historia/1974-retorno/",
    ]
    updated = texts(feed(visitor), "updated")
    assert updated == sorted(updated, reverse=True)


def test_each_language_has_a_feed_of_its_own(content, visitor):
    publish(display_title_en="News", lead_es="La entrada", lead_en="The lead")
    for language, title, lead in (("es", "Noticia", "La entrada"), ("en", "News", "The lead")):
        atom = feed(visitor, language)
        assert atom.get(LANGUAGE) == language
        assert texts(atom, "title")[0] == title
        assert texts(atom, "summary")[0] == lead
        assert links(atom)[0] == f"{PORTAL}/{language}/noticia/"
        own = atom.find(f"{ATOM}link[@rel='self']").get("href")
        assert own == f"{PORTAL}/{language}/novedades.xml"


def test_it_says_whose_it_is(content, visitor):
    atom = feed(visitor, "en")
    assert atom.findtext(f"{ATOM}title").endswith(" – IOM Ecuador")
    author = atom.findtext(f"{ATOM}author/{ATOM}name")
    assert author == "International Organization for Migration"


def test_a_page_without_a_translation_is_in_the_spanish_feed_only(content, visitor):
    publish()
    assert f"{PORTAL}/es/noticia/" in links(feed(visitor, "es"))
    assert f"{PORTAL}/en/noticia/" not in links(feed(visitor, "en"))


def test_drafts_private_pages_and_what_stands_below_them_stay_away(content, visitor):
    HomePage.objects.get().add_child(
        instance=ContentPage(title="Borrador", slug="borrador", live=False)
    )
    withdrawn = publish("Retirada", "retirada")
    withdrawn.unpublish()
    for page in (HistoryPage.objects.get(), MissionPage.objects.get()):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    shown = " ".join(links(feed(visitor)))
    assert f"{PORTAL}/es/quienes-somos/valores/" in shown
    for part in ("borrador", "retirada", "historia", "mision"):
        assert part not in shown


def test_an_entry_is_the_same_one_after_its_address_and_title_change(content, visitor):
    page = publish()
    before = texts(feed(visitor), "id")[0]
    page.slug, page.title = "otra", "Otra noticia"
    publish_page(page)
    assert texts(feed(visitor), "title")[0] == "Otra noticia"
    assert texts(feed(visitor), "id")[0] == before
    assert texts(feed(visitor, "en"), "id")[0] != before


def test_hostile_titles_and_texts_arrive_as_text(content, visitor):
    hostile = "<script>alert(1)</script> & más"
    publish(hostile, lead_es=hostile)
    atom = feed(visitor)
    assert texts(atom, "title")[0] == hostile
    # A summary is HTML, so that its text is escaped once more.
    assert texts(atom, "summary")[0] == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; más"


def test_its_length_and_its_queries_do_not_grow_with_the_site(content, visitor):
    publish()
    counts = []
    for more in (0, LENGTH):
        add_live_pages(more)
        feed(visitor)  # fills what is cached between requests
        with CaptureQueriesContext(connection) as queries:
            atom = feed(visitor)
        counts.append(len(queries))
    assert counts[1] <= counts[0]
    assert len(links(atom)) == LENGTH


def add_live_pages(count: int) -> None:
    """Add pages as if they had been published just now, without their revisions."""
    home, now = HomePage.objects.get(), timezone.now()
    for number in range(count):
        page = ContentPage(title=f"Noticia {number}", slug=f"noticia-{number}")
        page.first_published_at = page.last_published_at = now
        add_live(page, home)


def test_every_page_names_the_feed_of_its_language(content, visitor):
    for language in ("es", "en"):
        soup = read(visitor, f"/{language}/quienes-somos/valores/")
        [link] = soup.select('head link[type="application/atom+xml"]')
        assert link["href"] == f"/{language}/novedades.xml"


def test_a_visitor_may_read_it_and_nothing_else(content, visitor):
    assert visitor.head("/es/novedades.xml").status_code == 200
    assert visitor.post("/es/novedades.xml").status_code == 405
    assert not visitor.get("/es/novedades.xml").cookies


def test_characters_that_xml_cannot_hold_are_left_out(visitor, content):
    """No form and no model stores them; SQL may have."""
    news = publish("Un título", lead_es="Con un salto")
    with connection.cursor() as cursor:
        title = {"title": "Un\x02 título\x0c\uffff\n", "lead": "Con\x0b un salto", "pk": news.pk}
        cursor.execute(
            "UPDATE pages_basepage SET title = %(title)s, draft_title = %(title)s,"
            " display_title_es = %(title)s WHERE id = %(pk)s",
            title,
        )
        cursor.execute(
            "UPDATE pages_contentpage SET lead_es = %(lead)s WHERE basepage_ptr_id = %(pk)s", title
        )
        cursor.execute("UPDATE pages_portalsettings SET organisation_es = %s", ["OIM\x0b"])
    assert "Un título" in [title.strip() for title in texts(feed(visitor), "title")]
    assert "Con un salto" in texts(feed(visitor), "summary")
    sitemap = visitor.get("/sitemap.xml")
    assert ElementTree.fromstring(sitemap.content)  # noqa: S314 (our own)


def test_no_name_and_no_summary_of_another_language_stands_unmarked(content, visitor):
    PortalSettings.objects.create(
        site=Site.objects.get(), site_name_es="Portal propio", organisation_es="Nombre propio"
    )
    publish(display_title_en="News", search_description_es="En español.", lead_en="In English.")
    publish("Otra", "otra", display_title_en="Other", lead_es="Solo en español.")
    assert texts(feed(visitor), "summary")[:2] == ["Solo en español.", "En español."]
    atom = feed(visitor, "en")
    assert atom.findtext(f"{ATOM}title") == "What is new – IOM Ecuador"
    author = atom.findtext(f"{ATOM}author/{ATOM}name")
    assert author == "International Organization for Migration"
    assert texts(atom, "title")[:2] == ["Other", "News"]
    assert texts(atom, "summary")[0] == "In English."
    for address in ("/en/", "/en/noticia/", "/en/datos/", "/en/buscar/", "/en/nada/"):
        html = visitor.get(address).content.decode()
        assert "propio" not in html, address
        assert "IOM Ecuador" in html
    assert "Nombre propio" in visitor.get("/es/").content.decode()
