"""What stands below the help index in public: needs, contact points, help in other languages."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from pages.frame import published_pages
from pages.models import BasePage

#: Needs in the frame of the site: on pages that found nothing.
FIRST = 5


@dataclass(frozen=True)
class HelpContents:
    """The public pages below the help index by their type, each in tree order."""

    needs: list = field(default_factory=list)
    points: list = field(default_factory=list)
    other_languages: list = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.needs or self.points or self.other_languages)

    @property
    def first_needs(self) -> list:
        return self.needs[:FIRST]

    @property
    def first_point(self) -> BasePage | None:
        return next(iter(self.points), None)


def contents_below(index: BasePage) -> HelpContents:
    """Return what is public below a help index, in one query for each type."""
    from .contacts import found_points
    from .models import HelpPage, OtherLanguageHelpPage

    def below(model) -> list:
        return list(model.objects.child_of(index).published().public().order_by("path"))

    points = list(found_points().child_of(index))
    return HelpContents(below(HelpPage), points, below(OtherLanguageHelpPage))


def shown_contents(request: HttpRequest) -> HelpContents:
    """Return what the frame of the site shows of help; empty if nothing is public."""
    from .models import HelpIndexPage

    index = next(iter(published_pages(request, HelpIndexPage)), None)
    return index.contents if index else HelpContents()


def contact_page(request: HttpRequest) -> BasePage | None:
    """Return the public page that shows all contact points, unless there is none to show."""
    from .models import ContactPage

    if not shown_contents(request).points:
        return None
    return next(iter(published_pages(request, ContactPage)), None)
