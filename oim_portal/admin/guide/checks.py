"""That the guide has the chapters to which page types lead, told by `manage.py check`."""

from django.core.checks import Error, register
from wagtail.models import get_page_models

from . import chapters


@register()
def chapters_exist(app_configs, **kwargs) -> list[Error]:
    """Every page type names a chapter of the guide, wherever the guide is installed."""
    if not chapters.FOLDER.exists():
        return []
    return [
        Error(
            f"{model._meta.label} names a chapter {model.help_chapter} that the guide lacks.",
            hint=f"Write docs/editing/{model.help_chapter}.md, or name another one.",
            obj=model,
            id="help.E001",
        )
        for model in get_page_models()
        if not (chapters.FOLDER / f"{model.help_chapter}.md").exists()
    ]
