"""Template tags of contact points: links to the contact page, and days on which nobody answers."""

from django import template
from django.template.context import Context

from oim_portal.web import expiry
from pages.contract import page_that_shows

from ..models import ContactPoint
from ..models.hours import ClosedDay

register = template.Library()


@register.simple_tag(takes_context=True)
def contact_page_url(context: Context) -> str:
    """Return the URL of the public contact page in the active language; '' without one."""
    request = context["request"]
    page = page_that_shows(ContactPoint, request)
    return (page and page.get_url(request)) or ""


@register.filter
def days_to_come(point: ContactPoint) -> list[ClosedDay]:
    """Return the days to come on which nobody answers: a page with any expires at midnight."""
    days = sorted(point.closed_days.all(), key=lambda closed: closed.day)
    if not days:
        return []
    today = expiry.today()
    return [closed for closed in days if closed.day >= today]
