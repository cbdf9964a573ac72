"""Pictures on pages: in three formats and the sizes of screens, made before anybody asks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Site

from history.models import HistoryEventPage
from oim_portal.media.models import PortalImage, Rendition
from oim_portal.media.renditions import FIRST, LOGO, SHARED
from oim_portal.settings.base import TASKS
from pages.blocks import ContentStreamBlock
from pages.models import ContentPage, HomePage, PortalSettings

from .factories import publish_page
from .html import page as read
from .pictures import encoded, scene, upload

pytestmark = pytest.mark.django_db

WORDS = "Dos personas conversan"
WIDTHS = {480, 960, 1440}
ALL = {f"format-{name}|width-{width}" for name in ("avif", "webp", "jpeg") for width in WIDTHS}
ALL |= {SHARED, LOGO}


@pytest.fixture
def waiting_worker(settings):
    """Tasks wait in the database, as on a server, until `work` is called."""
    settings.TASKS = TASKS


def work() -> None:
    """Do what waits, as the worker does (which would close the test's connection)."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])


def photo(width: int = 1600, height: int = 900, extension: str = "jpg") -> PortalImage:
    file = upload(encoded(scene(size=(width, height)), extension), f"foto.{extension}")
    return PortalImage.objects.create(title="Foto", file=file, consent="nobody")


def specs(image: PortalImage) -> set[str]:
    return set(image.renditions.values_list("filter_spec", flat=True))


def page_with(*images: PortalImage) -> ContentPage:
    """Publish a page that shows pictures in its text."""
    pictures = [
        {"image": {"image": image, "decorative": False, "alt_text": WORDS}, "caption": "Quito"}
        for image in images
    ]
    body = ContentStreamBlock().normalize([("picture", value) for value in pictures])
    page = ContentPage(title="Fotos", slug="fotos", body_es=body)
    HomePage.objects.get().add_child(instance=page)
    publish_page(page)
    return page


def illustrated_event(image: PortalImage, **columns) -> HistoryEventPage:
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.image = image
    for name, value in columns.items():
        setattr(event, name, value)
    publish_page(event)
    return event


def test_an_upload_makes_one_small_jpeg_and_the_worker_the_rest(waiting_worker):
    image = photo()
    assert specs(image) == {FIRST}
    work()
    assert specs(image) == ALL
    for rendition in image.renditions.all():
        with rendition.file.open() as file, Image.open(file) as picture:
            assert picture.size == (rendition.width, rendition.height)


def test_until_the_worker_has_been_there_a_page_shows_the_jpeg(waiting_worker, content, visitor):
    image = photo()
    page_with(image)
    [shown] = read(visitor, "/es/fotos/").select("figure.picture picture")
    assert shown.select("source") == []
    assert shown.img["src"] == image.renditions.get(filter_spec=FIRST).url
    assert (shown.img["width"], shown.img["height"]) == ("480", "270")
    assert shown.img["alt"] == WORDS
    assert specs(image) == {FIRST}


def test_a_picture_comes_in_three_formats_and_three_widths(content, visitor):
    page_with(photo())
    [shown] = read(visitor, "/es/fotos/").select("figure.picture picture")
    sources = shown.select("source")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    for element, ending in zip((*sources, shown.img), ("avif", "webp", "jpg"), strict=True):
        candidates = [each.split(" ") for each in element["srcset"].split(", ")]
        assert {int(width.removesuffix("w")) for _url, width in candidates} == WIDTHS
        assert all(visitor.get(url).status_code == 200 for url, _width in candidates)
        assert all(url.endswith(f".{ending}") for url, _width in candidates)
        assert element["sizes"] == "(max-width: 48rem) 100vw, 48rem"
    assert (shown.img["width"], shown.img["height"]) == ("480", "270")
    assert (shown.img["alt"], shown.img["loading"]) == (WORDS, "lazy")


def test_a_small_original_is_not_offered_several_times_in_one_size(content, visitor):
    page_with(photo(600, 400, "png"))
    shown = read(visitor, "/es/fotos/").select_one("figure.picture img")
    assert [each.split(" ")[1] for each in shown["srcset"].split(", ")] == ["480w", "600w"]


def test_the_picture_at_the_head_of_a_page_is_loaded_first(content, visitor):
    illustrated_event(photo(), image_alt_es=WORDS, image_alt_en="Two people talk")
    for language, words in (("es", WORDS), ("en", "Two people talk")):
        address = f"/{language}/quienes-somos/historia/1974-retorno/"
        shown = read(visitor, address).select_one("figure.picture img")
        assert shown["fetchpriority"] == "high"
        assert "loading" not in shown.attrs
        assert (shown["alt"], shown["lang"]) == (words, language)


def test_a_decorative_picture_is_silent(content, visitor):
    illustrated_event(photo(), image_alt_es=WORDS, image_decorative=True)
    shown = read(visitor, "/es/quienes-somos/historia/1974-retorno/")
    assert shown.select_one("figure.picture img")["alt"] == ""


def test_no_request_of_a_visitor_makes_a_rendition(content, visitor):
    image = photo()
    page_with(image)
    illustrated_event(image, image_alt_es=WORDS)
    PortalSettings.objects.create(site=Site.objects.get(), logo=image)
    Rendition.objects.all().delete()
    for address in ("/es/fotos/", "/en/fotos/", "/es/quienes-somos/historia/1974-retorno/"):
        assert read(visitor, address).select("picture, figure, .site-header img") == []
    assert not Rendition.objects.exists()


def test_a_publication_makes_what_the_pictures_of_the_page_lack(content):
    within, at_the_head = photo(), photo()
    page = page_with(within)
    event = illustrated_event(at_the_head)
    Rendition.objects.all().delete()
    publish_page(page)
    assert (specs(within), specs(at_the_head)) == (ALL, set())
    publish_page(event)
    assert specs(at_the_head) == ALL


def test_what_is_missing_can_be_made_for_all_pictures_at_once():
    image = photo()
    Rendition.objects.all().delete()
    call_command("make_renditions", verbosity=0)
    assert specs(image) == ALL


def test_a_replaced_picture_is_shown_at_once_and_not_the_old_one(admin_client):
    image = photo()
    old = set(image.renditions.values_list("file", flat=True))
    form = {"title": "Foto", "consent": "nobody", "collection": 1, "tags": ""}
    file = SimpleUploadedFile("otra.jpg", encoded(scene(size=(1600, 1200)), "jpg"), "image/jpeg")
    address = reverse("wagtailimages:edit", args=[image.pk])
    assert admin_client.post(address, form | {"file": file}).status_code == 302
    assert specs(image) == ALL
    assert not old & set(image.renditions.values_list("file", flat=True))
    assert image.renditions.get(filter_spec=FIRST).height == 360


def test_a_picture_whose_file_is_lost_breaks_nothing(content, visitor, caplog):
    image = photo()
    page_with(image)
    Rendition.objects.all().delete()
    image.file.storage.delete(image.file.name)
    PortalImage.objects.get().save()
    assert f"The file of picture {image.pk} is missing" in caplog.text
    assert read(visitor, "/es/fotos/").select("figure") == []


def test_the_logo_stands_at_the_head_of_the_site(content, visitor):
    logo = photo(640, 192, "png")
    PortalSettings.objects.create(site=Site.objects.get(), logo=logo)
    shown = read(visitor, "/es/").select_one(".site-header img")
    assert shown["src"] == logo.renditions.get(filter_spec=LOGO).url
    assert (shown["width"], shown["height"], shown["alt"]) == ("320", "96", "")


def test_many_pictures_cost_as_many_queries_as_one(content, visitor):
    images = [photo(64, 48) for _number in range(6)]
    counts = []
    for shown in (images[:1], images):
        page = page_with(*shown)
        read(visitor, "/es/fotos/")  # fills what is cached between requests
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(read(visitor, "/es/fotos/").select("picture")) == len(shown)
        counts.append(len(queries))
        page.delete()
    assert counts[0] == counts[1]
