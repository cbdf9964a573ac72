"""Models of help: its index, its pages, contact points and the page that shows them."""

from .contact_page import ContactPage
from .contact_point import ContactPoint
from .help_page import HelpPage, HelpPageContact, HelpStep
from .hours import ClosedDay, OpeningHours
from .index import HelpIndexPage
from .other_language import OtherLanguageContact, OtherLanguageHelpPage
from .unanswered import Unanswered
