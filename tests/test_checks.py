"""The system checks tell of page types that somebody forgot to declare."""

from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.test.utils import isolate_apps
from wagtail.models import pages as wagtail_pages

from pages.models import BasePage

CODES = {"pages.E001", "pages.E002"}


@pytest.fixture
def careless_type(monkeypatch) -> Iterator[type[BasePage]]:
    """A page type that is not registered for translation and says nothing of its parents."""
    known = wagtail_pages.PAGE_MODEL_CLASSES
    monkeypatch.setattr(wagtail_pages, "PAGE_MODEL_CLASSES", list(known))
    with isolate_apps("pages"):

        class CarelessPage(BasePage):
            class Meta:
                app_label = "pages"

        yield CarelessPage


def told(model: type[BasePage]) -> set[str]:
    return {message.id for message in run_checks() if message.obj is model} & CODES


def test_the_portals_own_page_types_are_in_order():
    assert [message for message in run_checks() if message.id in CODES] == []


def test_a_page_type_without_a_registration_for_translation_is_told(careless_type):
    assert "pages.E001" in told(careless_type)


def test_a_page_type_that_does_not_say_where_it_belongs_is_told(careless_type):
    assert "pages.E002" in told(careless_type)
    careless_type.parent_page_types = ["pages.HomePage"]
    assert told(careless_type) == {"pages.E001"}


def test_a_page_type_that_nobody_can_create_may_stand_anywhere(careless_type):
    careless_type.is_creatable = False
    assert "pages.E002" not in told(careless_type)
