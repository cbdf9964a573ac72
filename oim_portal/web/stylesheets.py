"""How style sheets reach visitors: those that a sheet imports stand in it, and comments are gone.

The files under `static/css/` are plain CSS, one a component, and a browser reads them as they
are. But a browser finds an `@import` only after it has the sheet that holds it, and asks for each
file: on a slow network that is the difference between one wait and two, one request and thirty.
"""

import posixpath
import re
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
# The one form in which our sheets import: without media or layer, which would need a wrapper.
IMPORT = re.compile(r'@import url\("([^":]+\.css)"\);')
OURS = "css/"

Files = dict[str, tuple[Storage, str]]


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashes and compresses static files; joins the portal's own style sheets before."""

    def post_process(self, paths: Files, dry_run: bool = False, **options: Any):
        if not dry_run:
            sheets = [name for name in paths if is_ours(name)]
            joined = {name: join(name, paths) for name in sheets}
            for name, text in joined.items():
                self.delete(name)
                self.save(name, ContentFile(text.encode()))
            paths = {**paths, **{name: (self, name) for name in joined}}
        yield from super().post_process(paths, dry_run, **options)


def is_ours(name: str) -> bool:
    return name.startswith(OURS) and name.endswith(".css")


def join(name: str, files: Files) -> str:
    """Return a sheet's text with what it imports in the place of each import.

    `name` is the sheet's name among the static files (`css/portal.css`), `files` all of them as
    `collectstatic` found them. A sheet that does not exist raises `KeyError`.
    """
    storage, path = files[name]
    with storage.open(path) as file:
        text = COMMENT.sub("", file.read().decode())

    def imported(match: re.Match) -> str:
        return join(posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1])), files)

    return IMPORT.sub(imported, text)
