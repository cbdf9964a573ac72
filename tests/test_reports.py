"""What the reports tell staff: dates in conflict, pages to review, pictures, health."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext, override

from history.models import HistoryEventPage, HistoryPage, Source
from oim_portal.accounts.roles import EDITOR, PUBLISHER, ROLES
from oim_portal.admin.reports.dates import displaced_events, longest_run
from oim_portal.media.models import PortalImage
from oim_portal.operations import health
from pages.models import BasePage, MissionPage, PageReview
from pages.models.publishing_guard import publishing_reason

from .factories import add_page, publish_page, publish_revision
from .html import page, texts
from .pictures import encoded, scene, upload
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

REPORTS = [
    "before_publishing",
    "dates_report",
    "quotations_report",
    "to_review_report",
    "pictures_report",
    "health_report",
]


@pytest.fixture
def editor(content):
    return signed_in(person(EDITOR))


def spreadsheet(client, report: str, **filters) -> list[list[str]]:
    answer = client.get(reverse(report), {**filters, "export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def titles(client, report: str, **filters) -> list[str]:
    """Return the first column of the report's spreadsheet, without its heading."""
    return [row[0] for row in spreadsheet(client, report, **filters)][1:]


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("role", ROLES)
def test_whoever_works_on_pages_reads_each_report_and_takes_it_as_a_spreadsheet(
    content, report, role
):
    client = signed_in(person(role))
    for address in (reverse(report), reverse(f"{report}_results")):
        assert client.get(address).status_code == 200
    assert client.get(reverse(report), {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("report", REPORTS)
def test_a_spreadsheet_has_the_columns_of_the_list_that_have_a_name(editor, report):
    listed = page(editor, reverse(report))
    shown = [name for name in texts(listed, ".listing thead th") if name]
    assert not shown or spreadsheet(editor, report)[0] == shown


def test_a_spreadsheet_holds_days_and_sentences(editor, due):
    headings, row = spreadsheet(editor, "to_review_report")
    assert dict(zip(headings, row, strict=True))["Revisar el"] == due.review_on.isoformat()
    event = HistoryEventPage.objects.exclude(note="").first()
    (row,) = [each for each in spreadsheet(editor, "dates_report") if each[0] == event.title]
    assert event.note.splitlines()[0] in row[-1]


# Dates in conflict


def test_events_with_a_note_of_doubt_are_listed_with_it(editor):
    event = HistoryEventPage.objects.exclude(note="").first()
    assert event.title in titles(editor, "dates_report", reason="has_note")
    assert (
        escape(event.note.splitlines()[0]) in editor.get(reverse("dates_report")).content.decode()
    )
    HistoryEventPage.objects.update(note="")
    assert titles(editor, "dates_report", reason="has_note") == []


def test_the_offices_narrative_tells_2016_before_what_is_earlier(editor):
    found = displaced_events(HistoryPage.objects.get())
    [event] = [e for e in HistoryEventPage.objects.filter(pk__in=found) if e.slug == "2016-09-onu"]
    assert event.title in titles(editor, "dates_report", reason="is_displaced")
    assert all(other.date_sort < event.date_sort for other in found[event.pk].after)
    assert len(found[event.pk].after) > 5


def test_what_the_narrative_tells_in_the_order_of_time_is_in_its_place(content):
    history = HistoryPage.objects.get()
    first, last = [history.narrative_es[place].id for place in (0, -1)]
    with publishing_reason("test"):
        HistoryEventPage.objects.update(narrative_block=first)
    latest = HistoryEventPage.objects.exclude(date="").order_by("date_sort").last()
    with publishing_reason("test"):
        HistoryEventPage.objects.filter(pk=latest.pk).update(narrative_block=last)
    # Within a paragraph the order of the tree counts, and 1959 stands there after 1965.
    found = displaced_events(history)
    assert latest.pk not in found
    for pk in found:
        HistoryEventPage.objects.get(pk=pk).delete()
    assert displaced_events(history) == {}


@pytest.mark.parametrize(
    ("keys", "run"),
    [("", set()), ("abc", {0, 1, 2}), ("zabc", {1, 2, 3}), ("abza", {0, 1, 2}), ("aab", {0, 1, 2})],
)
def test_as_few_as_possible_are_out_of_place(keys, run):
    assert longest_run(keys) == run


def test_sources_that_nobody_has_seen_are_named(editor):
    Source.objects.update(document_seen=True)
    assert titles(editor, "dates_report", reason="has_unseen") == []
    source = Source.objects.filter(events__isnull=False).first()
    source.document_seen = False
    source.save()
    answer = editor.get(reverse("dates_report"))
    assert list(answer.context["unseen"]) == [source]
    assert set(titles(editor, "dates_report", reason="has_unseen")) == {
        event.title for event in source.events.all()
    }


# To review


@pytest.fixture
def due():
    """A page that was to be read again yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return add_page(title="Por leer", review_on=yesterday)


def test_pages_past_their_date_are_listed_with_whoever_cares_for_them(editor, due):
    ana = person(PUBLISHER, "otra@example.org", first_name="Otra")
    BasePage.objects.filter(pk=due.pk).update(responsible=ana)
    add_page(title="Más tarde", review_on=timezone.localdate() + timedelta(days=10))
    add_page(title="Nunca")
    assert titles(editor, "to_review_report") == ["Por leer"]
    assert titles(editor, "to_review_report", when="soon") == ["Por leer", "Más tarde"]
    assert titles(editor, "to_review_report", responsible=ana.pk) == ["Por leer"]
    assert str(ana) in editor.get(reverse("to_review_report")).content.decode()


def test_one_press_says_that_a_page_was_reviewed_today_and_sets_the_next_date(editor, due):
    here = reverse("to_review_report")
    answer = editor.post(reverse("reviewed_today", args=[due.pk]), {"next": f"{here}?when=all"})
    assert answer.url == f"{here}?when=all"
    review = PageReview.objects.get(page=due.pk)
    assert review.reviewed_on == timezone.localdate()
    assert review.reviewed_by.email == "ana@example.org"
    assert titles(editor, "to_review_report") == []
    assert titles(editor, "to_review_report", when="all") == ["Por leer"]


def test_publishing_the_page_again_does_not_bring_the_old_date_back(editor, due):
    revision = due.save_revision()
    editor.post(reverse("reviewed_today", args=[due.pk]))
    publish_revision(revision)
    assert titles(editor, "to_review_report") == []


def test_a_date_that_staff_give_after_the_review_is_due(editor, due):
    editor.post(reverse("reviewed_today", args=[due.pk]))
    due.review_on = timezone.localdate() - timedelta(days=2)
    publish_page(due)
    assert titles(editor, "to_review_report") == ["Por leer"]


def test_only_a_press_of_somebody_who_may_edit_the_page_counts(visitor, editor, due):
    address = reverse("reviewed_today", args=[due.pk])
    assert visitor.post(address).status_code == 302
    assert editor.get(address).status_code == 405
    assert not PageReview.objects.exists()


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_says_when_it_was_reviewed_where_staff_want_it(visitor, language):
    with override(language):
        words = gettext("Reviewed on")
    mission = MissionPage.objects.get()
    PageReview.record(mission, None)
    address = f"/{language}/quienes-somos/mision/"
    assert words not in visitor.get(address).content.decode()
    mission.show_review = True
    publish_page(mission)
    page = visitor.get(address).content.decode()
    assert words in page
    assert f'datetime="{timezone.localdate():%Y-%m-%d}"' in page


# Pictures


def add_picture(title: str, **fields) -> PortalImage:
    values = {"description_es": "Un bosque", "description_en": "A wood", "consent": "nobody"}
    file = upload(encoded(scene(), "png"), "foto.png")
    return PortalImage.objects.create(title=title, file=file, **values | fields)


def use(picture: PortalImage, **fields):
    event = HistoryEventPage.objects.first()
    for name, value in {"image": picture, "image_alt_es": "Un bosque", **fields}.items():
        setattr(event, name, value)
    publish_page(event)


def test_a_picture_that_lacks_nothing_is_not_listed(editor):
    use(add_picture("Completa"), image_alt_en="A wood")
    assert titles(editor, "pictures_report") == []


def test_pictures_are_listed_by_what_they_lack(editor):
    add_picture("Sin inglés", description_en="")
    add_picture("Sin consentimiento", consent="no")
    add_picture("Sin usar")
    assert titles(editor, "pictures_report", problem="lacks_en") == ["Sin inglés"]
    assert titles(editor, "pictures_report", problem="lacks_es") == []
    assert titles(editor, "pictures_report", problem="no_consent") == ["Sin consentimiento"]
    assert len(titles(editor, "pictures_report", problem="is_unused")) == 3


def test_a_picture_shown_without_a_text_in_a_language_is_listed(editor):
    use(add_picture("Usada"), image_alt_en="")
    assert titles(editor, "pictures_report", problem="lacks_en") == ["Usada"]
    assert titles(editor, "pictures_report", problem="is_unused") == []


# Health


def test_health_tells_when_each_job_last_ran_and_warns_of_one_that_is_late(editor):
    page = editor.get(reverse("health_report"))
    assert page.context["ill"]
    assert 'role="alert"' in page.content.decode()
    for job in health.jobs():
        health.record(job.name, ok=True, detail="hecho")
    page = editor.get(reverse("health_report"))
    assert page.context["ill"] == []
    health.record("backup", ok=False, detail="El disco está lleno")
    page = editor.get(reverse("health_report"), {"state": "ill"})
    assert [job.name for job in page.context["object_list"]] == ["backup"]
    assert "El disco está lleno" in page.content.decode()
