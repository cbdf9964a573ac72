"""Models of the history: the history page, its eras, events, themes and sources."""

from .era import Era
from .event import HistoryEventPage
from .history_page import HistoryPage
from .source import Source
from .theme import Theme

__all__ = ["Era", "HistoryEventPage", "HistoryPage", "Source", "Theme"]
