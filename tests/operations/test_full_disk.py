"""The disk with media is full: pages go on, and an upload is told to come back."""

import io
import os

import pytest

from ..pictures import encoded, scene
from .uploads import upload

# A namespace of mounts: nobody but the application sees the small disk, which is full at once.
SMALL_DISK = """
mount -t tmpfs -o size=64k tmpfs "$0" && head -c 1M /dev/zero >"$0/filler"
exec "$@"
"""


@pytest.fixture
def full_disk(stack):
    media = stack.var / "media"
    media.mkdir(exist_ok=True)
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    stack.start_anew_with(around=(*own, "sh", "-c", SMALL_DISK, str(media)))
    yield
    stack.start_anew_with()


def test_a_full_disk_costs_uploads_only(stack, editor, bulk_page, full_disk):
    number, _path = bulk_page
    answer = upload(
        editor, io.BytesIO(encoded(scene(size=(1600, 1200)), "jpg")), "En el disco lleno"
    )
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "No space left" in stack.direct("/health/ready").json()["checks"]["media"]
    assert stack.sql(
        "SELECT count(*) FROM media_portalimage WHERE title = 'En el disco lleno'"
    ) == [(0,)]
    # Words need no room there.
    assert editor.save(number, "Con el disco lleno")
    assert stack.direct("/es/").status_code == 200
