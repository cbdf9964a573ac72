"""System checks of page types: what the guard of public text (`law`) needs of them."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.models import AbstractPage, DraftStateMixin, get_page_models

from pages.models import BasePage
from pages.models.publishing_guard import GuardedWrites

from .digest import LANGUAGES, public_fields
from .law import is_row


@register()
def fields_of_pages_are_public_or_internal(app_configs, **kwargs) -> list[Error]:
    """Check that every editable column of a page type is in its form, or named as internal."""
    return [
        Error(
            f"{model._meta.label}.{name} is neither in the form nor in internal_fields.",
            hint="Add it to translated_panels or shared_panels if readers see it.",
            obj=model,
            id="publishing.E001",
        )
        for model in get_page_models()
        for name in undeclared_fields(model)
    ]


def undeclared_fields(model: type[BasePage]) -> list[str]:
    """Return the editable columns of our own that are in neither list."""
    wagtails = {field.name for field in AbstractPage._meta.get_fields()}
    titles = {f"{name}_{code}" for name in model.translated_titles for code in LANGUAGES}
    known = wagtails | titles | set(public_fields(model)) | model.internal_fields
    return [
        field.name
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.editable
        and not field.primary_key
        and field.name not in known
        and f"{field.name}_{LANGUAGES[0]}" not in known
    ]


@register()
def inline_rows_are_guarded(app_configs, **kwargs) -> list[Error]:
    """Check that the manager of every inline row reports bulk writes."""
    return [
        Error(
            f"{model._meta.label} can be changed past its page.",
            hint="Let it inherit pages.models.rows.PageRow.",
            obj=model,
            id="publishing.E002",
        )
        for model in apps.get_models()
        if is_row(model) and not isinstance(model._default_manager.all(), GuardedWrites)
    ]


@register()
def only_pages_are_published(app_configs, **kwargs) -> list[Error]:
    """Check that only pages have drafts: the guard covers pages, so a snippet would bypass it."""
    return [
        Error(
            f"{model._meta.label} has drafts and is no page: nothing asks for its reader.",
            hint="Make it a page type, or teach oim_portal.publishing.law to guard it.",
            obj=model,
            id="publishing.E003",
        )
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, BasePage)
    ]
