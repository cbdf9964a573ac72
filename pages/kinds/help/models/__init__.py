"""Models of help: its index, its pages, contact points and the page that shows them."""

from .contact_page import ContactPage
from .contact_point import ContactPoint, OpeningHours
from .help_page import HelpPage, HelpPageContact, HelpStep
from .index import HelpIndexPage
from .other_language import OtherLanguageContact, OtherLanguageHelpPage

__all__ = [
    "ContactPage",
    "ContactPoint",
    "HelpIndexPage",
    "HelpPage",
    "HelpPageContact",
    "HelpStep",
    "OpeningHours",
    "OtherLanguageContact",
    "OtherLanguageHelpPage",
]
