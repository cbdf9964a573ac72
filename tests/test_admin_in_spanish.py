"""Staff who work in Spanish read no English in the admin."""

import json
import random
import re

import polib
import pytest
from django.utils.translation import gettext, override
from wagtail.admin.localization import get_js_translation_strings

from oim_portal.wagtail_compat.form_labels import FORMS, LABELS

from . import overlay
from .admin_crawl import Crawl
from .admin_language import Catalogue
from .permission_objects import make_people
from .test_permissions import browser

SAMPLE = 40
#: How many answers each reads, and how many mails follow: fewer means that forms have changed.
LEAST = {
    "editor": (720, 5),
    "publisher": (800, 7),
    "administrator": (920, 10),
    "anonymous": (30, 0),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::\w+)?\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def test_nothing_that_a_sample_of_the_admin_says_is_wrong(
    content, catalogue, django_capture_on_commit_callbacks
):
    crawl = Crawl("administrator", catalogue, django_capture_on_commit_callbacks)
    for target in random.Random(23).sample(crawl.fill(), SAMPLE):
        crawl.read_view(target, is_whole=False)
    assert crawl.screens > SAMPLE / 2
    assert crawl.wrong == set()


@pytest.mark.full
@pytest.mark.parametrize("identity", LEAST)
def test_nothing_that_the_admin_says_is_wrong(
    content, catalogue, identity, django_capture_on_commit_callbacks
):
    crawl = Crawl(identity, catalogue, django_capture_on_commit_callbacks)
    crawl.read_all()
    assert crawl.wrong == set()
    screens, mails = LEAST[identity]
    assert crawl.screens >= screens
    assert len(crawl.subjects) >= mails, crawl.subjects


@pytest.mark.parametrize(
    "path", overlay.catalogues(), ids=lambda path: f"{path.parts[-3]} {path.stem}"
)
def test_what_packages_do_not_say_in_spanish_is_said_by_us(path):
    wanted = overlay.wanted(path)
    ours = polib.pofile(str(path))
    assert {(e.msgctxt, e.msgid) for e in ours.translated_entries()} == wanted.keys()
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert {e.msgid for e in compiled} == {e.msgid for e in ours}
    for entry in ours:
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert set(PLACEHOLDER.findall(text)) <= set(
                PLACEHOLDER.findall(entry.msgid_plural)
            ) | set(PLACEHOLDER.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "message",
    [
        "Saving will overwrite a newer version.",
        "Proceeding will overwrite the changes you made in that window.",
        "Proceeding will overwrite the changes made by %(user_name)s.",
    ],
)
def test_no_sentence_says_that_a_colleague_s_text_is_lost(message, language):
    with override(language):
        said = gettext(message)
    assert {"es": "no se pierde nada", "en": "nothing is lost"}[language] in said


def test_a_number_chooses_singular_or_plural_in_spanish():
    from django.utils.translation import ngettext

    with override("es"):
        one, many = (
            ngettext("%(num_child_objects)d child page", "%(num_child_objects)d child pages", n)
            % {"num_child_objects": n}
            for n in (1, 5)
        )
    assert (one, many) == ("1 subpágina", "5 subpáginas")


def test_scripts_of_the_admin_speak_spanish(content, catalogue):
    asking = browser(make_people()["editor"])
    script = asking.generic("GET", "/admin/jsi18n/").content.decode()
    assert "Los cambios se guardaron solos." in json.loads(f'"{script_text(script)}"')
    with override("es"):
        strings = get_js_translation_strings()
    said = [text for text in leaves(strings) if catalogue.is_english(text)]
    assert said == []


def script_text(script: str) -> str:
    return re.search(r'"Changes have been autosaved\.": "([^"]+)"', script)[1]


def leaves(value) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in leaves(each)]
    if isinstance(value, list):
        return [text for each in value for text in leaves(each)]
    return [str(value)]


def test_wagtail_still_leaves_these_forms_without_labels():
    labelled_by_us = {
        name for form in FORMS for name, f in form.base_fields.items() if f.label in LABELS.values()
    }
    assert labelled_by_us == LABELS.keys()


@pytest.mark.parametrize(
    "text",
    ["Search the whole site", "Actions", "5 child pages", "You have no right to do that"],
)
def test_english_is_recognized(catalogue, text):
    assert catalogue.is_english(text)


@pytest.mark.parametrize("text", ["Error", "Datos en filas y columnas.", "Use encabezados", "No"])
def test_spanish_is_not_taken_for_english(catalogue, text):
    assert not catalogue.is_english(text)
