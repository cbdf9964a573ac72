"""The house style of docs/editing/estilo.md: what the portal itself says, in both languages."""

import re
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from django.conf import settings

from pages.models import BasePage

from . import overlay
from .html import fold, page as read, text_of
from .messages import catalogues
from .spanish_forms import wrong_in
from .test_nothing_missing import crawl

GUIDE = Path(settings.BASE_DIR) / "docs" / "editing"
STYLE = GUIDE / "estilo.md"
HEADINGS = {"es": "Palabras que no se usan en español", "en": "Palabras que no se usan en inglés"}
# What others wrote is quoted as they wrote it, and citations follow the styles of others.
OF_OTHERS = ".quotation, .prose, .content, .sources, .citing__text, mark, q, script, style"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = {
    "es": re.compile(r"[1-9]\d? de [a-z]{4,10} de \d{4}"),
    "en": re.compile(rf"[1-9]\d? {MONTH} \d{{4}}"),
}
AMERICAN = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d+, \d{4}")


def banned(language: str) -> re.Pattern:
    """Return the words of the first column of a table; one in lower case is meant in any case."""
    section = STYLE.read_text("utf-8").partition(f"## {HEADINGS[language]}\n")[2].partition("##")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    words = [word for cell in cells for word in re.findall("`([^`]+)`", cell)]
    assert len(words) > 15
    each = (f"(?i:{re.escape(w)})" if w.islower() else re.escape(w) for w in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def said_in_spanish() -> dict[str, set[str]]:
    """Return every Spanish message of the portal and its packages, and what it translates.

    What the portal says itself comes before what a package says.
    """
    own = [*catalogues(), *(path for path in overlay.catalogues() if path.parts[-3] == "es")]
    theirs = [
        path for folder in overlay.packages() for path in folder.glob("locale/es/LC_MESSAGES/*.mo")
    ]
    seen: set[tuple[str | None, str]] = set()
    said: dict[str, set[str]] = {}
    for paths in (own, theirs):
        entries = [entry for path in paths for entry in read_catalogue(path)]
        for entry in entries:
            if (entry.msgctxt, entry.msgid) not in seen:
                for text in (entry.msgstr, *entry.msgstr_plural.values()):
                    said.setdefault(text, set()).add(entry.msgid)
        seen |= {(entry.msgctxt, entry.msgid) for entry in entries}
    return said


def read_catalogue(path: Path) -> polib.POFile | polib.MOFile:
    return polib.pofile(str(path)) if path.suffix == ".po" else polib.mofile(str(path))


def test_no_message_in_spanish_has_a_word_that_the_style_bans():
    said = said_in_spanish()
    assert len(said) > 3000
    words = banned("es")
    assert {text: of for text, of in said.items() if words.search(text)} == {}


def test_no_message_in_spanish_of_the_portal_or_of_a_package_has_a_forbidden_form():
    wrong = {(text, *of): wrong_in(text) for text, of in said_in_spanish().items()}
    assert {message: why for message, why in wrong.items() if why} == {}


@pytest.mark.parametrize(
    "text",
    [
        *("Si, elimínelo", "Hay %(counter)s concidencia", "%(time_period)s antes", "¿Olvidaste?"),
        *("Está seguro?", "Selecciona una página", "Inténtalo de nuevo", "Ver en vivo", "Agendado"),
        *("Sus páginas y fragmentos", "Nuevo slug", "Página hija", "1-2 de 2 None", "Vete a %s"),
        *("versión con id 75", "%(site_setting)sde %(site)s", "Podéis leer", "No, no mover"),
    ],
)
def test_a_forbidden_form_is_found(text):
    assert wrong_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Sí, eliminar", "hace %(time_period)s", "¿Olvidó su contraseña?", "Edición", "Además"),
        *("Seleccione la fila", "Una tarea", "lo que había antes", "seis de ellas", "Confirmada"),
    ],
)
def test_a_right_form_is_not_taken_for_a_forbidden_one(text):
    assert wrong_in(text) is None


def test_no_message_in_english_has_a_word_that_the_style_bans():
    words = banned("en")
    entries = [entry for path in catalogues() for entry in polib.pofile(str(path))]
    assert len(entries) > 1000
    assert [e.msgid for e in entries if words.search(f"{e.msgid} {e.msgid_plural}")] == []


@pytest.mark.parametrize(("language", "folder"), [("es", GUIDE), ("en", GUIDE / "en")])
def test_no_chapter_of_the_guide_has_a_word_that_the_style_bans(language, folder):
    words = banned(language)
    chapters = [path for path in folder.glob("*.md") if path.name != STYLE.name]
    assert len(chapters) > 15
    found = {path.name: words.findall(path.read_text("utf-8")) for path in chapters}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("text", ["Esperando tu revisión", "Tus páginas", "el 3 de Mayo de 2026"])
def test_a_banned_word_is_found(text):
    assert banned("es").search(text)
    assert not banned("es").search("Están sus páginas del 3 de mayo; hasta pronto")


@pytest.mark.django_db
def test_public_pages_keep_to_the_style_and_say_when_they_changed(content, visitor):
    pages = crawl(visitor, "/es/", "/en/", "/es/datos/", "/en/datos/")
    assert len(pages) > 60
    words = {language: banned(language) for language in HEADINGS}
    for address, soup in pages.items():
        language = address[1:3]
        dates = [text_of(date) for date in soup.select(".page-dates time")]
        assert len(dates) == (not address.endswith("/buscar/")), address
        assert all(DATE[language].fullmatch(date) for date in dates), dates
        for element in soup.select(OF_OTHERS):
            element.decompose()
        said = fold(soup.get_text(" "))
        assert words[language].findall(said) + AMERICAN.findall(said) == [], address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Última modificación: 30 de noviembre de 2026"),
        ("en", "Last updated: 30 November 2026"),
    ],
)
def test_a_page_says_once_in_ecuadors_time_when_it_was_last_published(
    content, visitor, language, said
):
    BasePage.objects.update(last_published_at=datetime(2026, 12, 1, 3, tzinfo=UTC))
    soup = read(visitor, f"/{language}/quienes-somos/mision/")
    (dates,) = soup.select(".page-dates")
    assert text_of(dates) == said
    assert dates.time["datetime"] == "2026-11-30"


@pytest.mark.django_db
def test_a_page_that_was_never_published_and_a_search_say_no_date(content, visitor):
    BasePage.objects.update(last_published_at=None)
    for address in ("/es/quienes-somos/mision/", "/es/buscar/"):
        assert not read(visitor, address).select(".page-dates")
