"""Media in a bucket, behind nginx: pictures outlive the bucket, and nothing else is open."""

import io

from ..pictures import encoded, scene
from ..s3_server import bucket
from .uploads import upload


def test_pictures_of_a_bucket_are_kept_by_nginx_when_the_bucket_dies(stack, editor, tmp_path):
    with bucket(tmp_path / "log") as store:
        stack.start_anew_with(PORTAL_MEDIA_STORE=store.setting)
        try:
            picture = io.BytesIO(encoded(scene(size=(1600, 1200)), "jpg"))
            assert upload(editor, picture, "Feria").status_code == 302
            names = store.names()
            shown = next(name for name in names if name.startswith("images/"))
            original = next(name for name in names if name.startswith("original_images/"))
            first = stack.get(f"/media/{shown}")
            assert first.status_code == 200
            assert first.headers["Content-Type"] == "image/jpeg"
            assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert first.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert stack.get(f"/media/{original}").status_code == 404
            store.stop()
            again = stack.get(f"/media/{shown}")
            assert again.status_code == 200
            assert again.content == first.content
            assert again.headers["X-Cache"] == "HIT"
            picture.seek(0)
            refused = upload(editor, picture, "Feria")
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert stack.get("/es/").status_code == 200
        finally:
            stack.start_anew_with()
