"""Invented pages and events for benchmarks."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from uuid import UUID

from wagtail.models import Collection

from history.models import HistoryEventPage, HistoryPage
from oim_portal.media.models import PdfReading, PortalDocument
from pages.kinds.news.models import NewsIndexPage, NewsPage
from pages.kinds.publications.models import (
    PublicationFile,
    PublicationIndexPage,
    PublicationPage,
)
from pages.models import BasePage, ContentPage, HomePage, SectionPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage, SpherePage
from tests.factories import publish_page

from .bulk import add_pages
from .prose import Writer
from .vocabulary import ENGLISH, SPANISH

# As an office would arrange them: in sections of some hundred pages, not in one list.
PAGES_A_SECTION = 200
FIRST_YEAR, LAST_YEAR = 1951, 2025
SENTENCES_OF_FILE = 900  # some 13,000 words, as a report of forty pages has


class BulkContent:
    """Creates pages and events from a seed; a further run adds more.

    The menu shows the first `in_menu` pages of the first section, and that section.
    """

    def __init__(self, seed: int, pages_a_section: int = PAGES_A_SECTION, in_menu: int = 0) -> None:
        self.pages_a_section, self.in_menu = pages_a_section, in_menu
        self.random = Random(seed)  # noqa: S311 (the same text at every run, no secret)
        self.writers = {
            "es": Writer(SPANISH, self.random),
            "en": Writer(ENGLISH, self.random),
        }

    def add_pages(self, count: int) -> list[BasePage]:
        """Publish content pages below sections of their own."""
        home, made = HomePage.objects.get(), []
        sizes = [self.pages_a_section] * (count // self.pages_a_section)
        if count % self.pages_a_section:
            sizes.append(count % self.pages_a_section)
        shown = [self.in_menu] + [0] * len(sizes)  # pages of each section
        contents = (
            self._fields(number, self._lead(), in_menu=bool(pages))
            for number, pages in zip(numbers(home, len(sizes)), shown, strict=False)
        )
        sections = add_pages(home, SectionPage, contents)
        for section, size, in_menu in zip(sections, sizes, shown, strict=False):
            made += add_pages(section, ContentPage, self._page_fields(size, in_menu))
        return made

    def add_events(self, count: int) -> list[BasePage]:
        """Publish events below the history page."""
        history = HistoryPage.objects.get()
        contents = (self._event_fields(number) for number in numbers(history, count))
        return add_pages(history, HistoryEventPage, contents)

    def add_news(self, count: int) -> list[BasePage]:
        """Publish news items of two years and two provinces below their list, which goes public.

        So that a hundred fill a part of each list, as many more do.
        """
        if not count:
            return []
        index = NewsIndexPage.objects.get()
        publish_page(index)
        contents = (self._news_fields(number) for number in numbers(index, count))
        return add_pages(index, NewsPage, contents)

    def add_publications(self, count: int) -> list[BasePage]:
        """Publish publications below their list, each with a PDF in Spanish that has been read."""
        if not count:
            return []
        index = PublicationIndexPage.objects.get()
        publish_page(index)
        contents = (self._publication_fields(number) for number in numbers(index, count))
        made = add_pages(index, PublicationPage, contents)
        root = Collection.get_first_root_node()
        documents = PortalDocument.objects.bulk_create(
            PortalDocument(
                title=page.title,
                file=f"documents/{page.slug}/{page.slug}.pdf",
                file_size=1_000_000,
                collection=root,
            )
            for page in made
        )
        with publishing_reason("Invented publications for a measurement"):
            PublicationFile.objects.bulk_create(
                PublicationFile(page=page, document=document, language="es", sort_order=0)
                for page, document in zip(made, documents, strict=True)
            )
        PdfReading.objects.bulk_create(
            PdfReading(
                document=document,
                file_name=document.file.name,
                state=PdfReading.State.READ,
                pages=40,
                text=self.writers["es"].paragraph(SENTENCES_OF_FILE),
            )
            for document in documents
        )
        return made

    def _publication_fields(self, number: int) -> dict:
        summaries = {
            f"summary_{code}": f"<p>{writer.paragraph(6)}</p>"
            for code, writer in self.writers.items()
        }
        year = self.random.randint(FIRST_YEAR, LAST_YEAR)
        about = {"kind": PublicationPage.PublicationKind.REPORT, "year": year}
        return self._fields(number, self._lead() | summaries | about)

    def _news_fields(self, number: int) -> dict:
        about = {
            "program_id": self.random.choice([*pks_of(ProgramPage), None]),
            "sphere_id": self.random.choice([*pks_of(SpherePage), None]),
            "province": self.random.choice(["EC-P", "EC-G"]),
            "published_on": date(2024, 1, 1) + timedelta(days=self.random.randrange(731)),
        }
        return self._fields(number, self._lead() | self._bodies() | about)

    def _fields(self, number: int, fields: dict, in_menu: bool = False) -> dict:
        titles = {language: writer.title() for language, writer in self.writers.items()}
        return {
            "title": titles["es"],
            "slug": f"medicion-{number}",
            "display_title_en": titles["en"],
            "show_in_menus": in_menu,
            **fields,
        }

    def _lead(self) -> dict:
        return {f"lead_{code}": writer.paragraph(2) for code, writer in self.writers.items()}

    def _page_fields(self, count: int, in_menu: int) -> Iterator[dict]:
        for number in range(1, count + 1):
            yield self._fields(number, self._lead() | self._bodies(), in_menu=number <= in_menu)

    def _bodies(self) -> dict:
        length = self.random.randint(2, 8)
        ids = [str(UUID(int=self.random.getrandbits(128))) for _paragraph in range(length)]
        return {
            f"body_{code}": [
                {"type": "paragraph", "id": key, "value": f"<p>{writer.paragraph(4)}</p>"}
                for key in ids
            ]
            for code, writer in self.writers.items()
        }

    def _event_fields(self, number: int) -> dict:
        year = str(self.random.randint(FIRST_YEAR, LAST_YEAR))
        texts = {
            f"text_{code}": f"<p>{writer.paragraph(3)}</p>" for code, writer in self.writers.items()
        }
        written = {f"date_as_written_{code}": year for code in self.writers}
        return self._fields(number, {"date": year, **texts, **written})


@cache
def pks_of(model: type[BasePage]) -> list[int]:
    return list(model.objects.live().order_by("pk").values_list("pk", flat=True))


def numbers(parent: BasePage, count: int) -> range:
    """Return numbers for slugs that no earlier run has used."""
    first = parent.get_children().filter(slug__startswith="medicion-").count() + 1
    return range(first, first + count)
