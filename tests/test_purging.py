"""Which addresses the cache in front is told of, for each kind of change that the public sees."""

import pytest
from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, ReferenceIndex, Site

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from history.timeline import neighbours
from oim_portal.bin.models import Deletion
from oim_portal.bin.page_moves import put_page, restore_page
from oim_portal.caching import sending
from oim_portal.media.models import PortalImage
from pages import shown_on
from pages.models import (
    BasePage,
    ContentPage,
    HomePage,
    PortalSettings,
    SectionPage,
    SocialNetwork,
    TranslationState,
)
from pages.models.grounds import on_grounds_of
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage, SphereEvent, SpherePage
from tests.factories import add_page, make_private, publish_page
from tests.pictures import encoded, scene, upload
from tests.small_cache import small_cache

pytestmark = pytest.mark.django_db

LISTS = {"/es/novedades.xml", "/en/novedades.xml", "/sitemap.xml", "/es/datos/", "/en/datos/"}
HISTORY = "quienes-somos/historia/"
HOME = {"/es/", "/en/"}


@pytest.fixture
def cache(settings, content):
    with small_cache(settings) as running:
        sending.patience.forget()
        yield running


@pytest.fixture
def change(cache, django_capture_on_commit_callbacks):
    """Commit a change and wait until the cache was told of all that it must be told of."""

    def make(action, *expected: str) -> None:
        cache.received.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        cache.wait_for(*expected)

    return make


def both(*tails: str) -> set[str]:
    """Return these addresses in both languages."""
    return {f"/{language}/{tail}" for language in ("es", "en") for tail in tails}


def publish(page) -> None:
    publish_page(page)


def program_of(sphere: SpherePage) -> ProgramPage:
    index = ProgramIndexPage.objects.get()
    return add_page(index, "Programa", model=ProgramPage, sphere=sphere)


def test_a_publication_touches_the_page_all_above_it_and_the_lists(change):
    page = add_page(SectionPage.objects.get(), "Nueva")
    change(
        lambda: publish(page),
        *both("quienes-somos/nueva/", "quienes-somos/", ""),
        *LISTS,
    )


def test_letters_with_accents_are_named_as_browsers_ask_for_them(change):
    page = add_page(title="Misión")
    page.slug = "misión"
    change(lambda: publish(page), *both("misi%C3%B3n/"))
    page.slug = "otra"
    change(lambda: publish(page), *both("misi%C3%B3n/", "otra/"))


def test_the_cache_is_told_the_public_name_of_the_site_and_first_the_page_itself(change, cache):
    page = add_page(title="Nueva")
    change(lambda: publish(page), "/es/nueva/", *LISTS)
    # In either language first: there are two threads.
    assert cache.received[0][1] in both("nueva/")
    assert {host for host, _path in cache.received} == {"localhost:8000"}


def test_an_event_touches_the_history_its_neighbours_and_the_programmes_that_name_it(change):
    event, program = HistoryEventPage.objects.get(slug="1974-retorno"), ProgramPage.objects.first()
    with on_grounds_of("test"):
        ProgramEvent.objects.create(page=program, event=event)
    sphere = SpherePage.objects.first()
    with on_grounds_of("test"):
        SphereEvent.objects.create(page=sphere, event=event)
    beside = [f"{HISTORY}{other.slug}/" for other in neighbours(event)]
    assert len(beside) == 2
    change(
        lambda: publish(event),
        *both(f"{HISTORY}1974-retorno/", HISTORY, "", *beside),
        *both(f"programas/{program.slug}/", f"programas/{sphere.slug}/"),
    )


def test_a_programme_touches_its_index_its_sphere_and_the_events_that_it_names(change):
    program = program_of(sphere := SpherePage.objects.first())
    with on_grounds_of("test"):
        ProgramEvent.objects.create(
            page=program, event=HistoryEventPage.objects.get(slug="1974-retorno")
        )
    change(
        lambda: publish(program),
        *both(f"programas/{program.slug}/", "programas/", f"programas/{sphere.slug}/"),
        *both(f"{HISTORY}1974-retorno/", HISTORY),
    )


def test_a_programme_that_changes_sphere_touches_the_old_and_the_new_one(change):
    old, new = SpherePage.objects.all()[:2]
    program = program_of(old)
    program.sphere = new
    change(lambda: publish(program), *both(f"programas/{old.slug}/", f"programas/{new.slug}/"))


def test_a_programme_that_drops_an_event_touches_the_event_and_the_history(change):
    program = ProgramPage.objects.first()
    event = program.event_links.first().event
    program.event_links = []
    change(lambda: publish(program), *both(f"{HISTORY}{event.slug}/", HISTORY))


def test_an_event_whose_date_changes_touches_its_old_and_its_new_neighbours(change):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    old = neighbours(event)
    event.date, event.sort_year = "1952", None
    event.set_sort_columns()
    new = neighbours(event)
    slugs = {other.slug for other in (*old, *new)}
    assert len(slugs) == 4
    change(lambda: publish(event), *both(*[f"{HISTORY}{slug}/" for slug in slugs]))


def test_a_sphere_touches_its_programmes_and_the_history_that_is_filtered_by_it(change):
    sphere = SpherePage.objects.first()
    program = program_of(sphere)
    change(lambda: publish(sphere), *both(f"programas/{program.slug}/", HISTORY))


def test_a_withdrawal_touches_what_a_publication_does(change):
    page = add_page(SectionPage.objects.get(), "Vieja")
    change(page.unpublish, *both("quienes-somos/vieja/", "quienes-somos/", ""), *LISTS)


def test_a_deletion_touches_the_page_and_all_below_it(change):
    section = add_page(title="Sección", model=SectionPage)
    add_page(section, "Hoja")
    change(section.delete, *both("seccion/", "seccion/hoja/", ""), *LISTS)


