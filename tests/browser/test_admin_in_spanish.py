"""What Wagtail's scripts and the browser write on the busiest screens is in Spanish too.

Times that a script counts, tooltips and menus of the rich text editor, calendars, the menu of
pages, the choice of blocks and the side panels. What the server writes is read by
tests/test_admin_in_spanish.py.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from pages.models import BasePage

from ..admin_language import Catalogue
from ..sample_page import publish_page_with_every_block

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.full]

# The texts that are to be seen, and what is read aloud or shown on hovering.
READ = """() => {
  const left_out = "script, style, textarea, code, svg, [lang=en], [lang=en] *";
  const found = new Set([document.title]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(left_out) && parent.checkVisibility()) {
      found.add(walker.currentNode.data);
    }
  }
  for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt", "label"]) {
    for (const each of document.querySelectorAll(`[${name}]`)) {
      if (!each.closest("[lang=en]")) found.add(each.getAttribute(name));
    }
  }
  return [...found].map((text) => text.trim().replace(/\\s+/g, " ")).filter(Boolean);
}"""


class Reader:
    """Collects what is wrong on the screens that a person opens."""

    def __init__(self, page: Page, person: User) -> None:
        self.page, self.catalogue = page, Catalogue()
        self.names = {person.first_name, str(person), person.email}
        self.wrong: dict[str, str] = {}

    def read(self, where: str) -> None:
        for text in set(self.page.evaluate(READ)) - self.names:
            if self.catalogue.is_wrong(text):
                self.wrong.setdefault(text, where)

    def open(self, path: str) -> None:
        answer = self.page.goto(path, wait_until="networkidle")
        assert answer.ok, f"{path}: {answer.status}"
        self.read(path)


def read_form(reader: Reader, page: Page) -> None:
    """Read the edit form of a page with what opens in it."""
    for name in ("status", "comments", "checks", "preview"):
        toggle = page.locator(f"[data-side-panel-toggle={name}]")
        if toggle.count():
            toggle.first.click()
            page.wait_for_load_state("networkidle")
            reader.read(f"panel {name}")
            toggle.first.click()
    page.locator("[data-text-language=es] [contenteditable=true]").first.click()
    reader.read("toolbar of the rich text editor")
    page.locator("[data-text-language=es] .c-sf-add-button").last.click()
    expect(page.get_by_role("listbox").first).to_be_visible()
    reader.read("choice of blocks")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("role", [EDITOR, PUBLISHER, ADMINISTRATOR])
def test_scripts_say_nothing_in_english_on_the_busiest_screens(staff, role):
    page = staff(role)
    reader = Reader(page, User.objects.get(groups__name=role))
    written = publish_page_with_every_block()
    section = BasePage.objects.get(slug="quienes-somos")
    for name, *arguments in (
        ("wagtailadmin_home",),
        ("wagtailadmin_explore", section.pk),
        ("wagtailadmin_pages:history", written.pk),
        ("wagtailimages:index",),
        ("wagtailimages:add_multiple",),
        ("wagtaildocs:add_multiple",),
        ("wagtailadmin_reports:site_history",),
        ("wagtailadmin_account",),
        ("review_read", written.pk),
        ("wagtailadmin_pages:add_subpage", section.pk),
        ("wagtailadmin_pages:edit", written.pk),
    ):
        reader.open(reverse(name, args=arguments))
    read_form(reader, page)
    page.get_by_role("button", name="Páginas").first.click()
    page.wait_for_load_state("networkidle")
    reader.read("menu of pages")
    assert reader.wrong == {}
