"""Edit form of pages: texts in each language side by side, then shared data, then publication.

Page types only declare names (`translated_panels`, `shared_panels`); this module turns them into
Wagtail panels, so that a new language gets its column without any code. Panels of texts have their
language in `data-text-language`, by which static/pages/text-language.js sets the language of the
spell checker, shows one language alone, and copies the Spanish where a translation is empty.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from .forms import PortalPageForm
from .languages import language_names
from .scheduling import BrowserDateInput, schedule_panel

SOURCE = settings.LANGUAGE_CODE
ENGINE_HELP_TEXTS = {
    "seo_title": _(
        "In search engines and in the browser's tab. Up to 60 characters."
        " Empty, the title stands there."
    ),
    "search_description": _(
        "Under the title in search engines and in shared links. One or two"
        " sentences, up to 160 characters. Empty, the page's first text stands there."
    ),
}


class PageTabs(TabbedInterface):
    """The tabs of a page's form, which scripts read from the page alone.

    Wagtail also packs all panels for scripts of others, and to that end renders each widget a
    second time: a fifth of the time of a form.
    """

    class BoundPanel(TabbedInterface.BoundPanel):
        def js_opts(self) -> dict:
            return {"type": "TabbedInterface", "prefix": self.prefix, "children": []}


def page_form(model) -> TabbedInterface:
    """Return the unbound edit handler of a page type."""
    tabs = [ObjectList(text_panels(model), heading=_("Text"))]
    if data := [each for each in model.shared_panels if each not in model.panels_with_texts]:
        tabs.append(ObjectList(data, heading=_("Data")))
    tabs.append(ObjectList(publication_panels(model), heading=_("Publication")))
    # Page types that set no form have Wagtail's.
    form = model.base_form_class
    return PageTabs(
        tabs, base_form_class=form if issubclass(form, PortalPageForm) else PortalPageForm
    )


def text_panels(model) -> list[Panel]:
    """Return the panels of the texts: those that few need are folded, below the others.

    A text among the shared panels, such as that of a picture beside it, is not repeated.
    """
    elsewhere = {name for name, _panel in named_panels(model.shared_panels)}
    names = [name for name in model.translated_panels if f"{name}_{SOURCE}" not in elsewhere]
    shown = [translated_panel(model, name) for name in names if name not in model.folded_panels]
    folded = [translated_panel(model, name) for name in names if name in model.folded_panels]
    engines = [
        translated_panel(model, name, help_text=help_text)
        for name, help_text in ENGINE_HELP_TEXTS.items()
    ]
    groups = [
        (model.folded_heading, folded),
        (_("For search engines and shared links"), engines),
    ]
    return [
        *([] if model.single_language else [HelpPanel(template="pages/admin/languages_bar.html")]),
        title_panel(model),
        *shown,
        *model.panels_with_texts,
        *(
            MultiFieldPanel(panels, heading=heading, classname="collapsed")
            for heading, panels in groups
            if panels
        ),
    ]


def named_panels(panels: Iterable[Panel]) -> Iterator[tuple[str, Panel]]:
    """Yield the panels of fields and inline rows, at any depth, with the name of what they edit."""
    waiting = list(panels)
    while waiting:
        panel = waiting.pop(0)
        waiting += getattr(panel, "children", [])
        if name := getattr(panel, "relation_name", None) or getattr(panel, "field_name", None):
            yield name, panel


def title_panel(model) -> Panel:
    """Return the panel of the titles. The Spanish one is Wagtail's, from which the slug is made."""
    help_text = model.help_texts.get("title") or _(
        "At the head of the page, in menus and in lists. A few words, up to 60 characters."
    )
    if model.single_language:
        return TitleFieldPanel("title", help_text=help_text)
    spanish = TitleFieldPanel("title", placeholder=False, attrs=text_attrs("title", SOURCE))
    return LanguagesPanel("display_title", spanish, heading=_("Title"), help_text=help_text)


