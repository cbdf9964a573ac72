"""Style sheets of components reach a visitor as one for all pages and one for the kind of page."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.test import override_settings

from oim_portal.web.stylesheets import OURS, join

SHEETS = Path(__file__).parents[1] / "oim_portal" / "static" / OURS


@pytest.fixture
def files():
    """All static files, as `collectstatic` finds them."""
    return {
        path: (storage, path) for finder in get_finders() for path, storage in finder.list(None)
    }


def test_every_component_is_on_its_pages_once(files):
    sheets = {path: join(f"css/{path.name}", files) for path in SHEETS.glob("*.css")}
    assert "@import" not in "".join(sheets.values())
    assert "/*" not in "".join(sheets.values())
    for path in (SHEETS / "components").iterdir():
        text = join(f"css/components/{path.name}", files)
        held = {sheet.stem: joined.count(text) for sheet, joined in sheets.items()}
        holders = {sheet for sheet, times in held.items() if times}
        assert holders, path
        assert set(held.values()) <= {0, 1}, path
        # Other sheets stand beside this one, but that of pages of an account.
        assert "portal" not in holders or holders <= {"portal", "account"}, path


def test_a_sheet_loses_its_lines_and_no_space_that_means_something(tmp_path):
    from django.core.files.storage import FileSystemStorage

    lines = ["/* A. */", ".a::after,", ".b > .c {", '  content: " {;  }";']
    lines += ["  background:", "    one 0 1px,", "    two;", "}", ""]
    (tmp_path / "a.css").write_text("\n".join(lines))
    assert join("css/a.css", {"css/a.css": (FileSystemStorage(tmp_path), "a.css")}) == (
        '.a::after,.b > .c {content: " {;  }";background: one 0 1px,two;}'
    )


def test_an_import_of_a_sheet_that_does_not_exist_is_an_error(files, tmp_path):
    from django.core.files.storage import FileSystemStorage

    (tmp_path / "a.css").write_text('@import url("gone.css");')
    with pytest.raises(KeyError):
        join("css/a.css", {"css/a.css": (FileSystemStorage(tmp_path), "a.css")})


def test_collected_files_are_joined_hashed_and_compressed(tmp_path):
    storage = {"BACKEND": "oim_portal.web.stylesheets.PortalStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={"staticfiles": storage}):
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["wagtail*"])
        from django.contrib.staticfiles.storage import staticfiles_storage

        address = staticfiles_storage.url("css/portal.css")
    name = re.fullmatch(r"/static/(css/portal\.[0-9a-f]{12}\.css)", address)[1]
    sheet = (tmp_path / name).read_text()
    assert "@import" not in sheet
    assert ".site-footer" in sheet
    assert (tmp_path / f"{name}.br").stat().st_size < 9.5 * 1024
    script = staticfiles_storage.url("js/portal.js").removeprefix("/static/")
    text = (tmp_path / script).read_text()
    assert not re.search(r"/\*|^\s", text, re.MULTILINE)
    assert "data-copy" in text
