"""Models of calls: the call, its files, and the index that lists the calls."""

from .call import CallPage
from .file import CallFile
from .index import CallIndexPage
