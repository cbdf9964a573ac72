"""Pillow's settings that are attributes of its modules."""

from PIL import AvifImagePlugin

from .registry import replace


def decode_avif_by(threads: int) -> None:
    """Let AVIF be decoded by so many threads: `Image.open` takes no such argument."""
    replace(AvifImagePlugin, "DEFAULT_MAX_THREADS", threads)
