"""Page types and settings, one module each."""

from .base import BasePage
from .change import Change
from .content import ContentPage
from .home import HomeMoment, HomePage
from .mission import Commitment, MissionPage
from .review import PageReview
from .section import SectionPage
from .settings import PortalSettings, SocialNetwork
from .translation_state import TranslationState
from .values import Value, ValuesPage

__all__ = [
    "BasePage",
    "Change",
    "Commitment",
    "ContentPage",
    "HomeMoment",
    "HomePage",
    "MissionPage",
    "PageReview",
    "PortalSettings",
    "SectionPage",
    "SocialNetwork",
    "TranslationState",
    "Value",
    "ValuesPage",
]
