"""Rules that people forget, told by `manage.py check`."""

from django.core.checks import Error, register
from modeltranslation.translator import NotRegistered, translator
from wagtail.models import get_page_models


@register()
def page_types_are_registered_for_translation(app_configs, **kwargs) -> list[Error]:
    """Every page type needs a registration, even without fields of its own: its form fails else."""
    return [
        Error(
            f"{model._meta.label} is not registered with modeltranslation.",
            hint=f"Add it to {model._meta.app_label}/translation.py.",
            obj=model,
            id="pages.E001",
        )
        for model in get_page_models()
        if not is_registered(model)
    ]


@register()
def page_types_say_where_they_belong(app_configs, **kwargs) -> list[Error]:
    """Every page type names its parents, so that editors are only offered what makes sense."""
    return [
        Error(
            f"{model._meta.label} does not say under which pages it may stand.",
            hint="Set parent_page_types.",
            obj=model,
            id="pages.E002",
        )
        for model in get_page_models()
        if model.is_creatable and "parent_page_types" not in vars(model)
    ]


def is_registered(model) -> bool:
    try:
        options = translator.get_options_for_model(model)
    except NotRegistered:
        return False
    return options.registered
