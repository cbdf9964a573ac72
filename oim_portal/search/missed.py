"""Searches without result, so that staff learn which words the site lacks. Nobody is in them."""

import re
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from .models import MissedSearch
from .models.missed import MAX_LENGTH
from .words import Asked

# An e-mail address, or enough digits for a telephone, an identity card or a passport.
PERSONAL = re.compile(r"@|(?:\d\D{0,3}){6,}|\b[a-z]{0,3}-?\d{5,}\b")
KEPT = timedelta(days=365)
# Whoever sends nonsense by the thousand fills no disk.
MOST_ROWS = 5_000
COUNT = """
INSERT INTO {table} (language, text, times, last_on)
SELECT %(language)s, %(text)s, 1, %(today)s
WHERE (SELECT count(*) FROM {table}) < %(most)s
ON CONFLICT (language, text) DO UPDATE SET times = {table}.times + 1, last_on = excluded.last_on
"""


def is_personal(text: str) -> bool:
    """Say whether a text looks as if it told who somebody is."""
    return bool(PERSONAL.search(text.lower()))


def note(asked: Asked, language: str) -> None:
    """Count a search without result, unless it may tell of a person; forget those of last year."""
    text = " ".join(asked.words)[:MAX_LENGTH]
    if not text or is_personal(asked.text):
        return
    today = timezone.localdate()
    MissedSearch.objects.filter(last_on__lt=today - KEPT).delete()
    table = connection.ops.quote_name(MissedSearch._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT.format(table=table),
            {"language": language, "text": text, "today": today, "most": MOST_ROWS},
        )
