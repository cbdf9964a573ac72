"""The sitemap lists every public page in the languages in which it is translated, and no other."""

from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.timezone import localtime

from pages.models import BasePage, MissionPage, SectionPage

from .factories import add_page, make_private

pytestmark = pytest.mark.django_db

NAMES = {
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}

# Views that are no pages of the tree.
OTHERS = {f"{settings.PORTAL_URL}/{language}/datos/" for language in ("es", "en")}


def tree(visitor) -> ElementTree.Element:
    answer = visitor.get("/sitemap.xml")
    assert answer["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314 (our own answer)


def entries(visitor) -> dict[str, dict[str, str]]:
    """Return each address that the sitemap lists with its alternates by language."""
    return {
        url.findtext("sitemap:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("xhtml:link", NAMES)
        }
        for url in tree(visitor).findall("sitemap:url", NAMES)
    }


def address(page: BasePage, language: str) -> str:
    return settings.PORTAL_URL + page.url_in(language)


def test_every_public_page_is_listed_in_each_of_its_languages(content, visitor):
    pages = BasePage.objects.published().filter(depth__gte=2)
    of_pages = {address(page, language) for page in pages for language in ("es", "en")}
    assert set(entries(visitor)) == of_pages | OTHERS


def test_each_entry_names_the_others_languages(content, visitor):
    mission = MissionPage.objects.get()
    both = {language: address(mission, language) for language in ("es", "en")}
    listed = entries(visitor)
    for language in both:
        assert listed[both[language]].items() >= both.items()


def test_each_entry_names_the_spanish_page_for_all_other_languages(content, visitor):
    mission = MissionPage.objects.get()
    listed = entries(visitor)
    for language in ("es", "en"):
        assert listed[address(mission, language)]["x-default"] == address(mission, "es")


def test_a_view_names_its_spanish_address_for_all_other_languages(content, visitor):
    listed = entries(visitor)
    for other in OTHERS:
        assert listed[other]["x-default"] == f"{settings.PORTAL_URL}/es/datos/"


def test_each_entry_tells_when_the_page_was_last_published(content, visitor):
    dates = {
        url.findtext("sitemap:loc", namespaces=NAMES): url.findtext(
            "sitemap:lastmod", namespaces=NAMES
        )
        for url in tree(visitor)
    }
    mission = MissionPage.objects.get()
    published = localtime(mission.last_published_at).date().isoformat()
    assert dates[address(mission, "es")] == dates[address(mission, "en")] == published
    assert {place for place, date in dates.items() if not date} == OTHERS


def test_an_untranslated_page_is_listed_in_spanish_alone(content, visitor):
    page = add_page(title="Sin traducir")
    listed = entries(visitor)
    assert listed[address(page, "es")] == {}
    assert address(page, "en") not in listed


def test_private_and_unpublished_pages_are_not_listed(content, visitor):
    make_private(SectionPage.objects.get())
    hidden = add_page(title="Retirada")
    hidden.unpublish()
    listed = "\n".join(entries(visitor))
    assert "/quienes-somos/" not in listed
    assert "/retirada/" not in listed
    assert "/programas/" in listed


def test_robots_are_told_where_the_sitemap_is(db, visitor):
    answer = visitor.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PORTAL_URL}/sitemap.xml\n" in answer
    assert {"Disallow: /admin/", "Disallow: /cuenta/"} <= set(answer.splitlines())
