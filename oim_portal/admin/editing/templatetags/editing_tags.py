"""Template tag for the hidden field that says what a form was loaded with."""

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import RevisionMixin

from ...stale_forms import FIELD, state_of

register = template.Library()


@register.simple_tag(takes_context=True)
def loaded_state(context: dict) -> SafeString | str:
    """Render the signed values of a snippet or setting; nothing for new or revisable objects."""
    thing = context.get("object")
    if not isinstance(thing, Model) or isinstance(thing, RevisionMixin) or thing.pk is None:
        return ""
    # A form that comes back with errors still says what it was loaded with.
    form = context.get("form")
    state = form and form.data.get(FIELD)
    if not state:
        if form and form.is_bound:
            # The instance holds the submitted data: reading a refused file's name would store it.
            thing = type(thing)._base_manager.get(pk=thing.pk)
        state = state_of(thing)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, state)
