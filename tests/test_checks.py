"""The system checks tell of page types that somebody forgot to declare, and what to write."""

from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import pages as wagtail_pages

from pages.contract import Data, Kind, Listing
from pages.models import BasePage


@pytest.fixture
def page_type(monkeypatch) -> Iterator[type[BasePage]]:
    """A page type that has forgotten nothing."""
    known = wagtail_pages.PAGE_MODEL_CLASSES
    monkeypatch.setattr(wagtail_pages, "PAGE_MODEL_CLASSES", list(known))
    with isolate_apps("pages"):

        class SomePage(BasePage):
            parent_page_types = ["pages.HomePage"]
            closes_at = models.DateTimeField(null=True)
            internal_fields = BasePage.internal_fields | {"closes_at"}

            class Meta:
                app_label = "pages"

        yield SomePage


def told(model: type[BasePage]) -> set[str]:
    return {message.id for message in run_checks() if message.obj is model}


def test_the_portals_own_page_types_are_in_order():
    assert [message for message in run_checks() if message.id.startswith("pages.")] == []


def test_a_page_type_that_declares_all_is_in_order(page_type):
    assert told(page_type) == set()


FORGOTTEN = {
    "a template": ("pages.E002", {"templates": classmethod(lambda cls: ["pages/none.html"])}),
    "a kind of its own": ("pages.E003", {"search_kind": Kind("hecho", "one", "many")}),
    "what may stand below it": (
        "pages.E004",
        {"listing": Listing(of="pages.ContentPage"), "subpage_types": ["pages.SectionPage"]},
    ),
    "a column of its list": ("pages.E004", {"listing": Listing("pages.ContentPage", ("-no",))}),
    "choices of a filter": (
        "pages.E004",
        {
            "listing": Listing("pages.ContentPage", filters={"titulo": "title"}),
            "subpage_types": None,
        },
    ),
    "what its data are called": ("pages.E003", {"data": Data("salas", "rooms", "room", "Rooms.")}),
    "a property": ("pages.E005", {"schema_type": "Event", "schema_properties": {"name": "no"}}),
    "what has properties": ("pages.E005", {"schema_properties": {"name": "title"}}),
    "a chapter": ("pages.E010", {"help_chapter": "ninguno"}),
    "a time": ("pages.E006", {"changes_at": (*BasePage.changes_at, "title")}),
    "that pages expire": ("pages.E006", {"changes_at": ("closes_at",)}),
    "what a time means": ("pages.E006", {"internal_fields": BasePage.internal_fields}),
}


@pytest.mark.parametrize("forgotten", FORGOTTEN)
def test_what_a_page_type_forgot_is_told_with_what_to_write(page_type, monkeypatch, forgotten):
    code, attributes = FORGOTTEN[forgotten]
    for name, value in attributes.items():
        monkeypatch.setattr(page_type, name, value, raising=False)
    (message,) = [each for each in run_checks() if each.obj is page_type and each.id == code]
    assert message.hint


def test_a_page_type_that_does_not_say_where_it_belongs_is_told(page_type):
    del page_type.parent_page_types
    assert "pages.E001" in told(page_type)


def test_a_listed_page_type_that_is_found_as_a_mere_page_is_told(page_type, monkeypatch):
    monkeypatch.setattr("pages.checks.listings_of", lambda model: [BasePage])
    assert "pages.E003" in told(page_type)


def test_a_page_type_that_nobody_can_create_may_stand_anywhere(page_type):
    del page_type.parent_page_types
    page_type.is_creatable = False
    assert told(page_type) == set()
