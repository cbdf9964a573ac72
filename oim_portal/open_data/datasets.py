"""The registered data sets, and the metadata of each: title, publisher, licence, version."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry, PageLogEntry

from pages.contract import page_types
from pages.languages import language_codes
from pages.models import BasePage, PortalSettings
from pages.site_names import organisation
from pages.unusable import usable

from .dataset import Dataset
from .derived import derived
from .models import OpenDataSettings
from .record_values import texts_of
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


def datasets() -> list[Dataset]:
    """Return the data set of each page type that declares `data`, in the order of the types."""
    return [dataset_of(model) for model in page_types() if model.data]


@cache
def dataset_of(model: type[BasePage]) -> Dataset:
    """Return the data set of a page type: the declared one, else one derived from its form."""
    own = (dataset for dataset in declared_datasets() if dataset.model is model)
    return next(own, None) or derived(model)


@cache
def declared_datasets() -> list[Dataset]:
    """Return the data sets that modules of this package declare, such as `events.EVENTS`."""
    names = [f"{__package__}.{each.name}" for each in iter_modules([Path(__file__).parent])]
    values = [value for name in names for value in vars(import_module(name)).values()]
    return list(dict.fromkeys(value for value in values if isinstance(value, Dataset)))


class Edition:
    """The current state of a data set: its published, public pages, serialized for one request."""

    def __init__(self, dataset: Dataset, request: HttpRequest) -> None:
        self.dataset = dataset
        self.request = request
        self.serializer = dataset.serializer(usable(dataset.public(request)), request)

    @cached_property
    def records(self) -> list[Record]:
        return self.serializer.records()

    @cached_property
    def version(self) -> str:
        return version(self.records)

    @cached_property
    def modified(self) -> datetime | None:
        """The last change, or the last moment at which a page changed with nothing written."""
        pages, now = self.serializer.pages, timezone.now()
        moments = (getattr(page, name) for page in pages for name in page.changes_at)
        passed = [moment for moment in moments if moment and moment <= now]
        return max(filter(None, [last_change(datasets()), *passed]), default=None)

    @cached_property
    def settings(self) -> OpenDataSettings:
        return OpenDataSettings.of(self.request)

    def description(self) -> Record:
        """Return the metadata in JSON: title, URLs, publisher, licence, version."""
        licence = texts_of(self.settings, "licence")
        return {
            "title": in_all_languages(lambda: str(self.dataset.title)),
            "url": in_all_languages(page_url),
            "publisher": in_all_languages(lambda: organisation(self.request)),
            "licence": {"name": licence, "url": self.settings.licence_url or None}
            if licence
            else None,
            "edition": self.settings.edition or None,
            "version": self.version,
            "modified": self.modified and self.modified.isoformat(),
            "languages": language_codes(),
        }


def in_all_languages(text: Callable[[], str]) -> dict[str, str]:
    """Return the result of a function in each language of the portal."""
    found = {}
    for code in language_codes():
        with override(code):
            found[code] = text()
    return found


def page_url() -> str:
    """Return the full URL of the page about the data, in the active language."""
    return settings.PORTAL_URL + reverse("open_data")


def file_url(name: str) -> str:
    """Return the full URL of a data file."""
    return settings.PORTAL_URL + reverse("open_data_file", args=[name])
