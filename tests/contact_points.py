"""Contact points for tests, with numbers that phonenumbers has for examples."""

from datetime import date, timedelta

from django.utils import timezone

from pages.kinds.help.models import ContactPage, ContactPoint, HelpIndexPage
from pages.models import HomePage

from .factories import add_page, publish_page

# Of phonenumbers' own examples for Ecuador.
NUMBER, MOBILE = "+593 2-212-3456", "+593 99 123 4567"
CHECKED = date(2026, 1, 5)


def help_index() -> HelpIndexPage:
    """Return the help index of the initial content, published."""
    index = HelpIndexPage.objects.get()
    if not index.live:
        publish_page(index)
    return HelpIndexPage.objects.get()


def contact_page() -> ContactPage:
    page = ContactPage.objects.get()
    if not page.live:
        publish_page(page)
    return ContactPage.objects.get()


def add_point(title: str = "Línea de ayuda", **fields) -> ContactPoint:
    """Publish a point of the telephone that is valid for a month, with the pages around it."""
    assert HomePage.objects.get().live
    index = help_index()
    contact_page()
    values = {
        "value": NUMBER,
        "checked_on": CHECKED,
        "expire_at": timezone.now() + timedelta(days=30),
        **fields,
    }
    point = add_page(index, title, model=ContactPoint, **values)
    publish_page(point)
    return ContactPoint.objects.get(pk=point.pk)
