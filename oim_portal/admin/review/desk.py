"""The reading desk: the view on which somebody reads a text and decides about it.

It shows what is public, or what the reader has read last, and what is proposed as readers will see
it, in both languages, with the difference marked, and the consequences beside the button. Its
subclasses ask the question: publish (`reading`), undo or schedule (`publisher_actions`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from oim_portal.admin.page_view import PageView
from pages.languages import has_text, language_names
from pages.models import BasePage

from .changes import Change, changed_fields
from .sheets import FRAME, MARKED, NEW, OLD, PLAIN, Comparison

SIDE_BY_SIDE = "lado"
#: Query parameter: the languages that have been opened on the way here.
OPENED = "vistos"


@dataclass(frozen=True)
class Choice:
    """A link of the desk's bar: a way of showing, or a language with its number of changes.

    A language also says whether its reader has opened it, or needs not to.
    """

    label: object
    url: str
    is_current: bool
    count: int | None = None
    is_opened: bool = False


class DeskView(PageView, TemplateView):
    """A text, what it changes, and the decision: `decision_template`."""

    header_icon = "view"
    template_name = "review/desk.html"
    decision_template = ""
    #: Fields that the button leaves as they are, whatever the new text has.
    stays: Collection[str] = ()

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
        opened = sorted({*self.request.GET.get(OPENED, "").split(), self.language})
        return [
            Choice(
                capfirst(language_names()[code]),
                self.link(**{"idioma": code, OPENED: " ".join(opened)}),
                code == self.language,
                len(self.comparison.marked_in(code).changes),
                code in opened or self.is_repeated(code),
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
        """Return the changes of each language, that of the page first, with their addresses."""
        codes = sorted(self.comparison.languages, key=lambda code: code != self.language)
        return [
            {
                "language": capfirst(language_names()[code]),
                "changes": [*self.marks_in(code)],
                "is_repeated": code != self.language and self.is_repeated(code),
            }
            for code in codes
        ]

    def is_repeated(self, code: str) -> bool:
        """Return whether a language has no change but those of the one that is shown."""
        sides = (self.comparison.marked_in(each).changes for each in (code, self.language))
        found, shown = ({(change.old, change.new) for change in each} for each in sides)
        return found <= shown

    def marks_in(self, code: str) -> Iterator[dict]:
        is_alone = self.sheet != SIDE_BY_SIDE
        for change in self.comparison.marked_in(code).changes:
            is_gone = change.kind == "removed" or not change.new
            sheet = self.sheet if is_alone else OLD if is_gone else NEW
            frame, url = OLD if sheet == OLD else FRAME, self.comparison.sheet_url(code, sheet)
            if not is_alone and code != self.language:  # two frames would be of two languages
                frame, url = "_self", self.link(idioma=code)
            yield {
                "change": change,
                "frame": frame,
                "url": f"{url}#cambio-{change.number}",
                "key": f"{code}-{change.number}",
            }

    def outside(self, changes: list[Change]) -> list[Change]:
        """Return the fields whose change the marked page does not show."""
        return [
            change
            for change in changes
            if not change.words_differ or not self.comparison.is_marked(change.name)
        ]

    def changes(self) -> list[Change]:
        draft, content = self.shown_revision.as_object(), self.shown_revision.content
        return changed_fields(self.old, draft, content, self.stays)

    def get_context_data(self, **kwargs) -> dict:
        changes = self.changes()
        return super().get_context_data(
            changed_fields=changes,
            is_whole=self.old is None,
            can_be_shown=bool(self.comparison.html(self.comparison.new, self.language)),
            languages=self.languages(),
            language=self.language,
            ways=self.ways(),
            frames=self.frames(),
            marks=self.marks(),
            outside=[] if self.old is None else self.outside(changes),
            numbers=[(language_names()[each.language], each) for each in self.comparison.numbers()],
            consequences=[*self.consequences()],
            decision_template=self.decision_template,
            **kwargs,
        )


def lacks_text(page: BasePage) -> bool:
    """Return whether a page that has a text of its own has none in Spanish."""
    names = [f"{name}_{settings.LANGUAGE_CODE}" for name in page.translated_panels]
    fields = [page._meta.get_field(name) for name in names]
    has_own = any(isinstance(field, RichTextField | StreamField) for field in fields)
    return has_own and not any(has_text(getattr(page, name)) for name in names)
