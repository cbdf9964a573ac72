"""The guide in the admin: every chapter, its links and pictures, and the ways to it."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR
from oim_portal.admin.guide import chapters
from oim_portal.admin.guide.markdown import to_html
from pages.models import MissionPage

from .staff import person, signed_in

pytestmark = pytest.mark.django_db

# The source of a picture in Markdown.
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")


@pytest.fixture
def editor(content):
    return signed_in(person(EDITOR))


def read(editor, address: str) -> BeautifulSoup:
    response = editor.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def test_every_file_of_the_guide_is_a_chapter_that_the_first_one_lists():
    files = {path.stem for path in chapters.FOLDER.glob("*.md")} - {chapters.INDEX}
    assert {chapter.slug for chapter in chapters.linked_chapters()} == files


def test_every_chapter_is_read_in_the_admin_and_every_link_leads_somewhere(editor):
    """But for those to other sites, which no test asks."""
    for chapter in [chapters.first_chapter(), *chapters.linked_chapters()]:
        url = reverse("guide_chapter", args=[chapter.slug]) if chapter.slug else reverse("guide")
        page = read(editor, url)
        (title,) = page.select("h1")
        assert title.text.strip().endswith(chapter.title)
        for link in page.select(".guide__text a[href]:not([href^='https://'])"):
            address, _mark, part = link["href"].partition("#")
            aim = read(editor, address or url)
            assert not part or aim.select(f"#{part}"), link


def test_every_picture_is_there_with_its_text_and_is_used():
    shown = {}
    for path in chapters.FOLDER.glob("*.md"):
        text = path.read_text("utf-8")
        assert not BeautifulSoup(to_html(text), "html.parser").select("img:not([alt]), img[alt='']")
        shown |= dict.fromkeys(PICTURE.findall(text), path.name)
    files = {f"images/{path.name}" for path in chapters.FOLDER.glob("images/*.*")}
    assert shown.keys() == files
    assert all(finders.find(f"guide/{Path(name).name}") for name in shown)


def test_a_chapter_that_does_not_exist_is_not_found(editor):
    assert editor.get(reverse("guide_chapter", args=["nada"])).status_code == 404


def test_html_in_the_guide_is_shown_as_it_is_written():
    assert to_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_the_menu_has_the_guide_and_no_guide_to_the_stock_editor(editor):
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("guide") in page
    assert "guide.wagtail.org" not in page


def test_the_form_of_a_page_leads_to_its_chapter(editor):
    mission = MissionPage.objects.get()
    form = read(editor, reverse("wagtailadmin_pages:edit", args=[mission.pk]))
    assert form.select(f"a[href='{reverse('guide_chapter', args=['mision'])}']")
