"""An import is undone as a whole, as long as nobody has worked on its events since."""

import pytest
from wagtail.models import PageLogEntry

from history.models import HistoryEventPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.media.deletion import delete_permanently
from oim_portal.open_data.importing import undoing
from oim_portal.open_data.models import EventImport
from oim_portal.trash.models import Deletion
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.models import BasePage, HomeMoment, HomePage
from pages.models.publishing_guard import publishing_reason

from .event_tables import IMPORTS, EventImporter
from .factories import add_events, publish_page
from .html import text_of
from .staff import person
from .test_import_events import NEW, changed, event

pytestmark = pytest.mark.django_db

NEW_SLUG = "una-oficina-en-cuenca"


@pytest.fixture
def importer(content) -> EventImporter:
    return EventImporter(person(PUBLISHER))


def some_import(importer: EventImporter, publish: bool = True):
    table = changed(importer.table(), "1959-miembro", titulo_en="Ecuador joins", fecha="1960")
    return importer.carry_out([*table, dict.fromkeys(table[0], "") | NEW], publish)


@pytest.mark.parametrize("publish", [True, False])
def test_everything_is_as_it_was(importer, visitor, publish):
    files = ["/datos/eventos.csv", "/datos/eventos-excel.csv"]
    before = [visitor.get(file).content for file in files], importer.table()
    made = some_import(importer, publish)
    importer.undo(made)
    assert made.status == "undone"
    assert ([visitor.get(file).content for file in files], importer.table()) == before
    assert not HistoryEventPage.objects.published().filter(slug=NEW_SLUG).exists()
    assert not BasePage.find_problems()[0]
    old = event("1959-miembro")
    assert old.live
    assert not old.has_unpublished_changes
    assert old.date.edtf == "1959"
    assert PageLogEntry.objects.filter(page=old.pk, action=undoing.ACTION).exists()
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/").main)
    assert "se deshizo" in shown


@pytest.mark.parametrize("publish", [True, False])
def test_what_an_import_made_can_be_restored_from_the_bin(importer, visitor, publish):
    made = some_import(importer, publish)
    importer.undo(made)
    deletion = Deletion.objects.get()
    assert (deletion.title, deletion.deleted_by) == (NEW["titulo_es"], made.uploaded_by)
    listed = importer.shown(f"{IMPORTS}{made.pk}/").select(".listing .title")
    assert [bool(cell.a) for cell in listed] == [True, False], "what is in the bin has no form"
    restore_page(deletion, made.uploaded_by)
    again = event(NEW_SLUG)
    assert again.live == publish
    assert again.text_es == "<p>Se abrió una oficina.</p><p>Después, otra.</p>"
    assert visitor.get(f"/es/quienes-somos/historia/{NEW_SLUG}/").status_code == (
        200 if publish else 404
    )


def test_a_draft_that_an_import_published_is_a_draft_again(importer):
    withdrawn = event("1991-repatriacion")
    withdrawn.unpublish()
    table = changed(importer.table(), "1991-repatriacion", titulo_en="Otra")
    made = importer.carry_out(table)
    assert event("1991-repatriacion").live
    importer.undo(made)
    again = event("1991-repatriacion")
    assert not again.live
    assert again.get_latest_revision_as_object().display_title_en != "Otra"


def test_an_event_that_had_no_revision_is_restored_too(importer):
    (bare,) = add_events(1, date="1970", text_es="<p>Sin revisión</p>")
    made = importer.carry_out(changed(importer.table(), bare.slug, texto_es="Otra cosa"))
    assert event(bare.slug).text_es == "<p>Otra cosa</p>"
    importer.undo(made)
    assert event(bare.slug).text_es == "<p>Sin revisión</p>"


def edit(one: HistoryEventPage) -> None:
    one.note = "alguien escribe"
    one.save_revision()


def withdraw(one: HistoryEventPage) -> None:
    one.unpublish()


def delete(one: HistoryEventPage) -> None:
    with delete_permanently():
        one.delete()


def throw_away(one: HistoryEventPage) -> None:
    trash_page(one, None)


