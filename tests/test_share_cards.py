"""The picture of a shared link: which page has which card, and how cards follow what changes."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Site

from history.dates import PartialDate
from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.media.models import PortalImage
from oim_portal.media.renditions import LOGO, SHARED
from oim_portal.settings.base import TASKS
from oim_portal.trash.page_moves import trash_page
from pages.metadata import cards
from pages.models import (
    BasePage,
    ContentPage,
    MissionPage,
    PortalSettings,
    SectionPage,
    ShareCard,
)
from pages.models.publishing_guard import publishing_reason
from pages.sitemaps import PageSitemap
from programs.models import ProgramIndexPage

from .event_tables import EventImporter
from .factories import add_page, make_private, publish_page
from .html import page as read
from .pictures import encoded, scene, upload
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

PORTAL = "http://localhost:8000"
EVENT = "/es/quienes-somos/historia/1974-retorno/"
MISSION = "/es/quienes-somos/mision/"


@pytest.fixture
def drawn(content, monkeypatch) -> dict[str, list[str]]:
    """All cards are drawn; the words of those drawn from now on, by their alternative text.

    The files outlive a test, so that the first one draws them for all.
    """
    cards.draw_cards.func()
    words: dict[str, list[str]] = {}
    draw = cards.draw

    def recording(card, emblem=None):
        picture = draw(card, emblem)
        words[card.alt] = [each for each, _box in picture.texts]
        return picture

    monkeypatch.setattr(cards, "draw", recording)
    return words


def card_of(page: BasePage | None, language: str = "es") -> ShareCard | None:
    return ShareCard.objects.filter(page=page and page.pk, language=language).first()


def properties(visitor, address: str) -> dict[str, str]:
    told = read(visitor, address).select("[property]")
    return {each["property"]: each["content"] for each in told}


def event() -> HistoryEventPage:
    return HistoryEventPage.objects.get(slug="1974-retorno")


def file_of(visitor, url: str) -> Image.Image:
    answer = visitor.get(url.removeprefix(PORTAL))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "immutable" in answer["Cache-Control"]
    return Image.open(BytesIO(b"".join(answer.streaming_content)))


def assert_shared_with_its_card(visitor, page: BasePage, language: str) -> None:
    soup = read(visitor, page.url_in(language))
    told = {each["property"]: each["content"] for each in soup.select("[property]")}
    assert soup.select_one('[name="twitter:card"]')["content"] == "summary_large_image"
    size = (told["og:image:width"], told["og:image:height"], told["og:image:type"])
    assert size == ("1200", "630", "image/png")
    assert file_of(visitor, told["og:image"]).size == (1200, 630)
    card = cards.wanted()[page.pk, language]
    assert told["og:image"] == f"{PORTAL}/media/{card.name}"
    assert told["og:image:alt"] == card.alt
    said = [words for words, _box in cards.draw(card).texts]
    front_page = {"es": "Organización Internacional", "en": "International Organization"}
    is_front_page = page == Site.objects.get().root_page.specific
    title = getattr(page, f"display_title_{language}")
    assert any(each.startswith(front_page[language] if is_front_page else title) for each in said)
    assert said[0] == {"es": "OIM", "en": "IOM"}[language]
    with override(language):
        date = page.card_date()
    assert date is None or date.big in said


def pages_in(language: str) -> list[BasePage]:
    pages = PageSitemap().items().specific()
    return [page for page in pages if language in page.translated_languages()]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_page_of_each_type_is_shared_with_its_card(drawn, visitor, language):
    of_type = {type(page): page for page in pages_in(language)}
    assert len(of_type) >= 8
    for page in of_type.values():
        assert_shared_with_its_card(visitor, page, language)


@pytest.mark.full
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_the_sitemap_is_shared_with_its_card(drawn, visitor, language):
    assert len(pages_in(language)) > 25
    for page in pages_in(language):
        assert_shared_with_its_card(visitor, page, language)


def test_every_page_of_the_sitemap_has_a_card_in_each_of_its_languages(drawn):
    wanted = {(page.pk, code) for code in ("es", "en") for page in pages_in(code)}
    assert wanted | {(None, "es"), (None, "en")} == set(
        ShareCard.objects.values_list("page", "language")
    )


def test_the_page_about_the_data_has_the_neutral_card(drawn, visitor):
    neutral = properties(visitor, "/es/datos/")
    assert neutral["og:image"].endswith(card_of(None).name)
    assert neutral["og:image:alt"] == (
        "Organización Internacional para las Migraciones – OIM Ecuador"
    )
    assert 'name="twitter:card"' in visitor.get("/es/datos/").text
    english = properties(visitor, "/en/datos/")
    assert english["og:image:alt"] == "International Organization for Migration – IOM Ecuador"


def test_no_request_of_a_visitor_draws_and_without_a_card_there_is_no_picture(
    content, visitor, monkeypatch
):
    monkeypatch.setattr(cards, "draw", lambda *_: pytest.fail("a visitor waits"))
    assert not ShareCard.objects.exists()
    for address in ("/es/", EVENT, "/es/datos/"):
        assert "og:image" not in visitor.get(address).text
        assert "twitter:card" not in visitor.get(address).text


def test_a_page_without_a_card_has_the_neutral_one(drawn, visitor):
    add_page(title="Nueva")
    assert properties(visitor, "/es/nueva/")["og:image"].endswith(card_of(None).name)
    cards.draw_cards.func()
    assert properties(visitor, "/es/nueva/")["og:image"].endswith(
        card_of(ContentPage.objects.get(slug="nueva")).name
    )


def test_a_title_that_no_typeface_has_leaves_the_neutral_card(drawn, visitor):
    page = add_page(title="Bienvenida")
    page.title = "مرحبا بكم"
    publish_page(page)
    cards.draw_cards.func()
    assert card_of(page) is None
    assert properties(visitor, "/es/bienvenida/")["og:image"].endswith(card_of(None).name)


def test_an_untranslated_page_is_shared_with_its_spanish_card(drawn, visitor):
    page = add_page(title="Nueva")
    cards.draw_cards.func()
    shared = properties(visitor, "/en/nueva/")
    assert shared["og:image"].endswith(card_of(page).name)
    assert shared["og:image:alt"] == "Nueva – OIM Ecuador"


def publish_another_title() -> None:
    page = event()
    page.title = page.display_title_es = "Otro título"
    with publishing_reason("test"):
        page.save_revision().publish()


def import_another_title() -> None:
    importer = EventImporter(person(PUBLISHER))
    row = next(each for each in importer.table() if each["nombre_en_direccion"] == "1974-retorno")
    importer.carry_out([row | {"titulo_es": "Otro título"}])


def rename_by_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pages_basepage SET title = 'Otro título', display_title_es = 'Otro título'"
            " WHERE slug = '1974-retorno'"
        )


@pytest.mark.parametrize("rename", [publish_another_title, import_another_title, rename_by_sql])
def test_another_title_is_another_card_and_the_old_one_is_gone(drawn, visitor, rename):
    before, others = card_of(event()).name, ShareCard.objects.exclude(page=event()).count()
    rename()
    assert properties(visitor, EVENT)["og:image"].endswith(before)
    cards.draw_cards.func()
    (words,) = drawn.values()
    assert "Otro título" in words
    after = properties(visitor, EVENT)
    assert after["og:image"].endswith(card_of(event()).name)
    assert "Otro título" in after["og:image:alt"]
    assert card_of(event()).name != before
    assert not default_storage.exists(before)
    assert visitor.get(f"/media/{before}").status_code == 404
    assert ShareCard.objects.exclude(page=event()).count() == others


def test_another_date_and_another_title_above_are_another_card(drawn):
    page = event()
    page.date = PartialDate.parse("1973")
    publish_page(page)
    cards.draw_cards.func()
    assert any("1973" in words for words in drawn.values())
    drawn.clear()
    index = ProgramIndexPage.objects.get()
    index.title = index.display_title_es = "Nuestros programas"
    publish_page(index)
    cards.draw_cards.func()
    assert len(drawn) == 1 + index.get_children().live().count()


def test_another_name_of_the_site_is_another_card_of_every_page(drawn):
    old = set(ShareCard.objects.filter(language="es").values_list("name", flat=True))
    PortalSettings.objects.create(site=Site.objects.get(), site_name_es="Portal Nuevo")
    spanish = [card for (_page, language), card in cards.wanted().items() if language == "es"]
    assert {card.site for card in spanish} == {"Portal Nuevo"}
    assert not old & {card.name for card in spanish}


def unpublish(page: ContentPage) -> None:
    page.unpublish()


def restrict_above(page: ContentPage) -> None:
    make_private(page.get_parent())


def mark_above(page: ContentPage) -> None:
    BasePage.objects.filter(pk=page.get_parent().pk).update(sensitive=True)


def expire(page: ContentPage) -> None:
    with publishing_reason("test"):
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()


@pytest.mark.parametrize(
    ("leave", "task"),
    [
        *((unpublish, cards.delete_cards), (make_private, cards.delete_cards)),
        *((restrict_above, cards.delete_cards), (mark_above, cards.delete_cards)),
        *((trash_page, cards.delete_cards), (expire, cards.delete_cards)),
        (unpublish, cards.draw_cards),
    ],
)
def test_a_card_leaves_with_its_page(drawn, visitor, leave, task):
    section = add_page(title="Parte", model=SectionPage)
    page = add_page(section, "Se va")
    cards.draw_cards.func()
    name, others = card_of(page).name, ShareCard.objects.exclude(page__in=[page, section])
    before = others.count()
    leave(page)
    task.func()
    assert card_of(page) is None
    assert visitor.get(f"/media/{name}").status_code == 404
    assert others.count() == before


def test_a_sensitive_page_tells_nothing_in_its_picture_even_before_the_next_pass(drawn, visitor):
    page = event()
    assert card_of(page)
    BasePage.objects.filter(pk=HistoryPage.objects.get().pk).update(sensitive=True)
    shared = properties(visitor, EVENT)
    assert shared["og:image"].endswith(card_of(None).name)
    assert shared["og:image:alt"] == card_of(None).alt


def test_a_private_page_has_no_card(drawn, visitor):
    page = add_page(title="Reservada")
    make_private(page)
    cards.draw_cards.func()
    assert card_of(page) is None
    reader = signed_in(person(PUBLISHER))
    assert "Reservada" in reader.get("/es/reservada/").text
    assert "og:image" not in reader.get("/es/reservada/").text
    assert "og:image" not in visitor.get("/es/reservada/", follow=True).text


def photo(size: tuple[int, int]) -> PortalImage:
    file = upload(encoded(scene(size=size), "jpg"), "foto.jpg")
    return PortalImage.objects.create(title="Foto", file=file, consent="nobody")


@pytest.mark.parametrize(
    ("size", "has_photo"), [((1600, 900), True), ((1200, 1600), True), ((900, 600), False)]
)
def test_a_page_with_a_photo_is_shared_with_it_once_it_is_large_enough(
    drawn, visitor, size, has_photo
):
    page = event()
    page.image = photo(size)
    page.image_alt_es = "Una plaza con gente"
    publish_page(page)
    shared = properties(visitor, EVENT)
    assert (shared["og:image:width"], shared["og:image:height"]) == ("1200", "630")
    if has_photo:
        made = page.image.renditions.get(filter_spec=SHARED)
        assert shared["og:image"] == PORTAL + made.url
        assert (made.width, made.height) == (1200, 630)
        assert shared["og:image:alt"] == "Una plaza con gente"
        made.delete()
        shared = properties(visitor, EVENT)
    assert shared["og:image"].endswith(card_of(page).name)
    assert shared["og:image:type"] == "image/png"


def test_the_emblem_is_drawn_once_its_rendition_exists(drawn):
    file = upload(encoded(scene(size=(800, 200)), "png"), "emblema.png")
    logo = PortalImage.objects.create(title="Emblema", file=file, consent="nobody")
    PortalSettings.objects.create(site=Site.objects.get(), logo=logo)
    rendition = logo.renditions.get(filter_spec=LOGO)
    card = cards.wanted()[None, "es"]
    assert card.emblem == rendition.file.name
    assert default_storage.exists(cards.store(card))
    assert drawn[card.alt][0] == "Organización Internacional para las Migraciones"
    rendition.delete()
    assert cards.wanted()[None, "es"].emblem == ""


def test_lost_files_are_drawn_again_and_files_of_nobody_deleted(drawn):
    name = card_of(event()).name
    default_storage.delete(name)
    nobodys = default_storage.save(f"{cards.PREFIX}nobody.png", ContentFile(b"x"))
    cards.draw_cards.func()
    assert default_storage.exists(name)
    assert not default_storage.exists(nobodys)
    assert len(drawn) == 1


def test_one_card_that_cannot_be_drawn_holds_up_no_other(drawn, monkeypatch, left_out):
    draw = cards.draw
    monkeypatch.setattr(cards, "draw", lambda *told: 1 / (told[0].title != "Mala") and draw(*told))
    bad, good = add_page(title="Mala"), add_page(title="Zeta")
    cards.draw_cards.func()
    assert (card_of(bad), card_of(good).alt) == (None, "Zeta – OIM Ecuador")
    assert len(left_out) == 1
    left_out.clear()


def test_what_is_not_drawn_in_time_is_drawn_in_the_next_task(drawn, monkeypatch):
    for number in range(3):
        add_page(title=f"Página {number}")
    seconds = iter(range(0, 10_000, 40))
    monkeypatch.setattr(cards.time, "monotonic", lambda: next(seconds))
    passes = []
    enqueue = type(cards.draw_cards).enqueue

    def counted(task, *args, **kwargs):
        passes.append(task)
        return enqueue(task, *args, **kwargs)

    monkeypatch.setattr(type(cards.draw_cards), "enqueue", counted)
    cards.draw_cards.func()
    assert len(passes) >= 2
    assert ShareCard.objects.filter(alt__startswith="Página", language="es").count() == 3


@pytest.fixture
def waiting(settings):
    """Tasks wait in the database, as on a server."""
    settings.TASKS = TASKS


def passes(**conditions) -> int:
    found = DBTaskResult.objects.filter(task_path=cards.draw_cards.module_path, **conditions)
    return found.count()


def end_passes(status: str, ended=None) -> None:
    found = DBTaskResult.objects.filter(task_path=cards.draw_cards.module_path)
    found.update(status=status, finished_at=ended or timezone.now())


def test_a_publication_neither_draws_nor_waits_and_the_scheduler_lets_it_be_drawn(
    content, waiting, monkeypatch
):
    monkeypatch.setattr(cards, "draw", lambda *_: pytest.fail("a publication waits"))
    publish_another_title()
    assert passes() == 0
    call_command("publish_scheduled", verbosity=0)
    assert passes(queue_name="slow", status=TaskResultStatus.READY) == 1
    publish_another_title()
    call_command("publish_scheduled", verbosity=0)
    assert passes() == 1  # which has not begun, and will see this too
    end_passes(TaskResultStatus.SUCCESSFUL)
    cards.follow_changes()
    assert passes(status=TaskResultStatus.READY) == 1
    end_passes(TaskResultStatus.SUCCESSFUL)
    cards.follow_changes()
    assert passes(status=TaskResultStatus.READY) == 0


def test_cards_are_deleted_at_once_while_others_wait_to_be_drawn(content, waiting):
    cards.follow_changes()
    deletions = DBTaskResult.objects.filter(task_path=cards.delete_cards.module_path)
    deletions.update(status=TaskResultStatus.SUCCESSFUL)
    MissionPage.objects.get().unpublish()
    cards.follow_changes()
    assert passes(status=TaskResultStatus.READY) == 1  # that of before sees this too
    assert deletions.get().status == TaskResultStatus.READY
    cards.follow_changes()
    assert deletions.count() == 1


def test_a_page_that_left_while_others_were_drawn_gets_no_card(drawn, monkeypatch):
    wanted = cards.wanted()
    monkeypatch.setattr(cards, "wanted", lambda: wanted)
    mission = MissionPage.objects.get()
    ShareCard.objects.all().delete()
    mission.unpublish()
    cards.draw_cards.func()
    assert ShareCard.objects.filter(page__isnull=False).exists()
    assert not ShareCard.objects.filter(page=mission.pk).exists()


def test_a_pass_that_failed_is_tried_again_later_and_another_drawing_begins_one(
    content, waiting, monkeypatch
):
    cards.follow_changes()
    end_passes(TaskResultStatus.FAILED)
    cards.follow_changes()
    assert passes(status=TaskResultStatus.READY) == 0
    end_passes(TaskResultStatus.FAILED, timezone.now() - timedelta(minutes=11))
    cards.follow_changes()
    assert passes(status=TaskResultStatus.READY) == 1
    end_passes(TaskResultStatus.SUCCESSFUL)
    monkeypatch.setattr(cards, "design", lambda: "another")
    cards.follow_changes()
    assert passes(status=TaskResultStatus.READY) == 1
