"""Addresses below a listing: what may not stand in their place, where they lead, who names them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from history.models import Theme
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.frontend_cache.cached_urls import former_urls, withdrawn_urls
from oim_portal.trash.page_moves import restore_page, trash_page
from oim_portal.trash.restoring import RestorePageForm
from pages.kinds.calls.models import CallPage
from pages.kinds.news.models import NewsIndexPage, NewsPage
from pages.models import BasePage, HomePage, SectionPage
from pages.models.publishing_guard import publishing_reason
from pages.related import MOST_LEADING
from programs.models import ProgramPage

from .edit_forms import form_of
from .factories import add_many, add_page, publish_page
from .html import page, texts
from .kind_content import add_kind
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

LIST = "/es/noticias/"


@pytest.fixture
def index(content) -> NewsIndexPage:
    found = NewsIndexPage.objects.get()
    publish_page(found)
    return found


@pytest.fixture
def program(content) -> ProgramPage:
    return ProgramPage.objects.live().first()


def add_news(index: NewsIndexPage, title: str, **fields) -> NewsPage:
    values = {"lead_es": "Qué pasó.", "published_on": date(2026, 11, 27)} | fields
    return add_page(index, title, model=NewsPage, **values)


def set_slug(page: BasePage, slug: str) -> None:
    page = page.specific
    page.slug = slug
    publish_page(page)


def old_page_at(index: NewsIndexPage, slug: str) -> NewsPage:
    """Return a page that stood at an address of the list before that was refused."""
    item = add_news(index, "De antes")
    with publishing_reason("test"):
        row = NewsPage.objects.filter(pk=item.pk)
        row.update(slug=slug, url_path=f"{index.url_path}{slug}/")
    return NewsPage.objects.get(pk=item.pk)


def paths(urls) -> set[str]:
    return {url.removeprefix("http://localhost:8000") for url in urls}


@pytest.mark.parametrize("slug", ["2026", "programa", "tema"])
def test_no_page_takes_the_place_of_an_address_of_its_list(index, visitor, slug):
    item = add_news(index, "Taller")
    draft = add_page(index, "Borrador", model=NewsPage, live=False)
    for each in (item, draft, NewsPage(title="Nueva")):
        each.slug = slug
        with pytest.raises(ValidationError) as refused:
            index.add_child(instance=each) if each._state.adding else each.save()
        assert set(refused.value.message_dict) == {"slug"}
    with pytest.raises(ValidationError):
        NewsPage.objects.get(pk=item.pk).copy(update_attrs={"slug": slug})
    assert texts(page(visitor, f"{LIST}2026/"), ".news-list__title") == ["Taller"]


def test_what_is_called_like_an_address_gets_a_number(index, visitor):
    item = NewsPage(title="2026", published_on=date(2026, 1, 2))
    index.add_child(instance=item)
    assert item.slug == "2026-1"
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    editor.post(url, form_of(editor, url) | {"title": "2027", "slug": "2027", "lead_es": "Uno."})
    assert NewsPage.objects.get(title="2027").slug == "2027-1"


def test_staff_are_told_which_name_is_free(index):
    item = add_news(index, "Taller")
    publish_page(item)
    editor = signed_in(person(EDITOR))
    edit = reverse("wagtailadmin_pages:edit", args=[item.pk])
    answer = editor.post(edit, form_of(editor, edit) | {"slug": "programa"})
    assert "«programa-1» está libre" in answer.text
    copy = reverse("wagtailadmin_pages:copy", args=[item.pk])
    asked = {"new_title": "Otra", "new_slug": "2026", "new_parent_page": index.pk}
    assert "«2026-1» está libre" in editor.post(copy, asked).text
    assert not NewsPage.objects.filter(slug__in=("2026", "programa")).exists()


def test_a_page_that_stood_there_before_is_edited_withdrawn_and_moved_away(index):
    item = old_page_at(index, "2026")
    item.lead_es = "Otra entrada."
    publish_page(item)
    item.unpublish()
    item = NewsPage.objects.get(pk=item.pk)
    assert not item.live
    deletion = trash_page(item)
    form = RestorePageForm({}, deletion=deletion, user=person(PUBLISHER))
    assert form.fields["slug"].initial == "2026-1"
    restore_page(deletion, None, index, "2026-1")
    assert NewsPage.objects.get(pk=item.pk).url_path == f"{index.url_path}2026-1/"


def test_no_page_takes_the_place_of_the_search_and_none_moves_there(content):
    home = HomePage.objects.get()
    with pytest.raises(ValidationError):
        add_page(title="Buscar", model=SectionPage)
    section = SectionPage.objects.get(slug="quienes-somos")
    below = add_page(section, "Buscar", model=SectionPage)
    publisher = signed_in(person(PUBLISHER))
    url = reverse("wagtailadmin_pages:move_confirm", args=[below.pk, home.pk])
    assert publisher.post(url).status_code == 302
    with pytest.raises(ValidationError):
        below.move(home, pos="last-child")
    assert BasePage.objects.get(pk=below.pk).get_parent().pk == section.pk


def test_addresses_below_lead_on_after_new_slugs_of_the_list_and_the_programme(
    index, program, visitor
):
    add_news(index, "Taller", program=program, display_title_en="Workshop")
    first = program.slug
    for number, (of_list, of_program) in enumerate([("novedad", "uno"), ("actualidad", "dos")]):
        set_slug(NewsIndexPage.objects.get(), of_list)
        set_slug(ProgramPage.objects.get(pk=program.pk), of_program)
        for code in ("es", "en"):
            new = f"/{code}/{of_list}/"
            for old in (f"/{code}/noticias/", *([f"/{code}/novedad/"] if number else [])):
                for below in ("2026/", "2026/noticias.xml", "programa/{}/noticias.json"):
                    answer = visitor.get(f"{old}{below.format(first)}?x=1")
                    leads = f"{new}{below.format(of_program)}?x=1"
                    assert (answer.status_code, answer["Location"]) == (301, leads)
            assert visitor.get(f"{new}programa/{first}/")["Location"].endswith(f"/{of_program}/")
            assert visitor.get(f"{new}2026/").status_code == 200
    for nothing in ("2019/", "programa/nada/", "2026/otra.xml", "programa/"):
        assert visitor.get(f"{LIST}{nothing}").status_code == 404, nothing
    assert visitor.get("/es/actualidad/2026/?pagina=9").status_code == 404


def test_an_address_below_says_in_its_heading_which_it_is(index, program, visitor):
    add_news(index, "Taller", program=program, display_title_en="Workshop")
    assert page(visitor, f"{LIST}2026/").h1.get_text() == "Noticias: 2026"
    shown = page(visitor, f"/en/noticias/programa/{program.slug}/")
    assert shown.h1.get_text() == f"{page(visitor, '/en/noticias/').h1.get_text()}: " + (
        program.display_title_en or program.title
    )
    for number in ("01", "+1", "1 ", "١", "9" * 20):
        assert visitor.get(LIST, {"pagina": number}).status_code == 400, number


def test_what_names_a_withdrawn_page_by_itself_is_purged_with_it(index, program):
    item, other, far = (
        add_news(index, title, **fields)
        for title, fields in (
            ("Taller", {"program": program, "province": "EC-P"}),
            ("Otra", {"province": "EC-P"}),
            ("Lejos", {"province": "EC-G"}),
        )
    )
    for each in (item, other, far):
        publish_page(each)
    ReferenceIndex.create_or_update_for_object(item)
    found = paths(withdrawn_urls([item]))
    for code in ("es", "en"):
        assert f"/{code}/noticias/otra/" in found
        assert f"/{code}/programas/{program.slug}/" in found
        assert f"/{code}/noticias/lejos/" not in found
    of_program = paths(withdrawn_urls([program]))
    assert {f"{LIST}taller/", f"{LIST}programa/{program.slug}/noticias.xml"} <= of_program
    of_list = paths(withdrawn_urls([index]))
    assert {f"{LIST}2026/", "/en/noticias/provincia/ec-p/noticias.json"} <= of_list
    former = paths(former_urls(index, index.get_parent(), "/inicio/antigua/"))
    assert {"/es/antigua/2026/", "/en/antigua/provincia/ec-p/noticias.xml"} <= former


def test_the_addresses_that_a_withdrawal_purges_are_bounded(index, program):
    item = add_news(index, "Taller", program=program, province="EC-P")
    publish_page(item)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            found = set(withdrawn_urls([item]))
        return len(found), len(captured)

    asked()
    before = asked()
    fields = {"published_on": date(2026, 1, 1), "first_published_at": timezone.now()}
    add_many(index, NewsPage, MOST_LEADING + 30, province="EC-P", **fields)
    after = asked()
    assert after[0] == before[0] + 2 * MOST_LEADING
    assert after[1] <= before[1] + 1


@pytest.mark.parametrize("model", [NewsPage, CallPage])
def test_what_a_page_is_about_leads_to_no_list_that_is_not_public(model, content, visitor):
    program, theme = ProgramPage.objects.live().first(), Theme.objects.first()
    item = add_kind(model, "Taller", program=program, province="EC-P")
    item.themes = [theme]
    publish_page(item)
    url = item.get_url()
    links = [link["href"] for link in page(visitor, url).select("main dd a")]
    above = url.removesuffix("taller/")
    assert {f"{above}tema/{theme.slug}/", f"{above}provincia/ec-p/"} <= set(links)
    item.get_parent().specific.unpublish()
    shown = page(visitor, url)
    assert [link["href"] for link in shown.select("main dd a")] == [program.get_url()]
    assert {"Pichincha", theme.name_es} <= set(texts(shown, "main dd"))
