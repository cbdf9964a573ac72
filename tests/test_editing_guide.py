"""The guide for staff names what the admin's screens say, and is the same in each language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path, PurePosixPath

import polib
import pytest
from django.conf import settings

from oim_portal.accounts.role_rights import REVIEW_TASK
from oim_portal.admin.guide.chapters import parser

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "editing"
# A language of the portal may have no guide.
TRANSLATED = [code for code in dict(settings.LANGUAGES) if (GUIDE / code).is_dir()]
LANGUAGES = [settings.LANGUAGE_CODE, *TRANSLATED]
PACKAGES = ("wagtail", "allauth", "django")
PLACEHOLDER = re.compile(r"%(?:\\\(\w+\\\))?[sd]|\\\{\w+\\\}")
# Names on screens that are no messages: of languages and of the review's task.
NAMES = {name.casefold() for name in [*dict(settings.LANGUAGES).values(), REVIEW_TASK]}
NO_LABEL = {"negrita", "bold"}


@dataclass
class Section:
    """A heading and what stands below it, as far as it is the same in every language.

    `labels` are the words in bold: what is read on the screen, in the language of the chapter.
    """

    heading: str
    level: str
    paragraphs: int = 0
    items: int = 0
    cells: int = 0
    pictures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def parts(self) -> dict[str, object]:
        """Return what is the same in every language: of the labels, how many there are."""
        return {
            "level": self.level,
            "paragraphs": self.paragraphs,
            "items": self.items,
            "cells": self.cells,
            "pictures": sorted(self.pictures),
            "links": sorted(self.links),
            "codes": sorted(self.codes),
            "labels": len(set(self.labels)),
        }


@cache
def sections(path: Path) -> list[Section]:
    """Return the sections of a chapter; its title begins the first."""
    found: list[Section] = []
    tokens = parser().parse(path.read_text("utf-8"))
    for token, inline in zip_longest(tokens, tokens[1:]):
        match token.type:
            case "heading_open":
                found.append(Section(inline.content, token.tag))
            case "paragraph_open":
                found[-1].paragraphs += 1
            case "list_item_open":
                found[-1].items += 1
            case "td_open" | "th_open":
                found[-1].cells += 1
            case "inline":
                for each in token.children:
                    match each.type:
                        case "image":
                            found[-1].pictures.append(PurePosixPath(each.attrGet("src")).name)
                        case "link_open":
                            found[-1].links.append(each.attrGet("href").partition("#")[0])
                        case "code_inline":
                            found[-1].codes.append(each.content)
                labels = re.findall(r"\*\*([^*]+)\*\*", token.content)
                found[-1].labels += [label for label in labels if label not in NO_LABEL]
    return found


def chapters(language: str) -> list[Path]:
    folder = GUIDE if language == settings.LANGUAGE_CODE else GUIDE / language
    return sorted(folder.glob("*.md"))


def pairs() -> Iterator[tuple[Path, Path]]:
    """Yield each Spanish chapter with its translation into each other language."""
    for language in TRANSLATED:
        for path in chapters(settings.LANGUAGE_CODE):
            yield path, GUIDE / language / path.name


@cache
def translations() -> dict[str, set[str]]:
    """Return the Spanish of each message of the portal and of the packages whose screens staff see.

    Both are in lower case, without spaces and colons at their ends.
    """
    folders = [Path(folder) for folder in settings.LOCALE_PATHS]
    for package in PACKAGES:
        home = Path(find_spec(package).origin).parent
        folders += home.rglob("locale")
    found: dict[str, set[str]] = {name: {name} for name in NAMES}
    for folder in folders:
        for path in folder.glob("es/LC_MESSAGES/*.mo"):
            for entry in polib.mofile(str(path)):
                said = {bare(text) for text in (entry.msgstr, *entry.msgstr_plural.values())}
                for message in {entry.msgid, entry.msgid_plural} - {""}:
                    found.setdefault(bare(message), set()).update(said)
    return found


def bare(message: str) -> str:
    return message.casefold().strip(" :")


@cache
def messages(language: str) -> frozenset[str]:
    """Return what the screens say in a language."""
    if language == settings.LANGUAGE_CODE:
        return frozenset().union(*translations().values())
    return frozenset(translations())


@cache
def patterns(language: str) -> list[re.Pattern]:
    """Return the messages that begin with a word and have a place for another, as patterns."""
    made = {PLACEHOLDER.sub("(.+)", re.escape(message)) for message in messages(language)}
    return [re.compile(each) for each in made if "(.+)" in each and re.match(r"\w{3}", each)]


def is_said(label: str, language: str) -> bool:
    """Return whether a message is this, or takes messages, names or numbers to be this."""
    known = messages(language)
    filled = (pattern.fullmatch(bare(label)) for pattern in patterns(language))
    return bare(label) in known or any(
        all(word in known or word.isdigit() for word in match.groups()) for match in filled if match
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_the_guide_is_on_a_screen(language):
    named = {
        (path.name, label)
        for path in chapters(language)
        for section in sections(path)
        for label in section.labels
    }
    assert len(named) > 40
    assert sorted(each for each in named if not is_said(each[1], language)) == []


def test_every_chapter_is_in_each_language():
    missing = [str(path.relative_to(ROOT)) for _spanish, path in pairs() if not path.exists()]
    assert missing == [], "not written yet"
    for language in TRANSLATED:
        ours = {path.name for path in chapters(language)}
        assert ours == {path.name for path in chapters(settings.LANGUAGE_CODE)}, language


def differences(spanish: list[Section], other: list[Section]) -> Iterator[str]:
    """Yield a sentence for each heading and each part that a translation lacks or has besides."""
    shapes = ([str(section.parts()) for section in each] for each in (spanish, other))
    for kind, a, b, c, d in SequenceMatcher(None, *shapes, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for here, there in zip_longest(spanish[a:b], other[c:d]):
            if there is None:
                yield f"lacks the heading {here.heading!r}"
            elif here is None:
                yield f"has the heading {there.heading!r}, which the Spanish chapter lacks"
            else:
                parts = there.parts()
                yield from (
                    f"has, under {there.heading!r}, {name}: {parts[name]}; in Spanish, {part}"
                    for name, part in here.parts().items()
                    if part != parts[name]
                )


def test_each_translated_chapter_has_the_parts_of_the_spanish_one():
    """The same headings, paragraphs, lists, tables, pictures, links and names of buttons."""
    found = [
        f"{path.relative_to(ROOT)} {difference}"
        for spanish, path in pairs()
        if path.exists()
        for difference in differences(sections(spanish), sections(path))
    ]
    assert found == []


def test_each_translated_chapter_names_the_buttons_that_the_spanish_one_names():
    found = []
    for spanish, path in pairs():
        both = zip(sections(spanish), sections(path) if path.exists() else (), strict=False)
        for here, there in both:
            named = {bare(label) for label in here.labels}
            found += [
                f"{path.relative_to(ROOT)} names {label!r} under {there.heading!r}: the Spanish "
                f"chapter does not"
                for label in there.labels
                if not named & translations().get(bare(label), named)
            ]
    assert found == []


def test_a_heading_that_a_translation_lacks_is_named():
    first = Section("Enviar", "h2", items=2)
    spanish = [first, Section("Aprobar", "h2"), Section("Programar", "h2", 3)]
    assert list(differences(spanish, [spanish[0], spanish[2]])) == ["lacks the heading 'Aprobar'"]
    fewer = [Section("Submit", "h2", items=1), *spanish[1:]]
    assert list(differences(spanish, fewer)) == ["has, under 'Submit', items: 1; in Spanish, 2"]


def test_every_link_between_files_of_the_guide_leads_to_a_file():
    """As it is read in the repository."""
    for language in LANGUAGES:
        for path in chapters(language):
            for link in re.findall(r"\]\(([^):#]+)[#)]", path.read_text("utf-8")):
                assert (path.parent / link).is_file(), (path.name, link)
