"""The page types of publications."""

from .index import PublicationIndexPage
from .publication import PublicationFile, PublicationPage
