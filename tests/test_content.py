"""The office's content, as visitors read it: every word, both languages, nothing broken."""

import re
from html.parser import HTMLParser

import pytest

from oim_portal.media.deletion import delete_permanently
from pages.models import BasePage

from .factories import publish_page
from .original_texts import fold, source_sentences

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/es/",
    "/es/quienes-somos/",
    "/es/quienes-somos/mision/",
    "/es/quienes-somos/valores/",
    "/es/quienes-somos/historia/",
    "/es/programas/",
]


class Reader(HTMLParser):
    """Reads a page as text and notes each element's language and each heading's text."""

    VOID = {"meta", "link", "br", "hr", "img", "input", "source", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.headings: list[str] = []
        self.languages: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if "lang" in dict(attrs):
            self.languages.append(dict(attrs)["lang"])
        if tag in self.VOID:
            return
        self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append("")

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style", "title"} & set(self._open):
            self.text.append(data)
        if any(re.fullmatch("h[1-6]", tag) for tag in self._open):
            self.headings[-1] += data


def read(visitor, address: str) -> Reader:
    response = visitor.get(address)
    assert response.status_code == 200, address
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def all_addresses() -> list[str]:
    pages = BasePage.objects.published().filter(depth__gte=2)
    return [page.url_in(language) for page in pages for language in ("es", "en")]


def test_every_sentence_of_the_office_is_published_in_spanish(content, visitor):
    published = " ".join(
        fold(" ".join(read(visitor, address).text))
        for address in all_addresses()
        if address.startswith("/es/")
    )
    missing = [sentence for sentence in source_sentences() if fold(sentence) not in published]
    assert missing == []


def test_the_pages_stand_at_their_addresses_in_both_languages(content, visitor):
    for address in ADDRESSES:
        assert visitor.get(address).status_code == 200, address
        assert visitor.get(address.replace("/es/", "/en/", 1)).status_code == 200, address


def test_every_page_reads_without_fault_in_both_languages(content, visitor):
    for address in all_addresses():
        reader = read(visitor, address)
        language = address.split("/")[1]
        assert reader.languages[0] == language, f"{address} says it is in another language"
        # Everything is translated: only the language switch may be in another language.
        switch = {"es", "en"}
        assert set(reader.languages) <= switch
        assert reader.languages.count("es" if language == "en" else "en") == 1, address
        assert reader.headings, f"{address} has no heading"
        assert all(heading.strip() for heading in reader.headings), f"{address}: empty heading"
        assert reader.headings.count(reader.headings[0]) == 1


def test_the_english_pages_say_that_the_office_has_not_reviewed_them(content, visitor):
    notice = "This translation has not been reviewed by the office yet."
    for address in ADDRESSES:
        assert notice in visitor.get(address.replace("/es/", "/en/", 1)).content.decode()
        assert notice not in visitor.get(address).content.decode()


def test_loading_again_changes_nothing_that_staff_changed_or_deleted(content, visitor):
    from django.core.management import call_command

    from pages.models import MissionPage, ValuesPage

    mission = MissionPage.objects.get()
    mission.title = "Otra misión"
    publish_page(mission)
    with delete_permanently():
        ValuesPage.objects.get().delete()

    call_command("load_initial_content", verbosity=0)

    assert MissionPage.objects.get().title == "Otra misión"
    assert not ValuesPage.objects.exists()
