"""The public pages to which short addresses lead; none before there is something to read."""

from pages.models import BasePage

from .models import ContactPage, HelpIndexPage, HelpPage, OtherLanguageHelpPage


def public_index() -> BasePage | None:
    """Return the public help index, if there is anything in it."""
    return next(iter(HelpIndexPage.frame_pages()), None)


def public_help(slug: str) -> BasePage | None:
    """Return the public help page with a slug, in the site's languages or in its own."""
    for model in (HelpPage, OtherLanguageHelpPage):
        if page := model.objects.filter(slug=slug).published().public().first():
            return page
    return None


def public_contact() -> BasePage | None:
    """Return the public contact page, if there is a contact point to show."""
    index = next(iter(HelpIndexPage.frame_pages()), None)
    has_points = index is not None and bool(index.contents.points)
    return next(iter(ContactPage.frame_pages()), None) if has_points else None
