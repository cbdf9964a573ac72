"""Data sets, and the serialization of their pages as records and rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import ManyToManyField, Model, QuerySet, TextField
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Site

from history.fields import DATE_ORDER, DatedMixin
from pages.contract import last_without_value, listings_of
from pages.models import BasePage
from pages.unusable import skip_unusable

from .fields import Column, DataField, is_translated
from .record_values import SourceLabels
from .relations import Related, related_objects
from .rich_text import PublicLinks, rich_texts
from .schema import Record


class Serializer:
    """Serialize pages of a data set, in a number of queries independent of the number of pages.

    Pass `labels` to reuse labels of sources that have been read already.
    """

    #: Whether cells are for readers, who see no marks that staff type.
    is_public = False

    def __init__(
        self,
        dataset: "Dataset",
        pages: Iterable[BasePage],
        request: HttpRequest,
        labels: SourceLabels | None = None,
    ) -> None:
        self.dataset = dataset
        self.pages = list(pages)
        self.request = request
        self._related: dict[str, Related] = {}
        names = dataset.names_of(RichTextField)
        texts = [text for name in names for text in rich_texts(self.pages, name)]
        self.links = PublicLinks(texts, request)
        if labels:
            self.labels = labels

    @cached_property
    def labels(self) -> SourceLabels:
        return SourceLabels()

    def related(self, name: str) -> "Related":
        """Return the related objects of each page for one relation, by the page's primary key."""
        if name not in self._related:
            field: Any = self.dataset.model._meta.get_field(name)
            self._related[name] = related_objects(self.pages, field)
        return self._related[name]

    def records(self) -> list[Record]:
        values = self.dataset.record_fields
        return skip_unusable(self.pages, lambda page: {v.key: v.value(page, self) for v in values})

    def table(self, *, include_staff: bool = False) -> tuple[list[str], list[list[str]]]:
        """Return the names of the columns and a row for each page."""
        self.is_public = not include_staff
        columns = self.dataset.public_columns if self.is_public else self.dataset.columns
        rows = skip_unusable(self.pages, lambda page: [each.read(page, self) for each in columns])
        return [column.name for column in columns], rows


@dataclass(kw_only=True, eq=False)
class Dataset:
    """The pages of a type with the fields that are exported; `model.data` has its names.

    `left_out` maps public fields of the page type that are not exported to the reason; `terms`
    returns the JSON-LD of a page beyond the properties that all pages have.
    """

    model: type[BasePage]
    fields: list[DataField]
    left_out: dict[str, str] = field(default_factory=dict)
    serializer_class: type[Serializer] = Serializer
    terms: Callable[[Any, Record], Record] = lambda page, record: {}
    is_imported: bool = False

    @property
    def name(self) -> str:
        return self.model.data.name

    @property
    def title(self) -> object:
        return self.model.search_kind.plural

    @property
    def description(self) -> object:
        return self.model.data.description

    @property
    def text_key(self) -> str:
        """The key of the main text in records: a rich text if there is one, else a long text."""
        names = [*self.names_of(RichTextField), *self.names_of(TextField)]
        texts = [name for name in names if is_translated(self.model, name)]
        return next(
            (each.key for name in texts for each in self.record_fields if name in each.of), ""
        )

    @property
    def order(self) -> tuple[str, tuple]:
        """The order of the pages: in words for the schema, and as arguments of `order_by`.

        It is the order of the page that lists them; else by date, else by title.
        """
        for page_type in listings_of(self.model):
            columns = map(last_without_value, page_type.listing.order)
            return "In the order of their list on the site.", (*columns, "pk")
        if issubclass(self.model, DatedMixin):
            return "In the order of their dates.", DATE_ORDER
        return "In the order of their titles.", ("title", "pk")

    @property
    def record_fields(self) -> list[DataField]:
        """Return the fields of records, in their order."""
        return [each for each in self.fields if each.value and not each.staff_only]

    @property
    def columns(self) -> list[Column]:
        """Return the columns of tables: first imported ones, then read-only ones, then staff's."""
        fields = sorted(self.fields, key=lambda each: (each.staff_only, each.read_only))
        return [column for each in fields for column in each.columns]

    @property
    def public_columns(self) -> list[Column]:
        return [column for column in self.columns if not column.field.staff_only]

    @property
    def related_models(self) -> list[type[Model]]:
        """Return the models of exported relations."""
        fields = (self.model._meta.get_field(name) for each in self.fields for name in each.of)
        return [field.related_model for field in fields if field.is_relation]

    def names_of(self, kind: type) -> list[str]:
        """Return the exported fields of the page type that are instances of a class."""
        names = dict.fromkeys(name for each in self.fields for name in each.of)
        return [name for name in names if isinstance(self.model._meta.get_field(name), kind)]

    def prefetched(self, pages: QuerySet) -> QuerySet:
        """Prefetch the relations that the data set exports, in a constant number of queries."""
        return pages.prefetch_related(*self.names_of(ManyToManyField))

    def serializer(
        self, pages: Iterable[BasePage], request: HttpRequest, labels=None
    ) -> Serializer:
        return self.serializer_class(self, pages, request, labels)

    def public(self, request: HttpRequest) -> QuerySet:
        """Return the published, public pages of the site, in order."""
        site = Site.find_for_request(request)
        if site is None:
            return self.model.objects.none()
        below = self.model.objects.descendant_of(site.root_page)
        _words, columns = self.order
        return self.prefetched(below.published().public().order_by(*columns))
