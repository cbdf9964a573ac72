"""The sheets of the reading desk: a page as readers will see it, with the marks of what changes."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View
from wagtail.utils.decorators import xframe_options_sameorigin_override

from oim_portal.admin.language_numbers import NumberApart, numbers_apart
from oim_portal.admin.page_view import PageView
from oim_portal.publishing.digest import LANGUAGES
from oim_portal.publishing.one_language import in_one_language
from pages.models import BasePage

from .marked_text import ADDED, REMOVED, MarkedText, marked
from .page_parts import own_text

#: Names of the two texts in URLs, besides primary keys of revisions.
PUBLIC, NOTHING = "publica", "nada"
#: Sheets: marked in the page, its old side, its new side, and the page as it will be.
MARKED, OLD, NEW, PLAIN = "marcada", "antes", "ahora", "quedara"
#: Name of the frame that links of the list lead to.
FRAME = "hoja"


@dataclass
class Comparison:
    """Two texts of a page, named by PUBLIC, NOTHING or a revision's primary key.

    With a language, such as `12-es`, it is what is public with that language of the revision.
    """

    page: BasePage
    old: str
    new: str
    request: HttpRequest
    rendered: dict[tuple[str, str], str] = field(default_factory=dict)
    marks: dict[str, MarkedText] = field(default_factory=dict)

    @cached_property
    def sides(self) -> dict[str, BasePage | None]:
        return {name: self.text_named(name) for name in (self.old, self.new)}

    def text_named(self, name: str) -> BasePage | None:
        """Return a text as a page; raise Http404 for what is no text of this page."""
        if name == NOTHING:
            return None
        if name == PUBLIC:
            return type(self.page).objects.get(pk=self.page.pk)
        number, _dash, code = name.partition("-")
        is_key = number.isdecimal() and len(number) < 19
        revision = self.page.revisions.filter(pk=number).first() if is_key else None
        if revision is None or code not in ("", *LANGUAGES):
            raise Http404
        text = in_one_language(self.page, revision, code) if code else revision.as_object()
        text.tidy()
        return text

    @property
    def languages(self) -> list[str]:
        """The languages of the page, without other modes of its preview, such as the timeline."""
        return [code for code, _name in type(self.page).preview_modes if code in LANGUAGES]

    def html(self, name: str, language: str) -> str:
        """Return a text as visitors will get it; '' for none, or if it cannot be shown."""
        if (name, language) not in self.rendered:
            self.rendered[name, language] = self.rendering(self.sides[name], language)
        return self.rendered[name, language]

    def rendering(self, text: BasePage | None, language: str) -> str:
        answer = text and text.make_preview_request(self.request, language)
        return answer.content.decode() if answer and answer.status_code == 200 else ""

    def marked_in(self, language: str) -> MarkedText:
        """Return the marked page in a language; without an old text it has no marks."""
        if language not in self.marks:
            new = self.html(self.new, language)
            self.marks[language] = marked(self.html(self.old, language) or new, new)
        return self.marks[language]

    def is_marked(self, column: str) -> bool:
        """Return whether the marked page shows the change of a text, whose column has a language.

        It does if the page reads differently with what was there before. Not so a summary for
        search engines, or for lists.
        """
        language = column.rsplit("_", 1)[-1]
        if language not in self.languages or not self.marked_in(language).changes:
            return False
        text: Any = self.text_named(self.new)
        for name in (column, "title") if column == f"display_title_{LANGUAGES[0]}" else (column,):
            setattr(text, name, getattr(self.sides[self.old], name))
        old, new = self.rendering(text, language), self.html(self.new, language)
        return bool(marked(old, new).changes)

    def numbers(self) -> list[NumberApart]:
        texts = {code: own_text(self.html(self.new, code)) for code in self.languages}
        return numbers_apart(texts) if len(texts) > 1 else []

    def sheet_url(self, language: str, sheet: str) -> str:
        query = {"de": self.old, "a": self.new, "idioma": language, "hoja": sheet}
        return f"{reverse('review_sheet', args=[self.page.pk])}?{urlencode(query)}"

    def sheet(self, language: str, sheet: str, above: str = "") -> str:
        """Return a sheet as HTML, without scripts; its links open nothing within the frame.

        `above` is HTML at the top of the page.
        """
        if sheet == PLAIN:
            html = self.html(self.new, language)
        elif sheet == MARKED:
            html = str(self.marked_in(language).soup)
        else:
            html = self.marked_in(language).without(ADDED if sheet == OLD else REMOVED)
        soup = BeautifulSoup(html, "html.parser")
        for script in soup.find_all("script"):
            script.decompose()
        if soup.head:
            style = {"rel": "stylesheet", "href": static("review/marks.css")}
            soup.head.append(soup.new_tag("link", attrs=style))
            soup.head.append(soup.new_tag("base", attrs={"target": "_blank"}))
        if soup.body and sheet != PLAIN:
            soup.body["data-sheet"] = sheet
        if soup.body and above:
            soup.body.insert(0, BeautifulSoup(above, "html.parser"))
        return str(soup)


class SheetView(PageView, View):
    """A sheet, in the frame of the desk."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        names = {name: request.GET.get(name, "") for name in ("de", "a", "idioma", "hoja")}
        comparison = Comparison(self.page, names["de"], names["a"], request)
        is_known = names["idioma"] in comparison.languages
        if not is_known or names["hoja"] not in (MARKED, OLD, NEW, PLAIN):
            raise Http404
        return HttpResponse(comparison.sheet(names["idioma"], names["hoja"]))
