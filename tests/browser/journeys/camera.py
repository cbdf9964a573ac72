"""Screenshots for the guide: small parts of the window, rewritten only if they look different."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).parents[3] / "docs" / "editing" / "images"
VIEWPORT = {"width": 1100, "height": 760}
MOST = 80_000  # bytes
STILL = """
*, *::before, *::after { animation: none !important; transition: none !important; }
"""
MARK = "element => { element.style.outline = '3px solid #c2410c'; }"
UNMARK = "element => { element.style.outline = ''; }"
# What differs at each run by a shade, such as the edge of a letter, is no other picture.
SHADE = 24


class Camera:
    """Takes pictures while journeys run; `taken` names them."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.taken: list[str] = []

    def take(self, page: Page, name: str, area: Locator | None, mark: Locator | None) -> None:
        """Write `name`.webp: the whole window or an area, with what to press outlined."""
        self.taken.append(name)
        if mark:
            mark.scroll_into_view_if_needed()
            mark.evaluate(MARK)
        shot = (area or page).screenshot(style=STILL, animations="disabled")
        if mark:
            mark.evaluate(UNMARK)
        keep(Image.open(BytesIO(shot)).convert("RGB"), self.folder / f"{name}.webp")


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture unless the file shows the same already."""
    if path.exists() and same(picture, Image.open(path).convert("RGB")):
        return
    picture.save(path, lossless=True, method=6)
    assert path.stat().st_size <= MOST, f"{path.name} is too big: show less of the screen."


def same(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    return max(top for _low, top in ImageChops.difference(one, other).getextrema()) <= SHADE
