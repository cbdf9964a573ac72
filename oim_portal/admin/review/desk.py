"""The reading desk: the view on which somebody reads a text and decides about it.

It shows what is public, or what the reader has read last, and what is proposed as readers will see
it, in both languages, with the difference marked, and the consequences beside the button. Its
subclasses ask the question: publish (`reading`), undo or schedule (`publisher_actions`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from oim_portal.admin.page_view import PageView
from oim_portal.publishing.digest import public_fields
from pages.languages import has_text
from pages.models import BasePage

from .changes import Change, changes_shown
from .sheets import FRAME, MARKED, NEW, OLD, PLAIN, Comparison

SIDE_BY_SIDE = "lado"


@dataclass(frozen=True)
class Choice:
    """A link of the desk's bar: a language, with its number of changes, or a way of showing."""

    label: object
    url: str
    is_current: bool
    count: int | None = None


class DeskView(PageView, TemplateView):
    """A text, what it changes, and the decision: `decision_template`."""

    header_icon = "view"
    template_name = "review/desk.html"
    decision_template = ""

    def sides(self) -> tuple[str, str]:
        """Return the names of the two texts (`sheets.Comparison`)."""
        raise NotImplementedError

    @cached_property
    def shown_revision(self) -> Revision:
        return self.page.revisions.get(pk=self.comparison.new)

    @cached_property
    def old(self) -> BasePage | None:
        return self.comparison.sides[self.comparison.old]

    def consequences(self) -> Iterator[str]:
        """Yield what the button does, a sentence each."""
        yield from ()

    @cached_property
    def comparison(self) -> Comparison:
        return Comparison(self.page, *self.sides(), self.request)

    @cached_property
    def language(self) -> str:
        asked = self.request.GET.get("idioma")
        languages = self.comparison.languages
        changed = [code for code in languages if self.comparison.marked_in(code).changes]
        return asked if asked in languages else [*changed, *languages][0]

    @cached_property
    def sheet(self) -> str:
        asked = self.request.GET.get("ver")
        return asked if asked in (SIDE_BY_SIDE, PLAIN) and self.old else MARKED

    def link(self, **changed: str) -> str:
        query = self.request.GET.dict() | changed
        return f"?{urlencode(query)}"

    def languages(self) -> list[Choice]:
        return [
            Choice(
                language_name(code),
                self.link(idioma=code),
                code == self.language,
                len(self.comparison.marked_in(code).changes),
            )
            for code in self.comparison.languages
        ]

    def ways(self) -> list[Choice]:
        """Return the ways of showing; a text without another has but one."""
        if self.old is None:
            return []
        labels = {
            MARKED: _("Marked in the page"),
            SIDE_BY_SIDE: _("Side by side"),
            PLAIN: _("As it will be"),
        }
        return [
            Choice(label, self.link(ver=name), name == self.sheet) for name, label in labels.items()
        ]

    def frames(self) -> list[dict[str, str]]:
        """Return name, title and address of each frame; the second has the name FRAME."""
        url = self.comparison.sheet_url
        if not self.comparison.html(self.comparison.new, self.language):
            return []
        if self.sheet != SIDE_BY_SIDE:
            title = _("The page as readers will see it")
            return [{"name": FRAME, "title": title, "url": url(self.language, self.sheet)}]
        return [
            {"name": OLD, "title": self.old_title(), "url": url(self.language, OLD)},
            {"name": FRAME, "title": self.new_title(), "url": url(self.language, NEW)},
        ]

    def old_title(self) -> str:
        return _("What is read today")

    def new_title(self) -> str:
        return _("What is proposed")

    def marks(self) -> list[dict]:
        """Return the changes of the language that is shown, with the address of each in a frame."""
        frames = {frame["name"]: frame["url"] for frame in self.frames()}
        found = []
        for change in self.comparison.marked_in(self.language).changes:
            is_gone = change.kind == "removed" or not change.new
            name = OLD if OLD in frames and is_gone else FRAME
            url = f"{frames[name]}#cambio-{change.number}"
            found.append({"change": change, "frame": name, "url": url})
        return found

    def outside(self, changes: list[Change]) -> list[Change]:
        """Return the fields that the page itself does not show, or shows the same."""
        text = text_fields(type(self.page))
        marked = {
            code for code in self.comparison.languages if self.comparison.marked_in(code).changes
        }
        return [
            change
            for change in changes
            if change.name not in text
            or not change.words_differ
            or change.name.rsplit("_", 1)[-1] not in marked
        ]

    def get_context_data(self, **kwargs) -> dict:
        shown = changes_shown(self.old, self.shown_revision)
        return super().get_context_data(
            **shown,
            is_whole=self.old is None,
            can_be_shown=bool(self.comparison.html(self.comparison.new, self.language)),
            languages=self.languages(),
            language=self.language,
            ways=self.ways(),
            frames=self.frames(),
            marks=self.marks(),
            outside=[] if self.old is None else self.outside(shown["changed_fields"]),
            numbers=[(language_name(each.language), each) for each in self.comparison.numbers()],
            consequences=[*self.consequences()],
            decision_template=self.decision_template,
            **kwargs,
        )


def language_name(code: str) -> str:
    """Return the name of a language in that of the admin."""
    return capfirst(get_language_info(code)["name_translated"])


def text_fields(model: type[BasePage]) -> set[str]:
    """Return the public columns of a page type that its page shows as text."""
    names = {"display_title", *model.translated_panels}
    return {name for name in public_fields(model) if name.rsplit("_", 1)[0] in names}


def lacks_text(page: BasePage) -> bool:
    """Return whether a page that has a text of its own has none in Spanish."""
    names = [f"{name}_{settings.LANGUAGE_CODE}" for name in page.translated_panels]
    fields = [page._meta.get_field(name) for name in names]
    has_own = any(isinstance(field, RichTextField | StreamField) for field in fields)
    return has_own and not any(has_text(getattr(page, name)) for name in names)
