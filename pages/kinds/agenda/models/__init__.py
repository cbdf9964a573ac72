"""Page types of the agenda."""

from .activity import ActivityPage
from .agenda import AgendaPage
