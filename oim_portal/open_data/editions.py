"""Which state the data are in: a version that follows from the records, and when they changed."""

import hashlib
import json
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from wagtail.models import ModelLogEntry, PageLogEntry

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from pages.models import HomePage, PortalSettings, SectionPage
from programs.models import ProgramIndexPage, ProgramPage, SpherePage

from .models import OpenDataSettings
from .shared import Record

# What changes on the day that something is published again as it was.
NOT_CONTENT = {"modified"}
PAGE_TYPES = (
    HistoryEventPage,
    ProgramPage,
    SpherePage,
    # Their addresses and their privacy are those of what stands below them.
    HistoryPage,
    ProgramIndexPage,
    SectionPage,
    HomePage,
)
OTHER_TYPES = (Theme, Source, OpenDataSettings, PortalSettings)
# What is done to a page without a reader seeing it.
UNSEEN = Q(action__in=["wagtail.create", "wagtail.edit", "wagtail.lock", "wagtail.unlock"])
for beginning in ("wagtail.comments.", "wagtail.workflow.", "open_data."):
    UNSEEN |= Q(action__startswith=beginning)


def version(records: list[Record]) -> str:
    """Return twelve digits: the same for the same records, however often they are published."""
    content = [{k: v for k, v in record.items() if k not in NOT_CONTENT} for record in records]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def last_change() -> datetime | None:
    """Return when staff last did something that may show in the data, by Wagtail's log.

    The log knows what no date of a page tells: that an event was withdrawn, deleted or made
    private, a section above it moved, a theme renamed. It may be later than the last real change.
    None where nothing has been done yet.
    """
    kinds = ContentType.objects.get_for_models(*PAGE_TYPES, *OTHER_TYPES)
    of_pages = PageLogEntry.objects.filter(content_type__in=[kinds[each] for each in PAGE_TYPES])
    of_others = ModelLogEntry.objects.filter(content_type__in=[kinds[each] for each in OTHER_TYPES])
    times = [
        of_pages.exclude(UNSEEN).aggregate(at=Max("timestamp"))["at"],
        of_others.aggregate(at=Max("timestamp"))["at"],
    ]
    return max(filter(None, times), default=None)
