"""Models of the search."""

from .entry import SearchEntry
from .missed import MissedSearch
from .promotion import Promotion
from .synonyms import Rewrite, Synonyms
from .word import PublishedWord
