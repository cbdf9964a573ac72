"""The guide in the admin: every chapter, its links and pictures, and the ways to it."""

import re
import shutil
from functools import cache, partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from wagtail.users.models import UserProfile

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR
from oim_portal.admin.guide import chapters
from oim_portal.admin.guide.chapters import to_html
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


def speak(language: str) -> None:
    """Let the editor use the admin in this language."""
    UserProfile.objects.update_or_create(
        user=User.objects.get(email="ana@example.org"), defaults={"preferred_language": language}
    )


def test_every_file_of_the_guide_is_a_chapter_that_the_first_one_lists():
    files = {path.stem for path in chapters.FOLDER.glob("*.md")} - {chapters.INDEX}
    assert {each.slug for each in chapters.chapters("es")} == {"", *files}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_every_chapter_is_read_in_the_admin_and_every_link_leads_somewhere(editor, language):
    """But for those to other sites, which no test asks."""
    speak(language)
    read_once = cache(partial(read, editor))
    for chapter in chapters.chapters(language):
        url = reverse("guide_chapter", args=[chapter.slug]) if chapter.slug else reverse("guide")
        page = read_once(url)
        (title,) = page.select("h1")
        assert title.text.strip().endswith(chapter.title)
        assert page.select_one("article")["lang"] == chapter.language == language
        for link in page.select("article a[href]:not([href^='https://'])"):
            address, _mark, part = link["href"].partition("#")
            aim = read_once(address or url)
            assert not part or aim.select(f"#{part}"), link


def test_a_chapter_is_read_in_another_language_and_so_is_what_it_leads_to(editor):
    speak("es")
    page = read(editor, reverse("guide_chapter", args=["mision"]))
    (other,) = page.select("a[hreflang]")
    assert (other["hreflang"], other["lang"], other.text) == ("en", "en", "English")
    english = read(editor, reverse("guide_chapter", args=["mision"]) + other["href"])
    assert english.select_one("article")["lang"] == "en"
    assert "The commitments are on the" in english.select_one("article").text
    (back,) = english.select("a[hreflang]")
    assert back["hreflang"] == "es"
    (link,) = english.select("article a")
    assert link["href"] == reverse("guide_chapter", args=["publicar"]) + "?idioma=en"
    assert "Submitting for review" in read(editor, link["href"]).select_one("article").text


@pytest.mark.parametrize("language", ["fr", "../en", ""])
def test_a_language_that_does_not_exist_is_that_of_the_admin(editor, language):
    speak("en")
    page = read(editor, reverse("guide_chapter", args=["mision"]) + f"?idioma={language}")
    assert page.select_one("article")["lang"] == "en"


def test_a_chapter_without_a_translation_is_read_in_spanish(editor, monkeypatch, tmp_path):
    shutil.copytree(chapters.FOLDER, tmp_path / "guide")
    (tmp_path / "guide" / "en" / "mision.md").unlink()
    monkeypatch.setattr(chapters, "FOLDER", tmp_path / "guide")
    speak("en")
    page = read(editor, reverse("guide_chapter", args=["mision"]) + "?idioma=en")
    assert page.select_one("article")["lang"] == "es"
    assert not page.select("a[hreflang]")
    languages = {each.text: each["lang"] for each in page.select(".guide__chapters a")}
    assert languages["Cambiar la misión"] == "es"
    assert languages["Signing in"] == "en"


def test_every_picture_is_there_with_its_text_and_is_used():
    shown = set()
    for path in chapters.FOLDER.rglob("*.md"):
        text = path.read_text("utf-8")
        assert not BeautifulSoup(to_html(text), "html.parser").select("img:not([alt]), img[alt='']")
        shown |= {Path(name).name for name in PICTURE.findall(text)}
    assert shown == {path.name for path in chapters.FOLDER.glob("images/*.*")}
    assert all(finders.find(f"guide/{name}") for name in shown)


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
