"""The history at a glance: a mark for each date, whatever its form."""

from itertools import product

import pytest
from django.utils.timezone import localdate

from history.date_entry import GROUP_LABELS, PART_LABELS, Kind, parts_of
from history.models import HistoryEventPage
from oim_portal.accounts.roles import PUBLISHER
from pages.models import HomePage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramPage

from .edit_forms import form_of
from .event_tables import EventImporter
from .factories import add_events, add_programs, publish_revision
from .html import page, text_of, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"

ONE_DATE = [
    "1965-12-16", "1965-12", "1965", "196X", "19XX", "1974-21", "1974-06~", "1991?", "1980%",
    "1974-XX", "1974-06-XX", "1974-XX-XX", "1000", "1000-01-01", "2999-12-31", "2999",
    "?1945", "%1945-06", "1974-~06",
]  # fmt: skip
FORMS_OF_DATES = [
    "",
    *ONE_DATE,
    *(form.format(date) for form in ("{}/..", "{}/", "../{}", "/{}") for date in ONE_DATE[::2]),
    "[1667,1668]", "[1965,1972,1980..1985]", "[1965..1972]", "[..1984]", "[1984..]", "[19XX..]",
    "1965/1970", "198X/199X", "1965-12-16/1970~", "19XX/20XX", "1000/2999", "1970/1970-06",
    f"{localdate().year + 20}/..",
]  # fmt: skip


def marks(soup) -> list:
    return soup.select(".overview .chart-link")


@pytest.mark.full
def test_a_date_of_every_form_is_drawn_whatever_is_said_of_it(content, visitor, monkeypatch):
    for edtf, latest, words in product(FORMS_OF_DATES, (False, True), ("", "para entonces")):
        add_events(1, date=edtf, at_the_latest=latest, date_as_written_es=words, sort_year=1965)
        if not words:
            add_programs(1, date=edtf, at_the_latest=latest)
    events = HistoryEventPage.objects.published()
    assert events.count() == 12 + 4 * len(FORMS_OF_DATES)
    assert len(page(visitor, HISTORY).select(".timeline__events > li")) == events.count()
    monkeypatch.setattr("history.timeline.MANY", 1_000)
    ProgramPage.objects.first().save_revision().publish()  # nothing that was drawn is kept
    for code in ("es", "en"):
        soup = page(visitor, f"/{code}/quienes-somos/historia/")
        assert len(soup.select(".timeline__event")) == events.count()
        assert len(marks(soup)) == events.exclude(date="").count()
        assert len(soup.select(".legend__item")) > 20
    for address in ("/es/", "/es/datos/", "/es/novedades.xml", "/es/programas/", "/en/programas/"):
        assert visitor.get(address).status_code == 200
    key = str(events.last().translation_key).encode()
    for file in ("eventos.json", "eventos.csv", "eventos-excel.csv", "eventos.jsonld"):
        assert key in visitor.get(f"/datos/{file}").content
    key = str(ProgramPage.objects.last().translation_key).encode()
    for file in ("programas.json", "programas.csv", "programas-excel.csv", "programas.jsonld"):
        assert key in visitor.get(f"/datos/{file}").content
    for decade in (1000, 1960, 1970, 2990):
        assert visitor.get(f"{HISTORY}?decada={decade}").status_code == 200


@pytest.mark.parametrize(
    ("edtf", "words", "in_spanish", "in_english"),
    [
        ("1965/..", "", "desde 1965, a más tardar", "from 1965, at the latest"),
        ("198X", "", "década de 1980, a más tardar", "1980s, at the latest"),
        ("1965/1970", "", "de 1965 a 1970, a más tardar", "from 1965 to 1970, at the latest"),
        ("/1973", "", "1973 a más tardar", "1973 at the latest"),
        ("1974", "", "1974 a más tardar", "1974 at the latest"),
        ("[..1973]", "", "1973 o antes", "1973 or before"),
        ("[1973,1974]", "", "1973 o 1974, a más tardar", "1973 or 1974, at the latest"),
        ("1973", "para 1973", "1973 a más tardar", "1973 at the latest"),
    ],
)
def test_a_latest_date_says_so_and_is_no_exact_one_for_machines(
    content, visitor, edtf, words, in_spanish, in_english
):
    (one,) = add_events(1, date=edtf, at_the_latest=True, date_as_written_es=words)
    for code, expected in (("es", in_spanish), ("en", in_english)):
        soup = page(visitor, one.url_in(code))
        assert soup.select_one(".when__date").name == "span"
        assert expected in texts(soup, ".date-card dd")
        title = page(visitor, f"/{code}/quienes-somos/historia/").find(href=f"#{one.slug}").title
        assert text_of(title).startswith(f"{expected}: ")


