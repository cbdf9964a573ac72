"""A small portal for tests of backups: a database, a folder of media, and `manage.py` for both."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2

ROOT = Path(__file__).parents[1]
TITLE = "SELECT draft_title FROM pages_basepage WHERE slug = 'mision'"


class Site:
    """A database at a PostgreSQL URL, and two media files."""

    def __init__(self, url: str, var: Path) -> None:
        self.url, self.var = url, var
        self.media = var / "test-media"
        self.backup = var / "backup"
        (self.media / "images").mkdir(parents=True)
        (self.media / "images" / "foto ñandú.jpg").write_bytes(b"a picture" * 1000)
        (self.media / "documents" / "x").mkdir(parents=True)
        (self.media / "documents" / "x" / "plan.pdf").write_bytes(b"%PDF-1.7")

    def manage(self, *arguments: object, **more: str) -> subprocess.CompletedProcess:
        return self.run(sys.executable, "manage.py", *map(str, arguments), **more)

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment() | more,
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        places = {"PORTAL_VAR": str(self.var), "PORTAL_BACKUPS": str(self.backup)}
        return os.environ | {"DATABASE_URL": self.url} | places

    def sql(self, statement: str) -> list[tuple]:
        connection = psycopg2.connect(self.url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def drop(self, names: set[str]) -> None:
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        for name in names:
            connection.cursor().execute(f'DROP DATABASE "{name}"')
        connection.close()

    def databases_beside(self) -> set[str]:
        (own,) = self.sql("SELECT current_database()")[0]
        listed = self.sql(f"SELECT datname FROM pg_database WHERE datname LIKE '{own}\\_%'")
        return {name for (name,) in listed}
