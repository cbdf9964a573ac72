"""How many questions a page asks the database: pinned, and the same however much it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from history.models import HistoryEventPage, Source, Theme
from pages.contract import page_types
from pages.models import ContentPage, HomePage, PortalSettings, SectionPage, SocialNetwork
from pages.models.publishing_guard import publishing_reason
from pages.site_cache import _newest
from programs.models import ProgramEvent, ProgramPage, SphereEvent, SpherePage

from .factories import add_events, add_many, add_page, add_programs

pytestmark = pytest.mark.django_db

HISTORY = "/en/quienes-somos/historia/"
PROGRAMS = "/en/programas/"
EVENT = f"{HISTORY}1974-retorno/"
PROGRAM = f"{PROGRAMS}reasentamiento-desde-america-latina/"
SPHERE = f"{PROGRAMS}migracion-y-desarrollo/"

# For a page below the front page (docs/architecture.md): the newest note of a change, and the page
# by its address. The first one of a process asks for its type and for its share card besides.
ROUTING = 2
TYPE = 1
CARD = 1
# Around every page: the state of the translation. Spanish pages do without.
AROUND = 1
# What the first page of a process asks besides, for all that follow: site, front page, what is
# private or sensitive, settings, networks, menu and which of it lists nothing, addresses of the
# sites; for the frame, the help index, the contact points and the page of complaints and reports.
SHARED = 11
# What the pages of each type ask for themselves, and the first of them in a process besides.
OWN = {
    "/en/quienes-somos/": (0, 4),  # children, and the texts of each type of them
    "/en/quienes-somos/mision/": (1, 0),  # commitments
    "/en/quienes-somos/valores/": (1, 0),  # values
    "/en/contenido/": (0, 0),
    HISTORY: (0, 6),  # events, their sources and themes, the pages that tell of them; spheres; eras
    EVENT: (1, 5),  # its further pictures; history; the events, as above
    PROGRAMS: (0, 2),  # programmes, spheres
    # Events, sources; all programmes and the history; whether anything tells what it is about.
    PROGRAM: (0, 5),
    SPHERE: (1, 4),  # events; the index, spheres, programmes; that too
}


@pytest.fixture(autouse=True)
def full_settings(content):
    """Settings with everything that costs a query."""
    settings = PortalSettings.objects.create(site=Site.objects.get(), site_name_es="2")
    SocialNetwork.objects.create(settings=settings, name="Red", url="https://example.org/")


def queries(visitor, address: str, status: int = 200) -> int:
    """Return the number of queries of a visit that is not the first after a change."""
    assert visitor.get(address).status_code == status, address
    return asked(visitor, address)


def first(visitor, address: str) -> int:
    """Return the number of queries of the first visit to a process that keeps nothing yet."""
    _newest.clear()
    visitor.get(address)  # what is kept for longer: content types, and the cache in the database
    _newest.clear()
    return asked(visitor, address)


def asked(visitor, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        visitor.get(address)
    return len(captured)


@pytest.mark.parametrize("address", OWN)
def test_each_type_of_page_asks_a_known_number_of_questions(visitor, address):
    add_page(title="Contenido", display_title_en="Content")
    own, besides = OWN[address]
    assert queries(visitor, address) == ROUTING + AROUND + own
    assert first(visitor, address) == ROUTING + TYPE + CARD + AROUND + own + SHARED + besides


def test_the_front_page_asks_for_nothing_but_changes_and_the_state_of_its_translation(visitor):
    assert queries(visitor, "/en/") == ROUTING - 1 + AROUND
    # Moments, ways and which of their pages say nothing, the names of the values; history and
    # events, programmes, their index, spheres. And what each kind of content shows there.
    kinds = [each for each in page_types() if each.__module__.startswith("pages.kinds.")]
    shown = sum(place.startswith("front_page") for each in kinds for place in each.frame)
    assert first(visitor, "/en/") == ROUTING - 1 + CARD + AROUND + SHARED + 9 + shown


def test_a_page_in_spanish_has_no_translation_to_ask_for(visitor):
    spanish = "/es/quienes-somos/mision/"
    assert queries(visitor, spanish) == queries(visitor, spanish.replace("/es/", "/en/")) - 1


@pytest.mark.parametrize("address", ["/en/nothing/", "/en/quienes-somos/mision/deep/down/"])
def test_what_does_not_exist_asks_only_for_what_stands_around_it(visitor, address):
    # The newest note and the address; a redirect.
    assert queries(visitor, address, status=404) == 3


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_the_depth_of_a_page_costs_one_question_at_most(visitor, depth):
    page = None
    for level in range(depth):
        page = add_page(page, f"Nivel {level}", display_title_en=f"Level {level}")
    # For all the pages between it and the menu's two levels.
    assert queries(visitor, page.url_in("en")) == ROUTING + AROUND + (depth > 3)


def test_menu_entries_and_children_cost_nothing(visitor):
    section = SectionPage.objects.get()
    addresses = ["/en/", "/en/quienes-somos/", "/en/quienes-somos/mision/", "/en/contenido/"]
    add_page(title="Contenido", display_title_en="Content")
    before = [queries(visitor, address) for address in addresses]
    add_many(section, ContentPage, 40)
    add_many(HomePage.objects.get(), SectionPage, 10)
    assert visitor.get("/en/").content.decode().count("(en)") >= 40
    assert [queries(visitor, address) for address in addresses] == before


HISTORY_VIEWS = [
    HISTORY,
    f"{HISTORY}?decada=1960",
    f"{HISTORY}?tema=legal",
    f"{HISTORY}?esfera=migracion-y-desarrollo",
    f"{HISTORY}?decada=1960&tema=legal",
    EVENT,
    SPHERE,
    PROGRAM,
]


def link_events(events: list[HistoryEventPage]) -> None:
    """Give each event a theme, a source, a sphere and a programme."""
    theme, source = Theme.objects.get(slug="legal"), Source.objects.first()
    sphere = SpherePage.objects.get(slug="migracion-y-desarrollo")
    program = ProgramPage.objects.get(slug="reasentamiento-desde-america-latina")
    for model, shared in [
        (HistoryEventPage.themes.through, {"theme": theme}),
        (HistoryEventPage.sources.through, {"source": source}),
    ]:
        model.objects.bulk_create(model(historyeventpage=event, **shared) for event in events)
    for model, page in [(SphereEvent, sphere), (ProgramEvent, program)]:
        with publishing_reason("test"):
            model.objects.bulk_create(model(page=page, event=event) for event in events)


def test_three_hundred_events_cost_no_more_than_twelve(visitor):
    before = [(queries(visitor, address), first(visitor, address)) for address in HISTORY_VIEWS]
    whole = add_events(140, date="1965", text_es="<p>Algo</p>")
    link_events([*whole, *add_events(160, date="1975", text_es="<p>Algo</p>")])
    assert visitor.get(HISTORY_VIEWS[4]).content.decode().count('class="timeline__event"') >= 140
    after = [(queries(visitor, address), first(visitor, address)) for address in HISTORY_VIEWS]
    assert after == before


def test_a_hundred_programmes_cost_no_more_than_seven(visitor):
    views = [
        PROGRAMS,
        f"{PROGRAMS}?estado=historico",
        f"{PROGRAMS}?esfera=migracion-y-desarrollo&estado=historico",
        SPHERE,
    ]
    before = [(queries(visitor, address), first(visitor, address)) for address in views]
    sphere = SpherePage.objects.get(slug="migracion-y-desarrollo")
    add_programs(93, sphere=sphere, status=ProgramPage.Status.HISTORIC)
    assert visitor.get(views[2]).content.decode().count('class="program-list__item"') == 93
    after = [(queries(visitor, address), first(visitor, address)) for address in views]
    assert after == before


def test_the_sitemap_asks_the_same_however_many_pages_there_are(visitor):
    before = queries(visitor, "/sitemap.xml")
    add_many(HomePage.objects.get(), ContentPage, 50)
    assert queries(visitor, "/sitemap.xml") == before
