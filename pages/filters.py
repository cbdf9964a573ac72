"""Filters of listings: plain links with a query, such as `?decada=1960&tema=legal`."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _, pgettext_lazy

#: The label of the link that removes a filter, for a feminine word in Spanish: 'Todas'.
ALL_FEMININE = pgettext_lazy("feminine", "All")


@dataclass(frozen=True)
class Choice:
    """A choice of a filter: its value in URLs, its label, and the keys of the rows that have it."""

    value: str
    label: object  # a Localized text, or a translated one
    members: frozenset[Hashable] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Option:
    """A link of a filter: its URL, whether it is the current choice, how many rows it leads to."""

    label: object
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True)
class OptionGroup:
    """The links of one filter; the first one removes the filter."""

    label: object
    options: list[Option]


@dataclass(frozen=True)
class Filter:
    """A filter: its name in URLs, its label, its choices, and the label of no choice."""

    parameter: str
    label: object
    choices: list[Choice]
    everything: object = _("All")


def preserve_query(request: HttpRequest, parameters: Mapping[str, object]) -> None:
    """Preserve query parameters that a view has validated in the links to other languages."""
    request.preserved_parameters = {name: value for name, value in parameters.items() if value}


def preserved_query(request: HttpRequest) -> str:
    """Return these parameters as a query string; '' without any."""
    preserved = getattr(request, "preserved_parameters", {})
    return f"?{urlencode(preserved)}" if preserved else ""


class QueryFilters:
    """The filters of a listing that a query string selects.

    `rows` are the keys of all rows of the listing. A choice without a row is not offered. An
    unknown value raises Http404: choices are content, and a link to one may outlive it. Kinds of
    search results are fixed in code, so there it is BadRequest (oim_portal/search/results_page.py).
    An empty value chooses nothing. Unknown parameters are ignored: other sites may add them to a
    link.
    """

    def __init__(self, query, url: str, filters: list[Filter], rows: Iterable[Hashable]) -> None:
        self.url = url
        self.filters = filters
        self.rows = frozenset(rows)
        self.chosen: dict[str, str] = {}
        self.said: list[tuple[object, object]] = []  # the labels of filters and of their choices
        self._members: dict[str, frozenset[Hashable]] = {}
        for known in filters:
            if value := query.get(known.parameter):
                self._choose(known, value)

    def _choose(self, known: Filter, value: str) -> None:
        choice = next((each for each in known.choices if each.value == value), None)
        if choice is None:
            raise Http404
        self.chosen[known.parameter] = value
        self.said.append((known.label, choice.label))
        self._members[known.parameter] = choice.members

    @cached_property
    def found(self) -> frozenset[Hashable]:
        """The keys of the rows that match."""
        return self._found_without("")

    @property
    def groups(self) -> list[OptionGroup]:
        """The links of the filters that would leave something out, or do."""
        return [
            OptionGroup(known.label, self._options(known))
            for known in self.filters
            if known.parameter in self.chosen or self._narrows(known)
        ]

    def _narrows(self, known: Filter) -> bool:
        counts = {len(self.found & choice.members) for choice in known.choices}
        return bool(counts - {0, len(self.found)})

    def _found_without(self, parameter: str) -> frozenset[Hashable]:
        """Return the keys of the rows that match all filters but one."""
        others = (found for name, found in self._members.items() if name != parameter)
        return self.rows.intersection(*others)

    def _options(self, known: Filter) -> list[Option]:
        current = self.chosen.get(known.parameter)
        rows = self._found_without(known.parameter)
        links = [(known.everything, None, len(rows))]
        links += [(each.label, each.value, len(rows & each.members)) for each in known.choices]
        return [
            Option(label, self.url_with(known.parameter, value), value == current, count)
            for label, value, count in links
            if count or value in (None, current)
        ]

    def url_with(self, parameter: str, value: str | None) -> str:
        """Return the URL with another choice of a filter, or without any of it."""
        query = {name: chosen for name, chosen in self.chosen.items() if name != parameter}
        if value is not None:
            query[parameter] = value
        return f"{self.url}?{urlencode(query)}" if query else self.url
