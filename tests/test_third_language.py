"""A third language needs only the setting and `makemigrations`: French, in a copy of the code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .database_copy import database_copy
from .html import text_of, texts

# Without the mark there would be no database of the run to copy.
pytestmark = [pytest.mark.django_db, pytest.mark.full]

ROOT = Path(__file__).parents[1]
CODE = ["manage.py", "oim_portal", "pages", "history", "programs", "templates"]
TESTS = ["__init__.py", "settings.py", "settings_french.py", "kinds", "bench"]
LIMIT = 240  # seconds: against hanging only

# What a visitor gets, and an editor; then a translation is published, and the visitor comes again.
VISIT = """
import json
from django.core.management import call_command
from django.test import Client
from oim_portal.accounts.models import User
from pages.models import BasePage, MissionPage
from pages.models.publishing_guard import publishing_reason

call_command("load_initial_content", verbosity=0)
visitor = Client(headers={"host": "localhost"})
answers = {}

def visit(key, address, client=visitor):
    answer = client.get(address)
    answers[key] = [answer.status_code, answer.content.decode()]

for page in BasePage.objects.published().filter(depth__gte=2):
    for language in ("es", "en", "fr"):
        visit(page.url_in(language), page.url_in(language))
visit("missing", "/fr/nada/")
mission = MissionPage.objects.get()
editor = Client(headers={"host": "localhost"})
editor.force_login(
    User.objects.create_superuser("editor@example.org", "a password"),
    backend="oim_portal.accounts.adapter.PortalBackend",
)
visit("form", f"/admin/pages/{mission.pk}/edit/", editor)
mission.display_title_fr = "Notre mission"
with publishing_reason("test"):
    mission.save_revision().publish()
visit("translated", mission.url_in("fr"))
print(json.dumps(answers))
"""


def run(project: Path, url: str, *arguments: str) -> str:
    """Run manage.py in the copy with French; return what it prints."""
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings_french",
        "PORTAL_VAR": str(project / "var"),
    }
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def migrations_in(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("migrations/0*.py")}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A copy of the portal's code."""
    folder = tmp_path_factory.mktemp("en français")
    for name in CODE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / "tests").mkdir()
    for name in TESTS:
        copy = shutil.copytree if (ROOT / "tests" / name).is_dir() else shutil.copy
        copy(ROOT / "tests" / name, folder / "tests" / name)
    return folder


@pytest.fixture(scope="module")
def answers(project, django_db_setup, django_db_blocker) -> dict[str, tuple[int, str]]:
    """What the portal answers once it has French: status and text by address."""
    with django_db_blocker.unblock(), database_copy("french") as url:
        run(project, url, "makemigrations")
        run(project, url, "makemigrations", "--check")
        run(project, url, "migrate", "--verbosity", "0")
        printed = run(project, url, "shell", "--no-imports", "-c", VISIT)
    return json.loads(printed.splitlines()[-1])


def soup_of(answer: tuple[int, str], status: int = 200) -> BeautifulSoup:
    assert answer[0] == status
    return BeautifulSoup(answer[1], "html.parser")


def pages_in(answers, language: str) -> list[BeautifulSoup]:
    found = [soup_of(answers[key]) for key in answers if key.startswith(f"/{language}/")]
    assert len(found) > 20
    return found


def test_makemigrations_writes_new_columns_into_our_own_packages_alone(answers, project):
    new = migrations_in(project) - migrations_in(ROOT)
    assert {path.parts[0] for path in new} == {
        "pages",
        "history",
        "programs",
        "oim_portal",
        "tests",
    }
    assert len({path.parent for path in new}) == len(new)  # one an app
    for path in new:
        written = (project / path).read_text()
        assert "_fr" in written
        assert not {"RemoveField", "AlterField", "DeleteModel"} & set(written.split("migrations."))


def test_every_page_is_shown_in_french_with_the_spanish_text_marked_as_spanish(answers):
    for soup in pages_in(answers, "fr"):
        assert soup.html["lang"] == "fr"
        assert soup.h1.get("lang") == "es" or soup.select(".hero")
        assert len(soup.select(".notice")) == 1
        assert soup.select_one("link[rel=canonical]")["href"].startswith(
            "http://localhost:8000/es/"
        )
        assert soup.select_one("link[hreflang=fr]") is None


def test_the_switch_has_three_languages_in_every_page(answers):
    for language in ("es", "en", "fr"):
        for soup in pages_in(answers, language):
            assert texts(soup, ".languages a") == ["Español", "English", "Français"]
            assert texts(soup, ".languages [aria-current]")[0][:2].lower() == language


def test_spanish_and_english_stay_as_they_were(answers):
    for soup in pages_in(answers, "es"):
        assert soup.html["lang"] == "es"
        assert soup.select(".notice, main [lang]") == []
    for soup in pages_in(answers, "en"):
        assert soup.html["lang"] == "en"
        assert soup.select("main [lang]") == []


def test_what_does_not_exist_is_answered_in_french(answers):
    assert soup_of(answers["missing"], status=404).html["lang"] == "fr"


def test_the_edit_form_has_french_beside_the_other_languages(answers):
    form = soup_of(answers["form"])
    sides = texts(form.select_one(".languages"), "[data-language-name]")
    assert len(sides) == 3
    assert texts(form, "[data-show-language]")[1:] == sides
    for name in ("display_title_fr", "opening_fr", "seo_title_fr"):
        assert form.find(attrs={"name": name}), name


def test_a_page_translated_into_french_says_so_to_search_engines(answers):
    soup = soup_of(answers["translated"])
    assert text_of(soup.h1) == "Notre mission"
    assert not soup.h1.has_attr("lang")
    assert soup.select_one(".prose")["lang"] == "es"
    alternate = soup.select_one("link[hreflang=fr]")["href"]
    assert alternate == soup.select_one("link[rel=canonical]")["href"]
    assert alternate.endswith("/fr/quienes-somos/mision/")
