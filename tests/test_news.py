"""News: the list and its archive, corrections, what became of a matter, the front page."""

import html
import json
from datetime import date, timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from history.models import Theme
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.kinds.news.models import Correction, NewsIndexPage, NewsPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage, SpherePage

from .clock import Clock
from .edit_forms import form_of
from .editorial_team import PUBLISH
from .factories import add_many, add_page, publish_page
from .html import page, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

LIST = "/es/noticias/"


@pytest.fixture
def index(content) -> NewsIndexPage:
    found = NewsIndexPage.objects.get()  # the draft of a new portal
    found.show_in_menus = True
    found.display_title_en = "News"
    publish_page(found)
    return found


def add_news(index: NewsIndexPage, title: str, day: str = "2026-11-27", **fields) -> NewsPage:
    values = {"lead_es": f"Qué pasó: {title}.", "published_on": date.fromisoformat(day)} | fields
    return add_page(index, title, model=NewsPage, **values)


def test_a_list_without_news_is_in_no_menu_and_not_public_by_itself(content, visitor):
    assert visitor.get(LIST).status_code == 404
    found = NewsIndexPage.objects.get()
    found.show_in_menus = True
    publish_page(found)
    assert "Noticias" not in page(visitor, "/es/").header.get_text()
    add_news(found, "La primera")
    assert "Noticias" in page(visitor, "/es/").header.get_text()


def test_news_are_listed_by_month_and_lead_to_others_of_their_subject(index, visitor):
    program = ProgramPage.objects.live().first()
    sphere = SpherePage.objects.live().first()
    add_news(index, "Taller", program=program, sphere=sphere, province="EC-P")
    add_news(index, "Firma", "2026-10-05", display_title_en="Signature", province="EC-P")
    add_news(index, "Antigua", "2024-02-29")
    shown = page(visitor, LIST)
    months = ["Noviembre de 2026", "Octubre de 2026", "Febrero de 2024"]
    assert [each.lower() for each in texts(shown, ".news-month__name")] == [
        each.lower() for each in months
    ]
    assert texts(shown, ".news-list__title") == ["Taller", "Firma", "Antigua"]
    links = {a["href"] for a in shown.select(".news-list__links a")}
    assert f"{LIST}provincia/ec-p/" in links
    assert f"{LIST}programa/{program.slug}/" in links
    assert texts(page(visitor, f"{LIST}2024/"), ".news-list__title") == ["Antigua"]
    assert texts(page(visitor, f"{LIST}esfera/{sphere.slug}/"), ".news-list__title") == ["Taller"]
    assert texts(page(visitor, "/en/noticias/provincia/ec-p/"), ".news-list__title") == [
        "Taller",
        "Signature",
    ]
    assert "27 November" not in shown.get_text()
    for path in ("2023/", "provincia/ec-g/", "esfera/nada/", "tema/legal/"):
        assert visitor.get(LIST + path).status_code == 404, path


def test_a_page_about_the_same_leads_there_by_itself(index, visitor):
    program = ProgramPage.objects.live().first()
    theme = Theme.objects.first()
    first = add_news(index, "Taller", program=program)
    first.themes.add(theme)
    publish_page(first)
    second = add_news(index, "Otro tema")
    second.themes.add(theme)
    publish_page(second)
    add_news(index, "De la provincia", province="EC-G")
    assert texts(page(visitor, program.url), ".related a") == ["Taller"]
    assert texts(page(visitor, second.url), ".related a") == ["Taller"]
    assert not page(visitor, f"{LIST}de-la-provincia/").select(".related")
    first.unpublish()
    assert not page(visitor, program.url).select(".related")


def test_a_correction_stands_before_the_text_in_each_language(index, visitor):
    item = add_news(index, "Cifra", display_title_en="Figure")
    item.corrections.add(
        Correction(
            corrected_on=date(2026, 11, 28), said_es="doce", says_es="trece", says_en="thirteen"
        )
    )
    publish_page(item)
    shown = page(visitor, f"{LIST}cifra/").select_one(".correction")
    said = " ".join(shown.get_text().split())
    assert said == "Corregida el 28 de noviembre de 2026. Decía doce; dice trece"
    english = page(visitor, "/en/noticias/cifra/").select_one(".correction")
    assert english.ins.get_text() == "thirteen"
    assert english.find("del")["lang"] == "es"


@pytest.mark.parametrize("slip", [date(202, 1, 1), timezone.localdate() + timedelta(days=400)])
def test_a_year_that_is_a_slip_is_refused_in_a_correction(slip):
    with pytest.raises(ValidationError) as refused:
        Correction(corrected_on=slip, says_es="trece").clean()
    assert list(refused.value.message_dict) == ["corrected_on"]