def test_an_open_period_that_is_a_latest_date_fades_at_both_ends(content, visitor):
    before = len(marks(page(visitor, HISTORY)))
    importer = EventImporter(person(PUBLISHER))
    importer.carry_out(
        [{"id": "", "titulo_es": "Oficina", "fecha": "1965/..", "a_mas_tardar": "sí"}]
    )
    found = marks(page(visitor, HISTORY))
    assert len(found) == before + 1
    assert len([mark for mark in found if len(mark.select(".mark__fade")) == 2]) == 2, (
        "neither this one nor the one of 1974, which is broken in two"
    )


def filled_in(kind: Kind) -> dict[str, str]:
    """Return what a form sends of a date of this kind, with all that the kind asks for."""
    parts = {f"date_{group}_{part}": "" for group in GROUP_LABELS for part in PART_LABELS}
    told = {"year": "1965", "month": "12", "day": "16"}
    parts |= {f"date_start_{part}": told.get(part, "") for part in parts_of(kind, "start")}
    if kind is Kind.PERIOD:
        parts["date_end_year"] = "1970"
    return parts | {"date_kind": kind, "sort_year": "1965" if kind is Kind.UNDATED else ""}


def test_a_latest_date_without_an_end_is_published_from_its_form_and_drawn(content, visitor):
    staff = signed_in(person(PUBLISHER))
    address = f"/admin/pages/{HistoryEventPage.objects.get(slug='1974-retorno').pk}/edit/"
    edtf = set()
    kinds = [Kind.FROM, Kind.FROM_END_UNKNOWN, Kind.PERIOD, Kind.UNDATED]
    for kind in kinds:
        form = form_of(staff, address) | filled_in(kind) | {"at_the_latest": "on"}
        assert staff.post(address, form).status_code == 302, kind
        one = HistoryEventPage.objects.get(slug="1974-retorno")
        publish_revision(one.get_latest_revision())
        one.refresh_from_db()
        assert one.at_the_latest
        edtf.add(one.date.edtf)
        soup = page(visitor, HISTORY)
        assert len(soup.select(".timeline__event")) == 12
        assert len(marks(soup)) == (9 if kind is Kind.UNDATED else 10)
    assert edtf == {"1965-12-16/..", "1965-12-16/", "1965-12-16/1970", ""}


def test_a_filter_without_events_draws_nothing(content, visitor):
    soup = page(visitor, f"{HISTORY}?decada=1950&tema=legal")
    assert soup.select_one(".overview") is None


def test_an_event_loads_nothing_to_be_shared(content, visitor):
    soup = page(visitor, f"{HISTORY}1959-miembro/")
    assert soup.find("a", href=lambda href: href and href.startswith("https://wa.me/?text="))
    assert not soup.select("script[src^='http'], iframe, img[src^='http']")


def test_the_front_page_shows_the_moments_that_staff_chose(content, visitor):
    from history.models import HistoryEventPage

    soup = page(visitor, "/es/")
    assert [text_of(title) for title in soup.select(".moments__title")] == [
        "Registro Oficial Nº 648",
        "Programa de Retorno de Personal Nacional Calificado",
        "La OIM como parte de la Organización de las Naciones Unidas (ONU)",
    ]
    HistoryEventPage.objects.get(slug="1974-retorno").unpublish()
    with publishing_reason("test"):
        HomePage.objects.get().moments.first().delete()
    assert len(page(visitor, "/es/").select(".moments__title")) == 1


def test_groups_of_visitors_stand_as_they_were_made_where_no_form_has_ordered_them(
    content, visitor
):
    home = HomePage.objects.get()
    headings = [way.heading for way in home.ways.order_by("pk")]
    assert len(headings) == 4
    with publishing_reason("test"):
        for way in home.ways.order_by("-pk"):  # which moves the rows in the table
            way.sort_order = None
            way.save()
    assert [text_of(each) for each in page(visitor, "/es/").select(".ways__heading")] == headings
