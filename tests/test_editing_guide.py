"""The guide for staff names what the admin's screens say, word for word."""

import re
from importlib.util import find_spec
from pathlib import Path

import polib
from django.conf import settings

GUIDE = Path(__file__).parents[1] / "docs" / "editing"
PACKAGES = ("wagtail", "allauth", "django")
PLACEHOLDER = re.compile(r"%(?:\\\(\w+\\\))?[sd]")


def labels() -> set[str]:
    """Return what the guide sets in bold: names that are read on the screen."""
    texts = [path.read_text("utf-8") for path in GUIDE.glob("*.md")]
    return {label for text in texts for label in re.findall(r"\*\*([^*]+)\*\*", text)}


def spanish_messages() -> set[str]:
    """Return the Spanish of the portal and of the packages whose screens staff see."""
    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    for package in PACKAGES:
        home = Path(find_spec(package).origin).parent
        folders += home.rglob("locale")
    found = {str(name) for _code, name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES}
    for folder in folders:
        for path in folder.glob("es/LC_MESSAGES/*.mo"):
            for entry in polib.mofile(str(path)):
                found.update([entry.msgstr, *entry.msgstr_plural.values()])
    return found


def as_pattern(message: str) -> str | None:
    """Return a message such as `Add %(label)s` as a pattern; None if it begins with no word."""
    pattern = PLACEHOLDER.sub(".+", re.escape(message))
    return pattern if re.match(r"\w{5}", pattern) else None


def test_every_label_of_the_guide_is_on_a_screen():
    named = labels() - {"negrita"}
    assert len(named) > 40
    messages = {message.casefold().strip(" :") for message in spanish_messages()}
    patterns = [
        pattern for message in messages if "%" in message and (pattern := as_pattern(message))
    ]
    unknown = [
        label
        for label in sorted(named)
        if label.casefold() not in messages
        and not any(re.fullmatch(pattern, label.casefold()) for pattern in patterns)
    ]
    assert unknown == []
