"""Models of the site: the base page, page types, site settings and records about pages.

One module for each model. Every room that works on pages imports them from here. A model imports
neither views nor template tags, and never a page type of another app.
"""

from .base import BasePage
from .card import ShareCard
from .change import Change
from .checked import CheckedMixin
from .content import ContentPage
from .home import HomeMoment, HomePage, HomeWay
from .jargon import WordToAvoid
from .mission import Commitment, MissionPage
from .review import PageReview
from .section import SectionPage
from .settings import PortalSettings, SocialNetwork
from .translation_state import TranslationState
from .values import Value, ValuesPage
