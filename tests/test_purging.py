"""Which addresses the cache in front is told of, for each kind of change that the public sees."""

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)

from history.fields import DATE_ORDER
from history.models import HistoryEventPage, HistoryPage, Source, Theme
from history.timeline import neighbours
from oim_portal.frontend_cache import cached_urls, sending, tasks
from oim_portal.frontend_cache.withdrawals import WithdrawalMiddleware
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.publishing.consent import withdraw
from oim_portal.trash.models import Deletion
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.models import (
    BasePage,
    ContentPage,
    HomePage,
    PageReview,
    PortalSettings,
    SectionPage,
    ShareCard,
    SocialNetwork,
    TranslationState,
)
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramEvent, ProgramIndexPage, ProgramPage

from .factories import add_page, make_private, publish_page
from .pictures import encoded, scene, upload
from .recording_cache import recording_cache

pytestmark = pytest.mark.django_db

# What tells of all pages: by no list, but by the views themselves.
LISTS = {
    *("/es/novedades.xml", "/en/novedades.xml", "/es/datos/", "/en/datos/"),
    *("/sitemap.xml", "/robots.txt", "/manifest.webmanifest"),
}
HISTORY = "quienes-somos/historia/"
HOME = {"/es/", "/en/"}


@pytest.fixture
def cache(settings, content):
    with recording_cache(settings) as running:
        sending.patience.reset()
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


@pytest.fixture
def withdrawal(cache, rf, django_capture_on_commit_callbacks):
    """Withdraw something in a request; what is expected was purged when that is answered."""

    def make(action, *expected: str) -> None:
        cache.received.clear()

        def view(request):
            with django_capture_on_commit_callbacks(execute=True):
                action()
            return HttpResponse()

        WithdrawalMiddleware(view)(rf.post("/admin/"))
        assert set(expected) - cache.paths == set()

    return make


def both(*tails: str) -> set[str]:
    """Return these addresses in both languages."""
    return {f"/{language}/{tail}" for language in ("es", "en") for tail in tails}


def publish(page) -> None:
    publish_page(page)


def test_a_publication_touches_the_page_all_above_it_and_the_lists(change):
    page = add_page(SectionPage.objects.get(), "Nueva")
    change(
        lambda: publish(page),
        *both("quienes-somos/nueva/", "quienes-somos/", ""),
        *LISTS,
    )


def test_letters_with_accents_are_named_as_browsers_ask_for_them(change):
    page = add_page(title="Misión")
    # An address of before: new ones have plain letters.
    old = {"slug": "misión", "url_path": page.url_path.replace("mision", "misión")}
    with publishing_reason("test"):
        type(page).objects.filter(pk=page.pk).update(**old)
    page = type(page).objects.get(pk=page.pk)
    change(lambda: publish(page), *both("misi%C3%B3n/"))
    page.slug = "otra"
    change(lambda: publish(page), *both("misi%C3%B3n/", "otra/"))


def test_the_cache_is_told_the_public_name_of_the_site_and_first_the_page_itself(change, cache):
    page = add_page(title="Nueva")
    change(lambda: publish(page), "/es/nueva/", *LISTS)
    # In either language first: there are two threads.
    assert cache.received[0][1] in both("nueva/")
    assert {host for host, _path in cache.received} == {"localhost:8000"}


def test_what_else_shows_a_page_is_left_to_the_pass(change, cache):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    change(lambda: publish(event), *both(f"{HISTORY}1974-retorno/", HISTORY, ""), *LISTS)
    beside = [
        f"{HISTORY}{other.slug}/"
        for other in neighbours(
            event, HistoryEventPage.objects.published().public().order_by(*DATE_ORDER)
        )
    ]
    assert not cache.paths & both(*beside, "programas/")
    assert tasks.waiting(tasks.refresh_everything).count() == 1


def test_a_withdrawal_touches_what_a_publication_does_and_the_pages_that_name_it(withdrawal):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    program = ProgramPage.objects.exclude(event_links__event=event).first()
    with publishing_reason("test"):
        ProgramEvent.objects.create(page=program, event=event)
    ReferenceIndex.create_or_update_for_object(program)  # by the worker, on a server
    withdrawal(
        event.unpublish,
        *both(f"{HISTORY}1974-retorno/", HISTORY, "", f"programas/{program.slug}/"),
        *LISTS,
    )


def test_a_deletion_touches_the_page_and_all_below_it(withdrawal):
    section = add_page(title="Sección", model=SectionPage)
    add_page(section, "Hoja")
    withdrawal(section.delete, *both("seccion/", "seccion/hoja/", ""), *LISTS)


def test_the_bin_takes_a_page_from_its_addresses_and_gives_it_back(change, withdrawal):
    section = add_page(title="Sección", model=SectionPage)
    publish(add_page(section, "Hoja"))
    publish(section)
    addresses = [*both("seccion/", "seccion/hoja/", ""), *LISTS]
    withdrawal(lambda: trash_page(section, None), *addresses)
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


def test_a_move_to_a_private_place_is_a_withdrawal(withdrawal):
    section, closed = [add_page(title=title, model=SectionPage) for title in ("Una", "Otra")]
    make_private(closed)
    withdrawal(lambda: section.move(closed, pos="last-child"), *both("una/", ""), *LISTS)


def test_a_new_slug_touches_old_and_new_addresses(change):
    section = add_page(title="Sección", model=SectionPage)
    add_page(section, "Hoja")

    def rename() -> None:
        section.slug = "otra"
        publish(section)

    change(rename, *both("seccion/", "seccion/hoja/", "otra/", "otra/hoja/", ""), *LISTS)


