"""Catalogue of messages that installed packages do not translate, or that we override.

Wagtail's Spanish lacks about a quarter of its messages, and some packages have none at all.
`oim_portal/locale/packages/` has the missing ones, in a catalogue of its own: `makemessages` would
remove from `oim_portal/locale/` all messages that our own code does not use. `make messages` adds
the new messages of an upgrade and removes those that a package now translates itself; `make check`
fails until all are translated.

A message with a comment stays: it overrides its package, for the reason in the comment. The English
catalogue contains these only. Where the package's own Spanish is wrong for any site, the comment
says so (`WRONG`), and the message is also in `docs/upstream/es.po`, for those who maintain it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings

MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
OURS = Path(__file__).parents[1]
WRONG = "Wrong in the package"  # begins the comment of a correction
UPSTREAM = OURS / "docs" / "upstream" / "es.po"

Key = tuple[str | None, str]  # context and message


def catalogues() -> list[Path]:
    """Return the committed catalogues of the overlay: one per domain and language."""
    return sorted(Path(settings.LOCALE_PATHS[1]).glob("*/LC_MESSAGES/*.po"))


def packages() -> list[Path]:
    """Return the folders of installed apps that are not part of this project, and Django's own."""
    installed = [Path(config.path) for config in apps.get_app_configs()]
    others = [
        path for path in installed if "site-packages" in path.parts or OURS not in path.parents
    ]
    return [*others, Path(django.__file__).parent / "conf"]


def missing(domain: str, language: str) -> dict[Key, polib.POEntry]:
    """Return the English messages of packages that no package translates into this language."""
    if language == "en":
        return {}
    known = {
        (entry.msgctxt, entry.msgid)
        for folder in packages()
        for path in folder.glob(f"locale/{language}/LC_MESSAGES/{domain}.mo")
        for entry in polib.mofile(str(path))
        if entry.msgstr or any(entry.msgstr_plural.values())
    }
    return {
        key: entry
        for folder in packages()
        for entry in messages_of(folder, domain)
        if (key := (entry.msgctxt, entry.msgid)) not in known and entry.msgid
    }


def messages_of(folder: Path, domain: str) -> Iterator[polib.POEntry]:
    """Yield the English messages of a package, from its own catalogue or from its code."""
    listed = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if listed.is_file():
        yield from (entry for entry in polib.pofile(str(listed)) if not entry.obsolete)
    elif domain == "django" and folder.name != "conf":
        for path in sorted(folder.rglob("*.py")):
            if not {"tests", "migrations"} & set(path.relative_to(folder).parts):
                yield from messages_in(path)


def messages_in(path: Path) -> Iterator[polib.POEntry]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name),
                args=[ast.Constant(value=str(text))],
            ) if name in MARKS:
                yield polib.POEntry(msgid=text)


def wanted(path: Path) -> dict[Key, polib.POEntry]:
    """Return the messages that a catalogue must have: missing ones and overrides."""
    said = {
        (entry.msgctxt, entry.msgid)
        for folder in packages()
        for entry in messages_of(folder, path.stem)
    }
    otherwise = {
        key: entry
        for entry in polib.pofile(str(path))
        if entry.tcomment and (key := (entry.msgctxt, entry.msgid)) in said
    }
    return missing(path.stem, path.parts[-3]) | otherwise


def update() -> None:
    """Update the overlay from the installed packages, and compile it."""
    for path in catalogues():
        kept = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))}
        entries = sorted(wanted(path).items(), key=lambda item: item[0][1])
        catalogue = polib.pofile(str(path), wrapwidth=98)
        catalogue.clear()
        for key, entry in entries:
            catalogue.append(kept.get(key) or blank(entry))
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    corrections().save(str(UPSTREAM))


def corrections() -> polib.POFile:
    """Return what is wrong in packages' Spanish: where, what they say, and what is right."""
    found = polib.POFile(wrapwidth=98)
    found.metadata = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
    for path in catalogues():
        ours = [entry for entry in polib.pofile(str(path)) if entry.tcomment.startswith(WRONG)]
        for folder in packages():
            for theirs in folder.glob(f"locale/es/LC_MESSAGES/{path.stem}.mo"):
                said = {(e.msgctxt, e.msgid): e for e in polib.mofile(str(theirs))}
                for entry in ours:
                    if now := said.get((entry.msgctxt, entry.msgid)):
                        right = blank(entry)
                        right.msgstr, right.msgstr_plural = entry.msgstr, entry.msgstr_plural
                        right.comment = now.msgstr or " | ".join(now.msgstr_plural.values())
                        where = str(theirs.with_suffix(".po")).partition("site-packages/")[2]
                        right.occurrences = [(where, "")]
                        found.append(right)
    return found


def blank(entry: polib.POEntry) -> polib.POEntry:
    """Return an untranslated entry, without its location in the package."""
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr_plural={0: "", 1: ""} if entry.msgid_plural else {},
        flags=[flag for flag in entry.flags if flag.endswith("-format")],
    )
