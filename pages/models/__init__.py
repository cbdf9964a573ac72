"""Models of the site: the base page, page types, site settings and records about pages.

A module for each model, or for a few that belong together. Every room that works on pages imports
them from here. A model imports neither views nor template tags, and never a page type of another
app.
"""

from .base import BasePage
from .content import ContentPage, SectionPage
from .home import HomeMoment, HomePage, HomeWay
from .lead import lead_field
from .mission import Commitment, MissionPage, Value, ValuesPage
from .records import Change, ShareCard, WordToAvoid
from .review import CheckedMixin, PageReview
from .settings import PortalSettings, SocialNetwork
from .translation_state import TranslationState
