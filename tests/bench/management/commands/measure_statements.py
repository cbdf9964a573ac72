"""`measure_statements`: time of the SQL statements of a URL."""

import json
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client


class StatementTimer:
    """Adds up the seconds of all statements that it wraps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - start


class Command(BaseCommand):
    help = "Ask for each address as a visitor; print the seconds of its statements as JSON."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", help="addresses of this site, as /es/buscar/?q=a")

    def handle(self, *, paths: list[str], **options):
        client = Client(headers={"host": urlsplit(settings.PORTAL_URL).netloc})
        self.seconds_of(client, paths[0])  # connects, and compiles templates
        self.stdout.write(json.dumps({path: self.seconds_of(client, path) for path in paths}))

    def seconds_of(self, client: Client, path: str) -> float:
        timer = StatementTimer()
        with connection.execute_wrapper(timer):
            answer = client.get(path, secure=True)
        if answer.status_code != 200:
            raise CommandError(f"{path}: {answer.status_code}")
        return timer.seconds
