"""Dump a database of this version with made-up content: what the oldest release leaves behind.

    PG_BINDIR=/usr/lib/postgresql/15/bin python -m tests.oldest_release

writes tests/data/release-1.0.0.sql.gz, with a page of each type, every block, a draft, a change
that is not published and a page in the trash. After the release it is never made anew.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2

from oim_portal.local.postgres import ensure_running, find_binaries

ROOT = Path(__file__).parents[1]
DUMP = ROOT / "tests" / "data" / "release-1.0.0.sql.gz"
NAME = "oldest"
FILL = "from tests.oldest_release import fill; fill()"


def fill() -> None:
    """Put made-up content into an empty database that has its tables."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Site

    from history.models import Theme
    from pages.contract import page_types
    from pages.models import BasePage, HomePage

    from .factories import add_live, add_page, required_values
    from .sample_page import publish_page_with_every_block

    root = BasePage.objects.get(depth=1)
    titles = {"display_title_es": "Portada inventada", "display_title_en": "An invented front page"}
    home = HomePage.objects.first() or add_live(
        HomePage(title="Portada inventada", slug="portada", **titles), root
    )
    Site.objects.update(root_page_id=home.pk)
    made: list[BasePage] = [home]
    waiting = [
        model
        for model in page_types()
        if model not in (BasePage, HomePage) and model.allowed_parent_page_models()
    ]
    while waiting:
        # A type comes after one that may be its parent.
        model, parent = next(
            (model, page)
            for model in waiting
            for page in made
            if type(page) in model.allowed_parent_page_models()
        )
        name = model.__name__
        titles = {"display_title_es": f"Inventada {name}", "display_title_en": f"Invented {name}"}
        parent.refresh_from_db()
        fields = titles | required_values(model)
        made.append(add_page(parent, f"Inventada {name}", model=model, **fields))
        waiting.remove(model)
    publish_page_with_every_block("Página con todos los bloques")
    home.refresh_from_db()
    add_page(home, "Borrador inventado", live=False, display_title_es="Borrador inventado")
    titles = {"display_title_es": "Con cambios", "display_title_en": "With changes"}
    page = add_page(home, "Con cambios", **titles)
    page.lead_es = "Un texto sin publicar"
    page.save_revision()
    somebody = get_user_model()(email="persona@example.org")
    somebody.set_unusable_password()
    somebody.save()
    Theme.objects.create(name_es="Tema inventado", name_en="Invented theme")
    Redirect.objects.create(old_path="/es/vieja", redirect_page=page)
    add_page(home, "A la papelera").delete()
    call_command("update_search_entries", verbosity=0)


def dump() -> bytes:
    """Return the database as SQL, made by the programs of PG_BINDIR in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        base = ensure_running(Path(folder) / "postgres")
        server = psycopg2.connect(base)
        server.autocommit = True
        server.cursor().execute(
            f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'"
            " LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        )
        server.close()
        url = base.replace("/portal?", f"/{NAME}?")
        environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "oim_portal.local.settings",
            "PORTAL_VAR": folder,
        }
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "-v0"], ["shell", "--no-imports", "-c", FILL]):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True)
        options = ["--inserts", "--rows-per-insert=100"]
        options += ["--no-owner", "--no-privileges", "--no-comments"]
        command = [str(find_binaries() / "pg_dump"), *options, url]
        told = subprocess.run(command, check=True, capture_output=True).stdout
    # Without comments, and without lines for psql alone: the test has none.
    return b"".join(
        line for line in told.splitlines(keepends=True) if not line.startswith((b"--", b"\\"))
    )


if __name__ == "__main__":
    DUMP.write_bytes(gzip.compress(dump(), mtime=0))
