"""Models of the history: the history page, its eras, events and their pictures, themes, sources."""

from .era import Era
from .event import HistoryEventPage
from .event_picture import EventPicture
from .history_page import HistoryPage
from .source import Source
from .theme import Theme
