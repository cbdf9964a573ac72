"""Version of a data set, computed from its records, and the time of its last change."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, Q
from wagtail.models import ModelLogEntry, PageLogEntry

from pages.models import BasePage, PortalSettings

from .dataset import Dataset
from .models import OpenDataSettings
from .schema import Record

# Keys that change when a page is published again without changes.
NOT_CONTENT = {"modified"}
OF_THE_WHOLE = (OpenDataSettings, PortalSettings)
# Log actions that readers do not see.
UNSEEN = Q(action__in=["wagtail.create", "wagtail.edit", "wagtail.lock", "wagtail.unlock"])
for beginning in ("wagtail.comments.", "wagtail.workflow.", "open_data."):
    UNSEEN |= Q(action__startswith=beginning)


def version(records: list[Record]) -> str:
    """Return twelve hexadecimal digits, which are equal for equal records."""
    content = [{k: v for k, v in record.items() if k not in NOT_CONTENT} for record in records]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def last_change(datasets: Iterable[Dataset]) -> datetime | None:
    """Return the time of the last logged action that may have changed the data, or None.

    Wagtail's log records changes that no date of a page shows: an event was unpublished, deleted or
    made private, a section above it moved, a theme renamed. The result may be later than the last
    real change.
    """
    page_types, others = models_of(datasets)
    of_pages = PageLogEntry.objects.filter(content_type__in=numbers(page_types))
    of_others = ModelLogEntry.objects.filter(content_type__in=numbers({*others, *OF_THE_WHOLE}))
    times = [
        of_pages.exclude(UNSEEN).aggregate(at=Max("timestamp"))["at"],
        of_others.aggregate(at=Max("timestamp"))["at"],
    ]
    return max(filter(None, times), default=None)


def models_of(datasets: Iterable[Dataset]) -> tuple[set[type[Model]], set[type[Model]]]:
    """Return the page types on which the data depend, and the other models.

    Possible parent page types are included, since URLs and privacy depend on them.
    """
    exported = [model for dataset in datasets for model in [dataset.model, *dataset.related_models]]
    others = {model for model in exported if not issubclass(model, BasePage)}
    page_types, waiting = set(), [model for model in exported if model not in others]
    while waiting:
        page_type = waiting.pop()
        if page_type is not BasePage and page_type not in page_types:
            page_types.add(page_type)
            waiting += page_type.allowed_parent_page_models()
    return page_types, others


def numbers(models: Iterable[type[Model]]) -> list[int]:
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]
