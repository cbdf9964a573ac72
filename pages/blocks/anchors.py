"""HTML ids of blocks within a page."""


def anchor(block_id: str) -> str:
    """Return the HTML id under which a block of a stream is rendered.

    It is made from the block's own id, which Wagtail stores: it stays the same when the text or the
    order changes, and in every language whose text was copied from the Spanish one. Link to the
    block with `#` and this value. Raises ValueError for an empty id, which would give several
    blocks the same anchor.
    """
    if not block_id:
        raise ValueError("a block without an id has no anchor")
    return f"p-{block_id}"
