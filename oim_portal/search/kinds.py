"""What kinds of things are found, as addresses (`?tipo=hecho`) and as people name them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from history.models import HistoryEventPage
from pages.models import BasePage
from programs.models import ProgramPage, SpherePage


class Kind(TextChoices):
    """Values are part of addresses, so they are Spanish and stay."""

    PAGE = "pagina", _("page")
    EVENT = "hecho", _("event of the history")
    PROGRAM = "programa", _("programme")
    SPHERE = "esfera", _("sphere")
    VALUE = "valor", _("value")
    DOCUMENT = "documento", _("document")


# As names of filters, in the order of `Kind`.
PLURALS = {
    Kind.PAGE: _("Pages"),
    Kind.EVENT: _("Events of the history"),
    Kind.PROGRAM: _("Programmes"),
    Kind.SPHERE: _("Spheres"),
    Kind.VALUE: _("Values"),
    Kind.DOCUMENT: _("Documents"),
}
PAGE_TYPES = {
    HistoryEventPage: Kind.EVENT,
    ProgramPage: Kind.PROGRAM,
    SpherePage: Kind.SPHERE,
}


def kind_of(page: BasePage) -> Kind:
    """Return the kind of a page; what has no kind of its own is a page."""
    return PAGE_TYPES.get(type(page), Kind.PAGE)
