"""How to cite a page: as a text, and in files that others' programs read."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bibtexparser.latexenc import latex_to_unicode
from citeproc import (
    Citation as Cited,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from django.utils.translation import override
from hypothesis import example, given, settings, strategies as st

from history.models import HistoryEventPage, HistoryPage
from oim_portal.web import expiry
from pages.citations import WRITERS, Citation, bibtex, csl_json, ris
from pages.contract import CITATIONS, FRAMED
from pages.metadata.cards import wanted
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from .factories import add_page, make_private, publish_page
from .html import page as read
from .original_texts import fold

HISTORY = "/es/quienes-somos/historia/"
EVENT = f"{HISTORY}1959-miembro/"
PROGRAM = "/es/programas/reasentamiento-desde-america-latina/"
APA = Path(__file__).parent / "data" / "apa.csl"
CHANGED = datetime(2026, 11, 30, 3, tzinfo=UTC)  # the evening before in Ecuador
READ_ON = date(2026, 12, 24)


@pytest.fixture
def published(content):
    """All pages, published at a known time."""
    BasePage.objects.update(last_published_at=CHANGED)


def set_columns(slug: str, **columns) -> None:
    with publishing_reason("test"):
        BasePage.objects.filter(slug=slug).update(**columns)


def cited(visitor, address: str) -> list[str]:
    """The citations that a page shows, in APA and in Chicago style."""
    return [fold(text.get_text()) for text in read(visitor, address).select(".citing__text")[:2]]


def by_citeproc(item: dict) -> str:
    """The item as an independent processor cites it in APA style."""
    source = CiteProcJSON([item])
    style = CitationStylesStyle(str(APA), locale="en-US", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Cited([CitationItem(item["id"])]))
    return str(bibliography.bibliography()[0])


def citation(title: str = "Título", **fields) -> Citation:
    known = {
        "slug": "titulo",
        "author": "Organización Internacional para las Migraciones",
        "language": "es",
        "site": "OIM Ecuador",
        "changed": date(2026, 11, 29),
        "url": "https://example.org/es/titulo/",
    }
    return Citation(title=title, **known | fields)


def in_bibtex(text: str) -> dict:
    """The only entry of a file."""
    found = bibtexparser.loads(text).entries
    assert len(found) == 1
    return found[0]


def from_tex(value: str) -> str:
    """A value as it is set in type."""
    assert value.startswith("{")
    assert value.endswith("}")
    value = value[1:-1]
    for command, sign in (("backslash", "\0"), ("braceleft", "\1"), ("braceright", "\2")):
        value = value.replace(rf"{{\text{command}}}", sign)
    value = value.replace(r"{\textasciitilde}", "~").replace(r"{\textasciicircum}", "^")
    value = re.sub(r"\\([%&#$_])", r"\1", value)
    assert not set(value) & set("\\{}")
    return value.replace("\0", "\\").replace("\1", "{").replace("\2", "}")


def test_an_event_is_cited_with_its_date_in_the_title_and_that_of_its_page(published, visitor):
    apa, chicago = cited(visitor, EVENT)
    assert apa == (
        "Organización Internacional para las Migraciones. (2026, 29 de noviembre). "
        "El Ecuador, Gobierno Miembro de la OIM (1959). OIM Ecuador. "
        f"http://localhost:8000{EVENT}"
    )
    assert chicago == (
        "Organización Internacional para las Migraciones. "
        "«El Ecuador, Gobierno Miembro de la OIM (1959)». OIM Ecuador. "
        f"Última modificación el 29 de noviembre de 2026. http://localhost:8000{EVENT}."
    )


def test_english_citations_follow_the_english_of_the_styles(published, visitor):
    apa, chicago = cited(visitor, EVENT.replace("/es/", "/en/"))
    assert apa.startswith("International Organization for Migration. (2026, November 29). ")
    assert "(1959).” IOM Ecuador. Last modified November 29, 2026. http" in chicago


@pytest.mark.parametrize(
    ("date", "spanish", "english"),
    [
        ("198X", "década de 1980", "1980s"),
        ("1974~", "hacia 1974", "about 1974"),
        ("1965-12-16/1970", "del 16 de diciembre de 1965 a 1970", "from 16 December 1965 to 1970"),
        ("1974-06-XX", "junio de 1974 [sin día conocido]", "June 1974 [day not known]"),
        ("1973?/1974", "de 1973 [posiblemente] a 1974", "from 1973 [possibly] to 1974"),
    ],
)
def test_the_date_of_an_event_is_a_part_of_its_title(published, visitor, date, spanish, english):
    with publishing_reason("test"):
        HistoryEventPage.objects.filter(slug="1959-miembro").update(date=date)
    for language, words in (("es", spanish), ("en", english)):
        apa, chicago = cited(visitor, EVENT.replace("/es/", f"/{language}/"))
        assert f"({words}). " in apa
        assert f"({words})" in chicago


def test_the_title_of_a_page_without_a_translation_is_in_its_own_language(published, visitor):
    set_columns("1965-registro-oficial-648", display_title_en="")
    apa, _chicago = cited(visitor, f"{HISTORY}1965-registro-oficial-648/".replace("/es/", "/en/"))
    assert "Registro Oficial Nº 648 (16 de diciembre de 1965). " in apa


@pytest.mark.parametrize("address", [EVENT, HISTORY, PROGRAM])
def test_a_citation_processor_writes_what_the_page_shows(published, visitor, address):
    address = address.replace("/es/", "/en/")
    response = visitor.get(f"{address}cita.json")
    (item,) = json.loads(response.content)
    assert cited(visitor, address)[0] == fold(by_citeproc(item))


def test_the_day_of_reading_is_no_part_of_the_page(published, visitor):
    soup = read(visitor, EVENT)
    apa, chicago = soup.select("[data-read-on]")
    assert (apa["data-read-on"], apa.text) == ("Recuperado el {date}, de", "")
    assert (chicago["data-read-on"], chicago.text) == ("Consultado el {date}.", "")


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_page_leads_to_its_citation_as_a_file(published, visitor, form, media_type):
    address = f"{EVENT}cita.{form}"
    assert address in [link["href"] for link in read(visitor, EVENT).select(".citing__more a")]
    response = visitor.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="1959-miembro.{form}"'
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert visitor.head(address).status_code == 200
    assert visitor.post(address).status_code == 405


def test_a_file_says_what_the_page_says_in_each_format(published, visitor):
    def text(form: str) -> str:
        return visitor.get(f"{EVENT}cita.{form}").content.decode()

    today = expiry.today()
    entry, (record,) = in_bibtex(text("bib")), rispy.loads(text("ris"))
    (item,) = json.loads(text("json"))
    title = "El Ecuador, Gobierno Miembro de la OIM (1959)"
    author = "Organización Internacional para las Migraciones"
    url = f"http://localhost:8000{EVENT}"
    assert (entry["ENTRYTYPE"], entry["ID"]) == ("misc", "oim-1959-miembro")
    assert [from_tex(entry[name]) for name in ("author", "title")] == [author, title]
    assert [entry[name] for name in ("year", "date", "urldate", "url", "langid")] == [
        *("2026", "2026-11-29", today.isoformat(), url, "spanish")
    ]
    assert record["type_of_reference"] == "ELEC"
    assert (record["authors"], record["title"], record["urls"]) == ([author], title, [url])
    assert (record["year"], record["date"]) == ("2026", "2026/11/29/")
    assert record["access_date"] == f"{today:%Y/%m/%d}/"
    assert (item["type"], item["author"], item["title"]) == (
        *("webpage", [{"literal": author}], title),
    )
    assert item["issued"] == {"date-parts": [[2026, 11, 29]]}
    assert item["accessed"] == {"date-parts": [[today.year, today.month, today.day]]}
    assert (item["URL"], item["language"], item["container-title"]) == (url, "es", "OIM Ecuador")


def test_each_language_of_each_page_has_an_entry_of_its_own(published, visitor):
    cited_pages = [page for page in BasePage.objects.published().specific() if page.is_cited]
    keys = []
    for language in ("es", "en"):
        for page in cited_pages:
            address = page.url_in(language)
            ids = {
                in_bibtex(visitor.get(f"{address}cita.bib").content.decode())["ID"],
                rispy.loads(visitor.get(f"{address}cita.ris").content.decode())[0]["id"],
                visitor.get(f"{address}cita.json").json()[0]["id"],
            }
            assert len(ids) == 1
            keys += ids
    assert len(set(keys)) == len(keys) == 2 * len(cited_pages)
    assert {"oim-1959-miembro", "oim-1959-miembro-en"} < set(keys)
    set_columns("1959-miembro", display_title_en="")
    english = visitor.get(f"{EVENT}cita.bib".replace("/es/", "/en/")).content.decode()
    assert in_bibtex(english)["ID"] == "oim-1959-miembro"


def test_a_file_is_cached_no_longer_than_its_day(published, visitor):
    with expiry.collecting() as collected:
        expiry.today()
    left = collected.seconds_left(7 * 24 * 3600)
    said = visitor.get(f"{EVENT}cita.bib")["Cache-Control"]
    ends = [int(seconds) for seconds in re.findall(r"=(\d+)", said)]
    assert said.startswith("public")
    assert max(ends) <= left + 1
    page = visitor.get(EVENT)["Cache-Control"]
    assert max(int(seconds) for seconds in re.findall(r"=(\d+)", page)) > 24 * 3600


def test_what_is_not_public_or_not_cited_has_no_file(published, visitor):
    def statuses(address: str) -> set[int]:
        return {visitor.get(address + name).status_code for name in CITATIONS}

    assert statuses(EVENT) == {200}
    set_columns("1959-miembro", live=False)
    assert statuses(EVENT) == {404}
    set_columns("1959-miembro", live=True, expire_at=CHANGED.replace(year=2020))
    assert statuses(EVENT) == {404}
    assert statuses("/es/quienes-somos/mision/") == {404}
    assert statuses("/es/ninguna/") == {404}
    assert visitor.get(f"{EVENT}cita.pdf").status_code == 404


def test_a_private_page_is_cited_nowhere(published, visitor):
    make_private(HistoryEventPage.objects.get(slug="1959-miembro"))
    assert visitor.get(f"{EVENT}cita.bib").status_code == 404


def test_a_sensitive_page_is_cited_nowhere(published, visitor):
    BasePage.objects.filter(pk=HistoryPage.objects.get().pk).update(sensitive=True)
    assert visitor.get(f"{EVENT}cita.bib").status_code == 404
    assert not read(visitor, EVENT).select(".citing__text")


def test_a_page_type_that_declares_nothing_shows_no_citation(published, visitor):
    add_page(title="Contenido")
    assert not read(visitor, "/es/contenido/").select(".citing__text")


def test_a_page_without_a_translation_is_cited_by_its_spanish_address(published, visitor):
    set_columns("1959-miembro", display_title_en="")
    address = EVENT.replace("/es/", "/en/")
    (item,) = json.loads(visitor.get(f"{address}cita.json").content)
    assert (item["URL"], item["language"]) == (f"http://localhost:8000{EVENT}", "es")
    assert read(visitor, address).select_one(".citing__text cite")["lang"] == "es"


def test_quotation_marks_change_within_others():
    with override("en"):
        assert citation("The “Plan”").quoted_title == "“The ‘Plan’.”"
        assert citation("Why?").quoted_title == "“Why?”"
    with override("es"):
        assert citation("El «Plan»").quoted_title == "«El “Plan”»."


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\\{}%&#$_~^\"'@,=<>-«»“” "),
        st.characters(exclude_categories=["C", "Z"]),
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: text == " ".join(text.split()))


@settings(max_examples=60)
@given(title=HOSTILE)
@example(r"\}{ % & # $ _ ~ ^ {\input x} \textbackslash")
@example('"}, note = {inyectado} @comment{')
@example("ER  -")
@example("Ñandú, «acción» y البلد")
def test_no_title_breaks_a_file(title):
    one = citation(title)
    entry = in_bibtex(bibtex(one, READ_ON))
    assert from_tex(entry["title"]) == title
    assert set(entry) == {
        *("ENTRYTYPE", "ID", "author", "title", "howpublished", "year", "date", "url"),
        *("urldate", "langid"),
    }
    (record,) = rispy.loads(ris(one, READ_ON))
    assert record["title"] == title
    assert record["urls"] == [one.url]
    assert json.loads(csl_json(one, READ_ON))[0]["title"] == title


def test_an_accented_title_needs_no_commands():
    entry = in_bibtex(bibtex(citation("Años de acción: البلد"), READ_ON))
    assert latex_to_unicode(entry["title"]) == "Años de acción: البلد"


def test_a_title_of_several_lines_is_cited_in_one(published, visitor):
    set_columns("1959-miembro", display_title_es="Uno\u2028y\r\ndos\x0bER  - ")
    (record,) = rispy.loads(visitor.get(f"{EVENT}cita.ris").content.decode())
    assert record["title"] == "Uno y dos ER - (1959)"
    assert len(visitor.get(f"{EVENT}cita.bib").content.decode().splitlines()) == 10


def test_no_sign_that_nobody_sees_leaves_with_a_title(content, visitor):
    signs = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}
    signs |= set("\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9")
    event = HistoryEventPage.objects.get(slug="1959-miembro")
    event.title = event.display_title_en = "Uno" + "".join(sorted(signs)) + "dos"
    publish_page(event)
    for name in ("", *CITATIONS, FRAMED):
        for language in ("es", "en"):
            text = visitor.get(f"{EVENT}{name}".replace("/es/", f"/{language}/")).content.decode()
            assert not set(text) & (signs - set("\r\n\t")), name
            assert "dos" in text
    for address in ("/es/novedades.xml", HISTORY, "/datos/eventos.csv", "/datos/eventos.json"):
        text = visitor.get(address).content.decode().removeprefix("\ufeff")
        assert "dos" in text
        assert not set(text) & (signs - set("\r\n\t")), address
    assert not signs & set(wanted()[event.pk, "es"].title)


def test_each_declared_file_has_a_writer():
    assert [name.rpartition(".")[2] for name in CITATIONS] == list(WRITERS)
