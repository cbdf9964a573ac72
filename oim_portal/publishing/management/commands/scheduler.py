"""`manage.py scheduler`: run `publish_scheduled` every few seconds, until it is terminated."""

import logging
import signal
import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Publish and withdraw at the times that staff have set, for as long as this runs."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--interval", type=float, default=15, help="seconds between runs")

    def handle(self, *args, interval: float, **options) -> None:
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_arguments: ended.set())
        while not ended.is_set():
            close_old_connections()
            try:
                call_command("publish_scheduled", stdout=self.stdout)
            except Error as error:  # it will come back
                logger.warning("The scheduler found no database: %s", error)
            ended.wait(interval)
