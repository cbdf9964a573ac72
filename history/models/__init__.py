"""The history page and what it is made of, one module each."""

from .event import HistoryEventPage
from .history_page import HistoryPage
from .source import Source
from .theme import Theme

__all__ = ["HistoryEventPage", "HistoryPage", "Source", "Theme"]
