"""What page types show on the pages for an outage: kept in files while the database answers.

The scheduler writes them at each run (`keep`); the application shows them on its own 503 page, and
nginx on the page that it has for an outage of the application (`write_outage_pages`).
"""

import os
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from .contract import page_types
from .frame import FrameEntry
from .languages import language_codes


def keep() -> None:
    """Write what is to be shown in each language, where it has changed."""
    models = [model for model in page_types() if "outage" in model.frame]
    entries = [FrameEntry(model.frame["outage"], model.frame_pages()) for model in models]
    for code in language_codes():
        with override(code):
            text = render_to_string("components/frame.html", {"entries": entries}).strip()
        path = path_of(code)
        if text and text != kept(code):
            write(path, text)
        elif not text:
            path.unlink(missing_ok=True)


def kept(language: str) -> SafeString:
    """Return what was kept for a language, as HTML of our own templates; '' for nothing."""
    try:
        return mark_safe(path_of(language).read_text("utf-8"))  # noqa: S308 (`keep` wrote it)
    except OSError:
        return mark_safe("")


def path_of(language: str) -> Path:
    return settings.VAR_DIR / "outage-frame" / f"{language}.html"


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, for nginx to read, whatever the umask is."""
    path.parent.mkdir(mode=0o755, exist_ok=True)
    path.parent.chmod(0o755)
    new = path.with_suffix(f".{os.getpid()}")
    try:
        new.write_text(text, "utf-8")
        new.chmod(0o644)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
