"""The drafts of an import are read on one screen by somebody else, or published with a reason."""

import pytest
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.publishing.models import ReadText
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .event_tables import IMPORTS, EventImporter
from .html import text_of
from .publishing_steps import REASON
from .staff import person, signed_in
from .test_import_events import event
from .test_import_undo import NEW_SLUG, some_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def importer(content) -> EventImporter:
    return EventImporter(person(PUBLISHER, "imports@example.org"))


def answer_to(client, made, action: str, **fields: str) -> str:
    """Press a button of the screen and return the next one."""
    url = reverse("event_import_read", args=[made.pk])
    data = form_of(client, url) | {"action": action} | fields
    return client.post(url, data, follow=True).text


def is_public(slug: str) -> bool:
    found = event(slug)
    return found.live and not found.has_unpublished_changes


def test_somebody_else_reads_all_drafts_and_publishes_them_in_one_press(importer, visitor):
    made = some_import(importer, publish=False)
    reader = signed_in(person(PUBLISHER, "reads@example.org"))
    link = reverse("event_import_read", args=[made.pk])
    assert link in reader.get(f"{IMPORTS}{made.pk}/").text
    shown = reader.get(link).text
    assert "Ecuador joins" in shown, "what changes"
    assert "Se abrió una oficina." in shown, "what is new"

    assert "son públicos" in answer_to(reader, made, "publish")

    assert visitor.get(event(NEW_SLUG).url).status_code == 200
    assert "Ecuador joins" in visitor.get("/en/" + event("1959-miembro").url.lstrip("/es")).text
    lines = ReadText.objects.filter(page__in=made.events.values("page"), kind="read")
    assert {line.reader.email for line in lines} == {"reads@example.org"}
    made.refresh_from_db()
    importer.undo(made)
    assert made.status == "undone"


def test_an_editor_reads_what_the_only_publisher_imports(importer):
    made = some_import(importer, publish=False)
    editor = signed_in(person(EDITOR, "edits@example.org"))
    assert "Leído" not in text_of(importer.shown(f"{IMPORTS}{made.pk}/leer/").main)
    assert "pueden publicarse" in answer_to(editor, made, "read")
    url = reverse("event_import_read", args=[made.pk])
    refused = editor.post(url, form_of(editor, url) | {"action": "publish"}, follow=True)
    assert refused.request["PATH_INFO"] == reverse("wagtailadmin_home")
    assert not event(NEW_SLUG).live
    assert "son públicos" in answer_to(importer.client, made, "publish")
    assert is_public(NEW_SLUG)


def test_who_imported_publishes_with_a_reason_alone(importer):
    made = some_import(importer, publish=False)
    assert "Nadie más leyó" in answer_to(importer.client, made, "publish")
    answer_to(importer.client, made, "reason", reason=" ")
    assert not event(NEW_SLUG).live
    answer_to(importer.client, made, "reason", reason=REASON)
    assert is_public(NEW_SLUG)
    assert is_public("1959-miembro")
    assert ReadText.objects.filter(reason=REASON, kind="urgent").count() == 2


def test_texts_that_changed_after_they_were_shown_are_not_published(importer):
    made = some_import(importer, publish=False)
    reader = signed_in(person(PUBLISHER, "reads@example.org"))
    url = reverse("event_import_read", args=[made.pk])
    form = form_of(reader, url) | {"action": "publish"}
    changed = event("1959-miembro").get_latest_revision_as_object()
    changed.display_title_en = "Nobody has read this"
    changed.save_revision(user=person(EDITOR))

    answer = reader.post(url, form, follow=True)

    assert "cambió después" in answer.text
    assert not event(NEW_SLUG).live
    assert "Nobody has read this" not in event("1959-miembro").display_title_en
    assert "Ecuador joins" not in reader.get(url).text, "it is read on its own screen"


def test_what_is_published_meanwhile_waits_no_longer(importer):
    made = some_import(importer, publish=False)
    url = reverse("event_import_read", args=[made.pk])
    form = form_of(importer.client, url) | {"action": "read"}
    with publishing_reason("test"):
        event(NEW_SLUG).get_latest_revision().publish()
        event("1959-miembro").get_latest_revision().publish()
    assert "De esta importación no queda nada por leer" in importer.client.get(url).text
    assert "cambió después" in importer.client.post(url, form, follow=True).text