def test_what_became_of_a_matter_is_told_on_both_pages(index, visitor):
    before = add_news(index, "Antes", "2026-10-09")
    add_news(index, "Después", follows=before)
    for slug, other in (("antes", "Después"), ("despues", "Antes")):
        thread = page(visitor, f"{LIST}{slug}/").select_one(".thread")
        assert texts(thread, "a") == [other]
        assert thread.select_one('[aria-current="page"] b').get_text() == "Esta noticia"
    before.unpublish()
    assert not page(visitor, f"{LIST}despues/").select(".thread")


def test_the_day_of_publication_is_that_of_the_first_one_and_stays(index):
    item = add_news(index, "Sin día", published_on=None)
    assert item.published_on == timezone.localdate()
    NewsPage.objects.filter(pk=item.pk)
    with publishing_reason("a test"):
        item.published_on = date(2026, 1, 2)
        item.save()
    draft = item.get_latest_revision_as_object()
    draft.published_on = None
    publish_page(draft)
    assert NewsPage.objects.get(pk=item.pk).published_on == date(2026, 1, 2)


def test_a_day_to_come_is_refused_with_a_way_out(index):
    item = NewsPage(title="Mañana", published_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        item.clean()
    assert "published_on" in refused.value.message_dict


def test_the_front_page_shows_the_newest_after_what_staff_keep_first(
    index, visitor, monkeypatch, settings
):
    clock = Clock.at_noon()
    monkeypatch.setattr(timezone, "now", clock)
    for number in range(1, 5):
        add_news(index, f"Noticia {number}", f"2026-11-0{number}")
    kept = NewsPage.objects.get(title="Noticia 1")
    kept.leads_until = clock.end
    publish_page(kept)
    titles = texts(page(visitor, "/es/"), "[aria-labelledby=noticias] .page-list__link")
    assert titles == ["Noticia 1", "Noticia 4", "Noticia 3"]
    clock.pass_the_end()
    titles = texts(page(visitor, "/es/"), "[aria-labelledby=noticias] .page-list__link")
    assert titles == ["Noticia 4", "Noticia 3", "Noticia 2"]


def test_feed_readers_read_what_is_at_each_address(index, visitor):
    publish_page(add_news(index, "Taller <b> & «firma»", province="EC-P"))
    publish_page(add_news(index, "Sólo en español", "2024-02-29"))
    for path, titles in (
        ("", ["Taller <b> & «firma»", "Sólo en español"]),
        ("provincia/ec-p/", ["Taller <b> & «firma»"]),
        ("2024/", ["Sólo en español"]),
    ):
        read = feedparser.parse(visitor.get(f"{LIST}{path}noticias.xml").content)
        assert not read.bozo, read.get("bozo_exception")
        assert [html.unescape(entry.title) for entry in read.entries] == titles
        assert all(entry.link.startswith("http") and entry.id for entry in read.entries)
        told = json.loads(visitor.get(f"{LIST}{path}noticias.json").content)
        assert [item["title"] for item in told["items"]] == titles
    english = feedparser.parse(visitor.get("/en/noticias/noticias.xml").content)
    assert english.entries == []


def test_search_engines_read_a_news_article(index, visitor):
    publish_page(add_news(index, "Taller", display_title_en="Workshop"))
    data = page(visitor, "/en/noticias/taller/").select_one('script[type="application/ld+json"]')
    (node,) = [each for each in json.loads(data.string)["@graph"] if each["@type"] == "NewsArticle"]
    assert (node["headline"], node["datePublished"]) == ("Workshop", "2026-11-27")
    assert node["dateModified"]


def test_an_editor_writes_one_and_a_publisher_publishes_it(index, visitor):
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    assert url in editor.get("/admin/").text
    written = form_of(editor, url) | {
        "title": "Taller en Quito",
        "slug": "taller-en-quito",
        "lead_es": "Hubo un taller.",
        "province": "EC-P",
    }
    editor.post(url, written)
    item = NewsPage.objects.get(slug="taller-en-quito")
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    edit = reverse("wagtailadmin_pages:edit", args=[item.pk])
    publisher.post(edit, form_of(publisher, edit) | PUBLISH)
    item.refresh_from_db()
    assert item.live
    assert item.published_on == timezone.localdate()
    assert "Hubo un taller." in visitor.get(f"{LIST}taller-en-quito/").text


@pytest.mark.parametrize("path", [LIST, f"{LIST}2026/", f"{LIST}provincia/ec-p/", f"{LIST}n-1/"])
def test_fifty_news_cost_no_more_questions_than_five(index, visitor, path):
    def asked() -> int:
        visitor.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(path).status_code == 200
        return len(captured)

    fields = {"published_on": date(2026, 1, 1), "province": "EC-P"}
    add_news(index, "N 1", "2026-01-01", province="EC-P")
    add_many(index, NewsPage, 4, **fields)
    few = asked()
    add_many(index, NewsPage, 45, **fields)
    assert asked() == few
