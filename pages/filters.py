"""Filters of listings: plain links with a query, such as `?decada=1960&tema=legal`."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest


@dataclass(frozen=True)
class Choice:
    """A value of a filter, as addresses write it and as people read it."""

    value: str
    label: object  # a Localized text, or a translated one


@dataclass(frozen=True)
class Option:
    """A link of a filter: where it leads, and whether it is chosen now."""

    label: object
    url: str
    is_current: bool


@dataclass(frozen=True)
class OptionGroup:
    """All links of one filter, the first of which takes the filter away."""

    label: object
    options: list[Option]


@dataclass(frozen=True)
class Filter:
    """A filter: its name in addresses, its label for people, and its values."""

    parameter: str
    label: object
    choices: list[Choice]


def keep_in_languages(request: HttpRequest, parameters: dict[str, object]) -> None:
    """Let the links to other languages keep parameters of the query that a view has understood."""
    request.kept_parameters = {name: value for name, value in parameters.items() if value}


def kept_query(request: HttpRequest) -> str:
    """Return these parameters as the end of an address; '' without any."""
    kept = getattr(request, "kept_parameters", {})
    return f"?{urlencode(kept)}" if kept else ""


class QueryFilters:
    """What a request's query asks of a listing. A value that does not exist raises Http404.

    Parameters that are no filter are passed over: others may have added them to a link.
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
        """Return the links of all filters that offer a choice."""
        return [
            OptionGroup(known.label, self._options(known))
            for known in self.filters
            if known.choices
        ]

    def _options(self, known: Filter) -> list[Option]:
        current = self.chosen.get(known.parameter)
        return [
            Option(self.everything, self._url_with(known.parameter, None), current is None),
            *(
                Option(
                    choice.label,
                    self._url_with(known.parameter, choice.value),
                    choice.value == current,
                )
                for choice in known.choices
            ),
        ]

    def _url_with(self, parameter: str, value: str | None) -> str:
        query = {name: chosen for name, chosen in self.chosen.items() if name != parameter}
        if value is not None:
            query[parameter] = value
        return f"{self.url}?{urlencode(query)}" if query else self.url
