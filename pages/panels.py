"""Edit form of pages: a tab for each language, then shared data, then publication.

Page types only declare names (`translated_panels`, `shared_panels`); this module turns them into
Wagtail panels, so that a new language gets a tab without any code. Panels of texts have their
language in `data-text-language`, by which static/pages/text-language.js sets the language of the
spell checker and copies the Spanish where a translation is empty.
"""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import models
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


def page_form(model) -> TabbedInterface:
    """Return the unbound edit handler of a page type."""
    languages = [(SOURCE, _("Text"))] if model.single_language else settings.LANGUAGES
    tabs = [language_tab(model, code, name) for code, name in languages]
    if model.shared_panels:
        tabs.append(ObjectList(model.shared_panels, heading=_("Data")))
    tabs.append(ObjectList(publication_panels(model), heading=_("Publication")))
    # Page types that set no form have Wagtail's.
    form = model.base_form_class
    return TabbedInterface(
        tabs, base_form_class=form if issubclass(form, PortalPageForm) else PortalPageForm
    )


def language_tab(model, code: str, name) -> ObjectList:
    """Return the tab with the texts of a page in one language."""
    texts = [translated_panel(model, field, code) for field in model.translated_panels]
    engines = MultiFieldPanel(
        [
            translated_panel(model, name, code, help_text=help_text)
            for name, help_text in ENGINE_HELP_TEXTS.items()
        ],
        heading=_("For search engines and shared links"),
        classname="collapsed",
    )
    return ObjectList([*opening_panels(model, code), *texts, engines], heading=name)


def opening_panels(model, code: str) -> list[Panel]:
    """Return the title panel; in a translation, after the button that copies the Spanish."""
    help_text = model.help_texts.get("title") or _(
        "At the head of the page, in menus and in lists. A few words, up to 60 characters."
    )
    if code == SOURCE:
        # The Spanish title is Wagtail's own field, from which the slug is made.
        attrs = {} if model.single_language else text_attrs("title", code)
        return [TitleFieldPanel("title", help_text=help_text, attrs=attrs)]
    title = translated_panel(
        model, "display_title", code, heading=_("Title"), help_text=help_text, source="title"
    )
    return [HelpPanel(template="pages/admin/copy_from_spanish.html"), title]


def text_attrs(field_name: str, code: str, source: str | None = None) -> dict[str, str]:
    """Return the attributes for the script: the language of a text and its Spanish field."""
    attrs = {"data-text-language": code, "data-text-name": field_name}
    if code != SOURCE:
        attrs["data-text-source"] = source or f"{field_name.removesuffix(f'_{code}')}_{SOURCE}"
    return attrs


def translated_panel(
    model, field_name: str, code: str, source: str | None = None, **kwargs
) -> FieldPanel:
    """Return the panel of the column of one language; `source` names the Spanish field."""
    field = model._meta.get_field(field_name)
    if type(field) is models.TextField:
        # The column of modeltranslation would get a plain Textarea.
        kwargs.setdefault("widget", AdminAutoHeightTextInput)
    # modeltranslation would label it "lead [en]", although the tab names the language.
    kwargs.setdefault("heading", capfirst(field.verbose_name))
    kwargs.setdefault("help_text", model.help_texts.get(field_name, field.help_text))
    column = f"{field_name}_{code}"
    attrs = {} if model.single_language else text_attrs(column, code, source)
    return FieldPanel(column, attrs=attrs, **kwargs)


class SlugSuggestingPanel(TitleFieldPanel):
    """Title panel that suggests a slug for a new object and never changes an existing one."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return not self.instance.pk


def translated_row_panels(
    *names: str, suggests_slug: bool = False, **help_texts
) -> list[FieldPanel]:
    """Return panels for an inline row, snippet or setting: each field in every language.

    A help text given by the name of a field replaces the field's own.
    """
    return [
        row_panel(suggests_slug and code == SOURCE)(
            column := f"{name}_{code}",
            help_text=help_texts.get(name, ""),
            attrs=text_attrs(column, code),
        )
        for name in names
        for code, _label in settings.LANGUAGES
    ]


def row_panel(suggests_slug: bool) -> Callable[..., FieldPanel]:
    return partial(SlugSuggestingPanel, placeholder=False) if suggests_slug else FieldPanel


def publication_panels(model) -> list:
    """Return the panels of the tab 'Publication': slug, menu, review, way out, schedule, …."""
    in_menus = FieldPanel(
        "show_in_menus",
        help_text=_("In the menu of its section, and in the list of the pages of a section."),
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
