"""The edit form: a tab for each language, then shared data, then publication.

Page types only list names (`translated_panels`, `shared_panels`); this module turns them into
Wagtail panels, so that a new language is a new tab without a line of code.
"""

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput


def page_form(model) -> TabbedInterface:
    """Return the unbound edit handler of a page type."""
    tabs = [language_tab(model, code, name) for code, name in settings.LANGUAGES]
    if model.shared_panels:
        tabs.append(ObjectList(model.shared_panels, heading=_("Data")))
    tabs.append(ObjectList(publication_panels(model), heading=_("Publication")))
    return TabbedInterface(tabs, base_form_class=model.base_form_class)


def language_tab(model, code: str, name) -> ObjectList:
    """Return the tab that holds what a page says in one language."""
    if code == settings.LANGUAGE_CODE:
        # The Spanish title is Wagtail's own field: it also makes the slug and names the page.
        title = TitleFieldPanel("title", attrs={"lang": code})
    else:
        title = translated_panel(model, "display_title", code, heading=_("Title"))
    texts = [translated_panel(model, field, code) for field in model.translated_panels]
    engines = MultiFieldPanel(
        [
            translated_panel(model, "seo_title", code),
            translated_panel(model, "search_description", code),
        ],
        heading=_("For search engines and shared links"),
        classname="collapsed",
    )
    return ObjectList([title, *texts, engines], heading=name, attrs={"lang": code})


def translated_panel(model, field_name: str, code: str, **kwargs) -> FieldPanel:
    """Return the panel of one language's column, marked with its `lang` for spelling and voices."""
    field = model._meta.get_field(field_name)
    if type(field) is models.TextField:
        # modeltranslation's column would otherwise get a plain Textarea.
        kwargs.setdefault("widget", AdminAutoHeightTextInput)
    # modeltranslation's own label would be "lead [en]": the tab already says the language.
    kwargs.setdefault("heading", capfirst(field.verbose_name))
    kwargs.setdefault("help_text", field.help_text)
    return FieldPanel(f"{field_name}_{code}", attrs={"lang": code}, **kwargs)


def translated_row_panels(*names: str) -> list[FieldPanel]:
    """Return panels for a row (inline, snippet, setting): each field in every language in turn."""
    return [
        FieldPanel(f"{name}_{code}", attrs={"lang": code})
        for name in names
        for code, _label in settings.LANGUAGES
    ]


def publication_panels(model) -> list:
    """Return what decides where and when a page is seen."""
    return [
        FieldPanel("slug"),
        *([FieldPanel("show_in_menus")] if model.may_be_in_menus else []),
        FieldPanel("review_on"),
        FieldPanel("responsible"),
        FieldPanel("show_review"),
        PublishingPanel(),
        CommentPanel(),
    ]