def test_privacy_touches_the_page_all_below_it_and_what_lists_them(change, withdrawal):
    history = HistoryPage.objects.get()
    event = HistoryEventPage.objects.first()
    expected = [*both(HISTORY, f"{HISTORY}{event.slug}/", "quienes-somos/", ""), *LISTS]
    withdrawal(lambda: make_private(history), *expected)
    change(PageViewRestriction.objects.get().delete, *expected)


def test_settings_touch_the_front_page_at_once(change):
    site = Site.objects.get()
    change(lambda: PortalSettings.objects.create(site=site, site_name_es="2"), *HOME)
    of = PortalSettings.objects.get()
    change(lambda: SocialNetwork.objects.create(settings=of, name="Red"), *HOME)


def test_a_theme_and_a_source_are_followed_by_the_pass(change):
    for thing in (
        Theme.objects.create(name_es="De nadie", slug="de-nadie"),
        Source.objects.create(title_es="De nadie"),
    ):
        for action in (thing.save, thing.delete):
            tasks.waiting(tasks.refresh_everything).delete()
            change(action, *HOME, *LISTS)
            assert tasks.waiting(tasks.refresh_everything).count() == 1


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


@pytest.fixture
def picture(cache) -> PortalImage:
    """A picture of an event."""
    image = PortalImage(title="Foto", file=upload(encoded(scene(), "jpg"), "foto.jpg"))
    image.save()
    page = add_page(HistoryPage.objects.get(), "Con foto", model=HistoryEventPage, image=image)
    publish(page)
    ReferenceIndex.create_or_update_for_object(page)  # by the worker, on a server
    return image


def test_a_review_touches_its_page(change):
    page, today = ProgramIndexPage.objects.get(), timezone.localdate()
    change(
        lambda: PageReview.objects.create(page=page, reviewed_on=today, next_on=today),
        *both("programas/"),
    )


def test_a_replaced_picture_touches_the_pages_that_use_it(picture, withdrawal):
    picture.file = ContentFile(encoded(scene(size=(900, 700)), "jpg"), "otra.jpg")
    withdrawal(picture.save, *both(f"{HISTORY}con-foto/"))


def test_a_deleted_picture_touches_the_pages_that_use_it(picture, withdrawal):
    withdrawal(picture.delete, *both(f"{HISTORY}con-foto/"))
    withdrawal(PortalImage.objects.all().delete, *both(f"{HISTORY}con-foto/"))


def test_a_withdrawn_consent_touches_the_files_the_pages_and_what_lists_them(picture, withdrawal):
    files = {rendition.url for rendition in picture.renditions.all()}
    assert files
    withdrawal(lambda: withdraw(picture), *files, *both(f"{HISTORY}con-foto/", HISTORY), *LISTS)


def test_a_logo_that_is_withdrawn_or_replaced_touches_every_page(content, withdrawal):
    file = upload(encoded(scene(size=(600, 200)), "png"), "emblema.png")
    logo = PortalImage.objects.create(title="Emblema", file=file, consent="nobody")
    PortalSettings.objects.create(site=Site.objects.get(), logo=logo)
    everywhere = both("", "programas/", HISTORY, "quienes-somos/mision/")
    logo.file = ContentFile(encoded(scene(size=(700, 200)), "png"), "otro.png")
    withdrawal(logo.save, *everywhere, *LISTS)
    withdrawal(lambda: withdraw(logo), *everywhere, *LISTS)


def test_a_document_whose_collection_changes_its_privacy_touches_the_pages_that_link_to_it(
    cache, withdrawal
):
    private, own = (Collection.get_first_root_node().add_child(name=name) for name in "AB")
    file = ContentFile(b"a,b", name="datos.csv")
    document = PortalDocument(title="Datos", file=file, collection=own)
    document.save()
    link = f'<p><a linktype="document" id="{document.pk}">Datos</a></p>'
    page = add_page(title="Con datos", body_es=[("paragraph", link)])
    ReferenceIndex.create_or_update_for_object(page)

    def restrict(collection: Collection) -> CollectionViewRestriction:
        login = CollectionViewRestriction.LOGIN
        return CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=login
        )

    def move() -> None:
        """Do what the view of Wagtail's admin does."""
        own.save()
        own.move(private, "sorted-child")

    withdrawal(lambda: restrict(own), *both("con-datos/"))
    withdrawal(own.view_restrictions.get().delete, *both("con-datos/"))
    restrict(private)
    withdrawal(move, *both("con-datos/"))
    assert not PortalDocument.objects.get().is_public


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
    assert not DBTaskResult.objects.filter(task_path__contains="frontend_cache").exists()
    assert cache.received == []


def test_a_change_is_made_though_nobody_can_find_what_it_touches(
    change, withdrawal, cache, monkeypatch
):
    def fail(pages):
        yield from BasePage.objects.extra(where=["nonsense"])

    monkeypatch.setattr(cached_urls, "ancestors_of", fail)
    page = HistoryEventPage.objects.first()
    page.title = "Otro título"
    change(lambda: publish(page), *both(f"{HISTORY}{page.slug}/"))
    page.refresh_from_db()
    assert page.title == "Otro título"
    assert tasks.waiting(tasks.refresh_everything).exists()
    withdrawal(page.unpublish, *both(f"{HISTORY}{page.slug}/"))
    page.refresh_from_db()
    assert not page.live


def test_a_card_that_was_drawn_refreshes_its_page_and_the_neutral_one_the_views(change):
    mission = BasePage.objects.get(slug="mision")
    facts = {"language": "es", "name": "images/card-x.png", "alt": "Misión"}
    change(lambda: ShareCard.objects.create(page=mission, **facts), "/es/quienes-somos/mision/")
    change(lambda: ShareCard.objects.create(page=None, **facts), "/es/datos/", "/en/datos/")