class LanguagesPanel(MultiFieldPanel):
    """A text in each language under one heading, side by side where there is room for it.

    `name` is the translated field, which has a column for each language; `spanish` takes the place
    of the panel of the Spanish. Heading and help text are the field's unless others are given.
    """

    def __init__(self, name: str, spanish: Panel | None = None, children=(), **kwargs) -> None:
        self.name = name
        columns = [(f"{name}_{code}", code) for code, _name in settings.LANGUAGES]
        source = spanish.field_name if spanish else f"{name}_{SOURCE}"
        super().__init__(
            children
            or [
                spanish
                if spanish and code == SOURCE
                else FieldPanel(column, attrs=text_attrs(column, code, source))
                for column, code in columns
            ],
            **kwargs,
        )

    def clone_kwargs(self) -> dict:
        return super().clone_kwargs() | {"name": self.name}

    def on_model_bound(self) -> None:
        super().on_model_bound()
        field = self.model._meta.get_field(self.name)
        self.heading = self.heading or capfirst(field.verbose_name)
        self.help_text = self.help_text or field.help_text
        for side in self.children:
            # modeltranslation would label it "lead (English)", and give it a plain Textarea.
            side.heading, side.help_text = self.heading, self.help_text
            if type(field) is models.TextField:
                side.widget = AdminAutoHeightTextInput

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "pages/admin/languages.html"

        @cached_property
        def sides(self) -> list[tuple[Panel.BoundPanel, str, dict]]:
            """The panel of each language, the name of the language, and what the field shows."""
            names = language_names()
            found = []
            for side in self.visible_children:
                shown, field = side.get_editable_context_data(), side.bound_field
                shows_errors = hasattr(field.field.widget, "render_with_errors")
                shown["errors"] = [] if shows_errors else field.errors
                found.append((side, capfirst(names[side.attrs["data-text-language"]]), shown))
            return found


def text_attrs(column: str, code: str, source: str = "") -> dict[str, str]:
    """Return the attributes for the script: the language of a text and its Spanish field."""
    attrs = {"data-text-language": code, "data-text-name": column}
    return attrs if code == SOURCE else attrs | {"data-text-source": source}


def translated_panel(model, name: str, help_text: object = None) -> Panel:
    """Return the panel of a translated field of a page type."""
    field = model._meta.get_field(name)
    help_text = help_text or model.help_texts.get(name, field.help_text)
    if not model.single_language:
        return LanguagesPanel(name, help_text=help_text)
    widget = AdminAutoHeightTextInput if type(field) is models.TextField else None
    heading = capfirst(field.verbose_name)
    return FieldPanel(f"{name}_{SOURCE}", widget=widget, heading=heading, help_text=help_text)


class SlugSuggestingPanel(TitleFieldPanel):
    """Title panel that suggests a slug for a new object and never changes an existing one."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return not self.instance.pk


def translated_row_panels(
    *names: str, suggests_slug: bool = False, **help_texts
) -> list[LanguagesPanel]:
    """Return panels for an inline row, snippet or setting: each field in every language.

    A help text given by the name of a field replaces the field's own.
    """
    return [
        LanguagesPanel(
            name,
            SlugSuggestingPanel(
                f"{name}_{SOURCE}", placeholder=False, attrs=text_attrs(f"{name}_{SOURCE}", SOURCE)
            )
            if suggests_slug
            else None,
            help_text=help_texts.get(name, ""),
        )
        for name in names
    ]


def publication_panels(model) -> list:
    """Return the panels of the tab 'Publication': slug, menu, review, way out, schedule, …."""
    in_menus = FieldPanel(
        "show_in_menus",
        help_text=_(
            "In the menu of its section, and in the list of the pages of a section. A new page is"
            " in neither until you tick this."
        ),
    )
    address = FieldPanel(
        "slug",
        heading=_("Address of the page"),
        help_text=_(
            "The last part of the page's address, the same in every language: lower case letters,"
            " digits and hyphens. Links from elsewhere lead to it."
        ),
    )
    return [
        address,
        *([in_menus] if model.may_be_in_menus else []),
        FieldPanel("review_on", widget=BrowserDateInput),
        FieldPanel("responsible"),
        FieldPanel("show_review"),
        FieldPanel("sensitive"),
        schedule_panel(with_end="expire_at" not in model.internal_fields),
        CommentPanel(),
    ]
