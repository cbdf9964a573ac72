"""Media in a bucket: the same addresses, and nothing public but renditions."""

import signal
import time

import pytest
import requests
from django.core.files.storage import default_storage
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from oim_portal.media.cards import Card
from oim_portal.media.models import PortalImage
from oim_portal.operations.health.checks import media
from oim_portal.settings import external_services
from pages.metadata import cards

from .pictures import encoded, scene, upload
from .portal_process import wait_until
from .recording_cache import recording_cache
from .s3_server import NAME, bucket

pytestmark = pytest.mark.django_db
SECONDS = 15  # for one answer while the storage is frozen


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with bucket(tmp_path_factory.mktemp("bucket") / "log") as made:
        yield made


@pytest.fixture
def in_bucket(store, settings, monkeypatch):
    """A portal whose environment names the bucket."""
    monkeypatch.setenv("PORTAL_MEDIA_STORE", store.setting)
    options = external_services.media_storage("PORTAL_MEDIA_STORE")
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return store


@pytest.fixture
def image(in_bucket):
    return PortalImage.objects.create(title="Feria", file=upload(encoded(scene(), "png"), "f.png"))


@pytest.fixture
def document(in_bucket):
    file = upload(b"%PDF-1.7 plan", "plan.pdf")
    return get_document_model().objects.create(title="Plan", file=file)


def test_a_picture_is_kept_in_the_bucket_and_shown_under_the_portals_address(visitor, image):
    rendition = image.get_rendition("width-20|format-webp")
    assert rendition.url.startswith("/media/images/")
    shown = visitor.get(rendition.url)
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/webp"
    assert shown["Cache-Control"].startswith("public, max-age=0, s-maxage=3600")
    assert "sandbox" in shown["Content-Security-Policy"]
    with default_storage.open(rendition.file.name) as file:
        assert shown.content == file.read()
    assert visitor.get("/media/images/nada.webp").status_code == 404


def test_originals_and_the_bucket_itself_are_closed(visitor, image, in_bucket):
    assert image.file.name in in_bucket.names()
    assert image.file.url == f"/media/{image.file.name}"
    assert visitor.get(image.file.url).status_code == 404
    unsigned = requests.get(f"{in_bucket.url}/{NAME}/{image.file.name}", timeout=SECONDS)
    assert unsigned.status_code == 403


def test_a_document_goes_through_the_portal_which_knows_who_may_read_it(visitor, document):
    shown = visitor.get(document.url)
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content) == b"%PDF-1.7 plan"
    assert shown["Cache-Control"] == "private, no-cache"
    assert visitor.get(f"/media/{document.file.name}").status_code == 404
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    )
    assert visitor.get(document.url).status_code == 302


def test_a_file_is_never_written_over_another(in_bucket):
    first = default_storage.save("documents/plan.pdf", upload(b"%PDF-1", "plan.pdf"))
    second = default_storage.save("documents/plan.pdf", upload(b"%PDF-2", "plan.pdf"))
    assert first != second
    assert {first, second} <= in_bucket.names()


def test_a_deleted_rendition_is_gone_from_the_cache_in_front_too(image, settings):
    with recording_cache(settings) as cache:
        name = image.get_rendition("width-20|format-webp").file.name
        default_storage.delete(name)
        assert cache.paths == {f"/media/{name}"}
        default_storage.delete(image.file.name)
        assert cache.paths == {f"/media/{name}"}


def test_a_share_card_is_kept_in_the_bucket_until_no_page_has_it(visitor, in_bucket):
    card = Card("OIM Ecuador", "", "Misión", 2030)
    cards.store(card)
    assert cards.stored_files() == {card.name}
    shown = visitor.get(f"/media/{card.name}")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    cards.delete_unused({card.name})
    assert card.name not in in_bucket.names()


def test_what_is_in_the_folder_is_brought_into_the_bucket_once(
    in_bucket, settings, tmp_path, capsys
):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "plan ñandú.pdf").write_bytes(b"%PDF-1.7")
    settings.MEDIA_ROOT = tmp_path
    call_command("store_media")
    call_command("store_media")
    assert capsys.readouterr().out.splitlines() == [
        "1 files were brought in.",
        "0 files were brought in.",
    ]
    with default_storage.open("documents/plan ñandú.pdf") as file:
        assert file.read() == b"%PDF-1.7"


@pytest.mark.full
def test_a_storage_that_hangs_costs_a_picture_seconds_and_comes_back_by_itself(
    visitor, image, in_bucket
):
    rendition = image.get_rendition("width-20|format-webp")
    assert media() == "ok"
    in_bucket.signal(signal.SIGSTOP)
    try:
        start = time.monotonic()
        first = visitor.get(rendition.url)
        assert first.status_code == 503
        assert int(first["Retry-After"]) > 0
        assert time.monotonic() - start < SECONDS
        start = time.monotonic()
        assert visitor.get(rendition.url).status_code == 503
        assert time.monotonic() - start < 1
        assert media() == "does not answer"
    finally:
        in_bucket.signal(signal.SIGCONT)
    wait_until(lambda: visitor.get(rendition.url).status_code == 200)
