"""Which pages show something, so that whoever keeps copies of pages knows what a change touches.

Each app registers in `AppConfig.ready` what it knows: this one knows neither events nor programmes.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model

from .models import BasePage, HomePage, PageReview, PortalSettings, TranslationState

Finder = Callable[[Model], Iterable[BasePage]]

_finders: list[tuple[type[Model], Finder]] = []


def register(model: type[Model], finder: Finder) -> None:
    """Ask `finder` which pages show an instance of the model, published or not, public or not."""
    _finders.append((model, finder))


def known_models() -> tuple[type[Model], ...]:
    """Return the models for which somebody knows where they are shown."""
    return tuple({model for model, _finder in _finders})


def pages_showing(thing: Model) -> list[BasePage]:
    """Return the pages that show a thing: a page itself first, each once."""
    found = [thing] if isinstance(thing, BasePage) else []
    for model, finder in _finders:
        if isinstance(thing, model):
            found.extend(finder(thing))
    return list({page.pk: page for page in found}.values())


def above(page: BasePage) -> Iterable[BasePage]:
    """Return the pages above a page, nearest first: lists and ways to it stand there."""
    return page.get_ancestors().filter(depth__gt=1).order_by("-depth")


def front_pages_with(page: BasePage) -> Iterable[BasePage]:
    """Return the front page when staff have chosen the page for it."""
    return HomePage.objects.filter(moments__shown=page.pk)


def front_pages(settings: PortalSettings) -> Iterable[BasePage]:
    return BasePage.objects.filter(pk=settings.site.root_page_id)


def translated_page(state: TranslationState) -> Iterable[BasePage]:
    """Return the page whose readers are told whether its translation is reviewed."""
    return [state.content_object] if isinstance(state.content_object, BasePage) else []


def reviewed_page(review: PageReview) -> Iterable[BasePage]:
    """Return the page that may say when it was reviewed."""
    return [review.page]


def register_own() -> None:
    """Register what this app knows."""
    register(BasePage, above)
    register(BasePage, front_pages_with)
    register(PortalSettings, front_pages)
    register(TranslationState, translated_page)
    register(PageReview, reviewed_page)
