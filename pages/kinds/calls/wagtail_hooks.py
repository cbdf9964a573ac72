"""What staff are told when they publish a call whose closing has passed."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from pages.models import BasePage

from .models import CallPage
from .words import moment_in_words


# Before `readers.mark_read_from_form`, after which others are not asked.
@hooks.register("before_publish_page", order=-3)
def say_that_it_is_closed(request: HttpRequest, page: BasePage) -> None:
    """Warn that a call is published as a closed one: it may be meant, or the year is wrong."""
    if isinstance(page, CallPage) and page.is_closed:
        said = _("Once public, “%(call)s” is a closed call: its closing was on %(moment)s.")
        names = {"call": page.get_admin_display_title(), "moment": moment_in_words(page.closes_at)}
        messages.warning(request, said % names)