@pytest.mark.parametrize("work", [edit, withdraw, delete, throw_away])
@pytest.mark.parametrize("slug", ["1959-miembro", NEW_SLUG])
def test_nothing_is_undone_once_somebody_has_worked_on_one_of_them(importer, work, slug):
    made = some_import(importer)
    title = event(slug).title
    work(event(slug))
    before = importer.table()
    importer.undo(made)
    assert made.status == "done"
    assert importer.table() == before
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/deshacer/").main)
    assert "no se puede deshacer" in shown
    assert title in shown


@pytest.mark.parametrize("publish", [True, False])
def test_imports_are_undone_in_turn_the_last_first(importer, publish):
    before = importer.table()
    first = some_import(importer)
    second = importer.carry_out(changed(importer.table(), NEW_SLUG, titulo_es="Dos"), publish)
    importer.undo(second)
    third = importer.carry_out(changed(importer.table(), NEW_SLUG, titulo_es="Tres"), publish)
    importer.undo(first)
    assert first.status == "done"  # the third stands in the way
    importer.undo(third)
    importer.undo(first)
    assert [each.status for each in (first, second, third)] == ["undone"] * 3
    assert importer.table() == before


def test_work_after_an_undoing_stands_in_the_way(importer):
    first = some_import(importer)
    second = importer.carry_out(changed(importer.table(), NEW_SLUG, titulo_es="Dos"))
    importer.undo(second)
    edit(event(NEW_SLUG))
    importer.undo(first)
    assert first.status == "done"


def test_a_draft_that_somebody_threw_away_stands_in_the_way_too(importer):
    made = some_import(importer, publish=False)
    trash_page(event(NEW_SLUG), None)
    importer.undo(made)
    assert made.status == "done"
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/deshacer/").main)
    assert "fue borrado" in shown


def test_a_new_event_may_take_the_name_that_a_changed_one_gives_up(importer):
    table = changed(importer.table(), "1959-miembro", nombre_en_direccion="otro-nombre")
    new = dict.fromkeys(table[0], "") | NEW | {"nombre_en_direccion": "1959-miembro"}
    drafts = EventImport.objects.get(pk=importer.upload([*table, new])["Location"].split("/")[-2])
    plan = importer.client.get(f"{IMPORTS}{drafts.pk}/").context["plan"]
    answer = importer.confirm(drafts, plan.fingerprint, publish=False)
    assert "No se importó nada" in text_of(importer.shown(answer["Location"]))
    made = importer.carry_out([*table, new])
    assert event("1959-miembro").title == NEW["titulo_es"]
    old = event("otro-nombre").pk
    importer.undo(made)
    assert made.status == "undone"
    assert HistoryEventPage.objects.get(pk=old).slug == "1959-miembro"


def test_an_event_does_not_go_back_to_a_name_that_another_one_has_taken(importer):
    made = importer.carry_out(
        changed(importer.table(), "1959-miembro", nombre_en_direccion="otro-nombre")
    )
    (other,) = add_events(1, date="1970")
    with publishing_reason("test"):
        BasePage.objects.filter(pk=other.pk).update(slug="1959-miembro")
    importer.undo(made)
    assert made.status == "done"
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/deshacer/").main)
    assert "en su dirección" in shown


def test_a_new_event_that_other_pages_name_stays(importer):
    made = some_import(importer)
    home = HomePage.objects.get()
    home.moments.add(HomeMoment(shown=event(NEW_SLUG)))
    publish_page(home)
    importer.undo(made)
    assert made.status == "done"
    assert event(NEW_SLUG).live


def test_an_import_is_undone_once(importer):
    made = some_import(importer)
    importer.undo(made)
    table = importer.table()
    importer.undo(made)
    assert importer.table() == table
    answer = importer.client.get(f"{IMPORTS}{made.pk}/deshacer/")
    assert answer["Location"] == f"{IMPORTS}{made.pk}/"


def test_the_list_of_imports_tells_of_each(importer):
    made = some_import(importer)
    shown = text_of(importer.shown(IMPORTS).main)
    assert "hechos.csv" in shown
    assert "realizada" in shown
    importer.undo(made)
    assert "deshecha" in text_of(importer.shown(IMPORTS).main)