def test_the_bin_takes_a_page_from_its_addresses_and_gives_it_back(change):
    section = add_page(title="Sección", model=SectionPage)
    publish(add_page(section, "Hoja"))
    publish(section)
    addresses = [*both("seccion/", "seccion/hoja/", ""), *LISTS]
    change(lambda: put_page(section, None), *addresses)
    change(lambda: restore_page(Deletion.objects.get(page=section.pk), None), *addresses)


def test_a_move_touches_both_places_of_the_page_and_of_all_below_it(change):
    section = add_page(title="Sección", model=SectionPage)
    add_page(section, "Hoja")
    about = SectionPage.objects.get(slug="quienes-somos")
    change(
        lambda: section.move(about, pos="last-child"),
        *both("seccion/", "seccion/hoja/", "quienes-somos/seccion/", "quienes-somos/"),
        *both("quienes-somos/seccion/hoja/", ""),
        *LISTS,
    )


def test_a_new_slug_touches_old_and_new_addresses(change):
    section = add_page(title="Sección", model=SectionPage)
    add_page(section, "Hoja")

    def rename() -> None:
        section.slug = "otra"
        publish(section)

    change(rename, *both("seccion/", "seccion/hoja/", "otra/", "otra/hoja/", ""), *LISTS)


def test_privacy_touches_the_page_all_below_it_and_what_shows_them(change):
    history = HistoryPage.objects.get()
    event = HistoryEventPage.objects.first()
    expected = [*both(HISTORY, f"{HISTORY}{event.slug}/", "quienes-somos/", ""), *LISTS]
    change(lambda: make_private(history), *expected)
    change(PageViewRestriction.objects.get().delete, *expected)


def test_settings_touch_the_front_page_at_once(change):
    site = Site.objects.get()
    change(lambda: PortalSettings.objects.create(site=site, phone="2"), *HOME)
    of = PortalSettings.objects.get()
    change(lambda: SocialNetwork.objects.create(settings=of, name="Red"), *HOME)


def test_a_theme_and_a_source_touch_the_history_and_their_events(change):
    for model in (Theme, Source):
        thing = model.objects.first()
        with on_grounds_of("test"):
            thing.events.add(HistoryEventPage.objects.first())
        slugs = [event.slug for event in thing.events.all()]
        assert slugs
        touched = both(HISTORY, *[f"{HISTORY}{slug}/" for slug in slugs])
        change(thing.save, *touched)


def test_a_theme_and_a_source_that_no_event_names_touch_the_history_when_they_go(change):
    for thing in (
        Theme.objects.create(name_es="De nadie", slug="de-nadie"),
        Source.objects.create(title_es="De nadie"),
    ):
        change(thing.delete, *both(HISTORY))


def test_a_source_touches_the_programmes_that_rest_on_it(change):
    source, program = Source.objects.create(title_es="Ley"), ProgramPage.objects.first()
    program.sources.add(source)
    with on_grounds_of("test"):
        program.save()
    change(source.save, *both(f"programas/{program.slug}/"))


def test_a_redirect_touches_its_address(change):
    home = HomePage.objects.get()
    change(
        lambda: Redirect.objects.create(old_path="/es/antigua", redirect_page=home),
        "/es/antigua",
        "/es/antigua/",
    )


def test_a_confirmed_translation_touches_its_page(change):
    page = ProgramIndexPage.objects.get()
    change(
        lambda: TranslationState.objects.update_or_create(
            content_type=page.content_type,
            object_id=page.pk,
            language="en",
            defaults={"reviewed": True},
        ),
        *both("programas/"),
    )


def test_a_replaced_picture_touches_the_pages_that_use_it(change):
    image = PortalImage(title="Foto", file=upload(encoded(scene(), "jpg"), "foto.jpg"))
    image.save()
    page = add_page(HistoryPage.objects.get(), "Con foto", model=HistoryEventPage, image=image)
    publish(page)
    ReferenceIndex.create_or_update_for_object(page)  # by the worker, on a server

    def replace() -> None:
        image.file = ContentFile(encoded(scene(size=(900, 700)), "jpg"), "otra.jpg")
        image.save()

    change(replace, *both("quienes-somos/historia/con-foto/"))


def test_a_picture_that_nobody_uses_touches_nothing(change, cache):
    image = PortalImage(title="Foto", file=upload(encoded(scene(), "jpg"), "foto.jpg"))
    change(image.save)
    page = add_page(title="Después")
    change(lambda: publish(page), "/es/despues/")
    assert not cache.paths & both("quienes-somos/mision/")


def test_a_saved_draft_touches_nothing(change, cache):
    page = ContentPage.objects.first() or add_page(title="Nueva")
    change(page.save_revision)
    other = add_page(title="Otra")
    change(lambda: publish(other), "/es/otra/")
    assert page.url_in("es") not in cache.paths


def test_without_a_cache_nothing_is_noted(settings, cache, django_capture_on_commit_callbacks):
    settings.PORTAL_CACHE_URL = ""
    with django_capture_on_commit_callbacks(execute=True):
        publish(HomePage.objects.get())
    assert not DBTaskResult.objects.filter(task_path__contains="caching").exists()
    assert cache.received == []


def test_a_page_is_published_though_nobody_can_find_where_it_is_shown(change, monkeypatch):
    broken = (BasePage, lambda page: BasePage.objects.extra(where=["nonsense"]))
    monkeypatch.setattr(shown_on, "_finders", [broken])
    page = HistoryEventPage.objects.first()
    page.title = "Otro título"
    change(lambda: publish(page), *LISTS)
    page.refresh_from_db()
    assert page.title == "Otro título"
