"""Template tag for pages about the same subject."""

from django import template
from django.template.context import Context

from ..related import related_pages
from .portal import page_of

register = template.Library()


@register.inclusion_tag("components/related.html", takes_context=True)
def related(context: Context) -> dict:
    """Render the newest pages about the same; nothing for a page that is about nothing."""
    page, request = page_of(context), context["request"]
    return {"request": request, "pages": related_pages(page, request) if page and page.pk else []}
