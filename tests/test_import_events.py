"""Events from a spreadsheet: what would change, mistakes by row and column, all or nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment, ModelLogEntry, PageLogEntry

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from oim_portal.open_data.importing import carrying_out
from oim_portal.open_data.models import EventImport, ImportedEvent
from oim_portal.trash.page_moves import trash_page
from pages.models import MissionPage
from programs.models import ProgramPage

from .event_tables import IMPORTS, EventImporter, rows_of, table_of
from .factories import publish_page
from .html import page, text_of
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

# Statements for each row that is published, as when its page is published alone.
NEW_ROW, CHANGED_ROW = 201, 187
NEW = {
    "id": "",
    "titulo_es": "Una oficina en Cuenca",
    "titulo_en": "An office in Cuenca",
    "fecha": "1988-05",
    "fecha_segun_fuente_es": "en mayo de 1988",
    "texto_es": "Se abrió una oficina.\n\nDespués, otra.",
    "temas": "institucional, legal",
    "fuentes": "Registro Oficial Nº 648",
}


@pytest.fixture
def importer(content) -> EventImporter:
    return EventImporter(person(PUBLISHER))


def event(slug: str) -> HistoryEventPage:
    return HistoryEventPage.objects.get(slug=slug)


def changed(table: list[dict], slug: str, **cells: str) -> list[dict]:
    """Return a table with other cells in one row."""
    assert [row for row in table if row["nombre_en_direccion"] == slug]
    return [row | cells if row["nombre_en_direccion"] == slug else row for row in table]


@pytest.mark.parametrize("role", [PUBLISHER, ADMINISTRATOR])
def test_publishers_and_administrators_find_the_import_in_the_menu(content, role):
    client = signed_in(person(role))
    assert IMPORTS in client.get("/admin/").content.decode()
    assert client.get(IMPORTS).status_code == 200


def test_editors_and_strangers_do_not_import(content):
    editor = signed_in(person(EDITOR))
    assert IMPORTS not in editor.get("/admin/").content.decode()
    made = EventImport.objects.create(name="a.csv", text="")
    for address in (IMPORTS, f"{IMPORTS}hechos.csv", f"{IMPORTS}{made.pk}/"):
        for client in (editor, Client(headers={"host": "localhost"})):
            assert client.get(address).status_code in {302, 403}
            assert client.get(address, follow=True).context is None or "plan" not in str(
                client.get(address).content
            )


def test_the_table_of_staff_holds_all_events_with_what_only_they_see(importer):
    table = importer.table()
    assert len(table) == HistoryEventPage.objects.count()
    last = table[-1]
    assert last["nombre_en_direccion"] == "actualmente"
    assert last["anio_para_ordenar"] == "2999"
    assert last["nota_privada"] == event("actualmente").note
    assert event("actualmente").narrative_block == last["parrafo_del_relato"] != ""


def test_a_table_that_comes_back_as_it_was_changes_nothing(importer, visitor):
    for data in (
        table_of(importer.table()),
        table_of(importer.table(), ";"),
        visitor.get("/datos/eventos.csv").content,
        visitor.get("/datos/eventos-excel.csv").content,
    ):
        plan = importer.preview(data)
        assert (len(plan.new), len(plan.changed), len(plan.unchanged)) == (0, 0, 12)
        assert not plan.mistakes
        assert not plan.can_be_carried_out


def test_the_preview_shows_each_cell_before_and_after_and_writes_nothing(importer):
    table = changed(importer.table(), "1959-miembro", titulo_en="Ecuador joins", temas="legal")
    plan = importer.preview([*table, dict.fromkeys(table[0], "") | NEW])
    assert [(c.column.name, c.before, c.after) for c in plan.changed[0].changes] == [
        ("titulo_en", "Ecuador, a Member Government of IOM", "Ecuador joins"),
        ("temas", "institucional", "legal"),
    ]
    assert plan.new[0].event.title == "Una oficina en Cuenca"
    made = EventImport.objects.get()
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/").main)
    assert "1 hecho nuevo" in shown
    assert "Ecuador joins" in shown
    assert "Una oficina en Cuenca" in shown
    assert "Importar y publicar" in shown
    assert event("1959-miembro").display_title_en == "Ecuador, a Member Government of IOM"
    assert HistoryEventPage.objects.count() == 12


def test_new_and_changed_events_are_published_as_revisions_and_logged(importer, visitor):
    table = changed(importer.table(), "1959-miembro", titulo_en="Ecuador joins", fecha="1959-11")
    made = importer.carry_out([*table, dict.fromkeys(table[0], "") | NEW])
    assert (made.status, made.published, made.events.count()) == ("done", True, 2)

    old = event("1959-miembro")
    assert (old.display_title_en, old.date.edtf) == ("Ecuador joins", "1959-11")
    assert old.live_revision == old.latest_revision
    assert old.get_latest_revision_as_object().display_title_en == "Ecuador joins"
    assert not old.has_unpublished_changes

    new = event("una-oficina-en-cuenca")
    assert new.live
    assert new.get_parent().specific == HistoryPage.objects.get()
    assert new.text_es == "<p>Se abrió una oficina.</p><p>Después, otra.</p>"
    assert {theme.slug for theme in new.themes.all()} == {"institucional", "legal"}
    assert [source.title_es for source in new.sources.all()] == ["Registro Oficial Nº 648"]
    shown = page(visitor, "/en/quienes-somos/historia/una-oficina-en-cuenca/")
    assert text_of(shown.h1) == "An office in Cuenca"

    for each in (old, new):
        log = PageLogEntry.objects.get(page=each.pk, action=carrying_out.ACTION)
        assert log.user == made.uploaded_by
        assert log.data["file"] == "hechos.csv"
        assert log.revision == each.latest_revision
        history = importer.client.get(f"/admin/pages/{each.pk}/history/").content.decode()
        assert "Importado de una tabla" in history
    assert ModelLogEntry.objects.filter(action=carrying_out.ACTION, object_id=made.pk).exists()


def test_drafts_stay_drafts_until_somebody_publishes_them(importer, visitor):
    before = visitor.get("/datos/eventos.json").content
    table = changed(importer.table(), "1959-miembro", titulo_en="Ecuador joins")
    importer.carry_out([*table, dict.fromkeys(table[0], "") | NEW], publish=False)
    assert visitor.get("/datos/eventos.json").content == before
    old, new = event("1959-miembro"), event("una-oficina-en-cuenca")
    assert old.live
    assert old.has_unpublished_changes
    assert old.get_latest_revision_as_object().display_title_en == "Ecuador joins"
    assert not new.live
    # The table of staff has the draft of what was never published.
    assert [row for row in importer.table() if row["nombre_en_direccion"] == new.slug]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"titulo_es": ""}, "titulo_es"),
        ({"titulo_es": "a" * 256}, "titulo_es"),
        ({"fecha": "1974-13"}, "fecha"),
        ({"fecha": "dic-30"}, "fecha"),
        ({"fecha": "31/02/1974"}, "fecha"),
        ({"fecha_segun_fuente_en": "a" * 151}, "fecha_segun_fuente_en"),
        ({"a_mas_tardar": "quizás"}, "a_mas_tardar"),
        ({"temas": "legal, nada"}, "temas"),
        ({"fuentes": "Un libro que no existe"}, "fuentes"),
        ({"anio_para_ordenar": "3000"}, "anio_para_ordenar"),
        ({"anio_para_ordenar": "x"}, "anio_para_ordenar"),
        ({"parrafo_del_relato": "nada"}, "parrafo_del_relato"),
        ({"nombre_en_direccion": "con espacios"}, "nombre_en_direccion"),
        ({"nombre_en_direccion": "1951-creacion"}, "nombre_en_direccion"),
        ({"id": "no-es"}, "id"),
    ],
)
def test_a_mistake_names_its_row_and_column_and_keeps_all_from_happening(importer, cells, column):
    table = changed(importer.table(), "1965-ejecucion", titulo_en="Otra cosa")
    table = changed(table, "1959-miembro", **cells)
    number = next(
        n for n, row in enumerate(table, start=2) if row["titulo_en"].startswith("Ecuador,")
    )
    plan = importer.preview(table)
    assert (number, column) in {(each.row, each.column) for each in plan.mistakes}
    assert not plan.can_be_carried_out
    made = EventImport.objects.get()
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/").main)
    assert f"{number} {column}" in shown
    importer.confirm(made, plan.fingerprint)
    assert not ImportedEvent.objects.exists()
    assert event("1965-ejecucion").display_title_en != "Otra cosa"


def test_a_mistake_is_told_in_spanish(importer):
    table = changed(importer.table(), "1959-miembro", fecha="1974-13", temas="nada")
    messages = [mistake.message for mistake in importer.preview(table).mistakes]
    assert messages[0].startswith("No existe el mes 13. Escríbala como una de estas: 16/12/1965,")
    assert messages[1].startswith("No hay ningún tema nada.")


def test_an_identifier_is_read_as_other_programs_write_it_and_an_emoji_stays(importer):
    table = changed(importer.table(), "1959-miembro", nota_privada="¿Seguro? 🤔")
    for row in table:
        row["id"] = f"{{{row['id'].upper()}}}\u200b"
    plan = importer.preview(table)
    assert (plan.mistakes, plan.new, len(plan.changed)) == ([], [], 1)
    assert plan.changed[0].event.note == "¿Seguro? 🤔"


def test_two_rows_are_never_one_event(importer):
    table = importer.table()
    assert importer.mistakes([*table, table[0]])[0] == (2, "id")
    new = dict.fromkeys(table[0], "") | NEW | {"nombre_en_direccion": "igual"}
    assert importer.mistakes([new, new]) == [(2, "nombre_en_direccion"), (3, "nombre_en_direccion")]


def test_two_new_events_of_the_same_title_get_addresses_of_their_own(importer):
    new = dict.fromkeys(importer.table()[0], "") | NEW
    importer.carry_out([new, new | {"titulo_es": "1951 creación"}, new])
    slugs = {"una-oficina-en-cuenca", "una-oficina-en-cuenca-2", "1951-creacion-2"}
    assert (
        set(HistoryEventPage.objects.filter(slug__in=slugs).values_list("slug", flat=True)) == slugs
    )


def test_the_identifier_of_another_page_is_refused(importer):
    new = NEW | {"id": str(ProgramPage.objects.first().translation_key)}
    assert importer.mistakes([new]) == [(2, "id")]


def test_an_event_with_an_open_draft_or_a_lock_is_not_changed_over_somebodys_head(importer):
    table = changed(importer.table(), "1959-miembro", titulo_en="Otra")
    table = changed(table, "1965-ejecucion", titulo_en="Otra")
    draft, locked = event("1959-miembro"), event("1965-ejecucion")
    draft.note = "en curso"
    draft.save_revision()
    locked.locked = True
    locked.save()
    assert [column for _row, column in importer.mistakes(table)] == ["id", "id"]


def test_an_undated_event_stands_where_it_stands_in_a_table_without_years(importer):
    rows = [
        {"id": "", "titulo_es": "Con fecha", "fecha": "1975"},
        {"id": "", "titulo_es": "Sin fecha", "fecha": ""},
    ]
    importer.carry_out(rows)
    assert event("sin-fecha").sort_year == 1975
    assert importer.mistakes(rows[1:]) == [(2, "fecha")]


def test_a_day_that_a_spreadsheet_made_its_own_is_read(importer):
    importer.carry_out([{"id": "", "titulo_es": "Un día", "fecha": "3/5/1975"}])
    assert event("un-dia").date.edtf == "1975-05-03"


def test_the_preview_shows_how_each_date_was_understood(importer):
    row = {"id": "", "titulo_es": "Uno", "fecha": "", "fecha_segun_fuente_es": ""}
    typed = ["mediados de 1974", "dic-65", "16/12/1965 14:30", "principios de 1974", "12/16/1965"]
    rows = [row | {"fecha": each} for each in typed]
    answer = importer.upload([*rows, row | {"fecha": "1974", "fecha_segun_fuente_es": "ese año"}])
    shown = text_of(importer.shown(answer["Location"]).main)
    assert "2 mediados de 1974 hacia mediados de 1974 1974-06~" in shown
    assert "3 dic-65 diciembre de 1965 1965-12 «65» se entiende como el año 1965." in shown
    assert "4 16/12/1965 14:30 16 de diciembre de 1965 1965-12-16 La hora se omite." in shown
    assert "5 principios de 1974 1974 Se lee en público: principios de 1974" in shown
    assert "6 fecha «12/16/1965»: no existe el mes 16. Escriba día/mes/año: 16/12/1965." in shown
    assert "7 1974 1974 Se lee en público: ese año" in shown


def test_words_that_edtf_has_no_sign_for_are_what_readers_see(importer):
    importer.carry_out([{"id": "", "titulo_es": "Un comienzo", "fecha": "A principios de 1974"}])
    made = event("un-comienzo")
    assert (made.date.edtf, made.date_as_written_es) == ("1974", "A principios de 1974")
    table = changed(importer.table(), "1959-miembro", fecha="fines de 1960")
    words = event("1959-miembro").date_as_written_es
    importer.carry_out(table)
    assert (event("1959-miembro").date.edtf, event("1959-miembro").date_as_written_es) == (
        "1960",
        words,
    )


def test_a_date_written_otherwise_changes_nothing_even_under_a_lock(importer):
    locked = event("1965-ejecucion")
    locked.locked = True
    locked.save()
    typed = locked.date.wording("es")
    plan = importer.preview(changed(importer.table(), locked.slug, fecha=typed))
    assert (plan.mistakes, plan.changed) == ([], [])


def test_html_in_a_cell_is_held_to_what_the_editor_allows(importer):
    mission = MissionPage.objects.get()
    address = f"http://localhost:8000{mission.url_in('es')}"
    text = (
        f'<p onclick="x">Uno <b>dos</b> <a href="{address}">tres</a> '
        '<a href="javascript:alert(1)">cuatro</a><script>alert(1)</script></p><h2>cinco</h2>'
    )
    importer.carry_out([{"id": "", "titulo_es": "Enlaces", "fecha": "1975", "texto_es": text}])
    stored = event("enlaces").text_es
    assert f'<a linktype="page" id="{mission.pk}">tres</a>' in stored
    assert "<b>dos</b>" in stored
    for part in ("script", "onclick", "<h2"):
        assert part not in stored


def test_what_changes_between_preview_and_confirmation_stops_it(importer):
    table = changed(importer.table(), "1959-miembro", titulo_en="Otra")
    plan = importer.preview(table)
    made = EventImport.objects.get()
    one = event("1959-miembro")
    one.display_title_en = "Meanwhile"
    publish_page(one)
    importer.confirm(made, plan.fingerprint)
    made.refresh_from_db()
    assert made.status == "checked"
    assert event("1959-miembro").display_title_en == "Meanwhile"
    shown = text_of(importer.shown(f"{IMPORTS}{made.pk}/"))
    assert "han cambiado" in shown


def test_a_fault_half_way_leaves_nothing_behind(importer, monkeypatch):
    table = changed(importer.table(), "1959-miembro", titulo_en="Otra")
    plan = importer.preview([*table, dict.fromkeys(table[0], "") | NEW])
    made = EventImport.objects.get()

    write = carrying_out.write

    def failing(row, *args):
        if row.is_new:
            raise RuntimeError("the server stops")
        write(row, *args)

    monkeypatch.setattr(carrying_out, "write", failing)
    with pytest.raises(RuntimeError):
        importer.confirm(made, plan.fingerprint)
    assert HistoryEventPage.objects.count() == 12
    assert not ImportedEvent.objects.exists()


@pytest.mark.parametrize("publish", [True, False])
def test_an_event_keeps_its_comments_and_leaves_the_trace_that_wagtail_leaves(importer, publish):
    one = event("1965-ejecucion")
    comment = Comment.objects.create(page=one, user=User.objects.first(), text="¿Seguro?")
    PageLogEntry.objects.all().delete()
    importer.carry_out(changed(importer.table(), one.slug, titulo_es="Otro más"), publish)
    one.refresh_from_db()
    entries = PageLogEntry.objects.filter(page=one.pk).order_by("pk")
    assert entries.values("uuid").distinct().count() == 1
    published = ["publishing.publish_urgently", "wagtail.rename", "wagtail.publish"]
    assert [entry.action for entry in entries] == [
        *("wagtail.edit", *(published if publish else []), "open_data.import")
    ]
    assert {entry.revision for entry in entries} == {one.latest_revision}
    assert {entry.user.email for entry in entries} == {"ana@example.org"}
    assert one.draft_title == "Otro más"
    assert (one.title == "Otro más") == publish
    assert (one.live_revision == one.latest_revision) == publish
    assert one.has_unpublished_changes == (not publish)
    assert Comment.objects.filter(pk=comment.pk, page=one).exists()


def test_an_event_that_waits_for_its_day_goes_on_waiting(importer):
    waiting = event("1959-miembro")
    waiting.unpublish()
    waiting.go_live_at = timezone.now() + timedelta(days=2)
    waiting.save_revision()
    importer.carry_out(changed(importer.table(), waiting.slug, titulo_en="Later"))
    again = event(waiting.slug)
    assert not again.live
    assert again.scheduled_revision == again.latest_revision


def test_each_row_costs_so_many_statements_and_no_more(importer):
    blank = dict.fromkeys(importer.table()[0], "")

    def statements(rows: list[dict]) -> int:
        plan = importer.preview(rows)
        with CaptureQueriesContext(connection) as captured:
            importer.confirm(EventImport.objects.first(), plan.fingerprint)
        return len(captured)

    def new(first: int, count: int) -> list[dict]:
        numbers = range(first, first + count)
        return [blank | NEW | {"titulo_es": f"Hecho número {each}"} for each in numbers]

    assert statements(new(0, 8)) - statements(new(8, 2)) <= 6 * NEW_ROW
    table = [row for row in importer.table() if row["titulo_es"].startswith("Hecho número")]
    many = [row | {"titulo_en": "Other"} for row in table[:8]]
    few = [row | {"titulo_en": "Other"} for row in table[8:]]
    assert statements(many) - statements(few) <= 6 * CHANGED_ROW


def test_an_event_in_the_bin_is_restored_before_a_table_changes_it(importer):
    one = event("1959-miembro")
    table = changed(importer.table(), one.slug, titulo_en="Otra")
    trash_page(one, None)
    assert [column for _row, column in importer.mistakes(table)] == ["id"]
    assert "papelera" in text_of(importer.shown(f"{IMPORTS}{EventImport.objects.first().pk}/").main)


def test_themes_and_sources_are_never_made_by_an_import(importer):
    themes, sources = Theme.objects.count(), Source.objects.count()
    importer.carry_out([NEW])
    assert (Theme.objects.count(), Source.objects.count()) == (themes, sources)


def test_looking_twice_leaves_one_file(importer):
    importer.upload([NEW])
    importer.upload([NEW])
    assert EventImport.objects.count() == 1
    assert rows_of(table_of([NEW]))[0]["titulo_es"] == NEW["titulo_es"]
