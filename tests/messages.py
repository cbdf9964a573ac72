"""Translations of the interface: `make messages` collects and compiles, `make check` compares.

Messages are English in the code; every other language of the portal must be complete, or the check
fails. The compiled files are committed, so that a server does not need gettext.
"""

import argparse
import os
import sys
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command

from . import overlay

IGNORED = [".venv/*", "var/*", "tests/*"]
# Headers that would change a file without changed messages.
UNSTABLE = ["POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team"]


def catalogues() -> list[Path]:
    """Return the committed catalogues, one per language other than English."""
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def collect() -> None:
    """Update the catalogues from our code and from the packages, and compile them."""
    languages = [path.parts[-3] for path in catalogues()]
    call_command(
        "makemessages",
        locale=languages,
        ignore_patterns=IGNORED,
        no_obsolete=True,
        no_location=True,
        verbosity=0,
    )
    for path in catalogues():
        catalogue = polib.pofile(str(path), wrapwidth=98)
        for name in UNSTABLE:
            catalogue.metadata.pop(name, None)
        catalogue.sort(key=lambda entry: entry.msgid)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    overlay.update()


def problems() -> list[str]:
    """Return the work that is left for `make messages` and for a translator, in sentences."""
    found = []
    paths = [*catalogues(), *overlay.catalogues()]
    files = [*paths, *(path.with_suffix(".mo") for path in paths), overlay.UPSTREAM]
    before = {file: file.read_bytes() for file in files}
    try:
        collect()
        found += [
            f"{file} is not up to date: run make messages and commit."
            for file in files
            if file.read_bytes() != before[file]
        ]
        for path in paths:
            catalogue = polib.pofile(str(path))
            for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]:
                found.append(f"{path}: not translated: {entry.msgid}")
    finally:
        for file, content in before.items():
            file.write_bytes(content)
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail on differences")
    django.setup()
    if parser.parse_args().check:
        print("\n".join(found := problems()), file=sys.stderr)
        sys.exit(bool(found))
    collect()
