"""Marks in the text of an event that lead to its sources, such as `[fuente 12]`.

Staff type the key of a source, which stays the same whatever the order of the sources is. The page
of the event shows the source's number in the list there; all other places leave the marks out. A
mark of a source that the event does not have is left out everywhere, and its form says so.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _, pgettext

from oim_portal.web.html_text import plain
from pages.languages import Localized, current_language, localized

from .models.choices import Source

Show = Callable[[list[int]], str]

STYLE = r"</?(?:b|i|em|strong)>"
MARK = r"\[G(?:fuente|source)G[0-9]{1,9}G\]".replace("G", rf"(?:\s|{STYLE})*")
# Links and other tags are passed over, so that no address is taken for a text. The bound is for
# what only looks like a link: each of many would be sought to the end.
TOKEN = re.compile(
    rf"(?P<link><a\b[^<>]*>)(?P<inside>.{{0,2000}}?)</a>|<(?!/?(?:b|i|em|strong)>)[^<>]*>"
    rf"|(?:(?<!\s)\s++)?(?P<marks>{MARK}(?:\s*{MARK})*)"
    r"(?=(?:</?(?:b|i|em|strong|a)\b[^<>]*>)*+(?P<word>\w)?)",
    re.IGNORECASE | re.DOTALL,
)
# '[Fuente: Registro Oficial]' is a remark of the text's own, and stays.
UNREADABLE = re.compile(r"\[\s*(?:fuente|source)s?(?![^\W\d_]|\s*:)[^\[\]]{0,40}\]?", re.IGNORECASE)


def written(source: Source) -> str:
    """Return the mark of a source as staff type it."""
    return f"[fuente {source.pk}]"


def with_marks(html: str, show: Show) -> str:
    """Return rich text with each run of marks as `show` writes it; none remain within links."""
    return TOKEN.sub(lambda token: rewritten(token, show), html) if "[" in html else html


def rewritten(token: re.Match, show: Show) -> str:
    if token["link"]:
        inside = with_marks(token["inside"], lambda keys: " ")
        return f"{token['link']}{inside}</a>" if plain(inside) else inside
    if not token["marks"]:
        return token[0]
    keys = [int(key) for key in re.findall("[0-9]+", token["marks"])]
    styles = "".join(re.findall(STYLE, token["marks"], re.IGNORECASE))
    return styles + show(list(dict.fromkeys(keys))) + " " * bool(token["word"])


def without_marks(html: str) -> str:
    """Return rich text, or the text of it, without marks; all other words remain."""
    return with_marks(html, lambda keys: "")


def check_marks(html: str, sources: Iterable[Source]) -> None:
    """Raise ValidationError if a mark leads to none of the sources, or cannot be read as one."""
    found: list[int] = []

    def read(keys: list[int]) -> str:
        found.extend(keys)
        return ""

    rest = with_marks(html, read)
    links = (token["inside"] for token in TOKEN.finditer(html) if token["link"])
    if wrong := UNREADABLE.search(plain(" ".join([rest, *links]))):
        raise ValidationError(
            _(
                "The mark “%(mark)s” cannot be read. Write it like [fuente 3], with the number that"
                " stands behind the source under ‘Data’, and not within a link."
            ),
            params={"mark": wrong[0]},
        )
    known = {source.pk: source for source in sources} if found else {}
    if unknown := [key for key in found if key not in known]:
        raise ValidationError(
            _(
                "[fuente %(number)s] is none of the sources of this event. Tick the source under"
                " ‘Data’, or take the mark out of the text. The event has: %(marks)s."
            ),
            params={
                "number": unknown[0],
                "marks": "; ".join(f"{written(each)} {each}" for each in known.values()) or "–",
            },
        )


@dataclass
class CitedText:
    """The text of an event with numbered links to its sources, and the places of these links."""

    text: Localized
    sources: list[Source]
    #: The numbers of the links to a source in the text, by its key; sources without any are absent.
    places: dict[int, list[int]] = field(default_factory=dict)
    html: str = ""

    def __post_init__(self) -> None:
        self.numbers = {source.pk: number for number, source in enumerate(self.sources, 1)}
        self.html = with_marks(str(self.text), self._links)

    def _links(self, keys: list[int]) -> str:
        numbers = sorted(self.numbers[key] for key in keys if key in self.numbers)
        links = format_html_join(", ", "{}", ([self._link(number)] for number in numbers))
        # Their words are those of the page, which may show a text in another language.
        lang = format_html(' lang="{}"', current_language()) if self.text.lang else ""
        return format_html('<sup class="cited"{}>{}</sup>', lang, links) if links else ""

    def _link(self, number: int) -> str:
        source = self.sources[number - 1]
        title = localized(source, "title")
        place = sum(map(len, self.places.values())) + 1
        self.places.setdefault(source.pk, []).append(place)
        return format_html(
            '<a id="marca-{}" href="#fuente-{}"><span class="visually-hidden">{} </span>{}'
            '<span class="visually-hidden">: <span{}>{}</span></span></a>',
            *(place, number, pgettext("of an event", "Source"), number, title.lang, title),
        )
