"""Filters of listings: plain links with a query, such as `?decada=1960&tema=legal`."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest


@dataclass(frozen=True)
class Choice:
    """A choice of a filter: its value in URLs and its label."""

    value: str
    label: object  # a Localized text, or a translated one


@dataclass(frozen=True)
class Option:
    """A link of a filter: its URL, and whether it is the current choice."""

    label: object
    url: str
    is_current: bool


@dataclass(frozen=True)
class OptionGroup:
    """The links of one filter; the first one removes the filter."""

    label: object
    options: list[Option]


@dataclass(frozen=True)
class Filter:
    """A filter: its name in URLs, its label and its choices."""

    parameter: str
    label: object
    choices: list[Choice]


def preserve_query(request: HttpRequest, parameters: Mapping[str, object]) -> None:
    """Preserve query parameters that a view has validated in the links to other languages."""
    request.preserved_parameters = {name: value for name, value in parameters.items() if value}


def preserved_query(request: HttpRequest) -> str:
    """Return these parameters as a query string; '' without any."""
    preserved = getattr(request, "preserved_parameters", {})
    return f"?{urlencode(preserved)}" if preserved else ""


class QueryFilters:
    """The filters of a listing that a query string selects.

    An unknown value raises Http404: choices are content, and a link to one may outlive it. Kinds of
    search results are fixed in code, so there it is BadRequest (oim_portal/search/results_page.py).
    Unknown parameters are ignored: other sites may add them to a link.
    """

    def __init__(self, query, url: str, filters: list[Filter], everything: object) -> None:
        self.url = url
        self.filters = filters
        self.everything = everything
        self.chosen: dict[str, str] = {}
        for known in filters:
            if known.parameter in query:
                value = query[known.parameter]
                if value not in {choice.value for choice in known.choices}:
                    raise Http404
                self.chosen[known.parameter] = value

    def groups(self) -> list[OptionGroup]:
        """Return the links of all filters that have choices."""
        return [
            OptionGroup(known.label, self._options(known))
            for known in self.filters
            if known.choices
        ]

    def _options(self, known: Filter) -> list[Option]:
        current = self.chosen.get(known.parameter)
        links = [(self.everything, None), *((each.label, each.value) for each in known.choices)]
        return [
            Option(label, self._url_with(known.parameter, value), value == current)
            for label, value in links
        ]

    def _url_with(self, parameter: str, value: str | None) -> str:
        query = {name: chosen for name, chosen in self.chosen.items() if name != parameter}
        if value is not None:
            query[parameter] = value
        return f"{self.url}?{urlencode(query)}" if query else self.url
