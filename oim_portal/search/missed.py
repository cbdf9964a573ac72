"""Counts of searches without results, which show staff the words that the site lacks.

No count tells who searched.
"""

import re
from datetime import date, timedelta

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from oim_portal.accounts.throttling import client_network

from .models import MAX_LENGTH, MissedSearch
from .tokens import ParsedSearch

# An e-mail address, or enough digits for the number of a telephone, an identity card or a passport.
PERSONAL = re.compile(r"@|(?:\d\D{0,3}){6,}|\b[a-z]{0,3}-?\d{5,}\b")
RETENTION = timedelta(days=365)
# So that mass nonsense cannot fill the disk: the least frequent, oldest searches are deleted first.
# Each network has so few an hour that it cannot displace the searches of others.
MOST_ROWS = 5_000
MOST_OF_ONE_NETWORK = 30
HOUR = 3600  # seconds
COUNT = """
INSERT INTO {table} (language, text, shown_instead, times, last_on)
VALUES (%(language)s, %(text)s, %(shown_instead)s, 1, %(today)s)
ON CONFLICT (language, text) DO UPDATE SET times = {table}.times + 1, last_on = excluded.last_on,
    shown_instead = excluded.shown_instead
"""
MAKE_ROOM = """
DELETE FROM {table} WHERE id IN (
    SELECT id FROM {table} ORDER BY times DESC, last_on DESC, id DESC OFFSET %(most)s
)
"""


def is_personal(text: str) -> bool:
    """Return whether a text looks like personal data."""
    return bool(PERSONAL.search(text.lower()))


def count(request: HttpRequest, asked: ParsedSearch, language: str, shown_instead: str) -> None:
    """Count a search without results, unless it may be personal data; delete counts after a year.

    `shown_instead` is the correction whose results were shown, or ''.
    The shared cache holds a digest of the visitor's network for an hour; the database stores none.
    """
    text = " ".join(asked.words)[:MAX_LENGTH]
    if not text or is_personal(asked.text) or is_over_limit(request):
        return
    today = timezone.localdate()
    MissedSearch.objects.filter(last_on__lt=today - RETENTION).delete()
    table = connection.ops.quote_name(MissedSearch._meta.db_table)
    with connection.cursor() as cursor:
        room = {"most": MOST_ROWS - 1}
        if not MissedSearch.objects.filter(language=language, text=text).exists():
            cursor.execute(MAKE_ROOM.format(table=table), room)
        values: dict[str, str | date] = {"language": language, "text": text, "today": today}
        values["shown_instead"] = shown_instead[:MAX_LENGTH]
        cursor.execute(COUNT.format(table=table), values)


def is_over_limit(request: HttpRequest) -> bool:
    """Count a search of a network; return whether it had reached its limit of this hour."""
    key = f"missed:{salted_hmac(__name__, client_network(request)).hexdigest()}"
    number = cache.get(key, 0)
    if number < MOST_OF_ONE_NETWORK:
        cache.set(key, number + 1, HOUR)
    return number >= MOST_OF_ONE_NETWORK
