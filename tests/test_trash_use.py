"""What a page uses is not lost: themes and sources stay, and files are kept as long as it does."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.actions import DeleteAction
from wagtail.models import Collection, ReferenceIndex

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.media.deletion import DeletionRefusedError
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.trash.models import RETENTION, Deletion
from pages.models import BasePage
from programs.models import ProgramIndexPage, ProgramPage

from .factories import add_page, publish_page
from .pictures import encoded, scene, upload
from .sample_page import publish_page_with_every_block
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(content) -> User:
    return person(PUBLISHER)


def theme() -> Theme:
    return Theme.objects.create(name_es="De prueba", slug="de-prueba")


def source() -> Source:
    return Source.objects.create(title_es="Una fuente")


# Where it is used


def event(**fields) -> HistoryEventPage:
    return add_page(HistoryPage.objects.get(), "Un hecho", model=HistoryEventPage, **fields)


def kind_of(choice: Model) -> str:
    return choice._meta.model_name


def choices_of(page: BasePage, choice: Model):
    return getattr(page, f"{kind_of(choice)}s")


def name_it(page: BasePage, choice: Model) -> BasePage:
    choices_of(page, choice).add(choice)
    return page


def published(choice: Model) -> BasePage:
    page = name_it(event(), choice)
    publish_page(page)
    return page


def draft(choice: Model) -> BasePage:
    page = event()
    publish_page(page)
    name_it(page, choice).save_revision()
    return page


def kept_draft(choice: Model) -> BasePage:
    """Published with it; a newer draft leaves it out."""
    page = published(choice)
    choices_of(page, choice).clear()
    page.save_revision()
    return page


def scheduled(choice: Model) -> BasePage:
    """A scheduled version names it; the newest draft does not."""
    page = name_it(event(live=False), choice)
    page.go_live_at = timezone.now() + timedelta(days=1)
    publish_page(page)
    choices_of(page, choice).clear()
    page.go_live_at = None
    page.save_revision()
    return page


def in_trash(choice: Model) -> BasePage:
    page = published(choice)
    page.delete()
    return page


def scheduled_in_trash(choice: Model) -> BasePage:
    page = scheduled(choice)
    page.delete()
    return page


def of_a_programme(choice: Source) -> BasePage:
    page = add_page(ProgramIndexPage.objects.get(), "Un programa", model=ProgramPage)
    publish_page(name_it(page, choice))
    return page


PLACES = [published, draft, kept_draft, scheduled, in_trash, scheduled_in_trash]
USES = [(make, place) for make in (theme, source) for place in PLACES] + [(source, of_a_programme)]


@pytest.mark.parametrize(("make", "place"), USES)
def test_a_theme_or_source_in_use_is_refused_with_its_places(publisher, make, place):
    choice = make()
    page = place(choice)
    ways = [
        lambda: choice.delete(),
        lambda: type(choice).objects.filter(pk=choice.pk).delete(),
        lambda: type(choice)._base_manager.filter(pk=choice.pk).delete(),
        lambda: type(choice).objects.filter(pk=choice.pk)._raw_delete("default"),
        lambda: DeleteAction(choice).execute(),
    ]
    for way in ways:
        with pytest.raises(DeletionRefusedError) as raised, transaction.atomic():
            way()
        assert f"«{page.title}»" in raised.value.message
    assert type(choice).objects.filter(pk=choice.pk).exists()


@pytest.mark.parametrize("make", [theme, source])
@pytest.mark.parametrize("place", [published, in_trash])
def test_the_admin_says_where_it_is_used_and_has_no_button(publisher, make, place):
    choice = make()
    page = place(choice)
    delete = reverse(f"wagtailsnippets_history_{kind_of(choice)}:delete", args=[choice.pk])
    bulk = reverse("wagtail_bulk_action", args=["history", kind_of(choice), "delete"])
    browser = signed_in(publisher)
    for address in (delete, f"{bulk}?id={choice.pk}&next=/admin/"):
        screen = BeautifulSoup(browser.get(address).content, "html.parser").select_one("main")
        assert page.title in screen.text
        assert "No se puede borrar" in screen.text
        assert not screen.select("button.serious, input.serious")
        answer = browser.post(address, headers={"referer": f"http://localhost{address}"})
        assert answer.url == f"http://localhost{address}"
        (said,) = [str(each) for each in get_messages(answer.wsgi_request)]
        assert "No se borró" in said
        assert f"«{page.title}»" in said
    assert type(choice).objects.filter(pk=choice.pk).exists()


def test_the_screen_asks_as_much_for_many_pages_as_for_two(publisher):
    choice, browser = theme(), signed_in(publisher)
    delete = reverse("wagtailsnippets_history_theme:delete", args=[choice.pk])
    events = list(HistoryEventPage.objects.all())
    counts = []
    for some in (events[:2], events):
        for each in some:
            publish_page(name_it(each, choice))
        browser.get(delete)
        with CaptureQueriesContext(connection) as queries:
            browser.get(delete)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("make", [theme, source])
def test_one_that_no_page_uses_any_more_is_deleted(publisher, make):
    choice = make()
    page = published(choice)
    choices_of(page, choice).clear()
    publish_page(page)
    address = reverse(f"wagtailsnippets_history_{kind_of(choice)}:delete", args=[choice.pk])
    browser = signed_in(publisher)
    assert browser.get(address).status_code == 200
    browser.post(address)
    assert not type(choice).objects.filter(pk=choice.pk).exists()


def shown(page: BasePage) -> None:
    """The page is public, and shows the file."""


def in_a_draft(page: BasePage) -> None:
    text = page.body_es
    for code in ("es", "en"):
        setattr(page, f"body_{code}", [])
    publish_page(page)
    page.body_es = text
    page.save_revision()


def in_the_trash(page: BasePage) -> None:
    page.delete()


@pytest.mark.parametrize("place", [shown, in_a_draft, in_the_trash])
@pytest.mark.parametrize("model", [PortalImage, PortalDocument])
def test_a_file_that_a_page_uses_is_kept_when_the_trash_is_emptied(content, place, model):
    page = publish_page_with_every_block()
    place(page)
    ReferenceIndex.objects.all().delete()  # what notes it has failed
    file = model.objects.get()
    file.delete()
    Deletion.objects.filter(title=file.title).exclude(kind="page").update(
        deleted_at=timezone.now() - RETENTION - timedelta(days=1)
    )
    call_command("empty_trash", verbosity=0)
    file = model.objects.get()
    assert file.is_in_trash
    assert file.file.storage.exists(file.file.name)


def test_a_page_goes_on_to_show_a_picture_whichever_way_it_is_deleted(publisher, visitor):
    page = publish_page_with_every_block()
    ReferenceIndex.create_or_update_for_object(page)
    before = visitor.get(page.url).content
    image = PortalImage.objects.get()
    label = ["media", "portalimage", "delete"]
    browser = signed_in(publisher)
    for way in (
        lambda: browser.post(reverse("wagtailimages:delete", args=[image.pk])),
        lambda: browser.post(reverse("wagtail_bulk_action", args=label) + f"?id={image.pk}"),
        lambda: PortalImage.objects.get(pk=image.pk).delete(),
        lambda: PortalImage.objects.filter(pk=image.pk).delete(),
    ):
        way()
        deletion = Deletion.objects.get(image=image)
        assert visitor.get(page.url).content == before
        browser.post(reverse("trash_restore", args=[deletion.pk]))


def test_a_collection_says_what_of_it_is_in_the_trash(content):
    collection = Collection.get_first_root_node().add_child(name="Campaña")
    file = upload(b"%PDF-1.4", "informe.pdf")
    PortalDocument.objects.create(title="Un informe", file=file, collection=collection).delete()
    root = signed_in(User.objects.create_superuser("root@example.org"))
    address = reverse("wagtailadmin_collections:delete", args=[collection.pk])
    screen = BeautifulSoup(root.get(address).content, "html.parser").select_one("main")
    assert screen.select(f'a[href="{reverse("trash")}"]')
    assert root.post(address).status_code == 403
    assert Collection.objects.filter(pk=collection.pk).exists()


def test_no_count_says_that_what_a_draft_uses_is_used_nowhere(publisher):
    named, unused = theme(), Theme.objects.create(name_es="Otro", slug="otro")
    page = draft(named)
    image = PortalImage.objects.create(title="Foto", file=upload(encoded(scene(), "png"), "a.png"))
    page = HistoryEventPage.objects.get(pk=page.pk)
    page.image, page.image_decorative = image, True
    page.save_revision()
    browser = signed_in(publisher)
    delete = Theme.snippet_viewset.get_url_name("delete")
    addresses = [reverse(delete, args=[thing.pk]) for thing in (named, unused)]
    for address in [*addresses, reverse("wagtailimages:delete", args=[image.pk])]:
        screen = browser.get(address)
        assert screen.status_code == 200
        assert "Se usa 0 veces" not in screen.text
