"""Help with sample words: an index, pages with steps, contact points, a page in Kreyòl."""

from datetime import timedelta

from django.utils import timezone

from pages.kinds.help.models import (
    ContactPoint,
    HelpIndexPage,
    HelpPage,
    HelpPageContact,
    HelpStep,
    OtherLanguageContact,
    OtherLanguageHelpPage,
)

from .factories import add_live, add_page


def add_point(index: HelpIndexPage, title: str = "Línea", **fields) -> ContactPoint:
    values = {
        "channel": "telefono",
        "value": "+593 2-212-3456",
        "checked_on": timezone.localdate(),
        "expire_at": timezone.now() + timedelta(days=90),
    }
    return add_page(index, title, model=ContactPoint, **(values | fields))


def add_help(
    index: HelpIndexPage, title: str = "renovar un documento", *points, steps=(), **fields
):
    """Publish a help page with contact points and steps, each a title and a text."""
    help_page = HelpPage(title=title, **fields)
    help_page.contacts = [HelpPageContact(point=point) for point in points]
    help_page.steps = [
        HelpStep(title_es=name, title_en=f"{name} (en)", text_es=text) for name, text in steps
    ]
    return add_live(help_page, index)


def add_kreyol(index: HelpIndexPage, *points, **fields) -> OtherLanguageHelpPage:
    values = {
        "title": "Kote pou m jwenn èd",
        "slug": "kreyol",
        "own_language": "ht",
        "lead_es": "Rele nou.",
        "body_es": "<p>Nou pale kreyòl. Pote dokiman ou yo.</p>",
    }
    other = OtherLanguageHelpPage(**(values | fields))
    other.contacts = [OtherLanguageContact(point=point) for point in points]
    return add_live(other, index)
