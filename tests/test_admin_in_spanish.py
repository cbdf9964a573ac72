"""Staff who work in Spanish read no English in the admin."""

import json
import random
import re

import polib
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext, override
from wagtail.admin.localization import get_js_translation_strings

from oim_portal.local import overlay
from oim_portal.wagtail_compat.form_labels import FORMS, LABELS

from .admin_language import Catalogue
from .admin_texts import texts_of
from .permission_objects import Objects, make_people
from .permission_routes import address, routes
from .spanish_forms import wrong_in
from .test_permissions import browser

STAFF_AREAS = ("admin/", "cuenta/")
# Some labels of Wagtail are translated once, when the URLs are imported: here, as on a server, in
# Spanish.
SCREENS = sorted(route for route in routes() if route.startswith(STAFF_AREAS))
# What a program says where it should say nothing or a word; a script fills in how many `objects`.
MACHINE = re.compile(r"\b(?:None|True|False)\b|%\((?!objects)\w|\{\w*\}|<\w+ object|\bobject \(\d")
# Wagtail's, in a hidden place of the lists and forms of people.
HIDDEN = {"None", "True", "False"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::\w+)?\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def test_no_screen_of_a_sample_says_anything_wrong(content, catalogue):
    seen, wrong = wrong_on(random.Random(23).sample(SCREENS, len(SCREENS) // 3), catalogue)
    assert seen > 30
    assert wrong == {}


@pytest.mark.full
@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_no_screen_of_the_admin_says_anything_wrong(content, catalogue, role):
    """As each role; as it is, without results, and after an empty form was sent."""
    seen, wrong = wrong_on(SCREENS, catalogue, role, every_way=True)
    assert seen > 60
    assert wrong == {}


def wrong_on(
    screens: list[str], catalogue: Catalogue, role: str = "administrator", every_way: bool = False
) -> tuple[int, dict[str, str]]:
    """Return how many answers are screens, and each text in English or wrong, with its route."""
    people = make_people()
    objects = Objects(people)
    asking = browser(people[role])
    ways = [("GET", ""), ("GET", "?q=nada-de-esto"), ("POST", "")] if every_way else [("GET", "")]
    wrong, seen = {}, 0
    for route in screens:
        for method, query in ways:
            with transaction.atomic():
                response = asking.generic(method, address(route, objects.values(route)) + query)
                transaction.set_rollback(True)
            if is_screen(response):
                seen += 1
                for text in texts_of(response) - names(people) - HIDDEN:
                    if catalogue.is_english(text) or MACHINE.search(text) or wrong_in(text):
                        wrong.setdefault(text, f"{method} {route}{query}")
    return seen, wrong


def is_screen(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return response.status_code == 200 and kind.startswith(("text/html", "application/json"))


def names(people: dict) -> set[str]:
    """Return what the test itself writes in English: the people's names."""
    return {name for person in people.values() for name in (person.first_name, str(person))}


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
