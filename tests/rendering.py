"""Blocks as the HTML that a reader gets."""

from bs4 import BeautifulSoup


def rendered(block, value, **context) -> BeautifulSoup:
    """Return a block's HTML for a value, given as it would be stored or as a native value."""
    return BeautifulSoup(block.render(block.normalize(value), context), "html.parser")
