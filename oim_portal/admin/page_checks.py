"""What a page lacks, and what it could say more plainly, in each of its languages.

`checks_of` computes it from the page in memory, with its blocks, whatever its type. The panel
'Checks' of the editor shows it (`editing.checks_view`); nothing is refused because of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from oim_portal.media import renditions
from oim_portal.media.alt_text import alt_text_error
from oim_portal.media.models import PortalDocument, PortalImage
from pages.internal_links import is_key, page_at
from pages.languages import language_codes
from pages.models import BasePage
from pages.models.published import is_private

from .language_numbers import NUMBER, numbers_apart
from .page_texts import ADDRESS, DOCUMENT, PAGE, PICTURE, TEXT, Item, items_of
from .plain_language import Finding, count_words, explained_acronyms, hint_of_link, hints

SOURCE = settings.LANGUAGE_CODE
#: Words a minute (doi.org/10.1016/j.jml.2019.104047), as in Wagtail's own panel.
READING_SPEED, OTHER_SPEED = {"es": 278, "en": 238}, 230
#: Of a slow connection: 400 kilobits.
BYTES_A_SECOND = 50_000
#: The most that a first view weighs without its pictures (tests/browser/test_weight.py).
BYTES_OF_PAGE = 28 * 1024
ID = re.compile(r'\sid="([^"]*)"')


@dataclass(frozen=True)
class LanguageChecks:
    """The checks of one language; `clearer` is None for any but Spanish, for which hints are."""

    code: str
    words: int
    to_correct: list[Finding]
    clearer: list[Finding] | None

    @property
    def minutes(self) -> int:
        return max(1, round(self.words / READING_SPEED.get(self.code, OTHER_SPEED)))


@dataclass(frozen=True)
class Weight:
    """What readers load, in bytes, and how long that takes on a slow connection."""

    size: int

    @property
    def seconds(self) -> int:
        return max(1, round(self.size / BYTES_A_SECOND))


@dataclass(frozen=True)
class PageChecks:
    """The checks of a page; `weight` is None while its pictures are being prepared."""

    languages: list[LanguageChecks]
    weight: Weight | None
    documents: Weight


def checks_of(page: BasePage, to_avoid: Mapping[str, str] | None = None) -> PageChecks:
    """Return the checks of a page as it is in memory, of its own type.

    `to_avoid` says what to write in the place of expressions (`pages.models.WordToAvoid`). Asks a
    few queries, however long the page is.
    """
    codes = [SOURCE] if page.own_language or page.single_language else language_codes()
    found = {code: [leading_to_page(item) for item in items_of(page, code)] for code in codes}
    pages, documents = (keys_of(found.values(), kind) for kind in (PAGE, DOCUMENT))
    problems = {PAGE: page_problems(pages - {page.pk}), DOCUMENT: document_problems(documents)}
    apart = list(numbers_of(found))
    languages = [
        LanguageChecks(
            code,
            sum(count_words(item.text) for item in of_kind(items, TEXT)),
            [
                *broken_links(items, problems),
                *broken_fragments(page, code, items),
                *missing_descriptions(items),
                *(each for language, each in apart if language == code),
                *(Finding(*each) for each in page.remarks() if code == SOURCE),
            ],
            [*hints_of(items, to_avoid or {})] if (page.own_language or code) == "es" else None,
        )
        for code, items in found.items()
    ]
    pictures = {item.target[0].pk: item.target[0] for item in of_kind(found[SOURCE], PICTURE)}
    sizes = [served_size(image) for image in pictures.values()]
    downloads = PortalDocument.objects.filter(pk__in=documents).values_list("file_size", flat=True)
    return PageChecks(
        languages,
        None if None in sizes else Weight(sum(filter(None, sizes), BYTES_OF_PAGE)),
        Weight(sum(size or 0 for size in downloads)),
    )


def leading_to_page(item: Item) -> Item:
    """Return a link by the URL of a page, as it was typed, as what it becomes when it is saved."""
    is_own = item.kind == ADDRESS and item.target.startswith(("/", settings.PORTAL_URL))
    page = page_at(item.target) if is_own else None
    return replace(item, kind=PAGE, target=str(page.pk)) if page else item


def of_kind(items: Iterable[Item], kind: str) -> Iterator[Item]:
    return (item for item in items if item.kind == kind)


def keys_of(lists: Iterable[list[Item]], kind: str) -> set[int]:
    keys = (item.target for items in lists for item in of_kind(items, kind))
    return {int(key) for key in keys if is_key(key)}


def page_problems(keys: set[int]) -> dict[int, str]:
    """Return why visitors do not get each of these pages, '' for those that they get."""
    pages = BasePage.objects.filter(pk__in=keys).annotate(private=is_private())
    hidden = {True: _("It is private: visitors do not see it."), False: ""}
    unpublished = _("It is not published, or is in the trash.")
    return dict.fromkeys(keys, _("It is not there any more.")) | {
        page.pk: hidden[page.private] if page.is_published else unpublished for page in pages
    }


def document_problems(keys: set[int]) -> dict[int, str]:
    documents = PortalDocument.objects.filter(pk__in=keys).select_related("collection")
    hidden = _("It is in the trash or in a private collection.")
    return dict.fromkeys(keys, _("It is not there any more.")) | {
        document.pk: "" if document.is_public else hidden for document in documents
    }


def broken_links(items: list[Item], problems: dict[str, dict[int, str]]) -> Iterator[Finding]:
    titles = {
        PAGE: _("A link leads to a page that is not public"),
        DOCUMENT: _("A link leads to a document that is not public"),
    }
    for item in items:
        key = int(item.target) if item.kind in titles and is_key(item.target) else 0
        if problem := problems.get(item.kind, {}).get(key):
            yield Finding(titles[item.kind], item.text, problem, item.path)


def broken_fragments(page: BasePage, language: str, items: list[Item]) -> Iterator[Finding]:
    """Yield the links to a place of the page that it does not have; only then is it rendered."""
    links = [item for item in of_kind(items, ADDRESS) if item.target.startswith("#")]
    answer = page.make_preview_request(None, language) if links else None
    if answer is None or answer.status_code != 200:
        return
    ids = {"", *ID.findall(answer.content.decode())}
    for item in links:
        if item.target.removeprefix("#") not in ids:
            advice = _("This page has no place “%s”.") % item.target
            yield Finding(_("A link leads nowhere"), item.text, advice, item.path)


def missing_descriptions(items: list[Item]) -> Iterator[Finding]:
    for item in of_kind(items, PICTURE):
        image, decorative = item.target
        if error := alt_text_error(item.text, decorative=decorative):
            title = _("A picture is not described")
            yield Finding(title, image.title, error.messages[0], item.path)


def numbers_of(found: Mapping[str, list[Item]]) -> Iterator[tuple[str, Finding]]:
    """Yield the numbers that one language alone has, each with its code.

    What is not translated stands in every language.
    """
    texts = {code: {item.path: item.text for item in of_kind(found[code], TEXT)} for code in found}
    if len(texts) < 2 or not all(texts.values()):
        return
    whole = {}
    for code, own in texts.items():
        fields = {path.partition(f"_{code}")[0] for path in own}
        source = {path.partition(f"_{SOURCE}")[0]: text for path, text in texts[SOURCE].items()}
        rest = (text for field, text in source.items() if field not in fields)
        whole[code] = "\n".join([*own.values(), *rest])
    for each in numbers_apart(whole):
        quote = each.before.rpartition("\n")[2] + each.number + each.after.partition("\n")[0]
        advice = _("If it is right, write it in every language.")
        for path, text in texts[each.language].items():
            if each.number in NUMBER.findall(text):
                title = _("A number that another language lacks")
                yield each.language, Finding(title, quote, advice, path)
                break


def hints_of(items: list[Item], to_avoid: Mapping[str, str]) -> Iterator[Finding]:
    known = explained_acronyms(" ".join(item.text for item in of_kind(items, TEXT)))
    for item in items:
        if item.kind != PICTURE:
            is_text = item.kind == TEXT
            told = hints(item.text, to_avoid, known) if is_text else hint_of_link(item.text)
            yield from (replace(each, path=item.path) for each in told)


def served_size(image: PortalImage) -> int | None:
    """Return the bytes of a picture as a telephone gets it; None before it is prepared."""
    specs = [spec for spec in renditions.page_specs(image) if spec.startswith("format-avif")]
    spec = specs[:2][-1]
    try:
        return renditions.existing(image, spec)[spec].file.size
    except (KeyError, OSError):
        return None
