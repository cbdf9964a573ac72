"""System check: the staff guide has the chapter that each page type names."""

from django.core.checks import Error, register
from wagtail.models import get_page_models

from . import chapters


@register()
def chapters_exist(app_configs, **kwargs) -> list[Error]:
    """Check that the chapter of every page type exists, if the guide is installed."""
    if not chapters.FOLDER.exists():
        return []
    return [
        Error(
            f"{model._meta.label} names a chapter {model.help_chapter} that the guide lacks.",
            hint=f"Write docs/editing/{model.help_chapter}.md, or name another one.",
            obj=model,
            id="guide.E001",
        )
        for model in get_page_models()
        if not (chapters.FOLDER / f"{model.help_chapter}.md").exists()
    ]
