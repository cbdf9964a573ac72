"""The files of the data are, byte for byte, those of `tests/data/open_data`.

Other people's programs read them: what a file says of a page changes on purpose or not at all.
Fields that were added since are left out. A file that is missing in that folder is written, and the
test fails once.
"""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction, Site

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.open_data.dataset import Dataset
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.fields import DataField
from oim_portal.open_data.files import FORMATS
from oim_portal.open_data.models import OpenDataSettings
from oim_portal.open_data.programs import PROGRAMMES
from pages.models import BasePage, MissionPage, ValuesPage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage, SpherePage

from .event_tables import EventImporter
from .factories import add_page, publish_page
from .staff import person

pytestmark = pytest.mark.django_db

STORED = Path(__file__).parent / "data" / "open_data"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
STAFF = "hechos-del-personal.csv"
ODD_DATES = ["", "1965-12-16", "198X/199X", "/1974-06~", "1965/..", "2016-09?", "1988%"]


def add_odd_events() -> None:
    """Add events that are hard to write: doubtful dates, links, markup, formulas, gaps."""
    history, mission = HistoryPage.objects.get(), MissionPage.objects.get()
    private = ValuesPage.objects.get()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    links = " y ".join(
        f'<a linktype="page" id="{pk}">enlace</a>' for pk in (mission.pk, private.pk, 99999)
    )
    sources = [
        Source.objects.create(pk=pk, title_es=title, **rest)
        for pk, title, rest in (
            (9001, "Informe | anual", {"number": "7", "date": "1980?"}),
            (9002, "Registro Oficial Nº 648", {"link": "https://example.org/?a=1&b=2"}),
            (9003, "Un libro; con, comas", {"title_en": "A book", "kind": Source.Kind.BOOK}),
        )
    ]
    theme = Theme.objects.create(slug="sin-traducir", name_es="Sin traducir")
    for number, date in enumerate(ODD_DATES):
        event = add_page(
            history,
            f"=Raro {number}; «ñ», \"x\" <b> & 'y'",
            model=HistoryEventPage,
            date=date,
            sort_year=None if date else 1971,
            at_the_latest=number % 2 == 1,
            display_title_en="@odd | one" if number % 3 else "",
            date_as_written_es="-1+1" if number % 2 else "",
            date_as_written_en="then" if number % 3 == 1 else "",
            text_es=f'<p data-block-key="a1">Uno<br/>dos &amp; <i>tres</i> {links}</p><p>+4</p>',
            text_en="<p>plain</p><p>two</p>" if number % 2 else "",
            note="una nota\n\nprivada",
        )
        event.slug = f"raro-{number}"
        event.themes = [theme, *Theme.objects.filter(slug="legal")][: number % 3]
        event.sources = sources[: number % 4]
        publish_page(event)


def add_odd_programs() -> None:
    sphere = SpherePage.objects.get(slug="migracion-y-desarrollo")
    for number in range(3):
        program = add_page(
            ProgramIndexPage.objects.get(),
            f"Programa raro {number}",
            model=ProgramPage,
            date=ODD_DATES[number + 1],
            kind=ProgramPage.Kind.values[number % 2],
            status=ProgramPage.Status.values[number],
            description_es="<ul><li>uno</li><li>=dos</li></ul>",
            description_en="" if number else "<p>text</p>",
            partners_es="Una\nOtra; «tercera»",
            partners_en="One" if number else "",
            sphere=sphere if number else None,
        )
        program.sources = Source.objects.filter(pk__gte=9001)[:number]
        program.event_links = [
            ProgramEvent(event=event)
            for event in HistoryEventPage.objects.filter(slug__startswith="raro-")[: number * 2]
        ]
        publish_page(program)


def settle() -> None:
    """Give identifiers and moments that are the same at every run."""
    with publishing_reason("test"):
        for page in BasePage.objects.all():
            key = uuid.uuid5(uuid.NAMESPACE_URL, page.slug)
            BasePage.objects.filter(pk=page.pk).update(
                translation_key=key, last_published_at=MOMENT
            )
    for log in (PageLogEntry, ModelLogEntry):
        log.objects.update(timestamp=MOMENT)


def is_stored(dataset: Dataset, field: DataField) -> bool:
    """Say whether a field was there when the files were stored."""
    table = STAFF if dataset is EVENTS else f"{dataset.name}.csv"
    names = (STORED / table).read_text("utf-8-sig").splitlines()[0].split(",")
    schema = json.loads((STORED / f"{dataset.name}.schema.json").read_text())
    keys = schema["$defs"][dataset.model.data.record]["properties"]
    columns = {column.name for column in field.columns}
    return columns <= set(names) and (not field.value or field.key in keys)


@pytest.fixture
def stored_fields(monkeypatch) -> None:
    """The data sets as they were when their files were stored."""
    for dataset in (EVENTS, PROGRAMMES):
        fields = [field for field in dataset.fields if is_stored(dataset, field)]
        monkeypatch.setattr(dataset, "fields", fields)


@pytest.fixture
def files(stored_fields, content, visitor) -> dict[str, bytes]:
    """All files of the office's first content and odd records, the table of staff too."""
    add_odd_events()
    add_odd_programs()
    OpenDataSettings.objects.create(
        site=Site.objects.get(),
        licence_es="Licencia",
        licence_url="https://example.org/",
        edition="2026",
    )
    settle()
    importer = EventImporter(person(PUBLISHER))
    names = [f"{each.name}{kind.ending}" for each in (EVENTS, PROGRAMMES) for kind in FORMATS]
    found = {name: visitor.get(f"/datos/{name}").content for name in names}
    return found | {STAFF: importer.client.get("/admin/historia/importar/hechos.csv").content}


def test_files_are_what_they_were(files):
    missing = {name: data for name, data in files.items() if not (STORED / name).exists()}
    for name, content in missing.items():
        (STORED / name).write_bytes(content)
    assert list(missing) == [], "written now: look at them"
    for name, content in files.items():
        assert content == (STORED / name).read_bytes(), name
